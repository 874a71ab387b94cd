"""What a launcher gives its subjects: an environment, and folders.

underglass-…/code-1      the student's files, as one submission has them
underglass-…/work/1      the working directory of one subject
underglass-…/told-1      what it prints and where it hung, for the judge to read
"""

import marshal
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.subject.confine import Places
from grader.subject.leftovers import remove_tree

KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH")


def environment(hash_seed: int, home: str, variables: Mapping[str, str]) -> Mapping[str, str]:
    """The environment of a subject: the same on every machine, and none of the user's."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return kept | {
        "PYTHONHASHSEED": str(hash_seed),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2",  # threads must not eat the address space
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": home,
        "TMPDIR": home,
        "TEMP": home,
        "TMP": home,
        **variables,
    }


class Folder:
    """A temporary folder that holds the student's files, and one folder for each subject."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="underglass-"))
        self._made = 0
        self._placed = 0

        self.work = self.path / "work"
        """Subjects write nowhere else."""
        self.work.mkdir()

    def places(self) -> Places:
        self._made += 1
        work = self.work / str(self._made)
        told = self.path / f"told-{self._made}"
        told.mkdir()
        return Places(str(work), str(told / "output"), str(told / "stacks"))

    def place(self, files: Mapping[str, bytes]) -> str:
        self._placed += 1
        code = self.path / f"code-{self._placed}"
        code.mkdir()
        for name, content in files.items():
            (code / name).parent.mkdir(parents=True, exist_ok=True)
            (code / name).write_bytes(content)
        return str(code)

    def remove(self) -> None:
        remove_tree(str(self.path))


def marshalled(told: tuple[Any, ...]) -> str:
    """A tuple as an argument."""
    return marshal.dumps(tuple(told)).hex()
