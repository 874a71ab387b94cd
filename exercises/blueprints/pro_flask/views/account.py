"""The blueprint `ac`: the views `login` and `home`.

The tasks are in README.md, two folders above; the numbers below are theirs. Write each view in
place of its `raise NotImplementedError`, and give it its route on `ac`.
"""

from __future__ import annotations

from flask import Blueprint
from werkzeug import Response

# TODO: task 6: make the blueprint. Replace this line, which only says what `ac` will be.
ac: Blueprint


def login() -> str:
    # TODO: task 6: the text, and the route /login.
    raise NotImplementedError


def home() -> Response:
    # TODO: task 6: the redirect, and the route /home.
    raise NotImplementedError
