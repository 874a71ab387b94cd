"""Classroom 50's result: whose it is comes from its runner, and texts keep it small enough."""

import datetime
import json

import pytest

from grader.report import CheckReport, exercise_report
from grader.reporters import classroom50
from tests.reporters.reports import PLAIN, report_of

RUNNER = {
    "CLASSROOM": "py101",
    "ASSIGNMENT": "week1",
    "SUBMISSION_TAG": "submit/2026-09-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://git/o/r/commit/a",
    "RELEASE_URL": "https://git/o/r/releases/tag/s",
    "OWNER": "alice",
}
WHEN = datetime.datetime(
    2026, 9, 1, 16, 32, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=2))
)


def test_identity_is_what_the_runner_says() -> None:
    who = classroom50.identity(RUNNER | {"REVIEW_URL": "https://r", "ASSIGNMENT_TYPE": "group"})
    assert (who.owner, who.review, who.assignment_type) == ("alice", "https://r", "group")
    who = classroom50.identity(
        {key: value for key, value in RUNNER.items() if key != "OWNER"} | {"USERNAME": "bob"}
    )
    assert (who.owner, who.review, who.assignment_type) == (
        "bob",
        RUNNER["COMMIT_URL"],
        "individual",
    )


@pytest.mark.parametrize("name", RUNNER)
def test_what_is_missing_is_named(name: str) -> None:
    assert classroom50.missing(RUNNER) == []
    assert classroom50.missing(RUNNER | {name: ""}) == [name]


def test_a_result() -> None:
    who = classroom50.identity(RUNNER)
    result = json.loads(classroom50.render(PLAIN, who, submitted=WHEN, graded=WHEN))
    assert (result["score"], result["max-score"]) == (5, 9)
    assert result["datetime"] == result["graded_at"] == "2026-09-01T14:32:01Z"
    first = result["tests"][0]
    assert first == {
        "test-name": "sums test_add: `add` adds.", "passed": False, "score": 1, "max-score": 3,
        "message": "Wrong: look at `add`.\n\n>>> add(1, 2)\n4",
    }  # fmt: skip
    assert "message" not in result["tests"][2], "of a check that passed there is nothing to say"


def test_a_result_stays_below_what_its_reader_takes() -> None:
    check = CheckReport("test_a", "A.", "failed", 0, 1, message="界" * 5_000)
    report = report_of(*(exercise_report(f"e{n}", "E", (check,) * 100, 0.0) for n in range(20)))
    who = classroom50.identity(RUNNER)
    rendered = classroom50.render(report, who, submitted=WHEN, graded=WHEN)
    assert len(rendered.encode()) < 10 * 1000 * 1000
    assert "cut here: 5,000 characters in all" in rendered
