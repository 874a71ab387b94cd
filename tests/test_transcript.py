"""A case is shown as lines that can be pasted, and nothing is cut without a word."""

import pytest

from grader.course import Exercise
from grader.probe import Step
from grader.report import MAX_SHOWN
from grader.transcript import cut, free_names, prompt, render, show
from grader.watch import Death, Died
from grader.wire import Answer, Raised


def value(answer: object, output: str = "") -> Answer:
    return Answer("value", answer, None, output, 0)  # type: ignore[arg-type]


def step(source: str, answer: Answer | Died, mode: str = "ask", **values: object) -> Step:
    return Step(mode, source, values, answer)


def test_names_are_imported_values_bound_and_answers_shown(counter: Exercise) -> None:
    steps = [
        step("c = Counter(n)", value(None), "run", n=3),
        step("bump_in_threads(c, n)", value([4, 5], "hi\n"), n=3),
    ]
    assert render(steps, counter) == (
        ">>> from grader.observers.counter import bump_in_threads\n"
        ">>> from counter import Counter\n>>> n = 3\n>>> c = Counter(n)\n"
        ">>> bump_in_threads(c, n)\nhi\n[4, 5]"
    )


def test_a_value_is_bound_again_only_when_it_changed(counter: Exercise) -> None:
    steps = [step("n", value(1), n=1), step("n", value(1), n=1), step("n", value(2), n=2)]
    assert render(steps, counter).count(">>> n = ") == 2


def test_an_exception_is_shown_as_python_shows_it(counter: Exercise) -> None:
    answer = Answer("raised", None, Raised("ValueError", "Mine", "no", 0, ()), "", 0)
    assert render([step("Counter()", answer)], counter).endswith("\n  …\nMine: no")


def test_what_was_printed_never_looks_as_if_it_were_typed(counter: Exercise) -> None:
    raised = Answer("raised", None, Raised("E", "E", "\n>>> evil()", 0, ()), ">>> worse()\n...", 0)
    lines = render([step("1", value(None, ">>> bad()")), step("2", raised)], counter).split("\n")
    assert [line for line in lines if line.startswith((">>>", "..."))] == [">>> 1", ">>> 2"]
    assert " >>> bad()" in lines


def test_an_answer_that_never_came_is_said(counter: Exercise) -> None:
    assert "(no answer: it was still computing)" in render(
        [step("1", Died(Death.BUSY, ""))], counter
    )


def test_a_hidden_module_is_hidden_at_the_prompt_too(counter: Exercise) -> None:
    shown = render([Step("ask", "Counter", {}, value(1), without=("greenlet",))], counter)
    assert shown.startswith(
        ">>> import sys\n# as if greenlet were not installed:\n>>> sys.modules['greenlet'] = None"
    )


def test_a_block_is_continued_and_closed() -> None:
    assert prompt("class A:\n    pass") == [">>> class A:", "...     pass", "..."]
    assert prompt("if x: y = 1") == [">>> if x: y = 1", "..."]


def test_each_statement_has_a_prompt_of_its_own() -> None:
    assert prompt("x = 1\n\ny = 2; z = 3") == [">>> x = 1", ">>> y = 2; z = 3"]
    assert prompt("f(\n    1\n)\nx") == [">>> f(", "...     1", "... )", ">>> x"]
    assert prompt("@a\n@b\ndef f():\n    pass\nf()") == [
        ">>> @a",
        "... @b",
        "... def f():",
        "...     pass",
        "...",
        ">>> f()",
    ]


@pytest.mark.parametrize(
    ("sources", "free"),
    [
        (["f(x)", "y = f(1)", "y + z"], ["f", "x", "z"]),
        (["[n for n in range(3)]"], []),
        (["(lambda r: r.num)(Ratio(1))"], ["Ratio"]),
        (["import pkg.views", "pkg.views.go()"], []),
        (["def g(a): return a + b", "g(1)"], ["b"]),
        (["try:\n    go()\nexcept E as error:\n    print(error)"], ["E", "go"]),
    ],
)
def test_only_names_that_nothing_bound_are_imported(sources: list[str], free: list[str]) -> None:
    assert free_names([step(source, value(1)) for source in sources]) == free


def test_short_values_are_whole_and_long_ones_say_that_they_are_cut() -> None:
    assert show({"a": [1, "ü"]}) == "{'a': [1, 'ü']}"
    long = show("x" * (MAX_SHOWN * 2))
    assert long.endswith(f"… (cut here: {MAX_SHOWN * 2 + 2:,} characters in all)")


def test_addresses_are_not_shown() -> None:
    assert cut("<Counter object at 0x7f12ab34cd56>") == "<Counter object at 0x…>"
    assert cut("0xff is a number") == "0xff is a number"
