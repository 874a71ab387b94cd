"""The blueprint `us`: the views `index` and `here`.

The tasks are in README.md, two folders above; the numbers below are theirs. Write each view in
place of its `raise NotImplementedError`, and give it its route on `us`.
"""

from __future__ import annotations

from flask import Blueprint

# TODO: tasks 3 and 5: make the blueprint. Replace this line, which only says what `us` will be.
us: Blueprint


def index() -> str:
    # TODO: task 3: the text, and the route /index below the prefix of us.
    raise NotImplementedError


def here() -> str:
    # TODO: tasks 4 and 5: the link, and the route /here below the prefix of us.
    raise NotImplementedError
