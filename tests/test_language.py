"""What is said is said in the reader's language, and no catalogue lacks any of it."""

from collections.abc import Iterator

import pytest

from grader import language
from grader.course import own_course
from grader.judge import Job, grade
from grader.language import _, current, from_environment, speaking
from grader.report import ExerciseReport
from grader.submission import Submitted

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
ARITHMETIC = own_course().find("arithmetic")
WRONG = {
    "a syntax error": "class Ratio(:\n",
    "a missing name": "x = 1\n",
    "hardly anything": "class Ratio:\n    def __init__(self, n, d=1): self.num, self.den = n, d\n",
    "an exit": "import os\nos._exit(3)\n",
    "an exception": "class Ratio:\n    def __init__(self, n, d=1): raise KeyError(n)\n",
    "something denied": "open('/etc/hostname')\n",
    "prints": "class Ratio:\n    def __init__(self, n, d=1): print('x' * 100_000)\n",
}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")


def in_chinese(source: str) -> ExerciseReport:
    job = Job(
        ARITHMETIC, Submitted({"arithmetic.py": source.encode()}), "", lang="zh", smallest=False
    )
    return grade(job)


@pytest.mark.parametrize("source", WRONG.values(), ids=WRONG.keys())
def test_no_sentence_of_a_report_is_missing_from_the_catalogues(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing: list[str] = []
    original = language._catalogues("zh")

    class Strict:
        def gettext(self, sentence: str) -> str:
            said = original.gettext(sentence)
            if said == sentence:
                missing.append(sentence)
            return said

    monkeypatch.setattr(language, "_catalogues", lambda wanted: Strict())
    in_chinese(source)
    assert missing == []


def test_a_report_is_in_the_language_that_its_job_names() -> None:
    report = in_chinese(WRONG["a missing name"])
    assert "写出它" in report.checks[0].message
    assert report.checks[0].title == "`Ratio(n, d)` 是最简分数，分母大于零。"
    assert current() == "en"


def test_another_language_holds_for_a_while() -> None:
    with speaking("zh"):
        assert _("passed") == "通过"
    assert _("passed") == "passed"


def test_what_no_catalogue_has_is_said_as_it_is() -> None:
    with speaking("zh"):
        assert _("Nobody ever said this.") == "Nobody ever said this."
        assert _("") == ""


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LANGUAGE": "zh_TW:en"}, "zh"),
        ({"LANG": "zh_CN", "LANGUAGE": ""}, "zh"),
    ],
)
def test_the_environment_names_the_language(
    variables: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert from_environment() == wanted
