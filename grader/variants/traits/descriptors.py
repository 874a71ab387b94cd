"""A descriptor of its own in place of properties, one ledger object behind the account, and a context
manager made of a generator in Db.
"""

from contextlib import contextmanager


class Db:
    def __init__(self, connect):
        self.connect = connect

    @contextmanager
    def cursor(self):
        connection = self.connect()
        try:
            yield connection.cursor()
            connection.commit()
        finally:
            connection.close()
            connection.close()

    def fetch_all(self, sql, args=()):
        with self.cursor() as cursor:
            cursor.execute(sql, list(args))
            return [row for row in cursor]

    def fetch_one(self, sql, args=()):
        rows = self.fetch_all(sql, args)
        return rows[0] if rows else None

    def execute(self, sql, args=()):
        with self.cursor() as cursor:
            return cursor.execute(sql, args).rowcount


class Shown:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, account, owner=None):
        return self if account is None else account.ledger()[self.name]

    def __set__(self, account, value):
        raise AttributeError(f"{self.name} can't be set")


def cents_of(value, least):
    if not isinstance(value, int) or value is True or value is False or value < least:
        raise ValueError(value)
    return value


class Account:
    kind = "account"
    lowest = 0
    owner, balance, history = Shown(), Shown(), Shown()

    def __init__(self, owner, balance=0):
        moves, first = [], cents_of(balance, 0)
        self.moves = moves.append
        self.ledger = lambda: {
            "owner": owner,
            "balance": first + sum(by if what == "deposit" else -by for what, by in moves),
            "history": moves.copy(),
        }

    def deposit(self, cents):
        self.moves(("deposit", cents_of(cents, 1)))
        return self.balance

    def withdraw(self, cents):
        cents_of(self.balance - self.lowest - cents_of(cents, 1), 0)
        self.moves(("withdraw", cents))
        return self.balance

    def describe(self):
        return "{0.kind} of {0.owner}: {0.balance}".format(self)


class CreditAccount(Account):
    kind = "credit"

    def __init__(self, owner, balance=0, *, limit):
        self.lowest = -limit
        Account.__init__(self, owner, balance)


def report(things):
    return [*(thing.describe() for thing in things)]
