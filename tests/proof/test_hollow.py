"""Hollow answers have the stub's names, and nothing behind them."""

import pytest

from grader.proof.hollow import hollow_answers

STUB = """
from collections.abc import Callable

class Account:
    kind = "account"

    def __init__(self, owner: str) -> None:
        raise NotImplementedError

    @property
    def balance(self) -> int:
        raise NotImplementedError

    def deposit(self, cents: int) -> None:
        raise NotImplementedError

class Credit(Account):
    pass

def report(things: list[object]) -> list[str]:
    raise NotImplementedError
"""


def names(source: str) -> dict[str, object]:
    found: dict[str, object] = {}
    exec(source, found)
    return found


def test_an_empty_file_is_one_of_them() -> None:
    assert hollow_answers(STUB)["an empty file"] == ""


@pytest.mark.parametrize(
    "what", [what for what in hollow_answers(STUB) if "empty file" not in what]
)
def test_each_has_the_names_of_the_stub(what: str) -> None:
    found = names(hollow_answers(STUB)[what])
    assert {"Account", "Credit", "report"} <= set(found)


@pytest.mark.parametrize(
    ("what", "answer"),
    [("None", None), ("True", True), ("0", 0), ("back what they get", [1])],
)
def test_functions_and_methods_all_give_the_same(what: str, answer: object) -> None:
    source = next(source for name, source in hollow_answers(STUB).items() if name.endswith(what))
    found = names(source)
    account = found["Credit"]("ann")  # type: ignore[operator]
    assert found["report"]([1]) == account.deposit([1]) == answer  # type: ignore[operator]
    assert account.balance == (None if what == "back what they get" else answer)
