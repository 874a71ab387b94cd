"""What is to be graded, in tasks.

They are large at first, since each costs something by itself, and ever smaller towards the end, so
that all workers end together.
"""

from collections.abc import Iterable, Iterator

from grader.cohort.executors import Workers
from grader.cohort.kit import Kit
from grader.cohort.known_wrong import Shared
from grader.cohort.store import Store
from grader.cohort.task import Task, Work

MOST_WORKS = 16
MOST_BYTES = 2 * 1024**2
"""Of files in a task."""
TASKS_LEFT = 4
"""At least so many tasks are still to come for each worker, while there are works enough."""


def tasks(
    kits: Iterable[Kit], contents: int, store: Store, workers: Workers, known: Shared
) -> Iterator[Task]:
    """All that has no report yet, one exercise after the other: so many `contents` together."""
    for kit in kits:
        works: list[Work] = []
        for digest in store.pending(kit.exercise.id, kit.edition):
            work = store.work(digest)
            if works and (
                len(works) >= _most(contents, workers) or _size(*works, work) > MOST_BYTES
            ):
                yield Task(kit, tuple(works), known.packed(kit.edition))
                contents -= len(works)
                works = []
            works.append(work)
        if works:
            yield Task(kit, tuple(works), known.packed(kit.edition))
            contents -= len(works)


def _most(contents: int, workers: Workers) -> int:
    """Works in the next task, of so many that are left."""
    return min(MOST_WORKS, max(1, contents // (TASKS_LEFT * workers.at_once())))


def _size(*works: Work) -> int:
    """Bytes of all files."""
    return sum(len(data) for work in works for data in work.submitted.files.values())
