"""A mistake that one process has judged is known to all of them."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.cohort import batches, executors, task
from grader.cohort.children import children
from grader.cohort.executors import Workers
from grader.cohort.known_wrong import (
    LONGEST_SHARED,
    MOST_KNOWN,
    PACKED_AGAIN,
    KnownWrong,
    Shared,
    Wrong,
)
from grader.cohort.verdicts import How, judged
from grader.cohort.wirelog import Exchange, Talk
from grader.course import Course
from grader.judge import grade_and_record, started
from grader.recording import Probe
from grader.replay import Difference
from grader.subject.loop import Request
from grader.verdict import blank
from grader.wire import Answer
from tests.cohort.classes import MISCONCEPTIONS, as_folder, handed_in
from tests.cohort.conftest import GradeClass
from tests.conftest import SOLUTION, job

MISTAKE = (MISCONCEPTIONS / "total_stays.py").read_text(encoding="utf-8")
Judge = Callable[[str, KnownWrong], How]


@pytest.fixture(scope="module")
def judge(course: Course) -> Iterator[Judge]:
    """Judge a counter by what is known; how its checks got their verdicts."""
    exercise = course.find("counter")
    solution = job(exercise, SOLUTION)
    with started(solution) as start:
        recording = grade_and_record(solution, start=start).recording
        yield lambda source, known: judged(job(exercise, source), recording, start, known)[1]


def test_what_one_has_learned_another_need_not_judge(judge: Judge) -> None:
    first, shared, second = KnownWrong(), Shared(), KnownWrong()
    learned = judge(MISTAKE, first).judged
    shared.add("counter", first.news())
    second.absorb(shared.packed("counter"))
    how = judge(MISTAKE + "# mine\n", second)
    assert learned > 0
    assert (how.judged, how.reused) == (0, learned)


def test_news_are_told_once_and_not_what_came_from_others(judge: Judge) -> None:
    first, second = KnownWrong(), KnownWrong()
    judge(MISTAKE, first)
    assert first.news() != ()
    second.absorb(first.packed())
    assert first.news() == second.news() == ()


def test_a_task_that_was_packed_before_anything_was_known_can_come_late(judge: Judge) -> None:
    first, second = KnownWrong(), KnownWrong()
    learned = judge(MISTAKE, first).judged
    for packed in (b"", first.packed(), b""):
        second.absorb(packed)
    assert judge(MISTAKE, second).reused == learned


def wrong(course: Course, length: int, text: str = "") -> Wrong:
    request = Request(0, True, "ask", "1", {})
    talk = Talk((), (Exchange(request, (text or "x").encode() * length),))
    return Wrong((talk,), blank(course.find("counter").checks[0], "failed"))


def difference(place: int) -> Difference:
    probe = Probe("ask", "1", {}, (), b"1", None)
    return Difference(place, probe, Answer("value", 2, None, "", 0, b"2"))


def test_a_long_conversation_stays_where_it_was_heard(course: Course) -> None:
    known = KnownWrong()
    noise = random.Random(1).randbytes(LONGEST_SHARED).decode("latin-1")
    known.learn("check", difference(1), wrong(course, 1, noise))
    assert known.news() == ()
    assert len(list(known.like("check", difference(1)))) == 1
    known.learn("check", difference(2), wrong(course, LONGEST_SHARED))
    assert len(known.news()) == 1


def test_the_same_conversation_is_known_once_whatever_was_asked_in_it(course: Course) -> None:
    """A value that is no number is not even equal to itself, once it has been sent."""
    known = KnownWrong()
    request = Request(0, True, "ask", "x", {"x": float("nan")})
    talk = Talk((), (Exchange(request, b"1"),))
    odd = msgspec.structs.replace(wrong(course, 1), conversation=(talk,))
    known.learn("check", difference(1), odd)
    known.absorb(known.packed())
    assert len(list(known.like("check", difference(1)))) == 1


def test_what_was_not_needed_for_longest_is_forgotten(course: Course) -> None:
    known = KnownWrong()
    for place in range(MOST_KNOWN):
        known.learn("check", difference(place), wrong(course, 1))
    assert list(known.like("check", difference(0)))
    known.learn("check", difference(MOST_KNOWN), wrong(course, 1))
    assert list(known.like("check", difference(0)))
    assert not list(known.like("check", difference(1)))


def test_what_is_learned_again_is_not_forgotten(course: Course) -> None:
    known = KnownWrong()
    for place in range(2 * MOST_KNOWN):
        known.learn("check", difference(place), wrong(course, 1))
        known.learn("check", difference(0), wrong(course, 1))
    assert list(known.like("check", difference(0)))


def test_the_more_is_known_the_less_often_it_is_packed(course: Course) -> None:
    shared, known, packings = Shared(), KnownWrong(), set()
    for place in range(MOST_KNOWN):
        known.learn("check", difference(place), wrong(course, 1))
        shared.add("counter", known.news())
        packings.add(shared.packed("counter"))
    assert len(packings) < MOST_KNOWN / 4
    last = KnownWrong()
    last.absorb(shared.packed("counter"))
    told = sum(len(list(last.like("check", difference(place)))) for place in range(MOST_KNOWN))
    assert told > MOST_KNOWN / PACKED_AGAIN - 1


def test_only_the_latest_exercises_are_told_of(course: Course) -> None:
    shared, known = Shared(), KnownWrong()
    known.learn("check", difference(1), wrong(course, 1))
    news = known.news()
    names = ("first", "second", "third")
    for name in names:
        shared.add(name, news)
    assert [bool(shared.packed(name)) for name in names] == [False, True, True]


def test_nothing_is_packed_again_while_nothing_new_is_known(course: Course) -> None:
    known, shared = KnownWrong(), Shared()
    known.learn("check", difference(1), wrong(course, 1))
    news = known.news()
    shared.add("counter", news)
    packed = shared.packed("counter")
    shared.add("counter", news)
    assert shared.packed("counter") is packed
    known.learn("check", difference(1), wrong(course, 1, "y"))
    shared.add("counter", known.news())
    assert shared.packed("counter") != packed
    assert shared.packed("tree") == b""


class Forgetful(Executor):
    """Carries out each task at once, in a process that knows nothing, as it were."""

    def submit(self, call: Any, /, *args: Any, **options: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(call(*args, **options))
        return future


def test_a_class_that_makes_one_mistake_is_judged_once_for_all_workers(
    grade_class: GradeClass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_WORKS", 1)
    monkeypatch.setattr(executors, "carry_out_in_child", task.carry_out)
    children.open()
    for number in range(6):
        as_folder(tmp_path / "class" / str(number), handed_in(f"{MISTAKE}# {number}\n"))
    workers = Workers(Forgetful(), lambda: 1)
    summary, rows = grade_class(
        tmp_path / "class", tmp_path / "store", workers=workers, exercises=("counter",)
    )
    assert len(rows) == summary.contents == 6
    children.kill_all()
    of_one = (summary.how.judged + summary.how.reused) // 6
    assert summary.how.judged == executors.AHEAD * of_one  # those that were given out before
