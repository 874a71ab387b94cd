"""How far a cohort is: a bar on a terminal, a line now and then elsewhere."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence

from grader.cohort.engine import Watcher
from grader.cohort.task import Done

LINES = 10
"""Lines that say how far it is, where no terminal watches."""
TAKING = "taking in submissions: {count}"
PLANNED = "{total:,} exercises to grade, {skipped:,} graded before"
LINE = "{done:,} of {total:,} exercises graded, {rate:.1f} a second, {failed:,} failed"


@contextlib.contextmanager
def showing() -> Iterator[Watcher]:
    """What to tell, on standard error."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with _bar() as watcher:
            yield watcher
    else:
        yield Lines().watcher()


class Lines:
    """A line for each tenth of the work."""

    def __init__(self) -> None:
        self._total = self._done = self._failed = 0
        self._began = time.monotonic()

    def watcher(self) -> Watcher:
        return Watcher(planned=self._planned, done=self._count)

    def _planned(self, to_grade: int, skipped: int) -> None:
        self._total = to_grade
        self._began = time.monotonic()
        print(PLANNED.format(total=to_grade, skipped=skipped), file=sys.stderr, flush=True)

    def _count(self, done: Sequence[Done], submissions: int) -> None:
        before, self._done = self._done, self._done + submissions
        self._failed += sum(one.report is None for one in done)
        if before * LINES // self._total < self._done * LINES // self._total:
            rate = self._done / max(0.001, time.monotonic() - self._began)
            line = LINE.format(done=self._done, total=self._total, rate=rate, failed=self._failed)
            print(line, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _bar() -> Iterator[Watcher]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Exercises a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.1f}/s")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[failed]} failed"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(TAKING.format(count=0), total=None, failed=0)
        failed = 0

        def taken(submissions: int) -> None:
            progress.update(bar, description=TAKING.format(count=submissions))

        def planned(to_grade: int, skipped: int) -> None:
            progress.reset(bar, total=to_grade, description="grading", failed=0)

        def done(works: Sequence[Done], submissions: int) -> None:
            nonlocal failed
            failed += sum(one.report is None for one in works)
            progress.update(bar, advance=submissions, failed=failed)

        yield Watcher(taken, planned, done)
