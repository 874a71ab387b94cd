"""Grading at once: a worker that has loaded everything waits before it is needed.

    resident = Resident()
    resident.warm(job)                          a worker gets ready for this job's exercise
    resident.grade(job, progress, abandon)      the report; raises Superseded once `abandon` is set
    resident.close()

A worker is a process that has imported the judge and started the launcher of the exercise's
libraries. It grades once, so that a report never depends on what was graded before; who has shown
the report calls `warm` for the next. It ends when told to, and when this process is gone.
"""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

import msgspec

from grader.errors import GraderError
from grader.interpreted import kill_tree
from grader.judge import Job, Progress, grade, load_checks, without_running
from grader.launch import Launcher, launcher
from grader.processes import fresh_processes
from grader.report import CheckStatus, ExerciseReport
from grader.run import JUDGE
from grader.submission import Submitted

PATIENCE = 5.0
"""Seconds that a worker is given to end its subjects before it is killed."""
TICK = 0.02
"""Seconds between two looks whether a grade is to be abandoned."""
SLOW = 1.0
"""Seconds after which the next worker gets ready, though this one hasn't ended."""
FAILED = "The checks could not be run ({reason})."


Heard = ExerciseReport | str | tuple[str, CheckStatus]
"""The report; why there is none; or a check that ended."""


class Superseded(Exception):
    """The grade was abandoned: there is something newer to grade."""


class Resident:
    """Grades one job at a time, in one thread."""

    def __init__(self) -> None:
        self._context = fresh_processes((*JUDGE, "grader.evening.resident"))
        self._ready: Worker | None = None
        self._ending: list[threading.Thread] = []

    def warm(self, job: Job) -> None:
        """Have a worker get ready for a job like this one, unless one waits already."""
        if self._ready is None or not self._ready.suits(job):
            self._drop_ready()
            self._ready = Worker(self._context, job)

    def grade(self, job: Job, progress: Progress, abandon: threading.Event) -> ExerciseReport:
        """The report of a job. Raises Superseded, and GraderError when the grader itself fails."""
        if without_running(job):
            return grade(job)
        self.warm(job)
        worker, self._ready = self._ready, None
        assert worker is not None
        try:
            return self._hear(worker, job, progress, abandon)
        finally:
            self._end(worker)

    def _hear(
        self, worker: "Worker", job: Job, progress: Progress, abandon: threading.Event
    ) -> ExerciseReport:
        began = time.monotonic()
        worker.begin(job)
        while not abandon.is_set():
            message = worker.hear(TICK)
            if isinstance(message, ExerciseReport):
                return message
            if isinstance(message, str):
                raise GraderError(message)
            if message is not None:
                progress(*message)
            if time.monotonic() - began > SLOW:
                self.warm(job)  # it may hang, and a newer save come
        raise Superseded

    def close(self) -> None:
        """End everything."""
        self._drop_ready()
        for thread in self._ending:
            thread.join()

    def _drop_ready(self) -> None:
        if self._ready is not None:
            self._end(self._ready)
            self._ready = None

    def _end(self, worker: "Worker") -> None:
        """End a worker without waiting for it."""
        self._ending = [thread for thread in self._ending if thread.is_alive()]
        self._ending.append(threading.Thread(target=worker.end))
        self._ending[-1].start()


class Worker:
    """One process that grades once."""

    def __init__(self, context: BaseContext, job: Job) -> None:
        self._suits = _needs(job)
        self._home = tempfile.mkdtemp(prefix="underglass-watch-")
        self._connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=work,
            args=(theirs, job, self._home),
            daemon=True,
        )
        self._process.start()
        theirs.close()

    def suits(self, job: Job) -> bool:
        """Whether it got ready for a job like this one, and is still there."""
        return self._suits == _needs(job) and self._process.is_alive()

    def begin(self, job: Job) -> None:
        with contextlib.suppress(OSError):  # `hear` tells that it went away
            self._connection.send(job)

    def hear(self, seconds: float) -> Heard | None:
        """What it says next; None when it says nothing for so long. Raises GraderError."""
        try:
            return self._connection.recv() if self._connection.poll(seconds) else None
        except (EOFError, OSError):
            raise GraderError(FAILED.format(reason="the worker went away")) from None

    def end(self) -> None:
        """End it, and remove what it left behind."""
        with contextlib.suppress(OSError):
            self._connection.send(None)
        self._process.join(PATIENCE)
        if self._process.is_alive() and self._process.pid is not None:
            kill_tree(self._process.pid)
            self._process.join()
        self._connection.close()
        shutil.rmtree(self._home, ignore_errors=True)


def _needs(job: Job) -> Job:
    """What a worker gets ready for: all of a job but its files and its seed."""
    return msgspec.structs.replace(job, submitted=Submitted({}), seed=0)


def work(connection: Connection, like: Job, home: str) -> None:
    """What a worker does: get ready, grade one job, send the report, and wait for the end.

    The job to grade will be `like` this one in all but its files and its seed.
    """
    for name in ("SIGINT", "SIGHUP"):  # the interface decides what they mean
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    tempfile.tempdir = home
    start = launcher(like.exercise.entry.libraries, portable=like.portable, sandbox=like.sandbox)
    jobs = _Told(connection, start, home)
    try:
        load_checks(like, start)
        job = jobs.first()
        report = grade(job, lambda check, status: connection.send((check, status)), start)
        connection.send(report)
    except GraderError as reason:
        connection.send(str(reason))
    except Exception as reason:
        connection.send(FAILED.format(reason=f"{type(reason).__name__}: {reason}"))
    threading.Event().wait()  # `_Told` ends this process


class _Told:
    """Hears what the interface says: a job, then the end, which comes at any time."""

    def __init__(self, connection: Connection, start: Launcher, home: str) -> None:
        self._connection = connection
        self._start = start
        self._home = home
        self._heard = threading.Event()
        self._job: Job | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def first(self) -> Job:
        self._heard.wait()
        assert self._job is not None
        return self._job

    def _listen(self) -> None:
        try:
            while (message := self._connection.recv()) is not None:
                self._job = message
                self._heard.set()
        except (EOFError, OSError):
            pass
        finally:
            self._start.close()
            shutil.rmtree(self._home, ignore_errors=True)
            os._exit(0)
