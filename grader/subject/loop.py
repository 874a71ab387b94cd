"""The loop that answers probes: take a request, evaluate it beside the student's code, answer.

One case is one fresh state: the student's modules are imported anew (from code compiled once) and
the probes' names start empty. Everything that could fail is the student's doing and goes into the
answer; the loop itself ends only when its channel closes.
"""

import builtins
import functools
import gc
import importlib
import io
import marshal
import os
import sys
import types
from _blake2 import blake2b  # the C function: nothing to patch in it
from collections.abc import Callable
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from importlib.util import decode_source
from typing import Any, NamedTuple

from grader.subject.encode import encode, quote, text, type_name

# A private copy: a submission that patches builtins must not change how its answers are written.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

MAX_TEXT = 4_000
"""Characters of an exception's text that are kept."""
MAX_OUTPUT = 64 * 1024
"""Bytes of printed output that are kept for one probe."""
MOST_OUTPUT = 16 * 1024 * 1024
"""Bytes of printed output with which one probe ends the subject."""
TOO_MUCH_OUTPUT = 113
"""The exit code that says so."""
MAX_ANSWER = 256 * 1024
"""Bytes of an answer; a larger one is replaced by an opaque description."""
MAX_FRAMES = 12
DIGEST_MARK = "#"
"""Begins the digest of an exception's name; no name does."""


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
    errors: tuple[str, ...]
    """For `raises`: the exceptions that the contract allows, or digests of their names."""


class CannotLoad(Exception):
    """The student's module could not be imported; its cause is the student's exception."""


class Output(io.RawIOBase):
    """Standard output and error: kept up to a limit, and copied to a file that outlives a crash."""

    def __init__(self, copy: int) -> None:
        super().__init__()
        self._copy = copy
        self._kept = bytearray()
        self._lost = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        chunk = bytes(data)
        kept = chunk[: max(0, MAX_OUTPUT - len(self._kept))]
        if kept:
            self._kept += kept
            os.write(self._copy, kept)
        self._lost += len(chunk) - len(kept)
        if self._lost > MOST_OUTPUT:
            os._exit(TOO_MUCH_OUTPUT)
        return len(chunk)

    def take(self) -> tuple[str, int]:
        """What was written since the last call, and how many bytes of it were not kept."""
        taken = self._kept.decode("utf-8", "replace"), self._lost
        if self._kept:
            os.ftruncate(self._copy, 0)
            self._kept.clear()
        self._lost = 0
        return taken


class CompiledOnce(SourceFileLoader):
    """Reads and compiles each of the student's files once, however often it is imported."""

    compiled: dict[str, types.CodeType] = {}  # noqa: RUF012  one loader an import, one cache

    def get_code(self, fullname: str) -> types.CodeType:
        path = self.get_filename(fullname)
        if path not in self.compiled:
            self.compiled[path] = compile(read_source(path), path, "exec", dont_inherit=True)
        return self.compiled[path]


def read_source(path: str) -> str:
    """The text of a module. Raises SyntaxError, at its line, for what isn't text."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        return decode_source(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SyntaxError("it is not UTF-8 text", (path, line, 0, "")) from None
    except SyntaxError as error:  # a coding line that names no encoding
        raise SyntaxError(error.msg, (path, 1, 0, "")) from None


class StudentFinder:
    """Finds the student's packages in their folder, ahead of anything installed."""

    def __init__(self, setup: Setup) -> None:
        self._names = setup.packages
        self._finder = FileFinder(setup.folder, (CompiledOnce, [".py"]))

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return self._finder.find_spec(name) if path is None and name in self._names else None


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


def prepare_imports(setup: Setup) -> None:
    """Make the student's modules importable, and hide what is to seem not installed."""
    sys.meta_path.insert(0, StudentFinder(setup))
    sys.path_hooks.insert(0, _hook(setup.folder))
    for name in setup.without:
        for loaded in [m for m in sys.modules if m == name or m.startswith(name + ".")]:
            del sys.modules[loaded]
        sys.modules[name] = None  # type: ignore[assignment]


def _hook(folder: str) -> Callable[[str], FileFinder]:
    def hook(path: str) -> FileFinder:
        if not path.startswith(folder):
            raise ImportError(path)
        return FileFinder(path, (CompiledOnce, [".py"]))

    return hook


class Session:
    """The names of the current case, and the code of the probes seen so far."""

    def __init__(self, setup: Setup) -> None:
        prepare_imports(setup)
        self._setup = setup
        self._names: dict[str, object] = {}
        self._compiled: dict[tuple[str, str], types.CodeType] = {}
        self._observers = load_observers(setup.observers)

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
        return self._raises(code, request.errors)

    def _raises(self, code: types.CodeType, errors: tuple[str, ...]) -> str:
        try:
            exec(code, self._names)
        except BaseException as error:
            name = contract_name(type(error), errors)
            about = describe(error, self._setup.folder)
            return f'"kind":"value","value":{text(name)},{about}'
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
        self._names["__builtins__"] = builtins
        self._names["__name__"] = "__main__"
        self._names.update(public_names(import_student_module(self._setup.module)))
        self._names.update(self._observers)


