"""Variants that are copies: the same code with other names, comments, docstrings or annotations."""

import ast
from collections.abc import Iterator, Sequence

from grader.proof.candidates import Candidate
from grader.proof.claims import Failure


def copy_failures(candidates: Sequence[Candidate]) -> Iterator[Failure]:
    """The variants of one exercise that have the shape of its solution or of another variant."""
    known: dict[tuple[str, ...], str] = {}
    for candidate in candidates:
        if candidate.kind not in ("solution", "variant"):
            continue
        files = candidate.submitted.files
        form = tuple(shape(files[name].decode("utf-8")) for name in sorted(files))
        if (other := known.setdefault(form, candidate.path)) != candidate.path:
            what = f"it is {other} with other names; write it really differently"
            yield Failure(candidate.exercise.id, "variants", candidate.path, what)


def shape(source: str) -> str:
    """The code without what a renamed copy changes: names are numbered as they come."""
    return ast.dump(_Renamer().visit(ast.parse(source)))


class _Renamer(ast.NodeTransformer):
    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def _number(self, name: str) -> str:
        return self._names.setdefault(name, f"n{len(self._names)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.copy_location(ast.Name(self._number(node.id), node.ctx), node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._number(node.arg))

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return ast.Attribute(self.visit(node.value), self._number(node.attr), node.ctx)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return ast.Assign([self.visit(node.target)], self.visit(node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name, node.returns = self._number(node.name), None
        node.body = _without_docstring(node.body)
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self._number(node.name)
        node.body = _without_docstring(node.body)
        return self.generic_visit(node)

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = _without_docstring(node.body)
        return self.generic_visit(node)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return body[1:]
    return body
