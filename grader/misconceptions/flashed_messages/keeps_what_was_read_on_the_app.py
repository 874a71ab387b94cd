"""What was read is kept for longer than the request: a global and an attribute of the app are
there for all requests of all browsers; look at task 2.

Refused by: test_read_once
"""

from collections.abc import Iterable

from flask import current_app, session

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
    pairs = [(name, message) for name, message in _taken() if not wanted or name in wanted]
    return pairs if with_categories else [message for _, message in pairs]


def _taken() -> list[Pair]:
    """All messages, taken out of the session by the first call of a request."""
    if not hasattr(current_app, "taken"):
        current_app.taken = []
    current_app.taken = session.pop(KEY, current_app.taken)
    return current_app.taken
