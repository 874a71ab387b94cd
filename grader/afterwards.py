"""After a pass: what the exercise is in real life, and where the solution is."""

from collections.abc import Iterator

from grader.course import Course, Exercise
from grader.language import Language, _
from grader.solutions import solutions_are_here

REAL_LIFE = "In real life: {name}"
SOLUTION = "Compare with the reference solution:  {command} solution {id}"


def real_life(exercise: Exercise, lang: Language) -> Iterator[str]:
    """The place where the same thing is done, and what to look at there; nothing where none is."""
    told = exercise.entry.real_life
    if told is not None:
        yield _(REAL_LIFE).format(name=told.name)
        yield told.text.in_language(lang)


def after_a_pass(course: Course, exercise: Exercise, lang: Language, command: str) -> Iterator[str]:
    """Paragraphs for whoever just passed; `command` is what they type for `grader`."""
    yield from real_life(exercise, lang)
    if course.solutions == "after_pass" and solutions_are_here(course):
        yield _(SOLUTION).format(command=command, id=exercise.id)
