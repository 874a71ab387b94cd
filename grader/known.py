"""Verdicts that are known already, and remembering new ones (see `grader.state`).

known(memory, exercise, submitted, seed, lang) → its report, or None: it has to be graded
keep(root, …) → remember reports
"""

from collections.abc import Iterable, Sequence

from grader import state
from grader.content import digest_of
from grader.course import Exercise
from grader.language import Language
from grader.report import ExerciseReport
from grader.state import Entry, State
from grader.submission import Submitted

Work = tuple[Exercise, Submitted]


def known(
    memory: State, exercise: Exercise, submitted: Submitted, seed: int, lang: Language
) -> ExerciseReport | None:
    """The report that grading these files would give, where it is remembered."""
    entry = memory.entries.get(exercise.id)
    if entry is None or submitted.refused or (entry.seed, entry.lang) != (seed, lang):
        return None
    if not entry.is_of(digest_of(submitted.files), state.checks_digest(exercise)):
        return None
    return state.report_of(entry)


def entries(
    work: Sequence[Work], reports: Iterable[ExerciseReport], seed: int, lang: Language
) -> dict[str, Entry]:
    """What is to be remembered of these reports; of untouched stubs and refused files nothing."""
    return {
        exercise.id: state.entry_of(
            report, digest_of(submitted.files), state.checks_digest(exercise), seed, lang
        )
        for (exercise, submitted), report in zip(work, reports, strict=True)
        if report.status != "not_started" and submitted.files and not submitted.refused
    }
