"""Gradescope's autograder: a zip of a published student repository with the two scripts it runs."""

import zipfile
from pathlib import Path

from grader.delivery.surroundings import template
from grader.errors import UsageError
from grader.reporters import Visibility

SCRIPTS = {"setup.sh": "setup.sh", "run_autograder": "run_autograder.py"}
"""Names in the zip, and the templates they are made from."""
LEFT_OUT = {".git", ".venv", "__pycache__", ".devcontainer", ".vscode", ".github"}
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Each file's time, so that the same repository gives the same zip."""
NO_REPOSITORY = (
    "{folder} holds no published student repository; `grader publish {folder}` writes it."
)
UNWRITABLE = "{file} can't be written ({reason}); name another file."


def gradescope_zip(repository: Path, file: Path, visibility: Visibility = "visible") -> None:
    """Write the zip of a published repository. Raises UsageError where that can't be.

    It holds what `grader publish` wrote, its answer key with it, and so nothing that a student
    couldn't see; `visibility` says when students see the tests.
    """
    if not (repository / "pyproject.toml").is_file():
        raise UsageError(NO_REPOSITORY.format(folder=repository))
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in SCRIPTS.items():
                _add(archive, name, template(text, VISIBILITY=visibility).encode(), 0o755)
            for path in _files(repository):
                name = path.relative_to(repository).as_posix()
                _add(archive, name, path.read_bytes(), 0o644)
    except OSError as reason:
        raise UsageError(UNWRITABLE.format(file=file, reason=reason.strerror)) from None


def _files(repository: Path) -> list[Path]:
    return sorted(
        path
        for path in repository.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.relative_to(repository).parts)
    )


def _add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.external_attr = (0o100000 | mode) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
