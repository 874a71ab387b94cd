"""How much a subject may use."""

import contextlib
import sys

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MEMORY = 768 * 1024**2
"""Bytes of address space."""
CPU = 120
"""Seconds of CPU in all: a last net under the judge's own watch on each probe."""
OPEN_FILES = 256
FILE_SIZE = 16 * 1024**2
"""Bytes of any one file that it writes."""
DISK = 64 * 1024**2
"""Bytes in its folder in all: a quota where namespaces work, else the judge looks."""
FILES_IN_ALL = 1024
"""Files in its folder."""


def limit_resources() -> None:
    """Set the limits that this system has; Windows has none of them, macOS not all."""
    if resource is None:
        return
    wanted = {
        "RLIMIT_AS": MEMORY if sys.platform == "linux" else None,
        "RLIMIT_CPU": CPU,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_FSIZE": FILE_SIZE,
        "RLIMIT_CORE": 0,
    }
    for name, most in wanted.items():
        if most is not None and hasattr(resource, name):
            _lower(getattr(resource, name), most)


def _lower(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard == resource.RLIM_INFINITY or hard > most:
        hard = most
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (min(most, hard), hard))
