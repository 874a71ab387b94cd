"""The form of an exercise: what can be seen without grading anybody.

Every task has a check and every check a task; some check draws its examples; the README's examples
run, and stand in both languages; stub and solution have the same public names and signatures; hints
are there; no file is too much.
"""

import ast
import doctest
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from grader.course import README, Course, Exercise
from grader.examples import examples
from grader.language import Language
from grader.proof.claims import Failure

HINTS = 3
ANYTHING = "(…)"
"""The parameters of a name that is assigned."""


def failures(exercise: Exercise, course: Course, solutions: Path) -> Iterator[Failure]:
    """All that is wrong with an exercise's form, but for the examples' results."""
    course_file = str(Path(course.folder) / "course.toml")
    for open_this, what in (
        *_tasks(exercise),
        *_drawn(exercise),
        *_examples_alike(exercise),
        *_names(exercise, solutions / exercise.id),
        *_unexpected(exercise, course, solutions),
        *((course_file, what) for what in _hints(exercise)),
    ):
        yield Failure(exercise.id, "form", open_this, what)


def _tasks(exercise: Exercise) -> Iterator[tuple[str, str]]:
    checked = {check.task for check in exercise.checks}
    for check in exercise.checks:
        if check.task is None:
            what = f"{check.id} names no task; write @pytest.mark.task(number) above it"
            yield exercise.checks_file, what
    for language in get_args(Language):
        readme = f"{exercise.folder}/{README[language]}"
        tasks = set(exercise.tasks(language))
        for number in sorted(tasks - checked):
            yield exercise.checks_file, f"no check is about task {number} of {readme}"
        for number in sorted(n for n in checked - tasks if n is not None):
            yield readme, f"it has no task {number}, which a check names"


def _drawn(exercise: Exercise) -> Iterator[tuple[str, str]]:
    if not drawing_checks(Path(exercise.checks_file).read_text(encoding="utf-8")):
        what = f"no check of {exercise.id} draws its examples, so its answers could be a table"
        yield exercise.checks_file, f"{what}; write one with @given"


def drawing_checks(source: str) -> list[str]:
    """The checks of a module whose probes depend on the seed: by `@given` or a state machine."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and _draws(node)
    ]


def _draws(check: ast.FunctionDef) -> bool:
    within = [called for line in check.body for called in ast.walk(line)]
    return any(_calls(node, "given") for node in check.decorator_list) or any(
        _calls(node, "drive") for node in within
    )


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _examples_alike(exercise: Exercise) -> Iterator[tuple[str, str]]:
    english, chinese = examples(exercise.readme("en")), examples(exercise.readme("zh"))
    if not english:
        yield f"{exercise.folder}/{README['en']}", "it has no example that shows a prompt"
    if english != chinese:
        yield f"{exercise.folder}/{README['zh']}", "its examples are not those of the English one"


def example_failures(exercise: Exercise, solutions: Path) -> list[Failure]:
    """The examples that don't give what they say; to be called in a process of its own."""
    sys.path.insert(0, str(solutions / exercise.id))
    readme = f"{exercise.folder}/{README['en']}"
    said: list[str] = []
    for text in examples(exercise.readme("en")):
        test = doctest.DocTestParser().get_doctest(text, {}, exercise.id, readme, 0)
        doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    if not said:
        return []
    what = f"an example doesn't give what it says:\n{''.join(said).strip()}"
    return [Failure(exercise.id, "form", readme, what)]


def _names(exercise: Exercise, solution: Path) -> Iterator[tuple[str, str]]:
    """Where the stub is one module, the solution has its names, and they take the same."""
    if exercise.module is None:
        return
    stub = public_names(Path(exercise.folder, exercise.patterns[0]).read_text(encoding="utf-8"))
    path = solution / exercise.patterns[0]
    solved = public_names(path.read_text(encoding="utf-8"))
    for name in sorted(stub.keys() - solved.keys()):
        yield str(path), f"{name} of the stub is missing"
    for name in sorted(solved.keys() - stub.keys()):
        yield str(path), f"the stub has no {name}; name it with an underscore"
    for name in sorted(stub.keys() & solved.keys()):
        if ANYTHING not in (solved[name], stub[name]) and solved[name] != stub[name]:
            yield str(path), f"{name}{solved[name]} is {name}{stub[name]} in the stub"


def public_names(source: str) -> dict[str, str]:
    """The public functions, classes and methods of a module, and the parameters that they take.

    Annotations are left out: the solution may spell them otherwise.
    """
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _parameters(node)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = ""
            found |= {f"{node.name}.{name}": what for name, what in _members(node)}
    return {name: what for name, what in found.items() if not _is_private(name)}


def _members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            yield part.name, _parameters(part)
        elif isinstance(part, ast.Assign):  # __radd__ = __add__
            named = [target.id for target in part.targets if isinstance(target, ast.Name)]
            yield from ((name, ANYTHING) for name in named if name.startswith("__"))


def _is_private(name: str) -> bool:
    return any(part.startswith("_") and not part.startswith("__") for part in name.split("."))


def _parameters(node: ast.FunctionDef) -> str:
    for part in ast.walk(node.args):
        if isinstance(part, ast.arg):
            part.annotation = None
    return f"({ast.unparse(node.args)})"


def _hints(exercise: Exercise) -> Iterator[str]:
    count = len(exercise.entry.hints)
    if count != HINTS:
        yield f"{exercise.id} has {count} hints there, and {HINTS} are needed"
    for number, hint in enumerate(exercise.entry.hints, 1):
        if not hint.en.strip() or not hint.zh.strip():
            yield f"hint {number} of {exercise.id} is empty in one of the languages"


def _unexpected(exercise: Exercise, course: Course, solutions: Path) -> Iterator[tuple[str, str]]:
    """Files of the exercise and its solution that nobody would look for there."""
    solution = solutions / exercise.id
    for folder, known in ((Path(exercise.folder), README.values()), (solution, ())):
        patterns = (*exercise.patterns, *known)
        expected = {path for pattern in patterns for path in folder.glob(pattern)}
        for path in sorted(set(folder.rglob("*")) - expected):
            if path.is_file() and "__pycache__" not in path.parts:
                yield str(path), "nothing expects this file here; move it or delete it"


def stray_failures(course: Course, solutions: Path) -> Iterator[Failure]:
    """What lies where an exercise's files lie, but belongs to none."""
    names = {exercise.id for exercise in course.exercises}
    folders = [Path(course.folder), solutions]
    folders += [Path(course.hidden, kind) for kind in ("variants", "misconceptions")]
    found = [path for folder in folders for path in folder.glob("*/")]
    checks = Path(course.hidden, "checks").glob("check_*.py")
    found += [path for path in checks if path.stem.removeprefix("check_") not in names]
    for path in sorted(found):
        if path.name not in names and path.name != "__pycache__":
            yield Failure("", "form", str(path), "it belongs to no exercise of the course")
