"""A check that rests on what differs from run to run is found."""

import shutil
from pathlib import Path

import pytest

from grader.course import load_course
from grader.messages import NO_ANSWER
from grader.proof.candidates import collect
from grader.proof.steadiness import essence, steadiness_failures
from grader.report import CheckReport, CheckStatus, ExerciseReport, Where, exercise_report
from grader.run import Options
from tests.conftest import FIXTURE


def unsteady(tmp_path: Path, lines: str, repeat: int) -> list[str]:
    """What is told of a check that ends with these lines."""
    root = tmp_path / "course"
    shutil.copytree(FIXTURE, root)
    path = root / "grader/checks/check_counter.py"
    path.write_text(
        path.read_text()
        + "\n\n@pytest.mark.task(1)\ndef test_odd(subject: Subject) -> None:\n"
        + f'    """Odd."""\n{lines}\n'
    )
    course = load_course(root / "exercises", root / "grader")
    solution = next(collect(course.find("counter"), course, root / "solutions"))
    return [f.what for f in steadiness_failures([solution], Options(jobs=2), repeat)]


def test_a_steady_exercise_has_no_failures(tmp_path: Path) -> None:
    assert unsteady(tmp_path, '    assert subject.ask("1") == 1', 4) == []


@pytest.mark.parametrize(
    "lines",
    [
        "    assert subject.ask(\"hash('a') % 2\") == 0",
        "    import time\n    assert time.localtime(0).tm_hour == 0",
        "    import os\n    assert os.environ['LC_ALL'] == 'C.UTF-8'",
        "    assert hash('a') % 2 == 0",
    ],
    ids=["hash seed of the subject", "time zone", "locale", "hash seed of the judge"],
)
def test_a_check_that_rests_on_its_surroundings_is_found(tmp_path: Path, lines: str) -> None:
    (what,) = unsteady(tmp_path, lines, 6)
    assert "gets another report, in test_odd:" in what


def test_a_check_that_rests_on_the_order_is_found(tmp_path: Path) -> None:
    lines = """    assert "test_start" not in RAN


RAN = []


@pytest.fixture(autouse=True)
def remember(request):
    yield
    RAN.append(request.node.name)"""
    (what,) = unsteady(tmp_path, lines, 4)
    assert "gets another report" in what


def test_the_line_at_which_a_loop_was_met_is_no_part_of_what_must_be_the_same() -> None:
    def met_at(line: int, status: CheckStatus, got: str | None = None) -> ExerciseReport:
        where = Where("counter/counter.py", line)
        check = CheckReport("test_start", "It starts.", status, 0, 1, got=got, where=where)
        return exercise_report("counter", "Counter", (check,), 0.5)

    busy, waiting = NO_ANSWER["busy"], NO_ANSWER["idle"]
    assert essence(met_at(3, "timeout", busy)) == essence(met_at(4, "timeout", busy))
    assert essence(met_at(3, "timeout", waiting)) != essence(met_at(4, "timeout", waiting))
    assert essence(met_at(3, "failed")) != essence(met_at(4, "failed"))
