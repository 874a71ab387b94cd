"""How a subject ended is told by what it did, with the student's line."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.patience import IDLE, SLEPT_IN_ALL, Patience
from grader.probe import SubjectLost
from grader.watch import Death, Died, waits_for_its_turn
from grader.wire import Frame
from tests.conftest import Ask

BUSY = "def go():\n    while True:\n        pass\n"
LOCK = "import threading\n\ndef go():\n    lock = threading.Lock()\n    lock.acquire()\n" \
       "    lock.acquire()\n"  # fmt: skip
WAIT = "import queue\n\ndef go():\n    return queue.Queue().get()\n"
OTHER_THREAD = (
    "import threading\n\ndef wait_for_ever():\n    threading.Event().wait()\n\n"
    "def go():\n    thread = threading.Thread(target=wait_for_ever)\n    thread.start()\n"
    "    thread.join()\n"
)


@pytest.mark.parametrize(
    ("source", "how", "line", "function"),
    [
        (BUSY, Death.BUSY, (2, 3), "go"),
        (LOCK, Death.IDLE, (6,), "go"),
        (WAIT, Death.IDLE, (4,), "go"),
        (OTHER_THREAD, Death.IDLE, (9, 4), None),
    ],
    ids=["busy loop", "lock never released", "wait without end", "thread that never ends"],
)
def test_a_hang_is_told_with_its_line(
    subject_of: Ask, source: str, how: Death, line: tuple[int, ...], function: str | None
) -> None:
    subject = subject_of(source)
    with pytest.raises(SubjectLost):
        subject.ask("go()")
    died = subject.steps[-1].answer
    assert isinstance(died, Died)
    assert died.how is how
    assert died.frames[-1].file == "counter.py"
    assert died.frames[-1].line in line
    assert function in (None, died.frames[-1].function)


def test_what_was_printed_before_a_hang_is_kept(subject_of: Ask) -> None:
    subject = subject_of("def go():\n    print('before')\n    while True: pass")
    with pytest.raises(SubjectLost):
        subject.ask("go()")
    died = subject.steps[-1].answer
    assert isinstance(died, Died)
    assert died.output == "before\n"


def test_a_crash_is_told_with_its_line(subject_of: Ask) -> None:
    subject = subject_of("import ctypes\ndef go():\n    ctypes.string_at(0)\n")
    with pytest.raises(SubjectLost):
        subject.ask("go()")
    died = subject.steps[-1].answer
    assert isinstance(died, Died)
    assert died.how is Death.CRASH
    assert died.frames[-1] == Frame("counter.py", 3, "go")


def test_a_subject_that_sleeps_a_while_is_not_ended(subject_of: Ask) -> None:
    assert subject_of("import time").ask("[__import__('time').sleep(0.6), 5][1]") == 5


def test_a_subject_that_works_a_while_is_not_ended(subject_of: Ask) -> None:
    assert subject_of("def work():\n    return sum(range(10**7))").ask("work() > 0") is True


FORGERIES = {
    "an answer that nobody asked for": b'{"id":99,"kind":"value","value":1,"output":"","lost":0}',
    "no answer at all": b"hello",
}


@pytest.mark.parametrize("forged", FORGERIES.values(), ids=FORGERIES.keys())
def test_garbage_on_the_channel_ends_the_subject(
    subject_of: Ask, forged: bytes, portable: bool
) -> None:
    subject = subject_of(FIND_CHANNEL)
    with pytest.raises(SubjectLost):
        subject.ask("[forge(data), 1][1]", data=forged)
    died = subject.steps[-1].answer
    assert isinstance(died, Died)
    assert died.how is Death.GARBAGE


FIND_CHANNEL = """
import os, stat, struct

def forge(data):
    for number in range(3, 64):
        try:
            kind = os.fstat(number).st_mode
            if stat.S_ISSOCK(kind) or stat.S_ISFIFO(kind):
                os.write(number, struct.pack("!I", len(data)) + data)
        except OSError:
            pass
"""


def test_a_frame_over_the_limit_ends_the_subject(subject_of: Ask) -> None:
    subject = subject_of(FIND_CHANNEL.replace('struct.pack("!I", len(data))', 'b"\\xff" * 4'))
    with pytest.raises(SubjectLost):
        subject.ask("forge(b'x' * 100)")
    died = subject.steps[-1].answer
    assert isinstance(died, Died)
    assert died.how is Death.GARBAGE


def test_half_a_frame_is_a_wait_without_end(subject_of: Ask) -> None:
    source = FIND_CHANNEL + "\ndef stop():\n    import time\n    time.sleep(100)\n"
    subject = subject_of(source.replace("len(data))", "len(data) + 50)"))
    with pytest.raises(SubjectLost):
        subject.ask("[forge(b'x'), stop()]")
    died = subject.steps[-1].answer
    assert isinstance(died, Died)
    assert died.how is Death.IDLE


def test_who_has_slept_long_in_all_may_not_sleep_for_long_any_more() -> None:
    patience = Patience()
    patience.count(0.0, SLEPT_IN_ALL - 1, hung=False)
    assert patience.idle == IDLE
    patience.count(0.0, 2.0, hung=False)
    assert patience.idle < IDLE / 5


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here")
def test_a_thread_that_only_gets_no_turn_is_not_asleep() -> None:
    assert waits_for_its_turn(os.getpid())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as asleep:
        until = time.monotonic() + 30
        while waits_for_its_turn(asleep.pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert not waits_for_its_turn(asleep.pid)
        asleep.kill()
