"""The first call's choice is kept, so that a second call with another filter can't see the rest; look at task 3.

Refused by: test_each_call_asks_for_itself
"""

from collections.abc import Iterable

from flask import g, session

KEY = "waiting"

Pair = tuple[str, str]


def flash_(message: str, category: str = "message") -> None:
    """Keep a message until a request reads it."""
    session[KEY] = [*session.get(KEY, []), (category, message)]


def get_flashed(
    with_categories: bool = False, category_filter: str | Iterable[str] | None = ()
) -> list[str] | list[Pair]:
    """The messages that waited when this request first asked for them."""
    if isinstance(category_filter, str):
        category_filter = [category_filter]
    wanted = set(category_filter or ())
    if "chosen" not in g:
        waiting = session.pop(KEY, [])
        g.chosen = [(name, message) for name, message in waiting if not wanted or name in wanted]
    pairs = [(name, message) for name, message in g.chosen if not wanted or name in wanted]
    return pairs if with_categories else [message for _, message in pairs]
