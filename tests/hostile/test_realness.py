"""The attacks are real: each family has some that succeed against less than what we have."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.hostile import arena, plain
from tests.hostile.arena import Outcome
from tests.hostile.corpus import (
    ATTACKS,
    FIXTURE,
    Attack,
    corpus,
    read_attack,
    submitted_by,
    trial_of,
)

BY_ID = {attack.id: attack for attack in corpus()}
Fight = Callable[[str], Outcome]


@pytest.mark.parametrize(
    "attack", [a for a in BY_ID.values() if a.naive], ids=lambda attack: attack.id
)
def test_plain_pytest_accepts_it_or_loses_results(attack: Attack, tmp_path: Path) -> None:
    folder = tmp_path / "submission" / "exercises" / "counter"  # some write above it
    folder.mkdir(parents=True)
    if attack.family == "files":
        (folder / "counter.py").write_bytes((FIXTURE / "solutions/counter/counter.py").read_bytes())
        arena.build(attack, folder, tmp_path)
    else:
        submitted = submitted_by(attack, trial_of(attack), attack.source)
        (folder / "counter.py").write_bytes(submitted["counter.py"])
    assert plain.verdict(folder, attack.checks) == attack.naive


def test_plain_pytest_accepts_the_solution_and_refuses_the_stub(tmp_path: Path) -> None:
    tests = ("test_start", "test_bump", "test_refuses_text", "test_say", "test_model")
    for tree, expected in (("solutions", "accepts"), ("exercises", "refuses")):
        source = (FIXTURE / tree / "counter" / "counter.py").read_bytes()
        (tmp_path / "counter.py").write_bytes(source)
        assert plain.verdict(tmp_path, tests) == expected


@pytest.fixture(scope="module")
def without_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fight]:
    """Try an attack without a sandbox round the subject."""
    folder = str(tmp_path_factory.mktemp("arena"))
    with arena.judges(folder, arena.SANDBOX_OFF, 1) as pool:
        yield lambda name: pool.submit(arena.fight, BY_ID[name]).result(250)


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("reading/the_checks", "checks"),
        ("reading/the_home_folder", "home"),
        ("reading/the_environment", "env"),
        ("reading/other_submissions", "next"),
        ("reading/by_another_program", "home"),
        ("reading/by_a_link", "home"),
    ],
)
def test_without_the_sandbox_it_is_read(without_sandbox: Fight, name: str, secret: str) -> None:
    assert secret in without_sandbox(name).leaked


@pytest.mark.parametrize("name", ["reading/the_solution", "reading/a_variant"])
def test_without_the_sandbox_a_right_answer_is_found(without_sandbox: Fight, name: str) -> None:
    assert without_sandbox(name).report.score > 0


@pytest.mark.parametrize(
    "name", ["writing/into_the_places_for_all", "writing/into_the_home_folder"]
)
def test_without_the_sandbox_it_is_written(without_sandbox: Fight, name: str) -> None:
    assert "files" in without_sandbox(name).left


def test_plain_pytest_leaves_what_was_started(tmp_path: Path) -> None:
    attack = BY_ID["leftovers/a_program"]
    solution = (FIXTURE / "solutions/counter/counter.py").read_text(encoding="utf-8")
    (tmp_path / "counter.py").write_text(attack.source + solution, encoding="utf-8")
    assert plain.verdict(tmp_path, attack.checks) == "accepts"
    left = [process for process in psutil.process_iter() if home_of(process) == str(tmp_path)]
    for process in left:
        process.kill()
    assert left


def home_of(process: psutil.Process) -> str:
    try:
        return process.environ().get("HOME", "")
    except psutil.Error:
        return ""


def test_a_docstring_that_says_too_little_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "family" / "name.py"
    path.parent.mkdir()
    for described in ('"""It tries something."""', '"""It tries.\n\nSays: failed: x\nOdd: y\n"""'):
        path.write_text(described, encoding="utf-8")
        with pytest.raises(ValueError, match=r"mend its docstring"):
            read_attack(path)


def test_every_family_is_a_folder_of_the_corpus() -> None:
    assert {path.name for path in ATTACKS.iterdir() if path.is_dir()} == {
        attack.family for attack in BY_ID.values()
    }
