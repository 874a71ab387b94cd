"""From the end of a check to its report: a pure function of its transcript."""

import errno
import re
from collections.abc import Sequence

import msgspec

from grader import messages
from grader.checklist import CheckInfo
from grader.course import Exercise
from grader.difference import Difference, first_difference
from grader.language import _, current
from grader.patience import MOST_BUSY, MOST_IDLE
from grader.printed import shown
from grader.probe import Step, failed_to_load
from grader.report import CheckReport, CheckStatus, Where
from grader.subject.limits import DISK, FILES_IN_ALL, MEMORY
from grader.subject.output import MOST_OUTPUT
from grader.transcript import cut, error_line, render, show
from grader.watch import THREADS, Death, Died
from grader.wire import Answer, Frame, Raised


class Comparison(msgspec.Struct, frozen=True):
    """The comparison on which a check's assertion failed."""

    operator: str
    got: object
    expected: object


class Ending(msgspec.Struct, frozen=True):
    """How a check ended: its last case, and what stopped it, if anything."""

    steps: tuple[Step, ...]
    kind: str
    """`passed`, `mismatch`, `student_error`, `lost`, `unsteady` or `unusable`."""
    comparison: Comparison | None = None


NO_ROOM = f"[Errno {errno.ENOSPC}]", f"[Errno {errno.EFBIG}]"
MOST_IN_PROSE = 120
"""Characters of a value that is shown within a sentence."""
DEATHS: dict[Death, tuple[CheckStatus, str]] = {
    Death.BUSY: ("timeout", messages.BUSY),
    Death.IDLE: ("timeout", messages.IDLE),
    Death.EXIT: ("error", messages.EXIT),
    Death.CRASH: ("error", messages.CRASH),
    Death.MEMORY: ("error", messages.MEMORY),
    Death.DISK: ("error", messages.DISK),
    Death.THREADS: ("error", messages.THREADS),
    Death.OUTPUT: ("error", messages.OUTPUT),
    Death.SLOW: ("timeout", messages.SLOW),
    Death.GARBAGE: ("error", messages.GARBAGE),
}


def check_report(info: CheckInfo, exercise: Exercise, ending: Ending) -> CheckReport:
    """The report of one check."""
    if ending.kind == "passed":
        return blank(info, "passed", score=info.points)
    status, sentence = _judge(exercise, ending)
    answer = ending.steps[-1].answer if ending.steps else None
    if exercise.module is not None and answer is not None and failed_to_load(answer):
        return _load_report(info, exercise, ending.steps[-1], status, sentence)
    expected, got = _compared(ending)
    return CheckReport(
        id=info.id,
        title=_(info.title),
        status=status,
        score=0,
        max_score=info.points,
        message="\n".join(
            part for part in (sentence, _(info.explanation), task(info, exercise)) if part
        ),
        expected=expected,
        got=got,
        transcript=render(ending.steps, exercise),
        output=printed(ending.steps),
        where=_where(answer, exercise),
    )


def _load_report(
    info: CheckInfo, exercise: Exercise, step: Step, status: CheckStatus, sentence: str
) -> CheckReport:
    """The report of a check whose module didn't load: the probes have nothing to do with it."""
    loading = Step("run", f"import {exercise.module}", {}, step.answer)
    report = blank(info, status, message=sentence, where=_where(step.answer, exercise))
    return msgspec.structs.replace(
        report,
        got=_compared(Ending((step,), "lost"))[1],
        transcript=render([loading], exercise),
        output=printed([loading]),
    )


def printed(steps: Sequence[Step]) -> str:
    """What the student's code printed in the case."""
    lost = sum(step.answer.lost for step in steps if isinstance(step.answer, Answer))
    kept = cut(shown("".join(step.answer.output for step in steps)))
    return kept + (_(messages.OUTPUT_LOST).format(lost=lost) if lost else "")


def blank(
    info: CheckInfo,
    status: CheckStatus,
    *,
    score: int = 0,
    message: str = "",
    where: Where | None = None,
) -> CheckReport:
    """A report without a case."""
    return CheckReport(
        info.id, _(info.title), status, score, info.points, message=message, where=where
    )


def task(info: CheckInfo, exercise: Exercise) -> str:
    """The sentence of the README that the check is about."""
    text = exercise.tasks(current()).get(info.task or 0)
    return _(messages.TASK).format(number=info.task, text=text) if text else ""


def _judge(exercise: Exercise, ending: Ending) -> tuple[CheckStatus, str]:
    """Status and sentence of a check that did not pass."""
    if ending.kind == "unsteady":
        return "failed", _(messages.UNSTEADY)
    answer = ending.steps[-1].answer if ending.steps else None
    if isinstance(answer, Died):
        return _death(answer, exercise)
    if answer is not None and answer.kind == "unloaded":
        return _unloaded(answer, exercise)
    if ending.kind == "unusable":
        return "error", _(messages.UNUSABLE)
    if answer is not None and answer.error is not None:
        status: CheckStatus = "error" if answer.error.type == "MemoryError" else "failed"
        return status, explain_error(answer.error, exercise)
    return "failed", _wrong(ending)


def _wrong(ending: Ending) -> str:
    """Where the answer isn't as expected, in words where that is inside it."""
    compared = ending.comparison
    if compared is None or compared.operator != "==":
        return _(messages.WRONG_VALUE)
    found = first_difference(compared.expected, compared.got)
    if found is None or not found.path or max(map(len, _told(found).values())) > MOST_IN_PROSE:
        return _(messages.WRONG_VALUE)
    if found.got is None:
        return _(messages.DIFFERS_LACKS).format(**_told(found))
    return _(messages.DIFFERS if found.expected else messages.DIFFERS_HAS).format(**_told(found))


