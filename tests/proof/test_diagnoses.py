"""The proof of the diagnoses: they are up to date, and hardly ever mislead."""

from pathlib import Path

from tests.proof.conftest import Prove

MISCONCEPTIONS = "grader/misconceptions/counter"


def test_each_misconception_gets_its_own_sentence(prove: Prove) -> None:
    row = prove().rows[0]
    assert (row.diagnosed, row.misleading) == (8, 0)


def test_outdated_diagnoses_are_told_and_written(root: Path, prove: Prove) -> None:
    path = root / MISCONCEPTIONS / "takes_text.py"
    path.write_text(path.read_text().replace("Text that looks", "A text that looks"))
    failures = {failure.claim: failure for failure in prove().failures}
    assert set(failures) == {"diagnosis", "messages"}
    assert failures["diagnosis"].open == str(root / "grader/diagnoses.json")
    assert prove(update=True).failures == ()
    assert "A text that looks" in (root / "grader/diagnoses.json").read_text()
    assert prove().failures == ()


def test_two_that_fail_alike_with_other_sentences_would_mislead(root: Path, prove: Prove) -> None:
    text = (root / MISCONCEPTIONS / "takes_text.py").read_text()
    twin = root / MISCONCEPTIONS / "takes_text_too.py"
    twin.write_text(text.replace("Text that looks", "Any text that looks"))
    proof = prove(update=True)
    assert (proof.rows[0].diagnosed, proof.rows[0].misleading) == (7, 2)
    (failure,) = proof.failures
    assert "2 of 9 misconceptions would get another's sentence" in failure.what
    assert "(counter 2)" in failure.what
    twin.write_text(text)
    proof = prove(update=True)
    assert proof.failures == ()
    assert (proof.rows[0].diagnosed, proof.rows[0].misleading) == (9, 0)
