"""Mistakes are counted by how a submission fails, and shown with what they mean."""

from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.page.mistakes import Mistakes, frequent_mistakes
from tests.cohort.outputs.made_up import MadeUp, Statuses, row, ungraded

WRONG: Statuses = (("passed", "failed"), ("passed",))


def found(*texts: str) -> list[Mistakes]:
    rows = (
        row(f"s{at}", WRONG, text=text, diagnosis=f"You wrote {text}.")
        for at, text in enumerate(texts)
    )
    return frequent_mistakes(Gradebook(MadeUp((*rows, row("z"), ungraded("e", "empty")))))


def test_the_most_frequent_come_first_with_their_diagnosis() -> None:
    (counter,) = found("b", "a", "b", "a", "b", "c")
    assert (counter.exercise, counter.failing, counter.different) == ("counter", 6, 3)
    assert [(m.count, m.report.diagnosis) for m in counter.frequent] == [
        (3, "You wrote b."),
        (2, "You wrote a."),
    ]


def test_a_mistake_of_one_student_is_counted_and_not_shown() -> None:
    (counter,) = found("a", "b")
    assert (counter.different, counter.frequent) == (2, ())


def test_a_class_that_passes_makes_none() -> None:
    assert found() == []
