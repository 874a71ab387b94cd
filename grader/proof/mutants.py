"""Mutants: the solution with one small thing changed, each of which some check must refuse.

What is changed comes from mutmut's operators (https://mutmut.readthedocs.io); how a mutant is
judged is ours: by an answer key first, then by the checks whose answers differ. Mutants that
behave as the solution does are listed in `grader/mutants/E.toml`, with reasons that can be checked:

    [[equivalent]]
    was = "if rest <= pause:"
    now = ["if rest < pause:"]
    why = "A sleep that ends at the deadline is followed by no fetch either way."
"""

import difflib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from grader.course import Course, Exercise
from grader.errors import CourseError, GraderError
from grader.proof.candidates import Candidate, batches, job_of
from grader.proof.claims import Failure
from grader.proof.keys import Refusal, refusals
from grader.recording import Recording
from grader.run import Options
from grader.submission import Submitted

MOST_IN_A_BATCH = 12
NO_TOOL = "--mutants needs mutmut, which is not installed here; `uv sync` in a checkout brings it."


class Mutant(msgspec.Struct, frozen=True):
    """A changed solution."""

    file: str
    line: int
    was: str
    now: str
    submitted: Submitted


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Changes of a line that no check can see."""

    was: str
    now: tuple[str, ...]
    why: str


class Equivalents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: tuple[Equivalent, ...] = ()


class MutantCount(msgspec.Struct, frozen=True):
    """How many mutants there are, how many were refused, and how many are like the solution."""

    all: int
    refused: int
    equivalent: int


class Outcome(msgspec.Struct, frozen=True):
    """What became of an exercise's mutants."""

    count: MutantCount
    failures: tuple[Failure, ...]


def mutants_of(candidate: Candidate) -> Iterator[Mutant]:
    """The mutants of a solution, each of them once.

    Lines that the stub gives are left alone: no student writes them.
    """
    files = candidate.submitted.files
    for name, content in files.items():
        source, given = content.decode("utf-8"), _given(candidate.exercise, name)
        for code in dict.fromkeys(mutated(source)):
            line, was, now = change(source, code)
            if not given.issuperset(was.splitlines()):
                yield Mutant(name, line, was, now, Submitted({**files, name: code.encode()}))


def _given(exercise: Exercise, name: str) -> set[str]:
    """The lines of a file that stand in the stub."""
    path = Path(exercise.folder, name)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {line.strip() for line in lines}


def mutated(source: str) -> Iterator[str]:
    """The source with one thing changed; annotations are left alone. Raises GraderError."""
    try:
        import libcst
        from mutmut.mutation.mutators import mutation_operators
    except ImportError:
        raise GraderError(NO_TOOL) from None
    module = libcst.parse_module(source)
    changes: list[tuple[libcst.CSTNode, libcst.CSTNode]] = []

    class Collector(libcst.CSTVisitor):
        def on_visit(self, node: libcst.CSTNode) -> bool:
            if isinstance(node, libcst.Annotation):
                return False
            for kind, operator in mutation_operators:
                if isinstance(node, kind):
                    changes.extend((node, new) for new in operator(node))
            return True

    module.visit(Collector())
    for node, new in changes:
        mutant = module.deep_replace(node, new)
        if isinstance(mutant, libcst.Module) and mutant.code != source:
            yield mutant.code


def change(source: str, code: str) -> tuple[int, str, str]:
    """The first line that was changed, and the changed lines before and after."""
    before, after = source.splitlines(), code.splitlines()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    parts = [part for part in matcher.get_opcodes() if part[0] != "equal"]
    first, last = parts[0], parts[-1]
    was, now = before[first[1] : last[2]], after[first[3] : last[4]]
    return first[1] + 1, _joined(was), _joined(now)


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line.strip() for line in lines)


def judge_mutants(
    solutions: Sequence[Candidate],
    recordings: Mapping[str, Recording],
    course: Course,
    options: Options,
    executor: Executor,
) -> dict[str, Outcome]:
    """What becomes of the mutants of each exercise's solution."""
    mutants = {c.exercise.id: list(mutants_of(c)) for c in solutions}
    changed = [
        msgspec.structs.replace(candidate, submitted=mutant.submitted)
        for candidate in solutions
        for mutant in mutants[candidate.exercise.id]
    ]
    jobs = [[job_of(one, options) for one in some] for some in batches(changed, MOST_IN_A_BATCH)]
    known = [recordings[some[0].exercise.id] for some in jobs]
    found = itertools.chain.from_iterable(executor.map(refusals, jobs, known))
    outcomes: dict[str, Outcome] = {}
    for candidate in solutions:
        own = mutants[candidate.exercise.id]
        refused = list(itertools.islice(found, len(own)))
        outcomes[candidate.exercise.id] = _outcome(candidate, own, refused, Path(course.hidden))
    return outcomes


def _outcome(
    candidate: Candidate, mutants: Sequence[Mutant], refused: Sequence[Refusal], hidden: Path
) -> Outcome:
    path = hidden / "mutants" / f"{candidate.exercise.id}.toml"
    listed = {(one.was, now) for one in read_equivalents(path) for now in one.now}
    survivors = [m for m, check in zip(mutants, refused, strict=True) if check.check is None]
    failures = [
        Failure(candidate.exercise.id, "mutants", f"{candidate.path}/{m.file}", _told(m, path))
        for m in survivors
        if (m.was, m.now) not in listed
    ]
    for mutant, found in zip(mutants, refused, strict=True):
        for check in found.accepted:
            what = (
                f"line {mutant.line}, `{mutant.was}` as `{mutant.now}`: {check} accepts it, and "
                "the answer key doesn't; it may ask only for what the task fixes"
            )
            failures.append(Failure(candidate.exercise.id, "key", candidate.path, what))
    for was, now in sorted(listed - {(m.was, m.now) for m in survivors}):
        what = f"no such mutant survives any more: `{was}` → `{now}`; take it out"
        failures.append(Failure(candidate.exercise.id, "mutants", str(path), what))
    equivalent = sum((m.was, m.now) in listed for m in survivors)
    count = MutantCount(len(mutants), len(mutants) - len(survivors), equivalent)
    return Outcome(count, tuple(failures))


def _told(mutant: Mutant, path: Path) -> str:
    return (
        f"line {mutant.line}: no check refuses it when `{mutant.was}` becomes `{mutant.now}`; "
        f"write a check that does, or say in {path} why nobody could tell"
    )


def read_equivalents(path: Path) -> tuple[Equivalent, ...]:
    """The mutants that are listed as equivalent. Raises CourseError."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Equivalents).equivalent
    except FileNotFoundError:
        return ()
    except (msgspec.MsgspecError, ValueError) as reason:
        raise CourseError(f"{path} can't be read: {reason}. Mend it and try again.") from None
