"""The checks of an exercise as data: read from their source without running it, or published."""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import CourseError

PUBLISHED = "checks.json"
"""What a student's grader knows of the checks."""


class CheckInfo(msgspec.Struct, frozen=True):
    """What is known of a check without running it."""

    id: str
    title: str
    explanation: str
    """What its author tells a student who fails it; may be empty."""
    task: int | None
    points: int
    live: str = ""
    """Why its answers can't be canonical; empty where they are."""
    kept: str = ""
    """Why it stands, though no wrong answer is known that it alone refuses."""


Published = Mapping[str, tuple[CheckInfo, ...]]
"""The checks of each exercise that a student's grader knows of."""


def read_published(hidden: Path) -> Published | None:
    """What a student's grader knows of the checks; None for one that has them.

    Raises CourseError.
    """
    path = hidden / PUBLISHED
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, tuple[CheckInfo, ...]])
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as reason:
        raise CourseError(
            f"{path} can't be read: {reason}. `uv sync --reinstall` brings it back."
        ) from None


def read_checks(path: Path, points: Mapping[str, int]) -> tuple[CheckInfo, ...]:
    """The checks of a module, in its order, read without importing it. Raises CourseError.

    A check is a top-level function `test_…`; its docstring's first paragraph is its sentence, the
    rest its explanation; `@pytest.mark.task(n)` names its task.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as reason:
        raise CourseError(f"{path}, line {reason.lineno}: {reason.msg}; mend it.") from None
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            title, _, explanation = (ast.get_docstring(node) or "").partition("\n\n")
            if not title:
                raise CourseError(f"{path}, line {node.lineno}: {node.name} needs a docstring.")
            found.append(
                CheckInfo(
                    node.name,
                    " ".join(title.split()),
                    " ".join(explanation.split()),
                    _mark(node, "task"),
                    points.get(node.name, 1),
                    _mark(node, "live") or "",
                    _mark(node, "kept") or "",
                )
            )
    if not found:
        raise CourseError(f"{path} holds no check: write a function whose name begins with test_.")
    return tuple(found)


def _mark(node: ast.FunctionDef, name: str) -> Any:
    """What a check's mark `@pytest.mark.name(…)` says; None without it."""
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            continue
        if decorator.func.attr == name and ast.unparse(decorator.func) == f"pytest.mark.{name}":
            return ast.literal_eval(decorator.args[0])
    return None
