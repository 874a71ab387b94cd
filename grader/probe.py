"""What a check is given: `subject`, through which it asks the student's code.

    assert subject.ask("(Ratio(*a) + 1).num", a=(1, 2)) == 3       the value of an expression
    subject.run("r = Ratio(1, 2)")                                 statements, for their effect
    assert subject.raises("Ratio(1, 0)", "ZeroDivisionError") == "ZeroDivisionError"
    subject.fresh()                                                a new case: fresh state

A probe is what a student could type at a prompt: their module's public names and the exercise's
observers are there, values are bound to names, and names stay until the case ends. Each hypothesis
example is a case of its own. Put what came back on the left of `==`, what is right on the right:
the report shows them so.
"""

import contextlib
import marshal
import secrets
from collections.abc import Callable, Sequence
from typing import NoReturn

import msgspec

from grader.channel import ChannelClosed
from grader.errors import GraderError
from grader.launch import Launcher, Process
from grader.patience import Patience
from grader.subject.encode import encode
from grader.subject.failure import DIGEST_MARK, digest_of_name
from grader.subject.loop import Request, Setup
from grader.watch import Died, wait_for_answer
from grader.wire import Answer, Value


class Step(msgspec.Struct, frozen=True):
    """One probe and what became of it."""

    mode: str
    source: str
    values: dict[str, object]
    answer: Answer | Died
    errors: tuple[str, ...] = ()
    """For `raises`: the exceptions that the contract allows."""
    without: tuple[str, ...] = ()
    """Modules that seemed not installed."""
    heard: bool = False
    """Whether the check looked at what was printed."""


class StudentError(AssertionError):
    """A probe that was to give a value ended in an exception of the student's code."""


class NoValue:
    """Stands for the value of a probe that raised: equal to nothing, and useless for all else.

    So the comparison in the check fails, and the report knows what was expected. A check that
    doesn't compare it fails all the same, at its next probe or at its end.
    """

    def __eq__(self, other: object) -> bool:
        return False

    def _refuse(self, *_: object) -> NoReturn:
        raise StudentError

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __hash__ = _refuse
    __iter__ = __len__ = __contains__ = __getitem__ = __add__ = __radd__ = _refuse


class SubjectLost(BaseException):
    """The subject can answer nothing more in this check; no point in trying smaller cases."""


class GraderFailed(BaseException):
    """No subject can be had, through no fault of the student's; its cause says why."""


class Subject:
    """Asks probes of one submission and records the transcript of the current case."""

    def __init__(
        self,
        setup: Setup,
        launcher: Launcher,
        seen: Callable[[Value], Value] | None = None,
        *,
        keep_cases: bool = False,
    ) -> None:
        self._setup = setup
        self._seen = seen
        self._launcher = launcher
        self._process: Process | None = None
        self._running: Setup | None = None
        self._without: tuple[str, ...] = ()
        self._fresh = True
        self.patience = Patience()
        self._unloaded: Answer | Died | None = None
        self.steps: list[Step] = []
        """The current case."""
        self.cases: list[list[Step]] = []
        """All cases of the current check, where they are kept; else the current one."""
        self._keep_cases = keep_cases
        self.owes_value = False

    # What checks call.

    def ask(self, source: str, /, **values: object) -> Value:
        """The value of an expression. An exception in it fails the check."""
        answer = self._probe("ask", source, values)
        if answer.kind == "raised":
            self.owes_value = True
            return NoValue()  # type: ignore[return-value]
        return self._seen(answer.value) if self._seen else answer.value

    def run(self, source: str, /, **values: object) -> None:
        """Carry out statements. An exception in them fails the check."""
        if self._probe("run", source, values).kind == "raised":
            raise StudentError

    def raises(self, source: str, allowed: str, /, **values: object) -> str:
        """How statements end: `allowed` (`"A"` or `"A or B"`, names of standard exceptions) when by
        one of these or a subclass, another exception's name, or `"nothing"`."""
        return str(self._probe("raises", source, values, tuple(allowed.split(" or "))).value)

    @property
    def printed(self) -> str:
        """What the student's code printed during the last probe."""
        self.steps[-1] = msgspec.structs.replace(self.steps[-1], heard=True)
        return self.steps[-1].answer.output

    def fresh(self, *, without: tuple[str, ...] = ()) -> None:
        """Begin a new case; in it, the modules in `without` seem not to be installed."""
        self.end_case()
        self.steps = []
        if not self._keep_cases:
            self.cases.clear()
        self.cases.append(self.steps)
        self._fresh = True
        self._without = without

    # What the judge calls.

    def begin_check(self) -> None:
        """A new process for a new check."""
        self.end_check()
        self.cases = []
        self.begin_case()

    def begin_case(self) -> None:
        """A new case, whatever became of the last."""
        self.owes_value = False
        self.fresh()

    def end_case(self) -> None:
        """Fail a case that asked for a value, got an exception, and didn't notice."""
        if self.owes_value:
            self.owes_value = False
            raise StudentError

    def end_check(self) -> None:
        if self._process is not None:
            self._process.leave()
            self._process = None

    def _probe(
        self, mode: str, source: str, values: dict[str, object], errors: tuple[str, ...] = ()
    ) -> Answer:
        self.end_case()
        answer = self._unloaded_before() or self._send(mode, source, values, errors)
        self.steps.append(Step(mode, source, values, answer, errors, self._without))
        if isinstance(answer, Died) or answer.kind == "unloaded":
            raise SubjectLost
        return answer

    def _unloaded_before(self) -> Answer | Died | None:
        """A module that didn't load once isn't loaded again: the answer would be the same."""
        return self._unloaded if self._fresh and not self._without else None

    def _send(
        self, mode: str, source: str, values: dict[str, object], errors: tuple[str, ...]
    ) -> Answer | Died:
        request = Request(unforeseen(), self._fresh, mode, source, values, errors)
        loading, self._fresh = self._fresh, False
        try:
            answer = exchange(self._ready(), request, self.patience)
        except (GraderError, OSError) as reason:
            raise GraderFailed from reason
        if isinstance(answer, Died):
            self._process = None
        if loading and self._setup.module and not self._without and failed_to_load(answer):
            self._unloaded = answer
        return answer

    def _ready(self) -> Process:
        """The running process when it fits the case, else a new one."""
        wanted = self._setup._replace(without=self._without)
        if self._process is None or self._running != wanted:
            self.end_check()
            self._process, self._running = self._launcher.start(wanted), wanted
        return self._process


