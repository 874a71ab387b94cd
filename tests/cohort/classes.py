"""Small classes of the fixture course, as they lie on an instructor's disk."""

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import FIXTURE, SOLUTION

MISCONCEPTIONS = FIXTURE / "grader" / "misconceptions" / "counter"
VARIANTS = FIXTURE / "grader" / "variants" / "counter"
WRONG = "class Counter:\n    pass\n"


def solution_files() -> dict[str, bytes]:
    """The fixture's solutions, by path inside `exercises/`."""
    folder = FIXTURE / "solutions"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.py")}


def handed_in(counter: str | bytes = SOLUTION) -> dict[str, bytes]:
    """A submission with this counter and the solution of the other exercise."""
    content = counter.encode() if isinstance(counter, str) else counter
    files = solution_files() | {"counter/counter.py": content}
    return {f"exercises/{name}": data for name, data in files.items()}


def as_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def as_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(files))
    return path


def zipped(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def small_class(folder: Path) -> Path:
    """Right, wrong, untouched and broken submissions, folders and archives, some of them alike."""
    sources = [SOLUTION, *(p.read_text() for p in sorted(MISCONCEPTIONS.glob("*.py"))[:4])]
    sources += [p.read_text() for p in sorted(VARIANTS.glob("*.py"))[:2]]
    for number, source in enumerate([*sources, SOLUTION, "def ("]):
        as_folder(folder / f"student-{number}", handed_in(source))
    shutil.copytree(FIXTURE / "exercises", folder / "untouched" / "exercises")
    as_zip(folder / "zipped.zip", handed_in(sources[1]))
    as_folder(folder / "nothing", {"README.md": b"hello"})
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    return folder
