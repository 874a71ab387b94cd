"""How the student's modules are found and imported: anew for each case, from code compiled once."""

import builtins
import importlib
import sys
import types
from collections.abc import Callable
from importlib.machinery import FileFinder, ModuleSpec, SourceFileLoader
from importlib.util import decode_source
from typing import Any

# A private copy: a submission that patches builtins must not change how its answers are written.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]


class CannotLoad(Exception):
    """The student's module could not be imported; its cause is the student's exception."""


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

    def __init__(self, folder: str, packages: tuple[str, ...]) -> None:
        self._names = packages
        self._finder = FileFinder(folder, (CompiledOnce, [".py"]))

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return self._finder.find_spec(name) if path is None and name in self._names else None


def prepare_imports(folder: str, packages: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Make the student's modules importable, and hide what is to seem not installed."""
    sys.meta_path.insert(0, StudentFinder(folder, packages))
    sys.path_hooks.insert(0, _hook(folder))
    for name in without:
        for loaded in [m for m in sys.modules if m == name or m.startswith(name + ".")]:
            del sys.modules[loaded]
        sys.modules[name] = None  # type: ignore[assignment]


def _hook(folder: str) -> Callable[[str], FileFinder]:
    def hook(path: str) -> FileFinder:
        if not path.startswith(folder):
            raise ImportError(path)
        return FileFinder(path, (CompiledOnce, [".py"]))

    return hook


def forget(packages: tuple[str, ...]) -> None:
    """Drop the student's modules, so that the next import runs them anew."""
    listed = "\n".join(["", *sys.modules])  # each case does this: one search, not one a module
    for package in packages:
        sys.modules.pop(package, None)
        if f"\n{package}." in listed:
            for name in [m for m in sys.modules if m.startswith(f"{package}.")]:
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
