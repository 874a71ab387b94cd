"""No attack of the corpus gets anything, breaks anything, or leaves anything."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from tests.hostile import arena
from tests.hostile.arena import Outcome
from tests.hostile.bar import faults
from tests.hostile.corpus import Attack, corpus, trial_of

ATTACKS = corpus()
MOST = 280.0
"""Seconds that a test waits for its attack's turn and outcome."""
Fight = Callable[[Attack], Outcome]


@pytest.fixture(scope="module")
def fought(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fight]:
    """Has attacks fought: two at a time, or one where other processes run tests as well."""
    folder = str(tmp_path_factory.mktemp("arena"))
    shared = "PYTEST_XDIST_WORKER" in os.environ
    with arena.judges(folder, {}, 1 if shared else 2) as pool:
        ahead: dict[str, Future[Outcome]] = {}

        def fight(attack: Attack) -> Outcome:
            if attack.id not in ahead:
                ahead[attack.id] = pool.submit(arena.fight, attack)
            return ahead[attack.id].result(MOST)

        if not shared:  # there it is not known which of the selected tests are run here
            selected = {item.name.partition("[")[2][:-1] for item in request.session.items}
            ahead |= {a.id: pool.submit(arena.fight, a) for a in ATTACKS if a.id in selected}
        yield fight


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_an_attack_gets_nothing_and_breaks_nothing(attack: Attack, fought: Fight) -> None:
    assert faults(fought(attack), attack) == []


def test_there_are_attacks_of_every_family_on_several_exercises() -> None:
    families = {attack.family for attack in ATTACKS}
    assert families == {
        "exits", "files", "forging", "hard_coding", "leftovers", "lying", "patched", "reading",
        "starvation", "writing",
    }  # fmt: skip
    assert len(ATTACKS) >= 80
    assert len({attack.exercise for attack in ATTACKS}) >= 8


def test_each_attack_names_checks_that_there_are() -> None:
    for attack in ATTACKS:
        known = {check.id for check in trial_of(attack).exercise.checks}
        assert set(attack.checks) <= known, attack.id
