"""Objects that encapsulate, inherit, and stand in for one another.

The tasks are in README.md beside this file; the numbers below are theirs. Write each function in
place of its `raise NotImplementedError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any


class Db:
    """Function encapsulation: three functions that share how to connect."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        # TODO: task 1: keep `connect` for later; don't call it yet.
        raise NotImplementedError

    def fetch_all(self, sql: str, args: Sequence[Any] = ()) -> list[Any]:
        # TODO: tasks 1, 2 and 4: all rows.
        raise NotImplementedError

    def fetch_one(self, sql: str, args: Sequence[Any] = ()) -> Any:
        # TODO: tasks 1, 2 and 4: the first row, or None.
        raise NotImplementedError

    def execute(self, sql: str, args: Sequence[Any] = ()) -> int:
        # TODO: tasks 1, 3 and 4: carry out, commit, and return how many rows it was.
        raise NotImplementedError


class Account:
    """Data encapsulation: money in whole cents that only deposit and withdraw can move."""

    kind = "account"

    def __init__(self, owner: str, balance: int = 0) -> None:
        # TODO: tasks 5 and 6: refuse a bad balance; keep the rest under names such as self._owner.
        raise NotImplementedError

    @property
    def owner(self) -> str:
        # TODO: task 5: whose account it is.
        raise NotImplementedError

    @property
    def balance(self) -> int:
        # TODO: task 5: how many cents there are.
        raise NotImplementedError

    @property
    def history(self) -> Sequence[tuple[str, int]]:
        # TODO: task 6: what was done, as pairs; not the list that you keep yourself.
        raise NotImplementedError

    def deposit(self, cents: int) -> None:
        # TODO: tasks 6 and 7: put money in.
        raise NotImplementedError

    def withdraw(self, cents: int) -> None:
        # TODO: tasks 6 and 7: take money out.
        raise NotImplementedError

    def describe(self) -> str:
        # TODO: task 8: "account of ann: 120".
        raise NotImplementedError


class CreditAccount(Account):
    """Inheritance: an account in all but how low it may go."""

    # TODO: task 9: its kind, and whatever it doesn't share with Account.

    def __init__(self, owner: str, balance: int = 0, *, limit: int) -> None:
        # TODO: task 9: let Account do its part first.
        raise NotImplementedError


def report(things: Iterable[Any]) -> list[str]:
    """Substitution: one loop for everything that can describe itself."""
    # TODO: task 10.
    raise NotImplementedError
