"""Each `in` goes on where the last one stopped, until the iterator is used up; look at task 6.

Refused by: test_filter_may_be_any_iterable
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
    wanted = category_filter
    pairs = [(name, message) for name, message in _taken() if not wanted or name in wanted]
    return pairs if with_categories else [message for _, message in pairs]


def _taken() -> list[Pair]:
    """All messages, taken out of the session by the first call of a request."""
    if "taken" not in g:
        g.taken = session.pop(KEY, [])
    taken: list[Pair] = g.taken
    return taken
