"""Where a live page's exercises are graded: in processes, each of which grades one and ends."""

import multiprocessing
import signal
import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from grader.judge import Job, grade, without_running
from grader.report import ExerciseReport
from grader.run import pool


class Workers(Protocol):
    def submit(self, job: Job) -> Future[ExerciseReport]: ...

    def close(self) -> None: ...


class PoolWorkers:
    """A pool that begins anew when a process of it was killed."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = pool(processes, ignore_interrupts)

    def submit(self, job: Job) -> Future[ExerciseReport]:
        """The report to come; at once where nothing has to run."""
        if without_running(job):
            done: Future[ExerciseReport] = Future()
            done.set_result(grade(job))
            return done
        try:
            return self._pool.submit(grade, job)
        except BrokenProcessPool:
            self._pool = pool(self._processes, ignore_interrupts)
            return self._pool.submit(grade, job)

    def close(self) -> None:
        """End all gradings, whatever they are at."""
        # Not shutdown(wait=False): a pool that replaces its processes can't stand it.
        ending = threading.Thread(target=self._pool.shutdown, kwargs={"cancel_futures": True})
        ending.start()
        while ending.is_alive():
            for process in multiprocessing.active_children():
                process.terminate()
            ending.join(0.1)


def ignore_interrupts() -> None:
    """Ctrl-C in a terminal reaches every process; these are ended by the one who started them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
