"""After a pass: each exercise's place in real life is there, and is said in both languages."""

import importlib

import msgspec
import pytest

from grader.afterwards import after_a_pass, real_life
from grader.course import Course, Exercise, own_course

EXERCISES = own_course().exercises


def resolved(name: str) -> object:
    """The object of that dotted name. Raises ImportError, AttributeError."""
    parts = name.split(".")
    for split in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for part in parts[split:]:
            found = getattr(found, part)
        return found
    raise ImportError(name)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: str(exercise.id))
def test_the_place_is_in_the_installed_library(exercise: Exercise) -> None:
    told = exercise.entry.real_life
    assert told is not None
    assert resolved(told.name) is not None
    assert told.name.split(".")[0] in ("flask", "werkzeug", "flask_session", "flask_sock")
    assert told.text.en.endswith(".")
    assert told.text.zh.endswith("。")
    assert len(list(real_life(exercise, "zh"))) == 2


def test_a_name_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AttributeError):
        resolved("werkzeug.local.Nothing")
    with pytest.raises(ImportError):
        resolved("no_such_library.x")


def test_the_solution_is_offered_where_it_is_here_and_allowed(
    course: Course, counter: Exercise
) -> None:
    assert "grader solution counter" in "\n".join(after_a_pass(course, counter, "en", "grader"))
    never = msgspec.structs.replace(course, solutions="never")
    assert "solution" not in "\n".join(after_a_pass(never, counter, "en", "grader"))
    without = msgspec.structs.replace(course, folder="/nowhere/exercises")
    said = "\n".join(after_a_pass(without, counter, "en", "grader"))
    assert ("grader solution" in said) == _distribution_is_installed()


def _distribution_is_installed() -> bool:
    try:
        importlib.import_module("underglass_solutions")
    except ImportError:
        return False
    return True
