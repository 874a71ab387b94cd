"""The plots of the report, drawn by matplotlib as SVG that takes the page's own colours.

A colour is drawn as one of COLOURS and then replaced by the CSS variable of that name, so that a
plot follows light and dark. Text stays text. The same class gives the same bytes.
"""

import io
import re
import warnings
from collections.abc import Sequence
from contextlib import AbstractContextManager

import numpy as np
from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgba
from matplotlib.figure import Figure
from numpy.typing import NDArray

from grader.cohort.outputs.markdown import visible
from grader.cohort.outputs.page.items import Item
from grader.cohort.outputs.page.scores import CODES, NOT_RUN, PASSED, Scores

COLOURS = {
    "#010101": "var(--ink)",
    "#020202": "var(--soft)",
    "#030303": "var(--rule)",
    "#040404": "var(--card)",
    "#050505": "var(--accent)",
    "#060606": "var(--passed)",
    "#070707": "var(--failed)",
    "#080808": "var(--broken)",
    "#090909": "var(--untouched)",
}
INK, SOFT, RULE, CARD, ACCENT, GOOD, BAD, BROKEN, UNTOUCHED = COLOURS
CELLS = ("#2f9e78", "#e0603c", "#8c3a8c", "#8c3a8c", "#8a94a026")
"""Of the heat map, which is an image, by code of verdict: they must do on light and on dark."""
SHARES = LinearSegmentedColormap.from_list("shares", ["#e0603c", "#f2c14e", "#2f9e78"])
MOST_ROWS = 400
"""Of the heat map; where there are more students, a row is the mean of several."""
MOST_NAMES = 50
MOST_BINS = 40
WIDTH = 9.0
"""Inches, at 72 units of the SVG each."""


def style(plot: str) -> AbstractContextManager[None]:
    """What all plots have in common; `plot` keeps the ids of one apart from those of another."""
    return rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": plot,
            "svg.image_inline": True,
            "text.parse_math": False,
            "font.family": "sans-serif",
            "font.size": 9,
            "text.color": INK,
            "axes.edgecolor": RULE,
            "axes.facecolor": "none",
            "axes.labelcolor": SOFT,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.grid.axis": "y",
            "grid.color": RULE,
            "xtick.color": RULE,
            "ytick.color": RULE,
            "xtick.labelcolor": SOFT,
            "ytick.labelcolor": SOFT,
            "figure.facecolor": "none",
            "figure.constrained_layout.use": True,
            "legend.frameon": False,
            "legend.labelcolor": INK,
        }
    )


