"""`grader verify` proves what holds, and names the file of what doesn't."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import load_course
from grader.run import Options
from grader.verify import Proof, verify
from tests.conftest import FIXTURE

Prove = Callable[[], Proof]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def prove(root: Path) -> Prove:
    def proved() -> Proof:
        course = load_course(root / "exercises", root / "grader")
        return verify(course, course.select(["counter"]), root / "solutions", Options(jobs=2))

    return proved


def only_failure(proof: Proof) -> str:
    assert not proof.holds
    assert len(proof.failures) == 1, proof.failures
    return proof.failures[0]


def test_a_right_course_holds(prove: Prove) -> None:
    proof = prove()
    assert proof.holds
    row = proof.rows[0]
    assert (row.solution, row.stub, row.variants, row.misconceptions) == ("7/7", "0/7", 1, 1)
    assert row.hollow > 0


def test_a_variant_that_fails_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/variants/counter/history.py"
    path.write_text(path.read_text().replace('print(f"{self.total}")', "print('?')"))
    failure = only_failure(prove())
    assert failure.startswith(f"{path}: a right variant fails test_say")


def test_a_misconception_that_passes_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/misconceptions/counter/forgets_start.py"
    path.write_text(path.read_text().replace("self.total = 0", "self.total = start"))
    assert only_failure(prove()) == f"{path}: it was to be refused by test_start, which it passes"
    path.write_text(path.read_text().replace("Refused by: test_start\n", ""))
    assert only_failure(prove()) == f"{path}: the misconception passes every check"


def test_a_misconception_refused_by_another_check_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/misconceptions/counter/forgets_start.py"
    path.write_text(path.read_text().replace("Refused by: test_start", "Refused by: test_threads"))
    assert only_failure(prove()) == f"{path}: it was to be refused by test_threads, which it passes"


def test_a_misconception_that_names_no_check_is_told_which(root: Path, prove: Prove) -> None:
    path = root / "grader/misconceptions/counter/forgets_start.py"
    path.write_text(path.read_text().replace("Refused by: test_start\n", ""))
    assert "“Refused by: test_bump, test_say, test_start”" in only_failure(prove())


def test_a_changed_stub_is_told_its_fingerprint(root: Path, prove: Prove) -> None:
    path = root / "exercises/counter/counter.py"
    path.write_text(path.read_text() + "\nx = 1\n")
    assert 'the stub of counter has changed; write stub = "' in only_failure(prove())


def test_a_stub_that_passes_a_check_is_named(root: Path, prove: Prove) -> None:
    path = root / "exercises/counter/counter.py"
    solution = (root / "solutions/counter/counter.py").read_text()
    path.write_text(
        solution.replace("self.total = start", "raise NotImplementedError").replace(
            "def __init__(self, start: int = 0) -> None:\n",
            "total = 0\n\n    def __init__(self, start: int = 7) -> None:\n        return\n",
        )
    )
    failures = prove().failures
    assert any("the stub passes" in failure for failure in failures)


def test_a_hollow_answer_that_passes_a_check_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/checks/check_counter.py"
    path.write_text(
        path.read_text()
        + "\n\n@pytest.mark.task(1)\ndef test_free(subject: Subject) -> None:\n"
        + '    """It can be made."""\n    subject.run("Counter")\n'
    )
    failures = prove().failures
    assert any(f"{path}: empty classes and functions passes test_free" in f for f in failures)