@functools.cache
def observers_code(source: str) -> types.CodeType:
    """The observers' code; a server compiles it once for all of its subjects."""
    return compile(source, "<observers>", "exec")


def load_observers(source: str) -> dict[str, object]:
    """The public functions of the observers' source."""
    if not source:
        return {}
    module = types.ModuleType("observers")
    sys.modules["observers"] = module
    exec(observers_code(source), vars(module))
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == "observers"
    }


def forget(packages: tuple[str, ...]) -> None:
    """Drop the student's modules, so that the next import runs them anew."""
    for name in [m for m in sys.modules if m.partition(".")[0] in packages]:
        del sys.modules[name]


def import_student_module(name: str | None) -> types.ModuleType | None:
    """Import the student's module. Raises CannotLoad from whatever stopped it."""
    if name is None:
        return None
    try:
        return importlib.import_module(name)
    except BaseException as error:
        raise CannotLoad from error


def public_names(module: types.ModuleType | None) -> dict[str, object]:
    names = {} if module is None else vars(module)
    return {name: value for name, value in names.items() if not name.startswith("_")}


def contract_name(kind: type, errors: tuple[str, ...]) -> str:
    """`"A or B"` when `kind` is one of the allowed exceptions A, B; else its own canonical name.

    NotImplementedError is a RuntimeError to Python, but never the answer to a task.
    """
    mro = type.__dict__["__mro__"].__get__(kind)
    names = [type_name(base) for base in mro]
    if "NotImplementedError" not in names and any(_allowed(name, errors) for name in names):
        return " or ".join(errors)
    return canonical_name(kind)


def _allowed(name: str, errors: tuple[str, ...]) -> bool:
    if errors and errors[0].startswith(DIGEST_MARK):
        return digest_of_name(name, errors[0][1:].partition(":")[0]) in errors
    return name in errors


def digest_of_name(name: str, salt: str) -> str:
    """An exception's name as an answer key holds it: `#salt:digest`, in hexadecimal."""
    digest = blake2b(name.encode(), key=bytes.fromhex(salt), digest_size=8).hexdigest()
    return f"{DIGEST_MARK}{salt}:{digest}"


def canonical_name(kind: type) -> str:
    """The name of the first class in the MRO that the student didn't write."""
    for base in type.__dict__["__mro__"].__get__(kind):
        module = type.__dict__["__module__"].__get__(base)
        code_file = getattr(
            sys.modules.get(module) if type(module) is str else None, "__spec__", None
        )
        if not isinstance(getattr(code_file, "loader", None), CompiledOnce):
            return type_name(base)
    return "BaseException"


def describe(error: BaseException | None, folder: str) -> str:
    """An exception as JSON members: type, text and the student's own lines, innermost last."""
    assert error is not None
    kind = type(error)
    frames = student_frames(error, folder)
    listed = ",".join(f"[{text(f)},{n},{text(name)}]" for f, n, name in frames)
    said = exception_text(error, folder)
    return (
        f'"error":{{"type":{text(canonical_name(kind))},"own":{text(type_name(kind))},'
        f'"text":{text(said[:MAX_TEXT])},"cut":{max(0, len(said) - MAX_TEXT)},'
        f'"frames":[{listed}]}}'
    )


def exception_text(error: BaseException, folder: str) -> str:
    if isinstance(error, SyntaxError):
        said = str(error.msg)
    else:
        try:
            said = str(error)
        except BaseException as another:  # a student's own __str__ may fail
            return f"<str() of it raises {type_name(type(another))}>"
    return said.replace(folder, "exercises") if type(said) is str else ""


def student_frames(error: BaseException, folder: str) -> list[tuple[str, int, str]]:
    """(file relative to the exercise, line, function) of each of the student's frames."""
    frames: list[tuple[str, int, str]] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(folder):
            frames.append((code.co_filename[len(folder) + 1 :], trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and str(error.filename).startswith(folder):
        assert error.filename is not None
        frames.append((error.filename[len(folder) + 1 :], error.lineno or 1, ""))
    return [(f.replace(os.sep, "/"), n or 0, name) for f, n, name in frames[-MAX_FRAMES:]]


def open_output(copy: int) -> Output:
    """Send everything that the process prints through an Output backed by the descriptor `copy`."""
    output = Output(copy)
    sys.stdout = sys.stderr = io.TextIOWrapper(
        output,
        encoding="utf-8",
        errors="backslashreplace",
        write_through=True,
    )
    return output


def freeze() -> None:
    """Keep what is loaded so far out of later collections: faster, and no copied pages."""
    gc.collect()
    gc.freeze()
