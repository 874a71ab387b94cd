"""Hints: one more each time, and it is remembered which."""

from pathlib import Path

import msgspec

from grader import hints, state
from grader.course import Exercise


def test_each_time_one_more_and_then_the_last_again(tmp_path: Path, counter: Exercise) -> None:
    given = [hints.tell(str(tmp_path), counter, "en") for _ in range(4)]
    numbers = [told.number for told in given if told]
    texts = [told.text for told in given if told]
    assert numbers == [1, 2, 3, 3]
    assert texts == ["What must a counter remember?", "An attribute of the object.",
                     "self.total = start", "self.total = start"]  # fmt: skip
    assert [told.rest() for told in given if told][1:3] == [
        hints.MORE.format(left=1),
        hints.LAST,
    ]
    assert [told.number for told in hints.told(str(tmp_path), counter, "zh")] == [1, 2, 3]


def test_hints_speak_the_student_s_language(tmp_path: Path, counter: Exercise) -> None:
    told = hints.tell(str(tmp_path), counter, "zh")
    assert told is not None
    assert told.text == counter.entry.hints[0].zh


def test_an_exercise_without_hints_has_none(tmp_path: Path, counter: Exercise) -> None:
    bare = msgspec.structs.replace(counter, entry=msgspec.structs.replace(counter.entry, hints=()))
    assert hints.tell(str(tmp_path), bare, "en") is None
    assert hints.told(str(tmp_path), bare, "en") == []


def test_a_wrong_number_in_the_cache_does_no_harm(tmp_path: Path, counter: Exercise) -> None:
    for number, expected in ((-5, 1), (99, 3)):
        state.update(str(tmp_path), lambda s, n=number: s._replace(hints={"counter": n}))  # type: ignore[misc]
        told = hints.tell(str(tmp_path), counter, "en")
        assert told is not None
        assert told.number == expected
