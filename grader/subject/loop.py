"""The loop that answers probes: take a request, evaluate it beside the student's code, answer.

One case is one fresh state: the student's modules are imported anew (from code compiled once) and
the probes' names start empty. Everything that could fail is the student's doing and goes into the
answer; the loop itself ends only when its channel closes.
"""

import builtins
import functools
import gc
import marshal
import sys
import types
from collections.abc import Callable
from typing import NamedTuple

from grader.subject.encode import MAX_ANSWER, encode, quote, text
from grader.subject.failure import describe, kinds
from grader.subject.imports import (
    CannotLoad,
    forget,
    import_student_module,
    prepare_imports,
    public_names,
)
from grader.subject.output import Output

# Private copies: a submission that patches builtins must not change how its answers are written,
# nor what probes and observers find.
BUILTINS = dict(vars(builtins))
__builtins__ = dict(BUILTINS)  # type: ignore[assignment]


class Setup(NamedTuple):
    """What a subject is told before its first probe."""

    folder: str
    """Holds the exercise's files as the student wrote them, and nothing else."""
    module: str | None
    """The module whose public names every probe sees, or None where probes import themselves."""
    packages: tuple[str, ...]
    """Top-level names importable from `folder`; forgotten between cases."""
    observers: str
    """Python source of the exercise's observers; empty where it has none."""
    without: tuple[str, ...]
    """Modules that pretend not to be installed."""


class Request(NamedTuple):
    """One probe."""

    id: int
    fresh: bool
    """Start a new case first."""
    mode: str
    """`ask`: the value of an expression; `run`: statements; `raises`: which exception ends them."""
    source: str
    values: dict[str, object]
    """Plain values, bound to names before the source runs."""
    errors: tuple[str, ...] = ()
    """For `raises`: the exceptions that the contract allows, or digests of their names. The judge
    keeps them to itself."""


def serve(
    session: "Session", output: Output, receive: Callable[[], bytes], send: Callable[[bytes], None]
) -> None:
    """Answer requests, which come in batches, until the channel closes.

    That is told by `receive`, which raises EOFError.
    """
    while True:
        try:
            batch = marshal.loads(receive())
        except EOFError:
            return
        for request in batch:
            send(session.answer(Request(*request), output))


class Session:
    """The names of the current case, and the code of the probes seen so far."""

    def __init__(self, setup: Setup) -> None:
        prepare_imports(setup.folder, setup.packages, setup.without)
        self._setup = setup
        self._names: dict[str, object] = {}
        self._compiled: dict[tuple[str, str], types.CodeType] = {}
        self._observers = observers_of(setup)

    def answer(self, request: Request, output: Output) -> bytes:
        try:
            body = self._evaluate(request)
        except CannotLoad as failure:
            body = f'"kind":"unloaded",{describe(failure.__cause__, self._setup.folder)}'
        except BaseException as error:
            body = f'"kind":"raised",{describe(error, self._setup.folder)}'
        printed, lost = output.take()
        printed = printed.replace(self._setup.folder, "exercises")
        frame = f'{{"id":{request.id},{body},"output":{quote(printed)},"lost":{lost}}}'.encode()
        if len(frame) > MAX_ANSWER:
            remark = f"an answer of {len(frame)} bytes"
            frame = (
                f'{{"id":{request.id},"kind":"value","value":["o","object",{quote(remark)}],'
                f'"output":"","lost":{lost}}}'
            ).encode()
        return frame

    def _evaluate(self, request: Request) -> str:
        if request.fresh:
            self._begin()
        self._names.update(request.values)
        code = self._code(request)
        if request.mode == "ask":
            return f'"kind":"value","value":{encode(eval(code, self._names))}'
        if request.mode == "run":
            exec(code, self._names)
            return '"kind":"value","value":null'
        return self._raises(code)

    def _raises(self, code: types.CodeType) -> str:
        try:
            exec(code, self._names)
        except BaseException as error:
            names = ",".join(text(name) for name in kinds(type(error)))
            return f'"kind":"value","value":["t",[{names}]],{describe(error, self._setup.folder)}'
        return '"kind":"value","value":"nothing"'

    def _code(self, request: Request) -> types.CodeType:
        mode = "eval" if request.mode == "ask" else "exec"
        key = (mode, request.source)
        if key not in self._compiled:
            self._compiled[key] = compile(request.source, "<probe>", mode)
        return self._compiled[key]

    def _begin(self) -> None:
        self._names.clear()
        forget(self._setup.packages)
        self._names["__builtins__"] = dict(BUILTINS)
        self._names["__name__"] = "__main__"
        self._names.update(public_names(import_student_module(self._setup.module)))
        self._names.update(self._observers)


def observers_of(setup: Setup) -> dict[str, object]:
    """The observers' names. A server has loaded them, but for who misses something installed."""
    if setup.without:
        load_observers.cache_clear()
    observers = load_observers(setup.observers)
    if observers.module is not None:
        sys.modules["observers"] = observers.module
    return observers.names


class Observers(NamedTuple):
    """Observers that are loaded."""

    module: types.ModuleType | None
    names: dict[str, object]


@functools.cache
def load_observers(source: str) -> Observers:
    """The observers' module, and its public functions; a server loads it once for all subjects."""
    if not source:
        return Observers(None, {})
    module = types.ModuleType("observers")
    vars(module)["__builtins__"] = dict(BUILTINS)
    sys.modules["observers"] = module
    exec(compile(source, "<observers>", "exec"), vars(module))
    names = {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == "observers"
    }
    return Observers(module, names)


def freeze() -> None:
    """Keep what is loaded so far out of later collections: faster, and no copied pages."""
    gc.collect()
    gc.freeze()
