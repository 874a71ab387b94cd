"""The bar: what an attack gets beyond its honest part, and what it costs anybody, are nothing."""

import msgspec

from grader.report import CheckReport, ExerciseReport
from tests.hostile.arena import Outcome
from tests.hostile.corpus import Attack

MOST_SECONDS = 60.0
"""Seconds within which an attack's report is there, on the busiest machine."""


def gained(outcome: Outcome) -> list[str]:
    """The checks that an attack passes and its honest part does not: wrong answers accepted."""
    return sorted(_passed(outcome.report) - _passed(outcome.honest))


def lost(outcome: Outcome, attack: Attack) -> list[str]:
    """Results that are missing, untrue or another's."""
    report = outcome.report
    faults = []
    if msgspec.json.decode(msgspec.json.encode(report), type=ExerciseReport) != report:
        faults.append("its report doesn't hold what it says")
    if missing := [c.id for c in report.checks if c.id in attack.checks and c.status == "not_run"]:
        faults.append(f"without a result: {', '.join(missing)}")
    if attack.around == "solution" and not _passed(outcome.honest) <= _passed(report):
        faults.append("what is right did not pass")
    if outcome.next_changed:
        faults.append("the next submission's report is another")
    return faults


def faults(outcome: Outcome, attack: Attack) -> list[str]:
    """Everything that is wrong with an outcome."""
    found = [f"accepted: {check}" for check in gained(outcome)]
    found += [f"lost: {fault}" for fault in lost(outcome, attack)]
    found += [f"shown: the secret of {where}" for where in outcome.leaked]
    found += [f"left {kind}: {names}" for kind, names in outcome.left.items()]
    if outcome.seconds > MOST_SECONDS:
        found.append(f"it took {outcome.seconds:.0f} s")
    status = outcome.failed.status if outcome.failed else "passed"
    if status != attack.status or attack.says not in _told(outcome.failed):
        found.append(f"said: {status}: {_told(outcome.failed)}")
    return found


def _passed(report: ExerciseReport | None) -> set[str]:
    return {check.id for check in report.checks if check.status == "passed"} if report else set()


def _told(check: CheckReport | None) -> str:
    """What a student reads of a check that failed."""
    return f"{check.message}\n{check.got}" if check else ""