def unforeseen() -> int:
    """A number for a request that nobody can answer before it was asked.

    An answer is forged ahead of its probe by who counts along; what a subject sends early is
    garbage then, whenever it arrives, and not an answer that came from nobody's seeing the probe.
    """
    return secrets.randbits(53)


def exchange(process: Process, request: Request, patience: Patience) -> Answer | Died:
    """Send one request and wait for its answer."""
    send(process, [request])
    return answer_to(request, process, patience)


def send(process: Process, batch: Sequence[Request]) -> None:
    """Send requests that will be answered one after the other."""
    told = [tuple(request._replace(errors=())) for request in batch]
    with contextlib.suppress(ChannelClosed):  # it died before; waiting for its answer tells how
        process.channel.send(marshal.dumps(told))


def answer_to(request: Request, process: Process, patience: Patience) -> Answer | Died:
    """The answer to the next request that was sent, or how the subject ended.

    To `raises` it tells what was raised; which exceptions the contract allows is not for a
    student's code to read. So it is here that all right solutions get to say the same.
    """
    answer = wait_for_answer(process, request.id, patience)
    if isinstance(answer, Died) or request.mode != "raises" or answer.kind != "value":
        return answer
    value = contract_name(answer.value, request.errors)
    return msgspec.structs.replace(answer, value=value, written=encode(value).encode())


def contract_name(kinds: Value, allowed: tuple[str, ...]) -> str:
    """`"A or B"` where one of these is among the kinds of an exception, else the first of them.

    NotImplementedError is a RuntimeError to Python, but never the answer to a task.
    """
    names = [name for name in kinds if isinstance(name, str)] if isinstance(kinds, tuple) else []
    if "NotImplementedError" not in names and any(is_allowed(name, allowed) for name in names):
        return " or ".join(allowed)
    return names[0] if names else "nothing"


def is_allowed(name: str, allowed: tuple[str, ...]) -> bool:
    """Whether an exception's name is among those, which may be digests of names."""
    if allowed and allowed[0].startswith(DIGEST_MARK):
        return digest_of_name(name, allowed[0][1:].partition(":")[0]) in allowed
    return name in allowed


def failed_to_load(answer: Answer | Died) -> bool:
    """Whether importing a module of the student failed or hung, rather than the probe."""
    if isinstance(answer, Died):
        return any(frame.function == "<module>" for frame in answer.frames)
    return answer.kind == "unloaded"
