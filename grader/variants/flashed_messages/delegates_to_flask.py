"""Flask's own functions, which are given a list."""

from flask import flash, get_flashed_messages


def flash_(message, category="message"):
    flash(message, category)


def get_flashed(with_categories=False, category_filter=()):
    if isinstance(category_filter, str):
        category_filter = [category_filter]
    return get_flashed_messages(with_categories, list(category_filter or []))
