"""Where a live page's exercises are graded: in processes, each of which grades one and ends."""

import multiprocessing
import signal
import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Protocol

from grader import state
from grader.judge import Job, grade, without_running
from grader.known import entries, known
from grader.report import ExerciseReport
from grader.run import pool


class Workers(Protocol):
    def submit(self, job: Job) -> Future[ExerciseReport]: ...

    def close(self) -> None: ...


class PoolWorkers:
    """A pool that begins anew when a process of it was killed."""

    def __init__(self, processes: int, root: Path) -> None:
        """`root` is the submission, in whose `.grader/` verdicts are remembered."""
        self._processes = processes
        self._root = str(root)
        self._pool = pool(processes, ignore_interrupts)

    def submit(self, job: Job) -> Future[ExerciseReport]:
        """The report to come; at once where nothing has to run, or the verdict is remembered."""
        known_already = grade(job) if without_running(job) else self._remembered(job)
        if known_already is not None:
            done: Future[ExerciseReport] = Future()
            done.set_result(known_already)
            return done
        future = self._start(job)
        if _is_usual(job):
            future.add_done_callback(lambda done: self._remember(job, done))
        return future

    def _start(self, job: Job) -> Future[ExerciseReport]:
        try:
            return self._pool.submit(grade, job)
        except BrokenProcessPool:
            self._pool = pool(self._processes, ignore_interrupts)
            return self._pool.submit(grade, job)

    def _remembered(self, job: Job) -> ExerciseReport | None:
        if not _is_usual(job):
            return None
        return known(state.read(self._root), job.exercise, job.submitted, job.seed, job.lang)

    def _remember(self, job: Job, done: Future[ExerciseReport]) -> None:
        if not done.cancelled() and done.exception() is None:
            work = [(job.exercise, job.submitted)]
            state.remember(self._root, entries(work, [done.result()], job.seed, job.lang))

    def close(self) -> None:
        """End all gradings, whatever they are at."""
        # Not shutdown(wait=False): a pool that replaces its processes can't stand it.
        ending = threading.Thread(target=self._pool.shutdown, kwargs={"cancel_futures": True})
        ending.start()
        while ending.is_alive():
            for process in multiprocessing.active_children():
                process.terminate()
            ending.join(0.1)


def _is_usual(job: Job) -> bool:
    """Whether `grader run` would say the same without being told more."""
    return not job.redis and job.sandbox != "off"


def ignore_interrupts() -> None:
    """Ctrl-C in a terminal reaches every process; these are ended by the one who started them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
