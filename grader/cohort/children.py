"""The processes on a worker of any kind that grade: each thread that is given tasks has one.

    carry_out_in_child(Task) → [Done]     from any thread: each thread keeps a child of its own

The judge runs pytest, takes over standard output and needs a main thread; a worker's thread has
none of it to give, and a worker that is killed must leave nothing behind. So each thread that is
given tasks has a child (`grader.cohort.child`), which lives as long as its standard input, and is
replaced now and then so that nothing piles up.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence

import psutil

from grader.cohort.child import Order, read, write
from grader.cohort.kit import Kit, Settings
from grader.cohort.task import Done, Task
from grader.errors import GraderError
from grader.recording import Recording
from grader.subject.leftovers import remove_tree
from grader.submission import Submitted

MOST_WORKS = 800
"""Works after which a child is replaced."""


class ChildDied(GraderError):
    """The child ended without an answer: killed, or out of memory."""


class Child:
    """The parent's end."""

    def __init__(self, core: int | None) -> None:
        self.core = core
        self._folder = tempfile.mkdtemp(prefix="underglass-")
        """Holds all that it makes, so that nothing is left when either of us is killed."""
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.cohort.child", self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder),
        )
        self._works = 0
        if core is not None:
            hold_to(self.pid, core)

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def worn(self) -> bool:
        return self._works >= MOST_WORKS

    def carry_out(self, order: Order) -> object:
        """What the child answers. Raises what it raised, or ChildDied."""
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self._works += len(order.works) if isinstance(order, Task) else 1
        try:
            write(self._popen.stdin, order)
            answer = read(self._popen.stdout)
        except (OSError, EOFError, ValueError):
            self.kill()
            raise ChildDied("a process that graded ended without an answer") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def kill(self) -> None:
        """End it; its subjects end with it."""
        self._popen.kill()
        self._popen.wait()
        for stream in (self._popen.stdin, self._popen.stdout):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        remove_tree(self._folder)


class Children:
    """The children of this process, one for each thread that has work for one."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._cores: tuple[int, ...] = ()

    def carry_out(self, order: Order) -> object:
        child = self._ready()
        try:
            return child.carry_out(order)
        except ChildDied:
            self._drop(child)
            raise

    def _ready(self) -> Child:
        child: Child | None = getattr(self._own, "child", None)
        if child is not None and child.worn:
            self._drop(child)
            child.kill()
            child = None
        return child or self._start()

    def _start(self) -> Child:
        with self._lock:
            if self._closed:
                raise ChildDied("no more is graded here")
            child = self._own.child = Child(self._idlest_core())
            self._all.add(child)
            return child

    def _idlest_core(self) -> int | None:
        held = [child.core for child in self._all]
        return min(self._cores, key=held.count, default=None)

    def _drop(self, child: Child) -> None:
        self._own.child = None
        with self._lock:
            self._all.discard(child)

    def pids(self) -> list[int]:
        """Process ids of those that live, for who watches what they cost."""
        with self._lock:
            return [child.pid for child in self._all]

    def kill_all(self) -> None:
        """End every child at once, whatever it does; none is started any more."""
        with self._lock:
            self._closed = True
            for child in self._all:
                child.kill()
            self._all.clear()

    def open(self, cores: Sequence[int] = ()) -> None:
        """Start children again, after they were killed; each is held to one of these cores."""
        self._closed = False
        self._cores = tuple(cores)


def cores_for(workers: int) -> tuple[int, ...]:
    """The cores that so many workers are held to: all of ours, where there is a worker for each.

    A judge and its subject talk by turns. On one core neither waits for another core to wake up;
    while there is a core without a worker, they make use of it. None where it can't be told.
    """
    try:
        cores = tuple(psutil.Process().cpu_affinity() or ())
    except (AttributeError, psutil.Error):  # macOS has none
        return ()
    return cores if len(cores) <= workers else ()


def hold_to(pid: int, core: int) -> None:
    """Let a process, and all that it will start, run on one core only."""
    with contextlib.suppress(psutil.Error, OSError, ValueError):
        psutil.Process(pid).cpu_affinity([core])


children = Children()


def carry_out_in_child(task: Task) -> list[Done]:
    """`grader.cohort.task.carry_out`, from any thread. Raises what it raises, or ChildDied."""
    done = children.carry_out(task)
    assert isinstance(done, list)
    return done


def record_in_child(kit: Kit, solution: Submitted) -> Recording:
    """`grader.cohort.task.record`, from any thread. Raises what it raises, or ChildDied."""
    recording = children.carry_out((kit, solution))
    assert isinstance(recording, dict)
    return recording


def layers_in_child(settings: Settings) -> str:
    """The layers of the sandbox on a worker. Raises GraderError where required ones are missing."""
    return str(children.carry_out(settings))
