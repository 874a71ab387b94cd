"""Hints, one more each time: a question, a pointer, and what nearly is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader import state
from grader.language import _

if TYPE_CHECKING:
    from grader.course import Exercise
    from grader.language import Language

HEADING = "Hint {number} of {count}: {text}"
MORE = "{left} more: ask again when you have tried this one."
LAST = "That was the last one."
NONE = "There are no hints for {id}. Read its README once more: {command} show {id}"


class Told(NamedTuple):
    """One hint."""

    number: int
    among: int
    text: str

    def heading(self) -> str:
        return _(HEADING).format(number=self.number, count=self.among, text=self.text)

    def rest(self) -> str:
        """How many are left."""
        left = self.among - self.number
        return _(MORE).format(left=left) if left else _(LAST)


def told(root: str, exercise: Exercise, lang: Language) -> list[Told]:
    """The hints that were told already."""
    return _hints(exercise, lang)[: state.read(root).hints.get(exercise.id, 0)]


def tell(root: str, exercise: Exercise, lang: Language) -> Told | None:
    """The next hint, or the last one again; None where there are none. It is remembered."""
    hints = _hints(exercise, lang)
    if not hints:
        return None
    after = state.update(root, lambda before: _one_more(before, exercise.id, len(hints)))
    return hints[after.hints[exercise.id] - 1]


def _one_more(before: state.State, name: str, count: int) -> state.State:
    number = min(max(before.hints.get(name, 0), 0) + 1, count)
    return before._replace(hints={**before.hints, name: number})


def _hints(exercise: Exercise, lang: Language) -> list[Told]:
    texts = [hint.in_language(lang) for hint in exercise.entry.hints]
    return [Told(number, len(texts), text) for number, text in enumerate(texts, 1)]
