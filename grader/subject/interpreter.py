"""A subject in a new interpreter: the portable way, where the system can't fork.

Requests come on standard input and answers go to standard output, moved out of the student's reach
before their code runs. Arguments: the setup, the places and the policy as marshalled hexadecimal
text, then the libraries.
"""

import builtins
import faulthandler
import importlib
import marshal
import os
import struct
import sys
from typing import Any, BinaryIO

from grader.subject import loop
from grader.subject.confine import Places, confine, ready, telling
from grader.subject.output import open_output
from grader.subject.sandbox import Policy, Sandbox

# A private copy: a submission that patches builtins must not change how answers are framed.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

LENGTH = struct.Struct("!I")
DUMP_AFTER = 0.5
"""Seconds after which a probe's stack is dumped, and dumped again, for the judge to read."""


def main() -> None:
    setup = loop.Setup(*told(1))
    places = Places(*told(2))
    sandbox = Sandbox(Policy(*told(3)), os.path.dirname(places.work))
    requests, answers = take_over_standard_streams()
    for name in sys.argv[4:]:
        importlib.import_module(name)
    sandbox.prepare()

    def write(data: bytes) -> None:
        answers.write(LENGTH.pack(len(data)) + data)
        answers.flush()

    with telling(write):
        confined = confine(places, setup.folder, None, sandbox)
        stacks = confined.stacks
        faulthandler.enable(file=stacks)
        session = loop.Session(setup)
        write(ready(confined.layers))

    def receive() -> bytes:
        frame = read_exactly(requests, LENGTH.unpack(read_exactly(requests, LENGTH.size))[0])
        faulthandler.dump_traceback_later(DUMP_AFTER, repeat=True, file=stacks)
        return frame

    def send(data: bytes) -> None:
        faulthandler.cancel_dump_traceback_later()
        write(data)

    try:
        loop.serve(session, open_output(confined.output), receive, send)
    finally:
        os._exit(0)


def told(number: int) -> tuple[Any, ...]:
    """An argument: a tuple as marshalled hexadecimal text."""
    argument: tuple[Any, ...] = marshal.loads(bytes.fromhex(sys.argv[number]))
    return argument


def take_over_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Move the channel away from descriptors 0 and 1, and leave nothing there."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, answers


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


if __name__ == "__main__":
    main()
