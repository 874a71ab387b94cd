"""What the author of a failing submission may have misunderstood.

The checks that a known misconception fails, with the smallest failing case of each and the answer
to it, are its fingerprint. A submission that fails in exactly the same way gets that
misconception's sentence. Anything less strict would mislead: a wrong hint is worse than none.

`diagnoses.json` holds the fingerprints; `grader verify --update` writes it, `grader verify` proves
that it is up to date. No code of a misconception is in it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from grader import messages
from grader.errors import CourseError
from grader.language import _
from grader.report import MAX_SHOWN, CheckReport, ExerciseReport, fails

FILE = "diagnoses.json"
TRACEBACK = "Traceback (most recent call last):"
Diagnoses = Mapping[str, str]
"""Sentences by fingerprint."""


def fingerprint(report: ExerciseReport) -> str | None:
    """How a submission fails; None where it passes.

    Where not one check passes, the text of exceptions counts as well: so much else could be wrong.
    """
    failed = [check for check in report.checks if fails(check)]
    if not failed:
        return None
    exactly = not any(check.status == "passed" for check in report.checks)
    features = [[c.id, c.status, _asked(c.transcript), _answered(c, exactly)] for c in failed]
    return hashlib.sha256(msgspec.json.encode(features)).hexdigest()[:24]


def _asked(transcript: str) -> list[str]:
    """The lines that were typed, without what came back."""
    return [line for line in transcript.splitlines() if line.startswith((">>> ", "... "))]


def _answered(check: CheckReport, exactly: bool) -> str | None:
    """The answer to the last probe, in no language; of an exception its type alone."""
    for how in messages.NO_ANSWER:
        if check.got == _(messages.NO_ANSWER[how]):
            return f"no answer ({how})"
    if check.got == _(messages.NOTHING_RAISED):
        return "'nothing'"
    if check.got is not None and TRACEBACK in check.transcript and not exactly:
        return check.got.partition(":")[0]
    got = check.got and check.got.replace(_(messages.NOTHING_RAISED), "nothing")
    return got and got[:MAX_SHOWN]  # what was cut is said in words


def diagnose(report: ExerciseReport, known: Diagnoses) -> ExerciseReport:
    """The report, with the sentence for whoever fails like this, if there is one."""
    said = known.get(fingerprint(report) or "")
    return msgspec.structs.replace(report, diagnosis=_(said)) if said else report


def unambiguous(found: Iterable[tuple[str | None, str]]) -> dict[str, str]:
    """Sentences by fingerprint, but for fingerprints that two different sentences have."""
    sentences: dict[str, set[str]] = {}
    for digest, sentence in found:
        if digest is not None and sentence:
            sentences.setdefault(digest, set()).add(sentence)
    return {digest: said.pop() for digest, said in sorted(sentences.items()) if len(said) == 1}


def read_diagnoses(hidden: Path) -> Mapping[str, Diagnoses]:
    """The diagnoses of each exercise; none where there is no file. Raises CourseError."""
    path = hidden / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])
    except FileNotFoundError:
        return {}
    except msgspec.MsgspecError as reason:
        raise CourseError(
            f"{path} can't be read: {reason}. `grader verify --update` writes it anew."
        ) from None


def write_diagnoses(hidden: Path, changed: Mapping[str, Diagnoses]) -> None:
    """Put an exercise's diagnoses in the place of its former ones."""
    every = {**read_diagnoses(hidden), **changed}
    text = msgspec.json.format(msgspec.json.encode(dict(sorted(every.items()))), indent=1)
    (hidden / FILE).write_bytes(text + b"\n")
