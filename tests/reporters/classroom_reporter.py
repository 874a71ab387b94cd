"""What `classroom-resources/autograding-grading-reporter` v1 reckons from the results it is given.

Written down from its source: the console's points are the share of passed tests times the
runner's `max_score`, in floating-point numbers as JavaScript has them; the notices add up scores.
"""

import base64
import json
from typing import Any, NamedTuple


class Reported(NamedTuple):
    runners: dict[str, tuple[float, int]]
    """The table on the console: points and most points of each runner."""
    console: tuple[float, int]
    """Its last line."""
    notice: tuple[float, int] | None
    """What the notices say, and Classroom records; None where no point is to be had."""
    failed: str | None
    """The message with which the step fails."""
    printed: str


def report(results: dict[str, str]) -> Reported:
    """What the reporter makes of base64 results by their runner's name."""
    decoded = {name: json.loads(base64.b64decode(text)) for name, text in results.items()}
    runners = {name: (_points(each), each["max_score"] or 0) for name, each in decoded.items()}
    console = (sum(points for points, _ in runners.values()), sum(m for _, m in runners.values()))
    total = most = 0
    for each in decoded.values():
        if each["max_score"]:
            most += each["max_score"]
            total += sum(test["score"] for test in each["tests"])
    statuses = [each["status"] for each in decoded.values()]
    failed = "Some tests failed." if "fail" in statuses else None
    if failed is None and "error" in statuses:
        failed = "Some tests errored."
    notice = (total, most) if most else None
    return Reported(runners, console, notice, failed, "".join(map(_printed, decoded.values())))


def _points(result: dict[str, Any]) -> float:
    passed = sum(test["status"] == "pass" for test in result["tests"])
    return float(passed / len(result["tests"]) * (result["max_score"] or 0))


def _printed(result: dict[str, Any]) -> str:
    """What it prints of each test: nothing in it is stopped from being a command."""
    lines = []
    for test in result["tests"]:
        mark = "✅" if test["status"] == "pass" else "❌"
        lines.append(f"\x1b[32m{mark} {test['name']}\x1b[0m")
        if test.get("test_code"):
            lines.append(f"Test code:\n{test['test_code']}\n")
    return "\n".join(lines) + "\n"
