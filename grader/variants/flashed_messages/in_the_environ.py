"""What was read is kept in `request.environ`; the session is told that it was modified."""

from flask import request, session

PLACE = "course.flashed"


def flash_(message, category="message"):
    session.setdefault("_my_messages", []).append([category, message])
    session.modified = True


def get_flashed(with_categories=False, category_filter=()):
    environ = request.environ
    if PLACE not in environ:
        environ[PLACE] = session.pop("_my_messages") if "_my_messages" in session else []
    flashes = environ[PLACE]
    if isinstance(category_filter, str):
        category_filter = (category_filter,)
    if category_filter:
        names = list(category_filter)
        flashes = list(filter(lambda pair: pair[0] in names, flashes))
    if with_categories:
        return list(flashes)
    return [pair[1] for pair in flashes]
