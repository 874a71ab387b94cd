"""The corpus as a table: family, attacks, what they got, results lost.

    python -m tests.hostile [--portable] [--sandbox off] [--jobs N] [NAME…]

Names are beginnings of FAMILY/NAME. It exits with 1 when an attack got or broke anything, and says
what.
"""

import argparse
import collections
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from tests.hostile import arena
from tests.hostile.arena import Outcome
from tests.hostile.bar import faults, gained, lost
from tests.hostile.corpus import Attack, corpus

Fought = tuple[Attack, Outcome | BaseException]


def fought(attacks: Sequence[Attack], options: Mapping[str, object], jobs: int) -> Iterator[Fought]:
    """Each attack and its outcome, or what the judge died of."""
    with (
        tempfile.TemporaryDirectory(prefix="underglass-arena-") as folder,
        arena.judges(folder, options, jobs) as pool,
    ):
        futures = [(attack, pool.submit(arena.fight, attack)) for attack in attacks]
        for attack, future in futures:
            yield attack, future.exception() or future.result()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--portable", action="store_true")
    parser.add_argument("--sandbox", choices=["auto", "required", "off"], default="auto")
    parser.add_argument("--jobs", type=int, default=2)
    told = parser.parse_args()
    options = {"portable": told.portable, "sandbox": told.sandbox}
    attacks = [a for a in corpus() if a.id.startswith(tuple(told.name or [""]))]
    table: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    failed = False
    for attack, outcome in fought(attacks, options, told.jobs):
        row = table[attack.family]
        row["attacks"] += 1
        if isinstance(outcome, BaseException):
            row["lost"] += 1
            failed = True
            print(f"{attack.id}: the judge failed: {outcome}", flush=True)
            continue
        row["accepted"] += bool(gained(outcome))
        row["lost"] += bool(lost(outcome, attack))
        for fault in faults(outcome, attack):
            failed = True
            print(f"{attack.id}: {fault}", flush=True)
    print(f"{'family':<14}{'attacks':>8}{'accepted':>10}{'results lost':>14}")
    total: collections.Counter[str] = collections.Counter()
    for family, row in table.items():
        print(f"{family:<14}{row['attacks']:>8}{row['accepted']:>10}{row['lost']:>14}")
        total += row
    print(f"{'all':<14}{total['attacks']:>8}{total['accepted']:>10}{total['lost']:>14}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
