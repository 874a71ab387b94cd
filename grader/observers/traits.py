"""Observers of `traits`: a database in memory that counts its connections, and a row of moves."""

import secrets
import sqlite3
from typing import Any


class Bank:
    """A database with the table `t (name unique, cents)` of three rows, for as long as it lives."""

    def __init__(self) -> None:
        self._address = f"file:{secrets.token_hex()}?mode=memory&cache=shared"
        self._opened: list[_Connection] = []
        self._own = sqlite3.connect(self._address, uri=True)
        self._own.execute("create table t (name unique, cents)")
        self._own.execute("insert into t values ('ann', 120), ('bob', 7), ('cleo', 7)")
        self._own.commit()

    def connect(self) -> sqlite3.Connection:
        """A new connection, which is counted."""
        connection = sqlite3.connect(self._address, uri=True, factory=_Connection)
        self._opened.append(connection)
        return connection

    @property
    def opened(self) -> int:
        """How many connections were opened."""
        return len(self._opened)

    @property
    def still_open(self) -> int:
        """How many of them were not closed."""
        return sum(not connection.closed for connection in self._opened)

    def rows(self) -> list[tuple[Any, ...]]:
        """What any other connection finds in the table."""
        return self._own.execute("select * from t order by rowid").fetchall()


class _Connection(sqlite3.Connection):
    closed = False

    def close(self) -> None:
        self.closed = True
        super().close()


def outcomes(account: Any, moves: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Whether each deposit or withdrawal was done or refused, and the balance after it."""
    seen = []
    for method, cents in moves:
        try:
            getattr(account, method)(cents)
        except ValueError:
            seen.append(("refused", account.balance))
        else:
            seen.append(("done", account.balance))
    return seen
