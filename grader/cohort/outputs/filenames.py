"""File names from ids that students chose: safe on every system, and no two alike.

A name keeps the letters, digits and `-_.@+` of its id. Where that loses something, or where the
name is taken or reserved, a few digits of the id's own digest follow, so that the same id has the
same file in every run.
"""

import hashlib
import re
import unicodedata

MOST_BYTES = 120
"""Of a name without its suffix; file systems allow 255."""
UNSAFE = re.compile(r"[^\w.@+-]+")
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for its devices, with any suffix."""


class FileNames:
    """Hands out names, none of them twice, not even on a file system that ignores case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, id: str, salt: str = "") -> str:
        """A name for `id`; with the same `salt`, two of the same id keep theirs in any order."""
        safe = _safe(id)
        if not safe or safe != id or _folded(safe) in self._taken:
            safe = f"{safe or 'student'}-{_digest(id)}"
        while _folded(safe) in self._taken:
            salt += "."
            safe = f"{safe[:MOST_BYTES]}-{_digest(id + salt)}"
        self._taken.add(_folded(safe))
        return safe


def _safe(id: str) -> str:
    text = UNSAFE.sub("_", unicodedata.normalize("NFC", id)).strip("._ ").lstrip("-._")
    text = text.encode("utf-8", "ignore")[:MOST_BYTES].decode("utf-8", "ignore")
    return f"_{text}" if RESERVED.fullmatch(text) else text


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]
