"""The examples of an exercise's README: the open checks, whose expected values anybody may see.

    first_broken(exercise, setup, start) → the first example that comes out otherwise, or None

Each block of lines with a prompt is a case of its own. An example decides about no points: it is
shown to whoever fails a check by an answer key, which knows no expected values.
"""

import doctest
import re
from collections.abc import Iterator, Sequence

import msgspec

from grader import messages
from grader.course import Exercise
from grader.language import _
from grader.launch import Launcher
from grader.patience import Patience
from grader.probe import failed_to_load, send
from grader.subject.loop import Request, Setup
from grader.transcript import cut, error_line
from grader.watch import Died, wait_for_answer
from grader.wire import Answer

EXAMPLE = re.compile(r"^```python\n(>>> .*?)^```", re.MULTILINE | re.DOTALL)
SHOWN = "(lambda value: None if value is None else repr(value))((\n{source}\n))"
"""What a prompt shows of a value."""


class Broken(msgspec.Struct, frozen=True):
    """An example that doesn't come out as the README says."""

    lines: tuple[str, ...]
    """What was typed, from the beginning of its block."""
    expected: str
    got: str


def examples(readme: str) -> list[str]:
    """The examples that show a prompt."""
    return EXAMPLE.findall(readme)


def first_broken(exercise: Exercise, setup: Setup, start: Launcher) -> Broken | None:
    """The first example that the student's code doesn't bring about."""
    for block in examples(exercise.readme("en")):
        parsed = doctest.DocTestParser().get_examples(block)
        process = start.start(setup)
        send(process, [_request(n, one) for n, one in enumerate(parsed, 1)])
        for number, example in enumerate(parsed, 1):
            answer = wait_for_answer(process, number, Patience())
            if not comes_out(example, answer):
                if not isinstance(answer, Died):
                    process.leave()
                return None if failed_to_load(answer) else _broken(parsed[:number], answer)
        process.leave()
    return None


def _request(number: int, example: doctest.Example) -> Request:
    try:
        compile(example.source, "<example>", "eval")
        mode, source = "ask", SHOWN.format(source=example.source)
    except SyntaxError:
        mode, source = "run", example.source
    return Request(number, number == 1, mode, source, {}, ())


def comes_out(example: doctest.Example, answer: Answer | Died) -> bool:
    """Whether an answer is what the README says."""
    if isinstance(answer, Died) or answer.kind == "unloaded":
        return False
    if answer.error is not None:
        return example.exc_msg is not None and _same_error(
            example.exc_msg, error_line(answer.error)
        )
    options = sum(flag for flag, on in example.options.items() if on)
    check = doctest.OutputChecker().check_output
    return example.exc_msg is None and check(example.want, _printed(answer), options)


def _same_error(expected: str, got: str) -> bool:
    """Exceptions of libraries are written with their module at a prompt."""
    kind, colon, text = expected.strip().partition(":")
    return got == kind.rpartition(".")[2] + colon + text


def _printed(answer: Answer) -> str:
    """What a prompt would show."""
    return answer.output + (f"{answer.value!s}\n" if answer.value is not None else "")


def _broken(examples: Sequence[doctest.Example], answer: Answer | Died) -> Broken:
    last = examples[-1]
    if isinstance(answer, Died):
        got = _(messages.NO_ANSWER[answer.how.value])
    elif answer.error is not None:
        got = error_line(answer.error)
    else:
        got = cut(_printed(answer).rstrip("\n")) or _(messages.NOTHING_SHOWN)
    expected = (last.exc_msg or last.want).rstrip("\n") or _(messages.NOTHING_SHOWN)
    return Broken(tuple(_lines(examples)), expected, got)


def _lines(examples: Sequence[doctest.Example]) -> Iterator[str]:
    for example in examples:
        first, *rest = example.source.rstrip("\n").split("\n")
        yield f">>> {first}"
        yield from (f"... {line}" for line in rest)
