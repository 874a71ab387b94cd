"""What is being done, on a terminal only, on one line that goes away again."""

import contextlib
import os
import sys
from collections.abc import Iterator

from grader.report import CheckStatus
from grader.run import Progress

CLEAR_LINE = "\r\x1b[K"


@contextlib.contextmanager
def showing_progress(total: int) -> Iterator[Progress]:
    """A callback that shows how far the run is; it does nothing where no terminal watches."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda exercise, check, status: None
        return
    done = 0

    def show(exercise: str, check: str, status: CheckStatus | None) -> None:
        nonlocal done
        done += status is None
        sys.stderr.write(f"{CLEAR_LINE}{done}/{total} exercises  {exercise} {check}"[:79])
        sys.stderr.flush()

    sys.stderr.write("Checking...")
    sys.stderr.flush()
    try:
        yield show
    finally:
        sys.stderr.write(CLEAR_LINE)
        sys.stderr.flush()
