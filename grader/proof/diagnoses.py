"""Whether the diagnoses are up to date, and how often they would mislead."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from grader.course import Course, Exercise
from grader.diagnosis import FILE, fingerprint, unambiguous, write_diagnoses
from grader.proof.claims import Failure, Judged, of_kind

MOST_MISLEADING = 0.05
"""Part of the misconceptions of a course that may get another's sentence when left out."""


def found(judged: Sequence[Judged]) -> list[tuple[str | None, str]]:
    """The fingerprint and the sentence of each misconception."""
    return [
        (fingerprint(one.compared.report), one.candidate.sentence)
        for one in of_kind(judged, "misconception")
    ]


def diagnosed(judged: Sequence[Judged]) -> int:
    """How many misconceptions get their own sentence."""
    known = unambiguous(found(judged))
    return sum(digest in known for digest, _ in found(judged))


def misleading(judged: Sequence[Judged]) -> int:
    """How many misconceptions get a sentence when they are left out: it is another's.

    The same sentence, which two ways to make one mistake may share, doesn't mislead.
    """
    pairs = found(judged)
    return sum(
        unambiguous(pairs[:i] + pairs[i + 1 :]).get(digest or "", said) != said
        for i, (digest, said) in enumerate(pairs)
    )


def outdated_failures(
    exercise: Exercise, hidden: str, judged: Sequence[Judged]
) -> Iterator[Failure]:
    """What is kept must be what was found."""
    if unambiguous(found(judged)) != exercise.diagnoses:
        what = f"the diagnoses of {exercise.id} are out of date; run `grader verify --update`"
        yield Failure(exercise.id, "diagnosis", str(Path(hidden, FILE)), what)


def misleading_failures(judged: Sequence[Judged], hidden: str) -> Iterator[Failure]:
    """Over a whole course, hardly any misconception may get another's sentence."""
    exercises = Counter(one.candidate.exercise.id for one in of_kind(judged, "misconception"))
    wrong = {
        name: misleading([one for one in judged if one.candidate.exercise.id == name])
        for name in exercises
    }
    if sum(wrong.values()) >= MOST_MISLEADING * max(exercises.total(), 1):
        where = ", ".join(f"{name} {count}" for name, count in wrong.items() if count)
        what = (
            f"{sum(wrong.values())} of {exercises.total()} misconceptions would get another's "
            f"sentence if they weren't known ({where}); give those that fail alike one sentence"
        )
        yield Failure("", "diagnosis", f"{hidden}/misconceptions", what)


def update(
    course: Course, exercises: Sequence[Exercise], judged: Sequence[Judged]
) -> tuple[Course, Sequence[Exercise]]:
    """Write what was found; the course and the exercises with it."""
    changed = {
        exercise.id: unambiguous(
            found([one for one in judged if one.candidate.exercise.id == exercise.id])
        )
        for exercise in exercises
    }
    write_diagnoses(Path(course.hidden), changed)

    def updated(exercise: Exercise) -> Exercise:
        known = changed.get(exercise.id, exercise.diagnoses)
        return msgspec.structs.replace(exercise, diagnoses=known)

    whole = msgspec.structs.replace(course, exercises=tuple(map(updated, course.exercises)))
    return whole, tuple(map(updated, exercises))
