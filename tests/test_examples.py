"""The README's examples are run beside the student's code, and compared as a prompt shows them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import own_course
from grader.examples import Broken, first_broken
from grader.judge import Job, setup_of, started
from grader.submission import Submitted, read_submitted

COURSE = own_course()
SOLUTIONS = Path(COURSE.folder).parent / "solutions"
Look = Callable[..., Broken | None]


@pytest.fixture
def look() -> Look:
    def looked(name: str, old: str = "", new: str = "") -> Broken | None:
        exercise = COURSE.find(name)
        files = read_submitted(SOLUTIONS, exercise).files
        assert any(old.encode() in content for content in files.values())
        changed = {n: content.replace(old.encode(), new.encode()) for n, content in files.items()}
        job = Job(exercise, Submitted(changed if old else files), "")
        with started(job) as start:
            return first_broken(exercise, setup_of(job, start.place(job.submitted.files)), start)

    return looked


@pytest.mark.parametrize("name", [exercise.id for exercise in COURSE.exercises])
def test_solutions_bring_every_example_about(look: Look, name: str) -> None:
    assert look(name) is None


def test_the_first_that_comes_out_otherwise_is_shown_with_what_the_readme_says(look: Look) -> None:
    broken = look("arithmetic", "def __sub__", "def __sub")
    assert broken is not None
    assert broken.lines[0] == ">>> from arithmetic import Ratio"
    assert broken.lines[-1].startswith(">>> ")
    assert broken.got.startswith("TypeError: unsupported operand")
