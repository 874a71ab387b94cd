"""The entry points of Classroom 50 and Gradescope, run as those run them."""

import json
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import jsonschema
import pytest

from grader.delivery.gradescope import gradescope_zip
from grader.errors import UsageError
from tests.conftest import FIXTURE
from tests.delivery.classrooms.conftest import ROOT, Clone
from tests.delivery.classrooms.job import surroundings
from tests.reporters.test_classroom50 import RUNNER

SCHEMAS = ROOT / "tests/reporters/schemas"


def uv_python() -> str:
    """A Python that has uv, as CI has."""
    path = surroundings()["PATH"]
    for name in ("python3", "python"):
        found = shutil.which(name, path=path)
        if (
            found
            and not subprocess.run([found, "-m", "uv", "--version"], capture_output=True).returncode
        ):
            return found
    pytest.skip("no Python here has uv: `python3 -m pip install uv`")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [uv_python(), *map(str, command)],
        cwd=cwd, env=surroundings() | environment, capture_output=True, encoding="utf-8",
        timeout=600, check=False,
    )  # fmt: skip


def checked(path: Path, name: str) -> dict[str, object]:
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert isinstance(document, dict)
    return document


def test_classroom50_gets_a_result_and_exit_0_though_checks_fail(clone: Clone) -> None:
    folder = clone("untouched")
    done = run(".github/classroom50/autograder.py", cwd=folder, **RUNNER)
    assert done.returncode == 0, done.stderr
    result = checked(folder / "result.json", "classroom50-result")
    assert (result["score"], result["max-score"]) == (0, 9)
    assert (folder / "release-body.md").read_text("utf-8").startswith("## Fixture: 0 of 9 points")


def test_classroom50_grades_with_the_grader_beside_its_entry_point(
    clone: Clone, tmp_path: Path
) -> None:
    """A student's checkout that brings a broken grader is graded all the same."""
    bundle, folder = clone("bundle"), clone("solved")
    shutil.copy(bundle / ".github/classroom50/autograder.py", bundle / "autograder.py")
    (folder / "pyproject.toml").write_text("broken = = =\n")
    done = run(bundle / "autograder.py", cwd=folder, **RUNNER)
    assert done.returncode == 0, done.stderr
    assert checked(folder / "result.json", "classroom50-result")["score"] == 9


def test_classroom50_is_told_where_grading_itself_failed(clone: Clone) -> None:
    folder = clone("broken")
    shutil.rmtree(folder / "exercises")
    done = run(".github/classroom50/autograder.py", cwd=folder, **RUNNER)
    assert done.returncode == 2
    assert not (folder / "result.json").exists()


@pytest.fixture
def autograder(committed: Path, tmp_path: Path) -> Path:
    """`/autograder` as Gradescope makes it from our zip."""
    gradescope_zip(committed, tmp_path / "autograder.zip", "after_due_date")
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "autograder.zip") as archive:
        archive.extractall(root / "source")
        modes = {each.filename: each.external_attr >> 16 for each in archive.infolist()}
    assert all(modes[name] & stat.S_IXUSR for name in ("setup.sh", "run_autograder"))
    setup = subprocess.run(
        ["bash", str(root / "source/setup.sh"), str(root / "source")],
        env=surroundings(), capture_output=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert setup.returncode == 0, setup.stderr
    return root


def test_gradescope_grades_uploads_of_every_kind(autograder: Path) -> None:
    results = autograder / "results/results.json"
    for name, uploaded, score in (("flat", ".", 9), ("archive", "course-main", 9), ("none", "", 0)):
        shutil.rmtree(autograder / "submission", ignore_errors=True)
        (autograder / "submission").mkdir()
        if uploaded:
            target = autograder / "submission" / uploaded / "exercises"
            shutil.copytree(FIXTURE / "solutions", target)
        done = run(autograder / "source/run_autograder", str(autograder), cwd=autograder)
        assert done.returncode == 0, (name, done.stderr)
        assert checked(results, "gradescope-results")["score"] == score, name
        tests = json.loads(results.read_text(encoding="utf-8")).get("tests", [])
        assert {test["visibility"] for test in tests} <= {"after_due_date"}
        results.unlink()


def test_the_zip_is_the_same_each_time_and_holds_no_history(
    committed: Path, tmp_path: Path
) -> None:
    for name in ("one.zip", "two.zip"):
        gradescope_zip(committed, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        names = archive.namelist()
    assert {"setup.sh", "run_autograder", "pyproject.toml", "exercises/counter/counter.py"} <= set(
        names
    )
    assert not [name for name in names if name.startswith((".git/", ".venv/", ".github/"))]


def test_a_folder_that_was_not_published_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="grader publish"):
        gradescope_zip(tmp_path, tmp_path / "x.zip")