def distribution(scores: Scores, most: int) -> Markup:
    """How many students have how many points."""
    with style("distribution"):
        figure = Figure((WIDTH, 2.6))
        axes = figure.add_subplot()
        width = max(1, -(-(most + 1) // MOST_BINS))
        edges = np.arange(0, most + width + 1, width) - 0.5
        axes.hist(scores.totals, edges.tolist(), color=ACCENT, edgecolor=CARD, linewidth=1.2)
        axes.set_xlim(edges[0], edges[-1])
        axes.set_xlabel(f"points of {most}")
        axes.set_ylabel("students")
        axes.locator_params(integer=True)
        axes.grid(True, axis="y")
        return _svg(figure)


def exercises(scores: Scores) -> Markup:
    """For each exercise, how many students passed it, failed it, broke it or left it."""
    with style("exercises"):
        figure = Figure((WIDTH, 0.55 + 0.24 * len(scores.columns)))
        axes = figure.add_subplot()
        names = [column.id for column in scores.columns]
        left = np.zeros(len(names))
        for label, colour, counts in _kinds(scores):
            axes.barh(names, counts, 0.72, left, color=colour, label=label)
            left += counts
        axes.margins(y=0.01)
        axes.invert_yaxis()
        axes.set_xlim(0, max(1, len(scores.labels)))
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.locator_params(axis="x", integer=True)
        figure.legend(loc="outside upper left", ncols=4, handlelength=1, handleheight=1)
        return _svg(figure)


def _kinds(scores: Scores) -> list[tuple[str, str, NDArray[np.int64]]]:
    passed, some, none = [], [], []
    for place, column in enumerate(scores.columns):
        own = [at for at, (exercise, _) in enumerate(scores.checks) if exercise is column]
        began = scores.verdicts[scores.started[:, place]][:, own] == PASSED
        passed.append(int(began.all(axis=1).sum()))
        none.append(int((~began.any(axis=1)).sum()))
        some.append(len(began) - passed[-1] - none[-1])
    untouched = len(scores.labels) - scores.started.sum(axis=0)
    return [
        ("all checks pass", GOOD, np.array(passed, np.int64)),
        ("some pass", BAD, np.array(some, np.int64)),
        ("none passes", BROKEN, np.array(none, np.int64)),
        ("not started", UNTOUCHED, untouched),
    ]


def heat_map(scores: Scores) -> Markup:
    """Students by checks, the best students first."""
    order = np.lexsort((np.array(scores.labels), -scores.totals))
    rows = min(MOST_ROWS, len(order))
    image = _shares(scores.verdicts[order], rows) if rows < len(order) else _cells(scores, order)
    with style("heat_map"):
        figure = Figure((WIDTH, 1.1 + min(9.0, max(1.2, 0.17 * rows))))
        axes = figure.add_subplot()
        axes.imshow(image, aspect="auto", interpolation="none", interpolation_stage="rgba")
        _name_students(axes, [scores.labels[place] for place in order])
        _name_exercises(axes, scores)
        return _svg(figure)


def legend(scores: Scores) -> list[tuple[str, str]]:
    """What the colours of the heat map mean."""
    untouched = (CELLS[-1], "not run")
    if len(scores.labels) <= MOST_ROWS:
        return [*zip(CELLS, ("passed", "failed", "error or timeout"), strict=False), untouched]
    shares = ((0.0, "nobody passes"), (0.5, "half of them pass"), (1.0, "all pass"))
    return [*((to_hex(SHARES(share)), said) for share, said in shares), untouched]


def _cells(scores: Scores, order: NDArray[np.int64]) -> NDArray[np.float64]:
    """A colour for each verdict."""
    palette = np.array([to_rgba(colour) for colour in CELLS])
    return np.asarray(palette[scores.verdicts[order]])


def _shares(verdicts: NDArray[np.uint8], rows: int) -> NDArray[np.float64]:
    """A colour for the share that passes, of those of a group of students whom a check met."""
    groups = np.array_split(verdicts, rows)
    met = np.array([(group != NOT_RUN).sum(axis=0) for group in groups])
    passed = np.array([(group == PASSED).sum(axis=0) for group in groups])
    colours = np.asarray(SHARES(passed / np.maximum(met, 1)))
    colours[met == 0] = to_rgba(CELLS[CODES["not_run"]])
    return colours


def _name_students(axes: Axes, labels: Sequence[str]) -> None:
    if len(labels) <= MOST_NAMES:
        axes.set_yticks(range(len(labels)), [_short(label) for label in labels], fontsize=7.5)
    else:
        axes.set_yticks([])
        axes.set_ylabel(f"{len(labels):,} students, the best on top")
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _name_exercises(axes: Axes, scores: Scores) -> None:
    """Names over the middle of each exercise's checks, and lines between the exercises."""
    ends = np.cumsum([len(column.checks) for column in scores.columns])
    starts = np.concatenate([[0], ends[:-1]])
    axes.xaxis.tick_top()
    axes.set_xticks((starts + ends - 1) / 2, [column.id for column in scores.columns])
    axes.tick_params(axis="x", labelrotation=60, labelsize=8)
    for label in axes.get_xticklabels():
        label.set_horizontalalignment("left")
        label.set_rotation_mode("anchor")
    for end in ends[:-1]:
        axes.axvline(end - 0.5, color=CARD, linewidth=1.5)


def checks(items: Sequence[Item]) -> Markup:
    """Each check by how hard it is and how well it tells the strong from the weak."""
    known = [
        (item.difficulty, item.upper_lower, item.flag in ("negative", "weak"))
        for item in items
        if item.difficulty is not None and item.upper_lower is not None
    ]
    with style("checks"):
        figure = Figure((WIDTH, 3.0))
        axes = figure.add_subplot()
        for flagged, colour in ((False, ACCENT), (True, BAD)):
            across = [difficulty for difficulty, _, own in known if own is flagged]
            up = [groups for _, groups, own in known if own is flagged]
            axes.scatter(across, up, 26, color=colour, alpha=0.65, linewidth=0)
        axes.axhline(0, color=SOFT, linewidth=0.8)
        axes.set_xlim(-0.03, 1.03)
        axes.set_ylim(min([-0.1, *(groups for _, groups, _ in known)]) - 0.05, 1.05)
        axes.set_xlabel("difficulty: share that passes (right: easy)")
        axes.set_ylabel("upper less lower")
        axes.grid(True, axis="y")
        return _svg(figure)


def _short(label: str) -> str:
    text = " ".join(visible(label).split())
    return text if len(text) <= 24 else f"{text[:23]}…"


def _svg(figure: Figure) -> Markup:
    """The figure as an element to stand in a page; ids that nothing refers to are left out."""
    file = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the reader's browser has fonts
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    used = set(re.findall(r"#([\w-]+)", text))
    text = re.sub(
        r' id="([^"]*)"', lambda found: found.group() if found.group(1) in used else "", text
    )
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    for colour, variable in COLOURS.items():
        text = text.replace(colour, variable)
    return Markup(text)  # matplotlib escapes what it is given
