"""Flash messages of your own, kept in the session from one request to the next.

The tasks are in README.md beside this file; the numbers below are theirs. Write each function in
place of its `raise NotImplementedError`.
"""

from collections.abc import Iterable


def flash_(message: str, category: str = "message") -> None:
    """Keep a message until a request reads it."""
    # TODO: tasks 1 and 4.
    raise NotImplementedError


def get_flashed(
    with_categories: bool = False, category_filter: str | Iterable[str] | None = ()
) -> list[str] | list[tuple[str, str]]:
    """The messages that waited when this request first asked for them."""
    # TODO: tasks 1 to 8.
    raise NotImplementedError
