"""Each message has a numbered key of its own in the session."""

from flask import g, session

PREFIX = "flash:"


def numbers():
    return sorted(int(key.removeprefix(PREFIX)) for key in session if key.startswith(PREFIX))


def flash_(message, category="message"):
    number = max(numbers(), default=0) + 1
    session[f"{PREFIX}{number}"] = [category, message]


def get_flashed(with_categories=False, category_filter=()):
    if getattr(g, "flashed", None) is None:
        g.flashed = [session.pop(f"{PREFIX}{number}") for number in numbers()]
    match category_filter:
        case str():
            wanted = {category_filter: True}
        case None:
            wanted = {}
        case _:
            wanted = dict.fromkeys(category_filter, True)
    pairs = [pair for pair in g.flashed if wanted.get(pair[0], not wanted)]
    return pairs if with_categories else [message for _, message in pairs]