def _told(found: Difference) -> dict[str, str]:
    return {"path": found.path, "expected": found.expected or "", "got": found.got or ""}


def _death(died: Died, exercise: Exercise) -> tuple[CheckStatus, str]:
    status = DEATHS[died.how][0]
    if died.how in (Death.BUSY, Death.IDLE) and failed_to_load(died):
        return status, _(messages.LOADING_HANGS).format(file=_file(died.frames, exercise))
    return status, _(DEATHS[died.how][1]).format(
        detail=_detail(died.detail),
        limit=MOST_OUTPUT // 1024**2,
        memory=MEMORY // 1024**2,
        disk=DISK // 1024**2,
        files=FILES_IN_ALL,
        threads=THREADS,
        busy=round(MOST_BUSY),
        idle=round(MOST_IDLE),
    )


def _detail(detail: str) -> str:
    """How a subject ended, in words: an exit code, a signal's name, or a sentence of ours."""
    if found := re.fullmatch(r"exit code (-?\d+)", detail):
        return _(messages.EXIT_CODE).format(code=found.group(1))
    return _(messages.KILLED) if detail == messages.KILLED else detail


def _unloaded(answer: Answer, exercise: Exercise) -> tuple[CheckStatus, str]:
    error = answer.error
    assert error is not None
    file = _file(error.frames, exercise)
    line = error.frames[-1].line if error.frames else 1
    if error.type in ("SyntaxError", "IndentationError", "TabError"):
        return "error", _(messages.SYNTAX).format(file=file, text=error.text, line=line)
    if found := re.match(r"No module named '([\w.]+)'", error.text):
        taken = ", ".join(exercise.patterns)
        return "error", _(messages.NO_IMPORT).format(file=file, name=found.group(1), taken=taken)
    if was_denied(error):
        return "error", _(messages.DENIED).format(error=error_line(error))
    return "error", _(messages.LOADING).format(file=file, error=error_line(error))


def was_denied(error: Raised) -> bool:
    """Whether an exception comes from the sandbox, or would in one."""
    denied = f"[Errno {errno.EPERM}]", f"[Errno {errno.EACCES}]"
    return error.type == "gaierror" or (
        error.type == "PermissionError" and error.text.startswith(denied)
    )


def explain_error(error: Raised, exercise: Exercise) -> str:
    """What an exception out of the student's code, or out of the probe itself, means."""
    if error.type == "NotImplementedError" and error.frames:
        return _(messages.NOT_WRITTEN).format(function=error.frames[-1].function)
    if error.type == "MemoryError":
        return _(messages.MEMORY).format(memory=MEMORY // 1024**2)
    if was_denied(error):
        return _(messages.DENIED).format(error=error_line(error))
    if error.type == "OSError" and error.text.startswith(NO_ROOM):
        return _(messages.DISK).format(disk=DISK // 1024**2, files=FILES_IN_ALL)
    if error.frames:
        return _(messages.RAISED).format(error=error_line(error))
    file = f"{exercise.id}/{exercise.patterns[0]}"
    if found := re.fullmatch(r"name '(\w+)' is not defined.*", error.text):
        return _(messages.MISSING_NAME).format(file=file, name=found.group(1))
    if error.type == "ModuleNotFoundError":
        return _(messages.MISSING_MODULE).format(text=error.text)
    if error.type in ("AttributeError", "ImportError"):
        return _(messages.MISSING_ATTRIBUTE).format(text=error.text)
    if found := re.fullmatch(r"'(.+)' object is not callable", error.text):
        return _(messages.NOT_CALLABLE).format(kind=found.group(1), file=file)
    return _(messages.RAISED_IN_PROBE).format(error=error_line(error))


def _compared(ending: Ending) -> tuple[str | None, str | None]:
    """Expected and got, as text."""
    answer = ending.steps[-1].answer if ending.steps else None
    if isinstance(answer, Died):
        return _(messages.EXPECTED_ANSWER), _(messages.NO_ANSWER[answer.how.value])
    if ending.comparison is not None and ending.kind == "mismatch":
        if raised := _raising(ending.steps[-1:], ending.comparison):
            return raised
        got = show(ending.comparison.got)
        if answer is not None and answer.error is not None:
            got = error_line(answer.error)
        return _expectation(ending.comparison), got
    if answer is not None and answer.error is not None:
        return _(messages.EXPECTED_VALUE), error_line(answer.error)
    return None, show(answer.value) if answer is not None else None


def _raising(last: Sequence[Step], comparison: Comparison) -> tuple[str, str] | None:
    """Expected and got of a probe that asks which exception ends it; None for another."""
    if not last or last[0].mode != "raises":
        return None
    answer = last[0].answer
    if not isinstance(answer, Answer) or comparison.got != answer.value:
        return None
    got = error_line(answer.error) if answer.error else _(messages.NOTHING_RAISED)
    return _(messages.EXPECTED_RAISED).format(name=comparison.expected), got


def _expectation(comparison: Comparison) -> str:
    shown = show(comparison.expected)
    if comparison.operator in ("==", "is"):
        return shown
    if comparison.operator == "in":
        return _(messages.EXPECTED_ONE_OF).format(values=shown)
    return f"{comparison.operator} {shown}"


def _where(answer: Answer | Died | None, exercise: Exercise) -> Where | None:
    """The student's line that was reached last."""
    frames: Sequence[Frame] = ()
    if isinstance(answer, Died):
        frames = answer.frames
    elif answer is not None and answer.error is not None:
        frames = answer.error.frames
    return Where(f"{exercise.id}/{frames[-1].file}", frames[-1].line) if frames else None


def _file(frames: Sequence[Frame], exercise: Exercise) -> str:
    return f"{exercise.id}/{frames[-1].file if frames else exercise.patterns[0]}"
