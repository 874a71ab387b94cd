"""Answers without any work, made from a stub: they may pass no check.

Each has the stub's names and nothing behind them: empty classes, or functions and methods that all
give the same, or give back what they get.
"""

import ast
from collections.abc import Iterable

RETURNS = {
    "that all give None": "None",
    "that all give True": "True",
    "that all give 0": "0",
    "that give back what they get": "(given[-1] if given else None)",
}


def hollow_answers(stub: str) -> dict[str, str]:
    """Sources by what they are."""
    tree = ast.parse(stub)
    named = {f"functions {what}": _module(tree, value) for what, value in RETURNS.items()}
    return {"an empty file": "", "empty classes and functions": _empty(tree), **named}


def _parts(tree: ast.Module) -> list[ast.ClassDef | ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]


def _empty(tree: ast.Module) -> str:
    return "\n".join(
        f"class {part.name}: pass"
        if isinstance(part, ast.ClassDef)
        else f"def {part.name}(*given, **named): pass"
        for part in _parts(tree)
    )


def _module(tree: ast.Module, value: str) -> str:
    own = {part.name for part in _parts(tree)} | {"type"}
    return "\n".join(line for part in _parts(tree) for line in _hollowed(part, value, own))


def _hollowed(part: ast.ClassDef | ast.FunctionDef, value: str, known: set[str]) -> Iterable[str]:
    if isinstance(part, ast.FunctionDef):
        yield f"def {part.name}(*given, **named): return {value}"
        return
    bases = [base.id for base in part.bases if isinstance(base, ast.Name) and base.id in known]
    yield f"class {part.name}({', '.join(bases)}):"
    yield "    def __init__(self, *given, **named): pass"
    for node in part.body:
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            yield from (f"    @{ast.unparse(decorator)}" for decorator in node.decorator_list)
            yield f"    def {node.name}(self, *given, **named): return {value}"
