"""The examples in the READMEs run on the solutions, and are the same in both languages."""

import doctest
import re
import sys
from pathlib import Path

import pytest

from grader.cli import solutions_folder
from grader.course import Exercise, own_course

EXAMPLE = re.compile(r"^```python\n(>>> .*?)^```", re.MULTILINE | re.DOTALL)
COURSE = own_course()


def examples(readme: str) -> list[str]:
    return EXAMPLE.findall(readme)


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.id)
def test_both_readmes_have_the_same_examples(exercise: Exercise) -> None:
    assert examples(exercise.readme("en")) == examples(exercise.readme("zh")) != []


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.id)
def test_examples_give_what_they_say(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(solutions_folder(COURSE) / exercise.id))
    before = set(sys.modules)
    for text in examples(exercise.readme("en")):
        test = doctest.DocTestParser().get_doctest(text, {}, exercise.id, "README.md", 0)
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(test)
        assert runner.summarize(verbose=False).failed == 0
    for name in set(sys.modules) - before:
        if str(Path(COURSE.folder).parent) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]
