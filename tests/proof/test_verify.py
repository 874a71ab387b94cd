"""`grader verify` proves what holds, and names the file of what doesn't."""

from pathlib import Path

import pytest

from grader.proof.claims import Failure
from grader.proof.verify import Proof
from tests.proof.conftest import Prove

BY_HEART = ("diagnosis", "messages")
"""Claims about recordings, which any change makes out of date."""
FOLLOWING = (*BY_HEART, "key")
"""A key knows no answers but the solution's, either."""


def only_failure(proof: Proof) -> Failure:
    """The one claim that doesn't hold, but for what knows every check by heart."""
    assert not proof.holds
    (failure,) = [failure for failure in proof.failures if failure.claim not in FOLLOWING]
    return failure


def replace(path: Path, old: str, new: str) -> Path:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return path


def test_a_right_course_holds(prove: Prove) -> None:
    proof = prove()
    assert proof.failures == ()
    row = proof.rows[0]
    assert (row.solution, row.stub, row.variants, row.misconceptions) == ("7/7", "0/7", 4, 8)
    assert (row.checks, row.needed, row.live) == (6, 6, 0)
    assert row.hollow > 0


def test_a_variant_that_fails_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/variants/counter/history.py"
    replace(path, 'print(f"{self.total}")', "print('?')")
    failure = only_failure(prove())
    assert (failure.claim, failure.open) == ("variants", str(path))
    assert failure.what.startswith("a right variant fails test_say")


def test_a_variant_that_answers_otherwise_is_named(root: Path, prove: Prove) -> None:
    checks = root / "grader/checks/check_counter.py"
    replace(
        checks,
        '    assert subject.ask("Counter(start)',
        '    subject.ask("type(Counter).__name__")\n    assert subject.ask("Counter(start)',
    )
    failure = only_failure(prove())
    assert (failure.claim, failure.open) == (
        "canonical",
        str(root / "grader/variants/counter/closure.py"),
    )
    assert "`type(Counter).__name__` with 'function', and the solution with 'type'" in failure.what


def test_a_live_check_may_be_answered_otherwise(root: Path, prove: Prove) -> None:
    checks = root / "grader/checks/check_counter.py"
    replace(checks, "@pytest.mark.task(1)\n", '@pytest.mark.task(1)\n@pytest.mark.live("chance")\n')
    replace(
        checks,
        '    assert subject.ask("Counter(start)',
        '    subject.ask("__import__(\'time\').time_ns()")\n    assert subject.ask("Counter(start)',
    )
    proof = prove()
    assert {failure.claim for failure in proof.failures} == set(BY_HEART)
    assert proof.rows[0].live == 1


def test_a_solution_that_answers_otherwise_each_time_is_named(root: Path, prove: Prove) -> None:
    replace(
        root / "grader/checks/check_counter.py",
        '    assert subject.ask("Counter(start)',
        '    subject.ask("__import__(\'time\').time_ns()")\n    assert subject.ask("Counter(start)',
    )
    failures = [failure for failure in prove().failures if failure.claim == "canonical"]
    assert str(root / "solutions/counter") in {failure.open for failure in failures}


def test_a_misconception_that_passes_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/misconceptions/counter/takes_text.py"
    replace(path, "by = int(by)", "by = __import__('operator').index(by)")
    failures = {failure.claim: failure for failure in prove().failures}
    assert set(failures) == {"misconceptions", "needed", *BY_HEART}
    assert failures["misconceptions"].open == str(path)
    assert failures["misconceptions"].what == "the misconception passes every check"


def test_a_misconception_refused_by_another_check_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/misconceptions/counter/takes_text.py"
    replace(path, "Refused by: test_refuses_text", "Refused by: test_threads")
    assert only_failure(prove()).what == "it was to be refused by test_threads, which it passes"


def test_a_misconception_that_names_no_check_is_told_which(root: Path, prove: Prove) -> None:
    path = root / "grader/misconceptions/counter/takes_text.py"
    replace(path, "Refused by: test_refuses_text\n", "")
    assert "“Refused by: test_refuses_text”" in only_failure(prove()).what


def test_a_check_that_no_misconception_needs_is_named(root: Path, prove: Prove) -> None:
    (root / "grader/misconceptions/counter/takes_text.py").write_text(
        (root / "grader/misconceptions/counter/returns_the_text.py").read_text()
    )
    failure = only_failure(prove())
    assert (failure.claim, failure.open) == ("needed", str(root / "grader/checks/check_counter.py"))
    assert failure.what.startswith("test_refuses_text refuses nothing")


def test_a_check_may_say_why_it_stands_though_it_isnt_needed(root: Path, prove: Prove) -> None:
    (root / "grader/misconceptions/counter/takes_text.py").write_text(
        (root / "grader/misconceptions/counter/returns_the_text.py").read_text()
    )
    checks = root / "grader/checks/check_counter.py"
    replace(
        checks, "def test_refuses_text", '@pytest.mark.kept("for later")\ndef test_refuses_text'
    )
    assert {failure.claim for failure in prove().failures} == set(BY_HEART)
    replace(checks, "def test_bump", '@pytest.mark.kept("for later")\ndef test_bump')
    assert "test_bump is marked as kept, but" in only_failure(prove()).what


def test_too_few_variants_are_told(root: Path, prove: Prove) -> None:
    (root / "grader/variants/counter/slots.py").unlink()
    failure = only_failure(prove())
    assert failure.what == "there are 3 variants here, and 4 are needed"


def test_a_changed_stub_is_told_its_fingerprint(root: Path, prove: Prove) -> None:
    path = root / "exercises/counter/counter.py"
    path.write_text(path.read_text() + "\nx = 1\n")
    assert 'the stub of counter has changed; write stub = "' in only_failure(prove()).what


def test_a_stub_that_passes_a_check_is_named(root: Path, prove: Prove) -> None:
    solution = (root / "solutions/counter/counter.py").read_text()
    (root / "exercises/counter/counter.py").write_text(
        solution.replace("self.total = start", "raise NotImplementedError").replace(
            "def __init__(self, start: int = 0) -> None:\n",
            "total = 0\n\n    def __init__(self, start: int = 0) -> None:\n        return\n",
        )
    )
    assert any("the stub passes" in failure.what for failure in prove().failures)


def test_a_hollow_answer_that_passes_a_check_is_named(root: Path, prove: Prove) -> None:
    path = root / "grader/checks/check_counter.py"
    path.write_text(
        path.read_text()
        + "\n\n@pytest.mark.task(1)\ndef test_free(subject: Subject) -> None:\n"
        + '    """It can be made."""\n    subject.run("Counter")\n'
    )
    found = [failure for failure in prove().failures if failure.claim == "hollow"]
    assert found[0].open == f"{path}: empty classes and functions"
    assert found[0].what.startswith("passes test_free")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("misconceptions/counter/total_stays.py", "return self._now"),
        ("variants/counter/history.py", "return self.total"),
    ],
)
def test_what_answers_by_chance_is_found_when_it_is_graded_again(
    root: Path, prove: Prove, path: str, line: str
) -> None:
    replace(root / "grader" / path, line, "return -1 - hash('a') % 1000")
    steady = [failure for failure in prove(repeat=2).failures if failure.claim == "steady"]
    assert [path in failure.what for failure in steady] == [True]
