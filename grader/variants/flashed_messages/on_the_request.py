"""What was read is an attribute of the request; a dict for each message."""

from flask import request, session


def flash_(message, category="message"):
    messages = session.get("messages", [])
    session["messages"] = messages + [{"text": message, "category": category}]


def get_flashed(with_categories=False, category_filter=()):
    now = request._get_current_object()
    try:
        read = now.read_messages
    except AttributeError:
        read = now.read_messages = session.pop("messages", [])
    if isinstance(category_filter, str):
        category_filter = {category_filter}
    elif category_filter is not None:
        category_filter = frozenset(category_filter)
    answer = []
    for item in read:
        if category_filter and item["category"] not in category_filter:
            continue
        answer.append((item["category"], item["text"]) if with_categories else item["text"])
    return answer
