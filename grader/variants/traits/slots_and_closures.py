"""Db keeps nothing but three closures made in `__init__`; accounts have slots and guard themselves in
`__setattr__`, with no property at all.
"""

from contextlib import closing


class Db:
    def __init__(self, connect):
        def calling(answer):
            def call(sql, args=()):
                with closing(connect()) as connection:
                    cursor = connection.cursor()
                    cursor.execute(sql, args)
                    return answer(connection, cursor)

            return call

        self.fetch_all = calling(lambda _, cursor: list(cursor))
        self.fetch_one = calling(lambda _, cursor: cursor.fetchone())
        self.execute = calling(lambda connection, cursor: (cursor.rowcount, connection.commit())[0])


class Account:
    __slots__ = ("balance", "history", "owner")
    kind = "account"

    def __init__(self, owner, balance=0):
        if type(balance) is not int:
            raise TypeError(balance)
        if balance < 0:
            raise ValueError(balance)
        self._set(owner=owner, balance=balance, history=())

    def __setattr__(self, name, value):
        raise AttributeError(name)

    def _set(self, **values):
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _move(self, name, cents, sign, lowest):
        if type(cents) is not int:
            raise TypeError(cents)
        after = self.balance + sign * cents
        if cents <= 0 or after < lowest:
            raise ValueError(cents)
        self._set(balance=after, history=(*self.history, (name, cents)))
        return self

    def deposit(self, cents):
        return self._move("deposit", cents, 1, float("-inf"))

    def withdraw(self, cents):
        return self._move("withdraw", cents, -1, 0)

    def describe(self):
        return "%s of %s: %d" % (type(self).kind, self.owner, self.balance)


class CreditAccount(Account):
    __slots__ = ("limit",)
    kind = "credit"

    def __init__(self, owner, balance=0, *, limit):
        super().__init__(owner, balance)
        self._set(limit=limit)

    def withdraw(self, cents):
        return self._move("withdraw", cents, -1, -self.limit)


def report(things):
    return list(map(lambda thing: thing.describe(), things))
