"""Where tasks run: on this machine's cores, or on a Dask cluster, through one interface.

    Workers      a `concurrent.futures.Executor`, and how much it does at once
    finished()   tasks in, what became of them out, as it comes; never many in flight

Nothing is lost with a worker: a task that was on it is split up and given out again, and only a
work that twice took its worker with it is given up, as failed. Nothing counts twice, since reports
are kept by what was graded.
"""

import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from typing import Any

import msgspec

from grader.cohort.children import carry_out_in_child, children, cores_for
from grader.cohort.kit import OtherGrader
from grader.cohort.task import Done, Task
from grader.cohort.verdicts import How
from grader.errors import GraderError, UsageError

AHEAD = 2
"""Tasks in flight for each that can run at once: none idles, and memory stays as it is."""
MOST_ATTEMPTS = 2
"""Workers that one work may take with it."""
SECONDS_TO_CONNECT = 20

NO_DASK = "--scheduler needs dask, which is not installed here; install underglass[dask]."
NO_SCHEDULER = (
    "No Dask scheduler answers at {address} ({why}); start one, or leave --scheduler out."
)
NO_WORKERS = "The Dask scheduler at {address} has no workers; start some: dask worker {address}"
LOST = "The Dask scheduler at {address} is gone; what was graded is kept."
TOOK_ITS_WORKER = "the process that graded it ended {count} times ({why})"


class Workers(msgspec.Struct, frozen=True):
    executor: Executor
    at_once: Callable[[], int]
    """How many tasks can run at the same time, now."""
    check: Callable[[], None] = lambda: None
    """Raises GraderError when nothing can run any more."""


@contextlib.contextmanager
def here(jobs: int) -> Iterator[Workers]:
    """So many processes on this machine."""
    children.open(cores_for(jobs))
    executor = ThreadPoolExecutor(jobs, "cohort")
    try:
        yield Workers(executor, lambda: jobs)
    finally:
        children.kill_all()
        executor.shutdown(cancel_futures=True)


@contextlib.contextmanager
def on_cluster(address: str) -> Iterator[Workers]:
    """The workers of a Dask cluster that is there already. Raises UsageError."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(NO_DASK) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by us
    try:
        connect: Any = Client  # untyped
        client = connect(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as why:
        raise UsageError(NO_SCHEDULER.format(address=address, why=why)) from None

    def check() -> None:
        if client.status != "running":
            raise GraderError(LOST.format(address=address))

    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        except TimeoutError:
            raise UsageError(NO_WORKERS.format(address=address)) from None
        executor: Executor = client.get_executor(pure=False)
        try:
            yield Workers(executor, lambda: _threads(client), check)
        finally:
            executor.shutdown(wait=False)


def _threads(client: Any) -> int:
    threads: dict[str, int] = client.nthreads()
    return max(1, sum(threads.values()))


class Attempt(msgspec.Struct, frozen=True):
    task: Task
    number: int = 1


def finished(workers: Workers, tasks: Iterable[Task]) -> Iterator[tuple[Task, list[Done]]]:
    """Each task with what became of its works, in the order in which they are done.

    A task whose worker was lost comes back in parts. Raises GraderError when nothing can go on.
    """
    waiting: deque[Attempt] = deque()
    more = iter(tasks)
    running: dict[Future[list[Done]], Attempt] = {}
    while True:
        while len(running) < AHEAD * workers.at_once():
            attempt = waiting.popleft() if waiting else _next(more)
            if attempt is None:
                break
            running[workers.executor.submit(carry_out_in_child, attempt.task)] = attempt
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            attempt = running.pop(future)
            try:
                yield attempt.task, future.result()
            except OtherGrader:
                raise
            except (Exception, CancelledError) as why:
                workers.check()
                yield from _given_up(attempt, why)
                waiting.extend(_again(attempt))


def _next(tasks: Iterator[Task]) -> Attempt | None:
    task = next(tasks, None)
    return None if task is None else Attempt(task)


def _again(attempt: Attempt) -> Iterator[Attempt]:
    """What is tried again after a worker was lost: each work by itself, for one may be why."""
    if len(attempt.task.works) > 1:
        for work in attempt.task.works:
            yield Attempt(msgspec.structs.replace(attempt.task, works=(work,)))
    elif attempt.number < MOST_ATTEMPTS:
        yield Attempt(attempt.task, attempt.number + 1)


def _given_up(attempt: Attempt, why: BaseException) -> Iterator[tuple[Task, list[Done]]]:
    if len(attempt.task.works) == 1 and attempt.number >= MOST_ATTEMPTS:
        reason = TOOK_ITS_WORKER.format(count=attempt.number, why=str(why) or type(why).__name__)
        yield attempt.task, [Done(attempt.task.works[0].digest, None, reason, How())]
