"""What was read is an attribute of the session object, which is made anew for each request."""

from flask import session

KEY = "_flashed"


def flash_(message, category="message"):
    waiting = list(session.get(KEY) or [])
    waiting.append((category, message))
    session[KEY] = waiting


def get_flashed(with_categories=False, category_filter=()):
    current = session._get_current_object()
    if not hasattr(current, "already_read"):
        current.already_read = list(current.get(KEY, ()))
        if KEY in current:
            del current[KEY]
    if category_filter is None:
        category_filter = ()
    wanted = [category_filter] if isinstance(category_filter, str) else [*category_filter]
    chosen = [pair for pair in current.already_read if pair[0] in wanted or len(wanted) == 0]
    return chosen if with_categories else list(dict(enumerate(m for _, m in chosen)).values())
