"""What is to be graded, in tasks.

They are large at first, since each costs something by itself, and ever smaller towards the end, so
that all workers end together.
"""

from collections import deque
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
        digests = deque(store.pending(kit.exercise.id, kit.edition))
        while digests:
            works = _next(digests, _most(contents, workers), store)
            contents -= len(works)
            yield Task(kit, works, known.packed(kit.edition))


def _next(digests: deque[str], most: int, store: Store) -> tuple[Work, ...]:
    """Take the works of a task from what is left: at least one."""
    works: list[Work] = []
    while digests and len(works) < most:
        work = store.work(digests[0])
        if works and _size(*works, work) > MOST_BYTES:
            break
        works.append(work)
        digests.popleft()
    return tuple(works)


def _most(contents: int, workers: Workers) -> int:
    """Works in the next task, of so many that are left."""
    return min(MOST_WORKS, max(1, contents // (TASKS_LEFT * workers.at_once())))


def _size(*works: Work) -> int:
    """Bytes of all files."""
    return sum(len(data) for work in works for data in work.submitted.files.values())
