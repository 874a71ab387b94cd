"""The report as a page: one HTML file that needs nothing beside it.

    render(report, extras) → the page

`content` says what stands on it, `templates/` how it is marked up (Jinja2 escapes all that is
filled in), `page.css` how it looks, `page.js` what can be copied and folded, `live.js` how it is
kept up to date by `grader web`. A Content-Security-Policy lets nothing run but these.
"""

from grader.page.content import Extra, Extras, extras_of
from grader.page.render import Live, exercise_part, overview_part, policy, render, shell

__all__ = [
    "Extra",
    "Extras",
    "Live",
    "exercise_part",
    "extras_of",
    "overview_part",
    "policy",
    "render",
    "shell",
]
