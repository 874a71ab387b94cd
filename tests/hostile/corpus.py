"""The corpus: a file for each hostile submission, `attacks/FAMILY/NAME.py`; see README.md.

The file's docstring is the sentence that says what it tries, then `Key: value` lines that say what
it is tried on and what must come of it. The file itself is what is submitted; in the family `files`
it builds a submission's folder instead.
"""

import ast
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import Course, Exercise, load_course, own_course

ATTACKS = Path(__file__).parent / "attacks"
FIXTURE = Path(__file__).parents[1] / "fixture"
OWN = Path(__file__).parents[2]
HONEST_PART = "# THE HONEST PART\n"
"""Where the honest part goes; without this line, at the end."""
FUTURE = "from __future__ import annotations\n"

USUAL = {"counter": ("test_start", "test_bump", "test_refuses_text", "test_say")}
"""The checks that an attack is tried on, where it names none; elsewhere all."""

Naive = Literal["", "accepts", "loses"]


class Attack(msgspec.Struct, frozen=True):
    """One hostile submission."""

    family: str
    name: str
    sentence: str
    source: str
    """With `@…@` still to be filled in by the arena."""
    exercise: str
    checks: tuple[str, ...]
    """The checks that it is tried on."""
    around: str
    """The honest part: `nothing`, `solution`, or a misconception's name."""
    status: str
    """Status of the first check that it fails; `passed` where it fails none."""
    says: str
    """A part of what the report says of that check."""
    naive: Naive
    """What plain pytest makes of it in one process: it `accepts` it, or `loses` results."""

    @property
    def id(self) -> str:
        return f"{self.family}/{self.name}"


class Trial(msgspec.Struct, frozen=True):
    """What an attack is tried on."""

    exercise: Exercise
    stub: dict[str, bytes]
    solution: dict[str, bytes]
    honest: dict[str, bytes] | None
    """The files of its honest part alone; None where it has none."""


def read_attack(path: Path) -> Attack:
    """One attack. Raises ValueError where its docstring isn't as the README of the corpus says."""
    source = path.read_text(encoding="utf-8")
    described = ast.get_docstring(ast.parse(source)) or ""
    sentence, _, rest = described.partition("\n\n")
    keys = dict(line.split(": ", 1) for line in rest.splitlines() if line)
    status, _, says = keys.pop("Says", "").partition(": ")
    exercise = keys.pop("Exercise", "counter")
    attack = Attack(
        family=path.parent.name,
        name=path.stem,
        sentence=" ".join(sentence.split()),
        source=source,
        exercise=exercise,
        checks=tuple(keys.pop("Checks", "").split()) or USUAL.get(exercise, ()),
        around=keys.pop("Around", "nothing"),
        status=status,
        says=says,
        naive=keys.pop("Plain pytest", ""),  # type: ignore[arg-type]
    )
    if keys or not sentence or not status or attack.naive not in ("", "accepts", "loses"):
        raise ValueError(f"{path}: mend its docstring; tests/hostile/README.md says how it looks")
    return attack


def corpus() -> list[Attack]:
    """All attacks, by family and name."""
    return [read_attack(path) for path in sorted(ATTACKS.glob("*/*.py"))]


@cache
def courses() -> tuple[Course, Course]:
    """The fixture's course, which is small, and our own."""
    return load_course(FIXTURE / "exercises", FIXTURE / "grader"), own_course()


def trial_of(attack: Attack) -> Trial:
    """The exercise that an attack is tried on, its solution, and the attack's honest part."""
    for course, root in zip(courses(), (FIXTURE, OWN), strict=True):
        if attack.exercise in {exercise.id for exercise in course.exercises}:
            exercise = course.find(attack.exercise)
            solution = files_of(root / "solutions" / exercise.id)
            honest = None if attack.around == "nothing" else solution
            if attack.around not in ("nothing", "solution"):
                wrong = Path(course.hidden) / "misconceptions" / exercise.id / f"{attack.around}.py"
                honest = solution | {f"{exercise.id}.py": wrong.read_bytes()}
            return Trial(exercise, files_of(Path(exercise.folder)), solution, honest)
    raise ValueError(f"{attack.id}: there is no exercise {attack.exercise}")


def files_of(folder: Path) -> dict[str, bytes]:
    """The modules in a folder, by their path inside it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}


def entry_of(trial: Trial) -> str:
    """The file that an attack replaces: the module, or the outermost package's first."""
    module = trial.exercise.module
    packages = (name for name in trial.solution if name.endswith("__init__.py"))
    return f"{module}.py" if module else min(packages, key=len)


def submitted_by(attack: Attack, trial: Trial, filled_in: str) -> dict[str, bytes]:
    """The files that the attack submits: its source around its honest part."""
    entry = entry_of(trial)
    honest = (trial.honest or {}).get(entry, b"").decode().replace(FUTURE, "")
    if HONEST_PART not in filled_in:
        filled_in = f"{filled_in}\n{HONEST_PART}"
    whole = FUTURE + filled_in.replace(HONEST_PART, honest)
    return {**(trial.honest or trial.stub), entry: whole.encode()}
