"""A case as lines to paste at a prompt, and values as Python writes them."""

import ast
import builtins
import re
from collections.abc import Iterable, Sequence

from grader import messages
from grader.course import Exercise
from grader.language import _
from grader.printed import shown
from grader.probe import Step
from grader.report import MAX_SHOWN
from grader.watch import Died
from grader.wire import Raised
from grader.written import written

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


def show(value: object) -> str:
    """A value as Python writes it; a long one is cut, and says so."""
    return cut(written(value))


def cut(text: str) -> str:
    """A text without memory addresses, which change from run to run, and not too long."""
    text = ADDRESS.sub("0x…", text)
    if len(text) <= MAX_SHOWN:
        return text
    return _(messages.CUT).format(text=text[:MAX_SHOWN], length=len(text))


def error_line(error: Raised) -> str:
    """The last line of a traceback."""
    said = cut(error.text)
    if error.cut:
        said = _(messages.CUT_BEFORE).format(text=said, more=error.cut)
    return f"{error.own}: {said}" if said else error.own


def render(steps: Sequence[Step], exercise: Exercise) -> str:
    """The case as a student could have typed it, with what came back."""
    lines = [*_hidden_modules(steps), *_imports(steps, exercise)]
    known: dict[str, object] = {}
    for step in steps:
        for name, value in step.values.items():
            if name not in known or show(known[name]) != show(value):
                lines.append(f">>> {name} = {show(value)}")
            known[name] = value
        lines += prompt(step.source)
        lines += _set_in(_came_back(step))
    return "\n".join(lines)


def _set_in(answers: Iterable[str]) -> Iterable[str]:
    """Answers that look as if they were typed get a space before, so that nobody pastes them."""
    for line in (line for answer in answers for line in answer.split("\n")):
        yield f" {line}" if line.startswith((">>>", "...")) else line


def prompt(source: str) -> list[str]:
    """Source as it looks at a prompt: each statement on its own, a compound one closed by `...`."""
    lines = source.strip("\n").splitlines()
    shown = []
    for first, last, compound in _statements("\n".join(lines)):
        head, *rest = lines[first - 1 : last]
        shown += [f">>> {head}", *(f"... {line}".rstrip() for line in rest)]
        shown += ["..."] * compound
    return shown


def _statements(source: str) -> list[tuple[int, int, bool]]:
    """First and last line of each top-level statement, and whether it has a block."""
    found: list[tuple[int, int, bool]] = []
    for node in ast.parse(source).body:
        decorators = [expression.lineno for expression in getattr(node, "decorator_list", [])]
        first = min([node.lineno, *decorators])
        if found and found[-1][1] == first:  # joined by a semicolon
            first = found.pop()[0]
        found.append((first, node.end_lineno or first, hasattr(node, "body")))
    return found


def _came_back(step: Step) -> list[str]:
    answer = step.answer
    lines = cut(shown(answer.output)).splitlines()
    if isinstance(answer, Died):
        return [*lines, f"({_(messages.NO_ANSWER[answer.how.value])})"]
    if answer.error is not None:
        return [*lines, "Traceback (most recent call last):", "  …", error_line(answer.error)]
    if step.mode == "ask" and answer.value is not None:
        lines.append(show(answer.value))
    return lines


def _hidden_modules(steps: Sequence[Step]) -> Iterable[str]:
    without = sorted({name for step in steps for name in step.without})
    if without:
        yield ">>> import sys"
    for name in without:
        yield f"# {_(messages.HIDDEN_MODULE).format(name=name)}:"
        yield f">>> sys.modules[{name!r}] = None"


def _imports(steps: Sequence[Step], exercise: Exercise) -> Iterable[str]:
    """The import lines that the case needs."""
    free = free_names(steps)
    observers = public_functions(exercise.observers)
    if used := [name for name in free if name in observers]:
        yield f">>> from grader.observers.{exercise.id} import {', '.join(used)}"
    rest = [name for name in free if name not in observers]
    if exercise.module and rest:
        yield f">>> from {exercise.module} import {', '.join(rest)}"


def free_names(steps: Iterable[Step]) -> list[str]:
    """Names that the probes read before anything in the case has bound them, sorted."""
    bound: set[str] = set(dir(builtins))
    free: set[str] = set()
    for step in steps:
        bound |= set(step.values)
        names = [node for node in ast.walk(ast.parse(step.source)) if isinstance(node, ast.Name)]
        here = _bound_in(step.source) | {n.id for n in names if not isinstance(n.ctx, ast.Load)}
        free |= {n.id for n in names if isinstance(n.ctx, ast.Load)} - bound - here
        bound |= here
    return sorted(free)


def _bound_in(source: str) -> set[str]:
    """Names bound by imports, arguments, definitions and handlers."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


def public_functions(source: str) -> set[str]:
    """The public names that a module's source defines at its top level."""
    return {
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
