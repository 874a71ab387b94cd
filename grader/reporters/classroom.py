"""The result that the `classroom-resources` graders hand to their reporter, and its two notices.

GitHub Classroom is gone, but its actions still grade thousands of repositories. Their reporter
reckons twice: its console says *passed tests / tests x max_score*, its notices add up the tests'
scores. So that both come to our points, **each point is a test of its own**.

Both fit one result for the whole report (`render`). But the first is floating-point arithmetic
(15 / 22 * 22 is not 15), so for the reporter to print whole numbers, no result may have more than
`EXACT` tests: `outputs` gives each exercise a result, or two, as lines for `$GITHUB_OUTPUT`.
"""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from grader.language import _
from grader.report import CheckReport, ExerciseReport, Report
from grader.reporters.escape import in_a_line, inert_lines, shortened

EXACT = 21
"""Up to here *p / n x n* is *p* in floating-point numbers, for every *p* up to *n*."""
MOST_BASE64 = 96 * 1024
MOST_IN_ALL = 1024 * 1024
"""A result reaches the reporter in an environment variable, which holds 128 KiB; all variables
together hold 2 MiB."""
MOST_POINTS = 1_000
DETAILS = ((200, 2_000), (120, 200), (60, 0), (0, 0))
"""Characters of a check's sentence and lines: the first pair that is short enough is taken."""
NOTHING = "nothing here is worth a point"
POINT = " (point {number} of {all})"
TOO_MANY = "this format holds {most} points at most, and the report has {found}"


class TooManyPoints(ValueError):
    """The report is worth more points than the format can list."""


def render(report: Report) -> str:
    """One result for the whole report: base64 in one line. Raises TooManyPoints."""
    rows = [
        (f"{exercise.id} ", check, number)
        for exercise in report.exercises
        for check, number in _points(exercise)
    ]
    return _encoded(rows, _all_passed(report.exercises), MOST_BASE64) + "\n"


def outputs(report: Report) -> str:
    """`RUNNER=base64` lines for `$GITHUB_OUTPUT`, the runners being those of `runners`."""
    parts: list[tuple[str, list[Row], bool]] = []
    for exercise in report.exercises:
        rows = [("", check, number) for check, number in _points(exercise)]
        passed = _all_passed([exercise])
        parts += [
            (runner, rows[place * EXACT : (place + 1) * EXACT], passed)
            for place, runner in enumerate(runners(exercise.id, len(rows)))
        ]
    most = min(MOST_BASE64, MOST_IN_ALL // max(1, len(parts)))
    return "".join(f"{name}={_encoded(rows, passed, most)}\n" for name, rows, passed in parts)


def runners(exercise: str, points: int) -> list[str]:
    """The runners of an exercise, as the reporter's `runners` and its environment name them."""
    name = re.sub(r"\W", "_", exercise, flags=re.ASCII)
    parts = max(1, -(-points // EXACT))
    return [name] if parts == 1 else [f"{name}_{part}" for part in range(1, parts + 1)]


def notices(report: Report) -> str:
    """The two notices that the reporter writes into the log, which Classroom reads."""
    if not report.max_score:
        return ""
    points = json.dumps(
        {"totalPoints": report.score, "maxPoints": report.max_score}, separators=(",", ":")
    )
    return (
        f"::notice title=Autograding complete::Points {report.score}/{report.max_score}\n"
        f"::notice title=Autograding report::{points}\n"
    )


Row = tuple[str, CheckReport, int]
"""A point of a check: what to write before its name, the check, and the number of the point."""


def _points(exercise: ExerciseReport) -> Iterator[tuple[CheckReport, int]]:
    """Each point of an exercise. Raises TooManyPoints."""
    if exercise.max_score > MOST_POINTS:
        raise TooManyPoints(TOO_MANY.format(most=MOST_POINTS, found=exercise.max_score))
    for check in exercise.checks:
        for number in range(check.max_score):
            yield check, number


def _encoded(rows: Sequence[Row], passed: bool, most: int) -> str:
    """The base64 of a result, of at most `most` characters where leaving out texts does it."""
    if len(rows) > MOST_POINTS:
        raise TooManyPoints(TOO_MANY.format(most=MOST_POINTS, found=len(rows)))
    for sentence, lines in DETAILS:
        document = _document(rows, passed, sentence, lines)
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
        encoded = base64.b64encode(text.encode()).decode()
        if len(encoded) <= most:
            break
    return encoded


def _document(rows: Sequence[Row], passed: bool, sentence: int, lines: int) -> dict[str, Any]:
    nothing = {"name": _(NOTHING), "status": "pass", "score": 0, "line_no": 0}
    return {
        "version": 1,
        "status": "pass" if passed else "fail",
        "max_score": len(rows),
        "tests": [_test(*row, sentence, lines) for row in rows] or [nothing],
    }


def _test(
    before: str, check: CheckReport, number: int, sentence: int, lines: int
) -> dict[str, Any]:
    """A point as a test. The reporter prints a test's name and its code, whole."""
    earned = number < check.score
    name = f"{before}{check.id}"
    if sentence:
        said = in_a_line(check.title)
        name += f": {said}" if len(said) <= sentence else f": {said[:sentence]}…"
    if check.max_score > 1:
        name += _(POINT).format(number=number + 1, all=check.max_score)
    test = {
        "name": inert_lines(in_a_line(name)),
        "status": "pass" if earned else "fail",
        "score": int(earned),
        "line_no": 0,
    }
    if not earned and check.transcript and lines:
        test["test_code"] = shortened(inert_lines(check.transcript), lines)
    return test


def _all_passed(exercises: Sequence[ExerciseReport]) -> bool:
    return all(exercise.status == "passed" for exercise in exercises)
