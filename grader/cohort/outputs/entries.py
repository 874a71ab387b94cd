"""The gradebook's entries: every submission and every student of the roster, each exactly once.

    Gradebook(results, roster).entries()
    ├─ a row that the roster knows         matched
    ├─ a row that it doesn't know          unmatched
    ├─ two rows of one student             contested: only the instructor can tell which counts
    └─ a student without a row             missing, in the roster's order

Nothing is dropped: who counts submissions and students finds them all here.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

import msgspec

from grader.cohort.model import Cohort, Results, Row
from grader.cohort.outputs.roster import Member, Roster

Match = Literal["no_roster", "matched", "unmatched", "contested", "missing"]

CONTESTED = "submissions of the same student: {others}; keep one and grade again"
UNMATCHED = "not in the roster"
MISSING = "nothing was handed in"


class Entry(msgspec.Struct, frozen=True):
    """One submission, or one student without any."""

    match: Match
    row: Row | None
    """None where nothing was handed in."""
    member: Member | None
    """None where the roster doesn't know the student, or there is no roster."""
    note: str = ""
    """What the roster has to say about it."""

    @property
    def id(self) -> str:
        """The student's id: the roster's, or else the submission's own."""
        if self.member is not None:
            return self.member.id
        assert self.row is not None
        return self.row.student.id

    @property
    def name(self) -> str:
        told = self.member.name if self.member else ""
        return told or (self.row.student.name if self.row else "")

    @property
    def email(self) -> str:
        told = self.member.email if self.member else ""
        return told or (self.row.student.email if self.row else "")

    @property
    def outcome(self) -> str:
        """What became of it; `missing` where nothing was handed in."""
        return self.row.outcome if self.row else "missing"

    @property
    def graded(self) -> bool:
        return self.row is not None and self.row.outcome == "graded"

    @property
    def score(self) -> int | None:
        """None where there is no grade, which is not the same as none of the points."""
        return self.row.score if self.row is not None and self.graded else None

    @property
    def reason(self) -> str:
        """All that is to know about it besides its points, in one line."""
        said = self.row.reason if self.row else MISSING
        return "; ".join(filter(None, (said, self.note)))

    @property
    def counts(self) -> bool:
        """Whether this entry is the one that speaks for its student."""
        return self.outcome != "duplicate"

    @property
    def importable(self) -> bool:
        """Whether a learning platform can be told this grade without telling a wrong one."""
        return self.counts and self.match in ("no_roster", "matched", "missing")


class Gradebook:
    """A graded cohort beside its roster."""

    def __init__(self, results: Results, roster: Roster | None = None) -> None:
        self.results = results
        self.roster = roster

    @property
    def cohort(self) -> Cohort:
        return self.results.cohort

    def entries(self) -> Iterator[Entry]:
        """Every entry, the rows first, one by one."""
        for row in self.results.rows():
            yield self._entry(row)
        for member in self.roster.members if self.roster else ():
            if member.line not in self._sources:
                yield Entry("missing", None, member)

    def _entry(self, row: Row) -> Entry:
        if self.roster is None:
            return Entry("no_roster", row, None)
        found = self.roster.find(row.student)
        if found.member is None:
            return Entry("unmatched", row, None, found.reason or UNMATCHED)
        rivals = self._sources.get(found.member.line, ())
        if len(rivals) > 1 and row.outcome != "duplicate":
            others = ", ".join(sorted(rivals))
            return Entry("contested", row, found.member, CONTESTED.format(others=others))
        return Entry("matched", row, found.member)

    @cached_property
    def _sources(self) -> Mapping[int, tuple[str, ...]]:
        """The submissions of each member that handed in, by its line in the roster."""
        found: dict[int, tuple[str, ...]] = {}
        for row in self.results.rows() if self.roster else ():
            assert self.roster is not None
            if member := self.roster.find(row.student).member:
                counted = () if row.outcome == "duplicate" else (row.source,)
                found[member.line] = (*found.get(member.line, ()), *counted)
        return found
