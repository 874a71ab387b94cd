"""What a subject prints: kept up to a limit, sent with the answer, and copied for a crash."""

import builtins
import io
import os
import sys
from typing import Any

# A private copy: a submission that patches builtins must not change how its answers are written.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

MAX_OUTPUT = 64 * 1024
"""Bytes of printed output that are kept for one probe."""
MOST_OUTPUT = 16 * 1024 * 1024
"""Bytes of printed output with which one probe ends the subject."""
TOO_MUCH_OUTPUT = 113
"""The exit code that says so."""


class Output(io.RawIOBase):
    """Standard output and error: kept up to a limit, and copied to a file that outlives a crash."""

    def __init__(self, copy: int) -> None:
        super().__init__()
        self._copy = copy
        self._kept = bytearray()
        self._lost = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        chunk = bytes(data)
        kept = chunk[: max(0, MAX_OUTPUT - len(self._kept))]
        if kept:
            self._kept += kept
            os.write(self._copy, kept)
        self._lost += len(chunk) - len(kept)
        if self._lost > MOST_OUTPUT:
            os._exit(TOO_MUCH_OUTPUT)
        return len(chunk)

    def take(self) -> tuple[str, int]:
        """What was written since the last call, and how many bytes of it were not kept."""
        taken = self._kept.decode("utf-8", "replace"), self._lost
        if self._kept:
            os.ftruncate(self._copy, 0)
            self._kept.clear()
        self._lost = 0
        return taken


def open_output(copy: int) -> Output:
    """Send everything that the process prints through an Output backed by the descriptor `copy`."""
    output = Output(copy)
    sys.stdout = sys.stderr = io.TextIOWrapper(
        output,
        encoding="utf-8",
        errors="backslashreplace",
        write_through=True,
    )
    return output
