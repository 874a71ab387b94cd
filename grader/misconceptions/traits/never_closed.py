"""The connection stays open: `with connection:` only ends a transaction; `contextlib.closing`
closes it; look at task 1.

Refused by: test_closes
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import Any, Protocol

Row = tuple[Any, ...]
Entry = tuple[str, int]


class Db:
    """Function encapsulation: three functions that share how to connect."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect

    def fetch_all(self, sql: str, args: Sequence[Any] = ()) -> list[Row]:
        with self._connection() as connection:
            return list(_run(connection, sql, args).fetchall())

    def fetch_one(self, sql: str, args: Sequence[Any] = ()) -> Row | None:
        with self._connection() as connection:
            row: Row | None = _run(connection, sql, args).fetchone()
            return row

    def execute(self, sql: str, args: Sequence[Any] = ()) -> int:
        with self._connection() as connection:
            cursor = _run(connection, sql, args)
            connection.commit()
            return int(cursor.rowcount)

    def _connection(self) -> Any:
        return self._connect()


def _run(connection: Any, sql: str, args: Sequence[Any]) -> Any:
    """The cursor of a statement that has run. Its values never become part of the SQL."""
    cursor = connection.cursor()
    cursor.execute(sql, args)
    return cursor


class Account:
    """Data encapsulation: money in whole cents that only deposit and withdraw can move."""

    kind = "account"

    def __init__(self, owner: str, balance: int = 0) -> None:
        if not _is_whole(balance) or balance < 0:
            raise ValueError(f"an account can't begin with {balance!r}")
        self._owner = owner
        self._balance = balance
        self._history: list[Entry] = []

    @property
    def owner(self) -> str:
        return self._owner

    @property
    def balance(self) -> int:
        return self._balance

    @property
    def history(self) -> Sequence[Entry]:
        return tuple(self._history)

    def deposit(self, cents: int) -> None:
        _require_amount(cents)
        self._balance += cents
        self._history.append(("deposit", cents))

    def withdraw(self, cents: int) -> None:
        _require_amount(cents)
        if self._balance - cents < self._lowest():
            raise ValueError(f"{cents} is more than {self.owner} can withdraw")
        self._balance -= cents
        self._history.append(("withdraw", cents))

    def describe(self) -> str:
        # self.kind, not Account.kind: a subclass may be of another kind.
        return f"{self.kind} of {self.owner}: {self.balance}"

    def _lowest(self) -> int:
        """What the balance may not fall below."""
        return 0


class CreditAccount(Account):
    """Inheritance: an account in all but how low it may go."""

    kind = "credit"

    def __init__(self, owner: str, balance: int = 0, *, limit: int) -> None:
        super().__init__(owner, balance)
        self._limit = limit

    def _lowest(self) -> int:
        return -self._limit


class Describable(Protocol):
    """Whatever can describe itself; it needn't know of this class."""

    def describe(self) -> str: ...


def report(things: Iterable[Describable]) -> list[str]:
    """Substitution: ask each thing and leave it to its class what it answers."""
    return [thing.describe() for thing in things]


def _is_whole(value: object) -> bool:
    # True and False are ints to Python, but no money.
    return isinstance(value, int) and not isinstance(value, bool)


def _require_amount(cents: int) -> None:
    if not _is_whole(cents) or cents <= 0:
        raise ValueError(f"{cents!r} is no amount of money to move")
