"""Every sentence that a student can be told, and the catalogues that hold it in Chinese.

    sentences(course) → {"grader": {sentence: where}, "checks": …, "diagnoses": …}

The grader's own sentences are what stands in `_(…)`, as text or as the name of a constant, in its
modules and templates. What checks claim and misconceptions say comes from the course as data.
"""

import ast
import importlib
import io
import pkgutil
import string
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import jinja2
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import grader.evening.words
import grader.page.words
from grader import messages
from grader.course import Course
from grader.language import LOCALE

PACKAGE = Path(__file__).parent.parent
NOT_OURS = ("checks", "observers", "variants", "misconceptions", "mutants", "proof", "_exercises")
"""Folders in which nothing is said to a student, or not by us."""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues carry no date: the same sentences are the same file."""
Names = Mapping[str, object]
"""What names stand for in a module."""
Sentences = dict[str, str]
"""Where each sentence comes from."""


def sentences(course: Course) -> dict[str, Sentences]:
    """The sentences of each catalogue."""
    return {
        "grader": dict(own_sentences()),
        "checks": dict(_claims(course)),
        "diagnoses": dict(_diagnoses(course)),
    }


def _claims(course: Course) -> Iterator[tuple[str, str]]:
    for exercise in course.exercises:
        for check in exercise.checks:
            for said in filter(None, (check.title, check.explanation)):
                yield said, f"{exercise.id} {check.id}"


def _diagnoses(course: Course) -> Iterator[tuple[str, str]]:
    for exercise in course.exercises:
        for said in sorted(set(exercise.diagnoses.values())):
            yield said, exercise.id


def own_sentences() -> Iterator[tuple[str, str]]:
    """What the grader's modules and templates say."""
    for name, tree, names in _speaking_modules():
        yield from ((said, name) for said in spoken(tree, names))
    for module in (messages, grader.evening.words, grader.page.words):  # nothing but sentences
        yield from ((said, module.__name__) for said in _texts(_public(module)))
    for path in sorted(PACKAGE.rglob("*.jinja")) + sorted(PACKAGE.rglob("*.html")):
        yield from ((said, path.name) for said in _in_template(path.read_text("utf-8")))


def untraced() -> set[str]:
    """What stands in `_(…)` and names no constant, so that no catalogue can be sure to have it."""
    return {
        ast.unparse(argument)
        for _name, tree, names in _speaking_modules()
        for argument in _arguments(tree)
        if not list(_texts(_value(argument, names)))
    }


def _speaking_modules() -> Iterator[tuple[str, ast.AST, Names]]:
    """The modules that say something, with all that their functions import as well."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if inside.parts[0] not in NOT_OURS and "_(" in (source := path.read_text("utf-8")):
            name = ".".join(("grader", *inside.with_suffix("").parts)).removesuffix(".__init__")
            tree = ast.parse(source)
            yield name, tree, dict(_imported(tree)) | vars(importlib.import_module(name))


def _imported(tree: ast.AST) -> Iterator[tuple[str, object]]:
    """What is imported from the grader's own modules, wherever that is done."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
            for alias in node.names:
                found = pkgutil.resolve_name(f"{node.module}.{alias.name}")
                yield alias.asname or alias.name, found


def spoken(tree: ast.AST, names: Names) -> Iterator[str]:
    """What stands in `_(…)` in a module: texts, and constants that can be named."""
    for argument in _arguments(tree):
        yield from _texts(_value(argument, names))


def _arguments(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield node.args[0]


def _value(node: ast.expr, names: Names) -> object:
    """The constant that an expression names, all that it may be, or None where it is a variable."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=base, attr=name):
            owner = _value(base, names)
            return getattr(owner, name, None) if isinstance(owner, ModuleType) else None
        case ast.IfExp(body=one, orelse=other):
            return [_value(one, names), _value(other, names)]
        case ast.Subscript(value=base):
            return _value(base, names)
    return None


def _public(module: ModuleType) -> list[object]:
    return [value for name, value in vars(module).items() if name.isupper()]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _in_template(source: str) -> Iterator[str]:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _line, _function, said in environment.extract_translations(source):  # type: ignore[attr-defined]
        yield from _texts(said)


def catalogue(domain: str) -> Catalog:
    """The catalogue as it stands; empty where there is none yet."""
    path = po_file(domain)
    return read_po(io.BytesIO(path.read_bytes()), "zh") if path.is_file() else Catalog("zh")


def po_file(domain: str) -> Path:
    return Path(LOCALE, "zh", "LC_MESSAGES", f"{domain}.po")


def renewed(domain: str, wanted: Mapping[str, str]) -> Catalog:
    """A catalogue of these sentences, with the translations that are known so far."""
    known = catalogue(domain)
    new = Catalog(
        "zh",
        project="Underglass",
        version="",
        msgid_bugs_address="",
        last_translator="Underglass",
        language_team="zh",
        creation_date=EPOCH,
        revision_date=EPOCH,
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# The sentences of “{domain}” that a student can be told, in Chinese.",
    )
    for said, where in wanted.items():
        entry = known.get(said)
        new.add(said, entry.string if entry else "", auto_comments=[where])
    return new


def written(made: Catalog) -> tuple[bytes, bytes]:
    """A catalogue as text for translators, and compiled."""
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, made, width=100, omit_header=False)
    write_mo(compiled, made)
    return text.getvalue(), compiled.getvalue()


def fields(sentence: str) -> set[str]:
    """What is filled into a sentence; a text that isn't a format has none."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    except ValueError:
        return set()


def write_catalogues(course: Course) -> None:
    """Write the catalogues anew, and compile them."""
    for domain, wanted in sentences(course).items():
        text, compiled = written(renewed(domain, wanted))
        po_file(domain).parent.mkdir(parents=True, exist_ok=True)
        po_file(domain).write_bytes(text)
        po_file(domain).with_suffix(".mo").write_bytes(compiled)
