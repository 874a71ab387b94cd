"""All that grading one exercise needs besides the submissions: to be sent wherever it is graded.

A kit holds the hidden checks and the task's text as bytes, so that no disk is shared; where it
arrives it is unpacked once. Only the grader itself must be installed there, and be the same one:
its fingerprint says so.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import platform
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.course import README, Exercise
from grader.errors import GraderError
from grader.language import Language
from grader.recording import Recording
from grader.sandbox import Mode

OWN = Path(__file__).parent.parent
NO_PART = ("checks", "variants", "misconceptions", "mutants", "cohort", "commands", "_exercises")
"""Folders of the grader that have no part in a verdict, or are in the kit."""
CODE = (".py", ".po", ".mo", ".ini")
OTHER_GRADER = (
    "The grader on {host} is not the one that was started here (or other versions of its libraries "
    "are installed there); install the same version on every machine that grades."
)


class OtherGrader(GraderError):
    """A machine that is to grade has another grader than the one that asks it to."""


class Settings(msgspec.Struct, frozen=True):
    """What a cohort's verdicts depend on, besides the course."""

    seed: int = 0
    lang: Language = "en"
    portable: bool = False
    sandbox: Mode = "auto"
    replay: bool = True
    """Compare with the solution's answers first; without, the full judge alone."""


class Kit(msgspec.Struct, frozen=True):
    """One exercise, packed."""

    exercise: Exercise
    """Its paths are those where it was packed."""
    files: dict[str, bytes]
    """The checks and the readmes, by name."""
    settings: Settings
    grader: str
    """Fingerprint of the grader that packed it."""
    recording: Recording | None = None
    """The solution's transcript; None where there is none to compare with."""

    @property
    def edition(self) -> str:
        """A digest of all that its verdicts depend on."""
        bare = msgspec.structs.replace(self.exercise, folder="", checks_file="")
        parts = (bare, self.files, self.settings, self.grader)
        return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()[:32]


def pack(exercise: Exercise, settings: Settings) -> Kit:
    """Read what an exercise needs."""
    paths = [
        Path(exercise.checks_file),
        *(Path(exercise.folder) / name for name in README.values()),
    ]
    files = {path.name: path.read_bytes() for path in paths if path.is_file()}
    return Kit(exercise, files, settings, fingerprint())


@contextlib.contextmanager
def unpacked(kit: Kit) -> Iterator[Exercise]:
    """The exercise with its files on this machine. Raises OtherGrader."""
    if kit.grader != fingerprint():
        raise OtherGrader(OTHER_GRADER.format(host=platform.node() or "this machine"))
    with tempfile.TemporaryDirectory(prefix="underglass-kit-") as folder:
        for name, content in kit.files.items():
            (Path(folder) / name).write_bytes(content)
        checks = str(Path(folder) / Path(kit.exercise.checks_file).name)
        yield msgspec.structs.replace(kit.exercise, folder=folder, checks_file=checks)


@functools.cache
def fingerprint() -> str:
    """A digest of this grader's code, and of the versions that it runs on."""
    digest = hashlib.sha256(platform.python_version().encode())
    for path in sorted(own_code()):
        inside = path.relative_to(OWN).as_posix()
        digest.update(f"{inside}\0".encode() + path.read_bytes() + b"\0")
    for name in sorted(libraries()):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            digest.update(f"{name} {importlib.metadata.version(name)}\0".encode())
    return digest.hexdigest()[:32]


def own_code() -> Iterator[Path]:
    """The files of this package on which a report may depend."""
    for top in OWN.iterdir():
        if top.name not in NO_PART:
            for path in (top, *top.rglob("*")):
                if path.suffix in CODE and path.is_file():
                    yield path


def libraries() -> set[str]:
    """What the grader always needs, by its own account."""
    try:
        required = importlib.metadata.requires("underglass") or []
    except importlib.metadata.PackageNotFoundError:
        return set()
    needed = [line for line in required if "extra ==" not in line]
    return {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed}
