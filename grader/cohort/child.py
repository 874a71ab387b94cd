"""The process that carries out orders, one after the other: `grader.cohort.children` starts it.

Orders come on standard input, and answers go to standard output, which no student's code reaches.
What passes is pickled by us and read by us alone.
"""

import contextlib
import os
import pickle
import queue
import signal
import struct
import sys
import threading
from typing import IO, NoReturn

from grader.cohort.kit import Kit, Settings
from grader.cohort.known_wrong import KnownWrong
from grader.cohort.task import Task, carry_out, record
from grader.errors import GraderError
from grader.launch import can_fork
from grader.nursery import Nursery
from grader.sandbox import layers_in_force
from grader.subject.leftovers import remove_tree
from grader.submission import Submitted

LENGTH = struct.Struct("!Q")

Order = Task | tuple[Kit, Submitted] | Settings
"""Works to grade, or a solution to record, or to say which layers the sandbox has here."""


def main() -> NoReturn:
    """Answer orders until standard input closes. Takes the folder of all that is left then."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    orders: queue.Queue[Order] = queue.Queue()
    threading.Thread(target=_read_orders, args=(orders, sys.argv[1]), daemon=True).start()
    memory = Memory()
    while True:
        order = orders.get()
        try:
            write(answers, memory.carry_out(order))
        except GraderError as why:
            write(answers, why)
        except Exception as why:
            write(answers, GraderError(f"{type(why).__name__}: {why}"))


class Memory:
    """What one order leaves for the next: libraries that are loaded, and wrong answers."""

    def __init__(self) -> None:
        self._edition = ""
        self._known = KnownWrong()
        self._nursery: Nursery | None = None

    def carry_out(self, order: Order) -> object:
        """The answer to an order. Raises GraderError."""
        if isinstance(order, Task):
            return carry_out(order, self._known_of(order.kit), self._libraries(order.kit.settings))
        if isinstance(order, Settings):
            return layers_in_force(order.sandbox, portable=order.portable)
        kit, solution = order
        return dict(record(kit, solution, self._libraries(kit.settings)))

    def _known_of(self, kit: Kit) -> KnownWrong:
        if self._edition != kit.edition:
            self._edition, self._known = kit.edition, KnownWrong()
        return self._known

    def _libraries(self, settings: Settings) -> Nursery | None:
        if settings.portable or not can_fork():
            return None
        if self._nursery is not None and not self._nursery.lives:
            self._nursery.close()
            self._nursery = None
        self._nursery = self._nursery or Nursery()
        return self._nursery


def _read_orders(orders: "queue.Queue[Order]", folder: str) -> None:
    """Hand on what the parent asks; with the parent gone, nobody waits for what is being done."""
    try:
        while True:
            orders.put(read(sys.stdin.buffer))  # type: ignore[arg-type]
    except (EOFError, OSError):
        remove_tree(folder)
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
