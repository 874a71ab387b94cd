"""A pytest plugin that runs checks the usual way: what is checked is imported right here.

It is what isolation is measured against: the same checks, the same hypothesis settings, no subject.

    python -m pytest -p benchmarks.in_process grader/checks/check_arithmetic.py …

checks the solutions, or the submission whose `exercises/` UNDERGLASS_EXERCISES names, or one
answer, whose folder UNDERGLASS_ANSWER names.
"""

import functools
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.core
import pytest

import grader.plugin  # registers the judge's hypothesis profile
from grader.course import own_course
from grader.solutions import solutions_folder


class InProcess:
    """Answers like `grader.probe.Subject`, by evaluating in this process."""

    def __init__(self, exercise_id: str) -> None:
        course = own_course()
        self._exercise = course.find(exercise_id)
        folder = os.environ.get("UNDERGLASS_EXERCISES") or solutions_folder(course)
        answer = os.environ.get("UNDERGLASS_ANSWER") or Path(folder, exercise_id)
        sys.path.insert(0, str(answer))
        self._observers: dict[str, object] = {}
        exec(self._exercise.observers, self._observers)
        self.fresh()

    def fresh(self) -> None:
        self._names: dict[str, Any] = dict(self._observers)
        if self._exercise.module:
            self._names.update(vars(importlib.import_module(self._exercise.module)))

    def ask(self, source: str, /, **values: object) -> object:
        self._names.update(values)
        return eval(source, self._names)

    def run(self, source: str, /, **values: object) -> None:
        self._names.update(values)
        exec(source, self._names)

    def raises(self, source: str, allowed: str, /, **values: object) -> str:
        self._names.update(values)
        try:
            exec(source, self._names)
        except Exception as error:
            names = {base.__name__ for base in type(error).__mro__}
            return allowed if names & set(allowed.split(" or ")) else type(error).__name__
        return "nothing"


answers_of = functools.cache(InProcess)


@pytest.fixture
def subject(request: pytest.FixtureRequest) -> InProcess:
    answers = answers_of(request.path.stem.removeprefix("check_"))
    answers.fresh()
    return answers


def pytest_configure(config: pytest.Config) -> None:
    for marker in grader.plugin.MARKERS:
        config.addinivalue_line("markers", marker)
    hypothesis.settings.load_profile("underglass")


def pytest_itemcollected(item: pytest.Item) -> None:
    function = getattr(item, "obj", None)
    handle = getattr(function, "hypothesis", None)
    if handle is not None:
        handle.inner_test = _as_case(handle.inner_test)
        setattr(hypothesis.core, "global_force_seed", 0)  # noqa: B010


def _as_case(test: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(test)
    def case(*args: Any, **values: Any) -> None:
        values["subject"].fresh()
        test(*args, **values)

    return case
