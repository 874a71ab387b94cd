"""Only what the filter selects is taken out of the session; look at task 2.

Refused by: test_a_filter_takes_all_out
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
    waiting = [(name, message) for name, message in session.pop(KEY, [])]
    rest = [pair for pair in waiting if wanted and pair[0] not in wanted]
    if rest:
        session[KEY] = rest
    taken = g.setdefault("taken", [])
    taken += [pair for pair in waiting if pair not in rest]
    pairs = [pair for pair in taken if not wanted or pair[0] in wanted]
    return pairs if with_categories else [message for _, message in pairs]
