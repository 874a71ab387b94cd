"""What was read is kept beside the request in a weak dict; the session holds JSON text."""

import json
from weakref import WeakKeyDictionary

from flask import request, session

read = WeakKeyDictionary()


def flash_(message, category="message"):
    waiting = json.loads(session.get("flashes", "[]"))
    session["flashes"] = json.dumps([*waiting, [category, message]])


def get_flashed(with_categories=False, category_filter=()):
    now = request._get_current_object()
    if now not in read:
        read[now] = json.loads(session.pop("flashes", "[]"))
    wanted = set([category_filter] if type(category_filter) is str else category_filter or [])
    return [
        (category, message) if with_categories else message
        for category, message in read[now]
        if not wanted or category in wanted
    ]
