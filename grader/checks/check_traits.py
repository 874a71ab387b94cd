"""Hidden checks of `traits`: sqlite connections that are counted, and accounts of whole cents."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

REFUSED = "ValueError or TypeError"

BANK = "bank = Bank(); db = Db(bank.connect)"
"""A database of three rows, and the Db to look at; `bank` counts the connections."""

ROWS = [("ann", 120), ("bob", 7), ("cleo", 7)]

Step = tuple[str, int]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SQL_VALUES = st.one_of(
    TEXTS, st.none(), st.integers(-(2**63), 2**63 - 1), st.binary(max_size=5), st.just("?")
)
BALANCES = st.one_of(st.integers(0, 500), st.integers(0, 10**30))
AMOUNTS = st.one_of(st.integers(1, 300), st.integers(1, 10**30))
STEPS = st.lists(st.tuples(st.sampled_from(["deposit", "withdraw"]), AMOUNTS), max_size=12)
NO_AMOUNTS = [0, -1, -(10**30), True, False, 1.5, 2.0, float("nan"), float("inf"), "5", "", b"5"]
NO_AMOUNTS += [None, [1], (1,)]
NO_BALANCES = [value for value in NO_AMOUNTS if value != 0 or value is False]


def expected(balance: int, steps: list[Step], lowest: int) -> tuple[list[Step], list[Step]]:
    """What each step gives, and the history afterwards."""
    seen, history = [], []
    for method, cents in steps:
        after = balance + cents if method == "deposit" else balance - cents
        if after < lowest:
            seen.append(("refused", balance))
            continue
        balance = after
        seen.append(("done", balance))
        history.append((method, cents))
    return seen, history


@pytest.mark.task(1)
@pytest.mark.kept("when it opens; its twins look at when it closes")
def test_opens_when_needed(subject: Subject) -> None:
    """`Db(connect)` opens nothing; each call opens one connection.

    Keep `connect` itself in `__init__`, and call it in the methods.
    """
    subject.run(BANK)
    assert subject.ask("bank.opened") == 0
    subject.run("db.fetch_all('select * from t')")
    assert subject.ask("bank.opened") == 1
    subject.run("db.fetch_one('select * from t')")
    assert subject.ask("bank.opened") == 2
    subject.run("db.execute('delete from t')")
    assert subject.ask("bank.opened") == 3


@pytest.mark.task(1)
@pytest.mark.kept("the plain case, before errors")
def test_closes(subject: Subject) -> None:
    """When a call has ended, its connection is closed.

    `with connection:` commits or rolls back, but doesn't close; `contextlib.closing` does.
    """
    subject.run(BANK)
    subject.run("db.fetch_all('select * from t')")
    assert subject.ask("(bank.opened, bank.still_open)") == (1, 0)
    subject.run("db.fetch_one('select * from t')")
    assert subject.ask("(bank.opened, bank.still_open)") == (2, 0)
    subject.run("db.execute('delete from t')")
    assert subject.ask("(bank.opened, bank.still_open)") == (3, 0)


@pytest.mark.task(1)
def test_closes_after_an_error(subject: Subject) -> None:
    """When a call ends with an exception, its connection is closed all the same.

    `finally`, or a `with` block, runs whether there was an exception or not.
    """
    subject.run(BANK)
    subject.run("import sqlite3; from contextlib import suppress")
    for number, method in enumerate(("fetch_all", "fetch_one", "execute"), 1):
        subject.run(f"with suppress(sqlite3.Error): db.{method}('select * from missing')")
        assert subject.ask("(bank.opened, bank.still_open)") == (number, 0)
    # The first row is fine, so this one fails while the rows are fetched.
    subject.run("late = 'select abs(x) from (select 1 x union all select -9223372036854775808)'")
    subject.run("with suppress(sqlite3.Error): db.fetch_all(late)")
    assert subject.ask("(bank.opened, bank.still_open)") == (4, 0)


@pytest.mark.task(1)
def test_errors_go_on(subject: Subject) -> None:
    """What the database raises reaches the caller; it is not swallowed."""
    subject.run(BANK)
    wrong = "OperationalError"
    for method in ("fetch_all", "fetch_one", "execute"):
        assert subject.raises(f"db.{method}('select * from missing')", wrong) == wrong
    twice = "db.execute('insert into t values (?, ?)', ('ann', 1))"
    assert subject.raises(twice, "IntegrityError") == "IntegrityError"


@pytest.mark.task(2)
def test_fetch_all(subject: Subject) -> None:
    """`fetch_all` returns a list of all the rows, empty when there are none."""
    subject.run(BANK)
    assert subject.ask("db.fetch_all('select * from t order by name')") == ROWS
    assert subject.ask("db.fetch_all('select name from t where cents > 7')") == [("ann",)]
    assert subject.ask("db.fetch_all('select * from t where cents < 0')") == []


@pytest.mark.task(2)
def test_fetch_one(subject: Subject) -> None:
    """`fetch_one` returns the first row, or None when there is none."""
    subject.run(BANK)
    assert subject.ask("db.fetch_one('select * from t order by name desc')") == ("cleo", 7)
    assert subject.ask("db.fetch_one('select null from t')") == (None,)
    assert subject.ask("db.fetch_one('select * from t where cents < 0')") is None


@pytest.mark.task(3)
def test_rowcount(subject: Subject) -> None:
    """`execute` returns how many rows the statement was about.

    That is the cursor's `rowcount`; its `lastrowid` is something else.
    """
    subject.run(BANK)
    assert subject.ask("db.execute('update t set cents = 8 where cents = 7')") == 2
    assert subject.ask("db.execute('delete from t where cents < 0')") == 0
    assert subject.ask("db.execute(\"insert into t values ('dan', 1)\")") == 1


@pytest.mark.task(3)
def test_commits(subject: Subject) -> None:
    """What `execute` did is there for every other connection.

    A connection that is closed without `commit()` forgets what was done through it.
    """
    subject.run(BANK)
    subject.run("db.execute(\"insert into t values ('dan', 1)\")")
    assert subject.ask("bank.rows()") == [*ROWS, ("dan", 1)]
    subject.run("db.execute('delete from t where cents = 7')")
    assert subject.ask("bank.rows()") == [("ann", 120), ("dan", 1)]


@pytest.mark.task(3)
def test_failed_statement_changes_nothing(subject: Subject) -> None:
    """A statement that fails leaves the database as it was.

    Commit after it has succeeded, never in a `finally`. (`insert or fail` keeps the rows before the
    one that failed, until somebody commits them.)
    """
    subject.run(BANK)
    bad = "db.execute(\"insert or fail into t values ('dan', 1), ('ann', 2)\")"
    assert subject.raises(bad, "IntegrityError") == "IntegrityError"
    assert subject.ask("bank.rows()") == ROWS


@pytest.mark.task(4)
@settings(max_examples=20)
@given(value=SQL_VALUES)
@example(value="x'; drop table t;--")
@example(value="100% {} ?")
@example(value='"')
@example(value=None)
@example(value=5)
@example(value=b"\0'")
def test_values_stay_values(subject: Subject, value: object) -> None:
    """A value that is handed to `args` is stored and found as it is, whatever is in it.

    Give `args` to the cursor's `execute` beside the SQL, and never build SQL out of values.
    """
    subject.run(BANK)
    subject.run("db.execute('update t set cents = ? where name = ?', (value, 'ann'))", value=value)
    assert subject.ask("bank.rows()") == [("ann", value), *ROWS[1:]]
    got = subject.ask("db.fetch_one('select ?, 1', [value]), db.fetch_all('select ?', (value,))")
    assert got == ((value, 1), [(value,)])


@pytest.mark.task(5)
@pytest.mark.kept("the plain case of an account")
@settings(max_examples=20)
@given(owner=TEXTS, balance=BALANCES)
@example(owner="ann", balance=120)
@example(owner="", balance=0)
@example(owner="安", balance=10**30)
def test_begins_as_told(subject: Subject, owner: str, balance: int) -> None:
    """An account has the owner and the balance that it was made with, and an empty history."""
    subject.run("a = Account(owner, balance)", owner=owner, balance=balance)
    assert subject.ask("(a.owner, a.balance, list(a.history))") == (owner, balance, [])


@pytest.mark.task(5)
def test_begins_with_nothing(subject: Subject) -> None:
    """When the balance is left out, it is 0."""
    subject.run("a, b = Account('ann'), Account('bob', 5)")
    assert subject.ask("(a.balance, type(a.balance) is int, b.balance)") == (0, True, 5)


@pytest.mark.task(5)
def test_refuses_balances(subject: Subject) -> None:
    """A balance to begin with that is below zero or no int is refused; a bool is no int here.

    `isinstance(True, int)` is true, so bools have to be refused by name. `assert` raises
    AssertionError, and nothing at all under `python -O`.
    """
    subject.run("Account('ann', 1)")
    for balance in NO_BALANCES:
        got = subject.raises("Account('ann', balance)", REFUSED, balance=balance)
        assert got == REFUSED


@pytest.mark.task(5)
def test_read_only(subject: Subject) -> None:
    """Assigning to `owner`, `balance` or `history` raises AttributeError and changes nothing.

    A `@property` without a setter does that.
    """
    subject.run("a = Account('ann', 120)")
    assert subject.raises("a.owner = 'eve'", "AttributeError") == "AttributeError"
    assert subject.raises("a.balance = 5", "AttributeError") == "AttributeError"
    assert subject.raises("a.history = [('deposit', 5)]", "AttributeError") == "AttributeError"
    assert subject.ask("(a.owner, a.balance, list(a.history))") == ("ann", 120, [])


@pytest.mark.task(6)
@given(balance=BALANCES, steps=STEPS)
@example(balance=100, steps=[("deposit", 50), ("withdraw", 30), ("withdraw", 120)])
@example(balance=0, steps=[("deposit", 1), ("deposit", 1), ("withdraw", 2)])
def test_moves_money(subject: Subject, balance: int, steps: list[Step]) -> None:
    """`deposit` adds, `withdraw` takes away, and each appends a tuple to the history."""
    _, history = expected(balance, steps, 0)
    subject.run("a = Account('ann', balance)", balance=balance)
    subject.run("for method, cents in steps: getattr(a, method)(cents)", steps=history)
    after = balance + sum(cents if method == "deposit" else -cents for method, cents in history)
    assert subject.ask("(a.balance, list(a.history))") == (after, history)


@pytest.mark.task(6)
def test_history_of_its_own(subject: Subject) -> None:
    """Two accounts don't share a history.

    A list in the class body, or as a default argument, is one list for all objects.
    """
    subject.run("ann, bob = Account('ann'), Account('bob')")
    subject.run("ann.deposit(5)")
    assert subject.ask("(list(ann.history), list(bob.history))") == ([("deposit", 5)], [])
    assert subject.ask("list(Account('cleo').history)") == []


@pytest.mark.task(6)
def test_history_is_safe(subject: Subject) -> None:
    """Nothing done to what `history` returned changes the account's history.

    Return a tuple, or a copy of the list.
    """
    subject.run("from contextlib import suppress")
    subject.run("a = Account('ann'); a.deposit(5)")
    subject.run("with suppress(AttributeError): a.history.append(('deposit', 100))")
    assert subject.ask("list(a.history)") == [("deposit", 5)]
    subject.run("with suppress(AttributeError): a.history.clear()")
    assert subject.ask("list(a.history)") == [("deposit", 5)]
    subject.run("with suppress(TypeError): a.history[0] = ('deposit', 100)")
    assert subject.ask("list(a.history)") == [("deposit", 5)]
    subject.run("seen = a.history; seen += type(seen)([('deposit', 100)])")
    assert subject.ask("(list(a.history), a.balance)") == ([("deposit", 5)], 5)


@pytest.mark.task(7)
@pytest.mark.kept("`deposit` and `withdraw` are two methods; a student may guard one")
def test_deposit_refuses(subject: Subject) -> None:
    """`deposit` refuses anything but an int above zero; a bool is no int here.

    `isinstance(True, int)` is true, so bools have to be refused by name. `assert` raises
    AssertionError, and nothing at all under `python -O`.
    """
    subject.run("a = Account('ann', 120)")
    for cents in NO_AMOUNTS:
        assert subject.raises("a.deposit(cents)", REFUSED, cents=cents) == REFUSED


@pytest.mark.task(7)
@pytest.mark.kept("`deposit` and `withdraw` are two methods; a student may guard one")
def test_withdraw_refuses(subject: Subject) -> None:
    """`withdraw` refuses anything but an int above zero; a bool is no int here.

    Taking away `-5` would be a deposit. What `deposit` refuses, `withdraw` refuses too.
    """
    subject.run("a = Account('ann', 120)")
    for cents in NO_AMOUNTS:
        assert subject.raises("a.withdraw(cents)", REFUSED, cents=cents) == REFUSED


@pytest.mark.task(7)
def test_refuses_to_go_below_zero(subject: Subject) -> None:
    """`withdraw` raises ValueError when the balance would fall below zero, and only then."""
    subject.run("a = Account('ann', 120)")
    assert subject.raises("a.withdraw(121)", "ValueError") == "ValueError"
    assert subject.raises("a.withdraw(10**30)", "ValueError") == "ValueError"
    subject.run("a.withdraw(120)")
    assert subject.raises("a.withdraw(1)", "ValueError") == "ValueError"


@pytest.mark.task(7)
def test_refused_changes_nothing(subject: Subject) -> None:
    """What is refused changes neither balance nor history.

    Ask first whether it may be done; do it then.
    """
    subject.run("from contextlib import suppress")
    subject.run("a = Account('ann', 120); a.deposit(1)")
    for method in ("deposit", "withdraw"):
        for cents in (0, -1, True, 1.5, "5", None):
            subject.run(f"with suppress(Exception): a.{method}(cents)", cents=cents)
            assert subject.ask("(a.balance, list(a.history))") == (121, [("deposit", 1)])
    subject.run("with suppress(Exception): a.withdraw(122)")
    assert subject.ask("(a.balance, list(a.history))") == (121, [("deposit", 1)])


@pytest.mark.task(8)
@pytest.mark.kept("the plain case, before other kinds")
@settings(max_examples=20)
@given(owner=TEXTS, balance=BALANCES)
@example(owner="ann", balance=120)
@example(owner="", balance=0)
@example(owner="{self} %s", balance=5)
def test_describe(subject: Subject, owner: str, balance: int) -> None:
    """`describe` returns kind, owner and balance: `account of ann: 120`."""
    got = subject.ask("Account(owner, balance).describe()", owner=owner, balance=balance)
    assert got == f"account of {owner}: {balance}"


@pytest.mark.task(8)
def test_describe_knows_its_kind(subject: Subject) -> None:
    """A subclass with another `kind` is described as that; `describe` asks the object for it.

    Say `self.kind`, which looks in the object's own class first.
    """
    subject.run("class Savings(Account): kind = 'savings'")
    subject.run("a = Savings('ann', 120); a.withdraw(20)")
    assert subject.ask("a.describe()") == "savings of ann: 100"


@pytest.mark.task(9)
@given(balance=BALANCES, limit=BALANCES, steps=STEPS)
@example(balance=0, limit=200, steps=[("withdraw", 150), ("withdraw", 51), ("withdraw", 50)])
@example(balance=10, limit=0, steps=[("withdraw", 11), ("withdraw", 10), ("deposit", 5)])
@example(balance=100, limit=50, steps=[("withdraw", 151), ("withdraw", 150), ("withdraw", 1)])
@example(balance=0, limit=50, steps=[("withdraw", 40), ("deposit", 30), ("withdraw", 40)])
def test_credit(subject: Subject, balance: int, limit: int, steps: list[Step]) -> None:
    """A CreditAccount is an account whose balance may go down to `-limit`, and no further."""
    subject.run("c = CreditAccount('bob', balance, limit=limit)", balance=balance, limit=limit)
    got = subject.ask("outcomes(c, steps), list(c.history)", steps=steps)
    assert got == expected(balance, steps, -limit)


@pytest.mark.task(9)
def test_credit_is_an_account(subject: Subject) -> None:
    """A CreditAccount is an Account of kind `credit`, with owner, balance and description."""
    subject.run("c = CreditAccount('bob', limit=200); c.withdraw(150)")
    assert subject.ask("(isinstance(c, Account), c.kind, c.owner)") == (True, "credit", "bob")
    assert subject.ask("c.describe()") == "credit of bob: -150"
    assert subject.ask("Account('ann').describe()") == "account of ann: 0"


@pytest.mark.task(9)
def test_credit_refuses(subject: Subject) -> None:
    """A CreditAccount refuses what an Account refuses, and nothing changes then."""
    subject.run("c = CreditAccount('bob', limit=200); c.deposit(5)")
    for cents in NO_AMOUNTS:
        assert subject.raises("c.withdraw(cents)", REFUSED, cents=cents) == REFUSED
    assert subject.raises("c.deposit(-1)", REFUSED) == REFUSED
    assert subject.raises("CreditAccount('bob', '5', limit=200)", REFUSED) == REFUSED
    assert subject.ask("(c.balance, list(c.history))") == (5, [("deposit", 5)])


@pytest.mark.task(9)
def test_limits_of_their_own(subject: Subject) -> None:
    """Each CreditAccount has its own limit, and an Account still has none."""
    subject.run("small, large = CreditAccount('bob', limit=10), CreditAccount('cleo', limit=99)")
    subject.run("large.withdraw(99); small.withdraw(10)")
    assert subject.raises("small.withdraw(1)", "ValueError") == "ValueError"
    assert subject.raises("Account('ann').withdraw(1)", "ValueError") == "ValueError"


@pytest.mark.task(10)
def test_report(subject: Subject) -> None:
    """`report` lists what each thing says of itself, in order; the class of a thing is no matter.

    Call `describe()`, and don't ask with `isinstance` or `type` what the thing is.
    """
    subject.run("class Cat:\n    def describe(self): return 'a cat'")
    subject.run("class Loud(Account):\n    def describe(self): return super().describe().upper()")
    subject.run("bob = CreditAccount('bob', limit=9); bob.withdraw(9)")
    got = subject.ask("report([Cat(), Loud('zoe', 3), bob, Account('ann', 120), Cat()])")
    assert got == [
        "a cat",
        "ACCOUNT OF ZOE: 3",
        "credit of bob: -9",
        "account of ann: 120",
        "a cat",
    ]


@pytest.mark.task(10)
def test_report_of_any_iterable(subject: Subject) -> None:
    """`report` takes any iterable, a generator or an empty tuple too, and returns a list."""
    subject.run("accounts = (Account(name, 5) for name in ('ann', 'bob'))")
    assert subject.ask("report(accounts)") == ["account of ann: 5", "account of bob: 5"]
    assert subject.ask("report(())") == []
