"""A key's cases are asked as the judge asks them."""

from grader.asking import answered
from grader.key import KeyCase, KeyProbe
from grader.wire import Answer


def test_a_case_ends_at_what_cannot_be_right_whatever_is_answered_later() -> None:
    probes = tuple(KeyProbe(mode, "", [], (), heard=False) for mode in ("run", "run", "ask"))
    value, raised = Answer("value", None, None, "", 0), Answer("raised", None, None, "", 0)
    answers = iter([value, raised, value, value])
    steps = answered(KeyCase((), probes, b""), answers)
    assert [step.answer for step in steps] == [value, raised]
    assert list(answers) == [value]  # the next case begins with its own
