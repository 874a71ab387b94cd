"""An exception as the judge is told of it: what the student can make use of, and nothing else."""

import builtins
import os
import sys
from _blake2 import blake2b  # the C function: nothing to patch in it

from grader.subject.encode import text, type_name
from grader.subject.imports import CompiledOnce

# A private copy: a submission that patches builtins must not change how its answers are written.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

MAX_TEXT = 4_000
"""Characters of an exception's text that are kept."""
MAX_FRAMES = 12
DIGEST_MARK = "#"
"""Begins the digest of an exception's name; no name does."""


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
