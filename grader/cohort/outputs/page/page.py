"""The page: what is computed of a class, put into `report.html`.

Nothing on it needs a network or a script. Every text goes through `visible` and is escaped by
jinja2, whoever wrote it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import TextIOBase
from pathlib import Path

import msgspec
import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from grader.cohort.outputs.entries import Entry, Gradebook
from grader.cohort.outputs.markdown import spans, visible
from grader.cohort.outputs.page import plots
from grader.cohort.outputs.page.answers import likenesses
from grader.cohort.outputs.page.items import Item, item_analysis
from grader.cohort.outputs.page.mistakes import frequent_mistakes
from grader.cohort.outputs.page.scores import Scores, collect
from grader.course import Course

HERE = Path(__file__).parent
UNKNOWN = "\N{EN DASH}"
MOST_UNGRADED = 200
"""Submissions without a grade that the page lists; the CSV has them all."""
FLAGS = {
    "negative": "Those who know more pass it less often: does it refuse right answers?",
    "nobody": "Nobody passes it: can it be passed by what the task says?",
    "everybody": "Everybody passes it: it tells nobody apart, which may be what it is for.",
    "weak": "Neither hard nor easy, and yet it hardly tells the upper from the lower group.",
}
"""What each flag of an item means, the most alarming first."""


class Numbers(msgspec.Struct, frozen=True):
    """The class in a few numbers."""

    graded: int
    mean: float | None
    median: float | None
    best: int | None
    last: int | None


def write_page(gradebook: Gradebook, course: Course, file: TextIOBase) -> None:
    """Write the report of a graded class."""
    scores = collect(gradebook)
    items = item_analysis(scores)
    ungraded = list(_ungraded(gradebook))
    file.write(
        _template().render(
            cohort=gradebook.cohort,
            numbers=_numbers(scores),
            outcomes=scores.outcomes,
            plots=_plots(gradebook, scores, items),
            legend=plots.legend(scores),
            by_exercise=_by_exercise(items, gradebook),
            flags=[(name, said, _flagged(items, name)) for name, said in FLAGS.items()],
            mistakes=frequent_mistakes(gradebook),
            titles={column.id: column.title for column in gradebook.cohort.columns},
            alike=likenesses(gradebook, course),
            ungraded=ungraded[:MOST_UNGRADED],
            ungraded_count=len(ungraded),
            css=Markup((HERE / "report.css").read_text(encoding="utf-8")),  # ours
        )
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_readable,
    )
    environment.filters["prose"] = prose
    return environment.get_template("report.html")


def _readable(value: object) -> object:
    """What stands on the page for a value; markup of ours is left as it is."""
    if value is None:
        return UNKNOWN
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def prose(text: str) -> Markup:
    """A sentence with its code as code."""
    marked = (
        Markup("<code>{}</code>").format(code.strip("`")) if code else escape(plain)
        for plain, code in spans(visible(text))
    )
    return Markup("").join(marked)


def _numbers(scores: Scores) -> Numbers:
    totals = scores.totals
    if not len(totals):
        return Numbers(0, None, None, None, None)
    return Numbers(
        len(totals),
        round(float(totals.mean()), 1),
        round(float(np.median(totals)), 1),
        int(totals.max()),
        int(totals.min()),
    )


def _plots(gradebook: Gradebook, scores: Scores, items: Sequence[Item]) -> dict[str, Markup]:
    if not scores.labels or not scores.checks:
        return {}
    return {
        "distribution": plots.distribution(scores, gradebook.cohort.max_score),
        "exercises": plots.exercises(scores),
        "heat_map": plots.heat_map(scores),
        "checks": plots.checks(items),
    }


def _by_exercise(items: Sequence[Item], gradebook: Gradebook) -> list[tuple[str, list[Item]]]:
    columns = gradebook.cohort.columns
    return [(c.id, [item for item in items if item.exercise == c.id]) for c in columns]


def _flagged(items: Sequence[Item], flag: str) -> list[Item]:
    return [item for item in items if item.flag == flag]


def _ungraded(gradebook: Gradebook) -> Iterator[Entry]:
    return (entry for entry in gradebook.entries() if not entry.graded)
