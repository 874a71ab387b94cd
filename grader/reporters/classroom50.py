"""Classroom 50: `result.json` (schema `classroom50/result/v1`) and the declarative tests.

The runner hands identity over in its environment and reads points as integers, which ours are.
"""

import datetime
import json
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from grader.report import CheckReport, ExerciseReport, Report
from grader.reporters.escape import in_a_line, shortened, visible

SCHEMA = "classroom50/result/v1"
MOST_MESSAGE = 2_000
MOST_BYTES = 9_000_000
"""A reader refuses a `result.json` of more than 10 MB."""
VARIABLES = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
OWNERS = ("OWNER", "USERNAME", "GITHUB_ACTOR")
TIME = "%Y-%m-%dT%H:%M:%SZ"


class Identity(msgspec.Struct, frozen=True):
    """Whose submission it is, as Classroom 50's runner says."""

    classroom: str
    assignment: str
    assignment_type: Literal["individual", "group", "team"]
    owner: str
    submission: str
    """The tag, `submit/…`."""
    commit: str
    release: str
    review: str


def missing(environment: Mapping[str, str]) -> list[str]:
    """The variables of the runner that aren't there and are needed."""
    lacking = [name for name in VARIABLES if not environment.get(name)]
    return lacking if any(environment.get(name) for name in OWNERS) else [*lacking, OWNERS[0]]


def identity(environment: Mapping[str, str]) -> Identity:
    """What the runner's environment says; nothing of it may be `missing`."""
    given = environment.get("ASSIGNMENT_TYPE")
    return Identity(
        classroom=environment["CLASSROOM"],
        assignment=environment["ASSIGNMENT"],
        assignment_type="group"
        if given == "group"
        else "team"
        if given == "team"
        else "individual",
        owner=next(environment[name] for name in OWNERS if environment.get(name)),
        submission=environment["SUBMISSION_TAG"],
        commit=environment["COMMIT_URL"],
        release=environment["RELEASE_URL"],
        review=environment.get("REVIEW_URL") or environment["COMMIT_URL"],
    )


def render(
    report: Report, who: Identity, *, submitted: datetime.datetime, graded: datetime.datetime
) -> str:
    """The `result.json` of a report; `submitted` is when the graded commit was made."""
    texts = MOST_MESSAGE
    while True:
        result = _result(report, who, submitted, graded, texts)
        encoded = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
        if texts == 0 or len(encoded.encode()) <= MOST_BYTES:
            return encoded
        texts //= 4


def _result(
    report: Report,
    who: Identity,
    submitted: datetime.datetime,
    graded: datetime.datetime,
    texts: int,
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        **{name: visible(value) for name, value in msgspec.structs.asdict(who).items()},
        "datetime": submitted.astimezone(datetime.UTC).strftime(TIME),
        "graded_at": graded.astimezone(datetime.UTC).strftime(TIME),
        "score": report.score,
        "max-score": report.max_score,
        "tests": [
            _test(exercise, check, texts)
            for exercise in report.exercises
            for check in exercise.checks
        ],
    }


def _test(exercise: ExerciseReport, check: CheckReport, texts: int) -> dict[str, Any]:
    test: dict[str, Any] = {
        "test-name": in_a_line(f"{exercise.id} {check.id}: {check.title}"),
        "passed": check.status == "passed",
        "score": check.score,
        "max-score": check.max_score,
    }
    if check.status != "passed" and texts:
        said = "\n\n".join(part for part in (check.message, check.transcript) if part)
        test["message"] = visible(shortened(said, texts))
    return test
