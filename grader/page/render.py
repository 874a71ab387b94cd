"""Filling the templates in.

    render(report, extras)                 the whole page, for a file
    shell(title, parts, live)              the page around parts that are rendered already
    exercise_part, overview_part           the parts, which `grader web` renews one by one

Jinja2 escapes whatever is filled in; the only markup that it takes as it is comes out of
`grader.page.prose`, and of files beside this one.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader import language
from grader.page import words
from grader.page.content import STEPS, Extra, Extras, exercise_view, overview
from grader.page.prose import markdown, prose, session, visible
from grader.report import ExerciseReport, Report

HERE = Path(__file__).parent
LANG = {"en": "en", "zh": "zh-CN"}


class Live(msgspec.Struct, frozen=True):
    """How a page that is served is kept up to date."""

    events: str
    """The path of the events that renew its parts."""
    since: str
    """The number of the last event that the page already shows."""
    command: str
    """What starts the server again."""


def render(report: Report, extras: Extras) -> str:
    """The page of a report, for a file of its own."""
    begun = (e.id for e in report.exercises if e.status in ("failed", "error"))
    opened = extras.next or next(begun, None)
    parts = [
        exercise_part(exercise, extras.exercises.get(exercise.id), opened=exercise.id == opened)
        for exercise in report.exercises
    ]
    return shell(report, overview_part(report, extras), parts)


def overview_part(report: Report, extras: Extras) -> str:
    """The head of the page: points, picture, what comes next."""
    seen = overview(report, extras.next)
    next_extra = extras.exercises.get(seen.next.id) if seen.next else None
    return _fill(
        "overview.html", report=report, seen=seen, command=extras.command, next_extra=next_extra
    )


def exercise_part(
    report: ExerciseReport,
    extra: Extra | None,
    *,
    opened: bool = False,
    checking: bool = False,
    trouble: str = "",
) -> str:
    """One exercise; `trouble` is a sentence on why its report may be out of date."""
    view = exercise_view(report, extra)
    return _fill("exercise.html", view=view, opened=opened, checking=checking, trouble=trouble)


def shell(report: Report, head: str, parts: Sequence[str], live: Live | None = None) -> str:
    """The page around its parts, which are markup already."""
    return _fill(
        "page.html",
        report=report,
        head=Markup(head),
        parts=[Markup(part) for part in parts],
        live=live,
        policy=policy(live=live is not None),
        lang=LANG[language.current()],
        style=Markup(_source("page.css")),
        scripts=[Markup(_source(name)) for name in _scripts(live is not None)],
    )


def policy(*, live: bool) -> str:
    """The Content-Security-Policy: nothing but the page's own style and scripts, and no request
    but for the events of a page that is live."""
    scripts = " ".join(_digest(_source(name)) for name in _scripts(live))
    connect = "connect-src 'self'; " if live else ""
    return (
        f"default-src 'none'; style-src {_digest(_source('page.css'))}; script-src {scripts}; "
        f"{connect}img-src data:; base-uri 'none'; form-action 'none'"
    )


def _scripts(live: bool) -> tuple[str, ...]:
    return ("page.js", "live.js") if live else ("page.js",)


@cache
def _source(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _fill(template: str, **values: object) -> str:
    return _environment().get_template(template).render(say=words.spoken(), **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # All text that isn't markup is made visible, whoever wrote it.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters |= {"prose": prose, "session": session, "markdown": markdown}
    environment.globals |= {"STEPS": STEPS}
    return environment
