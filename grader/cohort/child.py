"""A process of our own that grades one task after the other: what runs on a worker of any kind.

    carry_out_in_child(Task) → [Done]     from any thread: each thread keeps a child of its own

The judge runs pytest, takes over standard output and needs a main thread; a worker's thread has
none of it to give, and a worker that is killed must leave nothing behind. So each thread that is
given tasks has a child, which lives as long as its standard input, and is replaced now and then
so that nothing piles up. What passes between the two is pickled by us and read by us alone.
"""

import contextlib
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from typing import IO, NoReturn

from grader.cohort.kit import Kit, Settings
from grader.cohort.task import Done, Task, carry_out, record
from grader.cohort.verdicts import KnownWrong
from grader.errors import GraderError
from grader.recording import Recording
from grader.sandbox import layers_in_force
from grader.submission import Submitted

MOST_TASKS = 50
"""Tasks after which a child is replaced."""
LENGTH = struct.Struct("!Q")

Order = Task | tuple[Kit, Submitted] | Settings
"""Works to grade, or a solution to record, or to say which layers the sandbox has here."""


class ChildDied(GraderError):
    """The child ended without an answer: killed, or out of memory."""


class Child:
    """The parent's end."""

    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.cohort.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._tasks = 0

    @property
    def worn(self) -> bool:
        return self._tasks >= MOST_TASKS

    def carry_out(self, order: Order) -> object:
        """What the child answers. Raises what it raised, or ChildDied."""
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self._tasks += 1
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


class Children:
    """The children of this process, one for each thread that has work for one."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False

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
            child = self._own.child = Child()
            self._all.add(child)
            return child

    def _drop(self, child: Child) -> None:
        self._own.child = None
        with self._lock:
            self._all.discard(child)

    def pids(self) -> list[int]:
        """Process ids of those that live, for who watches what they cost."""
        with self._lock:
            return [child._popen.pid for child in self._all]

    def kill_all(self) -> None:
        """End every child at once, whatever it does; none is started any more."""
        with self._lock:
            self._closed = True
            for child in self._all:
                child.kill()
            self._all.clear()

    def open(self) -> None:
        """Start children again, after they were killed."""
        self._closed = False


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


# The child's end.


def main() -> NoReturn:
    """Answer orders until standard input closes."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    orders: queue.Queue[Order] = queue.Queue()
    threading.Thread(target=_read_orders, args=(orders,), daemon=True).start()
    known: tuple[str, KnownWrong] = ("", KnownWrong())
    while True:
        order = orders.get()
        try:
            if isinstance(order, Task):
                edition = order.kit.edition
                known = known if known[0] == edition else (edition, KnownWrong())
                write(answers, carry_out(order, known[1]))
            elif isinstance(order, Settings):
                write(answers, layers_in_force(order.sandbox, portable=order.portable))
            else:
                write(answers, dict(record(*order)))
        except GraderError as why:
            write(answers, why)
        except Exception as why:
            write(answers, GraderError(f"{type(why).__name__}: {why}"))


def _read_orders(orders: "queue.Queue[Order]") -> None:
    """Hand on what the parent asks; with the parent gone, nobody waits for what is being done."""
    try:
        while True:
            orders.put(read(sys.stdin.buffer))  # type: ignore[arg-type]
    except (EOFError, OSError):
        os._exit(0)


def write(stream: IO[bytes], message: object) -> None:
    data = pickle.dumps(message)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def read(stream: IO[bytes]) -> object:
    """The next message. Raises EOFError when there is none."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    size = LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


if __name__ == "__main__":
    # Under its real name: what is pickled here is unpickled there.
    from grader.cohort import child

    child.main()
