"""Waiting for an answer, and telling how a subject ended when none comes.

A hang is told by what the subject does, not by the clock alone: `BUSY` seconds of CPU spent on one
probe, or `IDLE` seconds in which it slept and spent none. A subject that merely gets no turn on a
busy machine is neither. `BACKSTOP` seconds end everything.
"""

import contextlib
import signal
import time
from enum import Enum
from pathlib import Path

import msgspec

from grader import messages
from grader.channel import ChannelClosed
from grader.launch import Process
from grader.patience import Patience
from grader.remains import overfull, printed, student_frames, wait_until_written
from grader.subject.output import TOO_MUCH_OUTPUT
from grader.wire import Answer, Frame, Garbage, decode

BACKSTOP = 25.0
MEMORY = 1024**3
"""Bytes resident, where the system doesn't enforce the limit by itself."""
SLEEPING = {"sleeping", "disk-sleep", "idle", "stopped", "tracing-stop", "parked"}
THREADS = 500
"""Threads at once; a right solution needs a few dozen."""
NO_CPU = 0.005
"""Seconds of CPU within a tick below which a subject counts as asleep."""


class Death(Enum):
    """How a subject ended without an answer."""

    BUSY = "busy"
    IDLE = "idle"
    EXIT = "exit"
    CRASH = "crash"
    MEMORY = "memory"
    DISK = "disk"
    THREADS = "threads"
    OUTPUT = "output"
    SLOW = "slow"
    GARBAGE = "garbage"


class Died(msgspec.Struct, frozen=True):
    """The end of a subject: how, what is known about it, and where in the student's code."""

    how: Death
    detail: str
    frames: tuple[Frame, ...] = ()
    output: str = ""


class Watch:
    """Counts what one probe costs."""

    def __init__(self, process: Process, patience: Patience) -> None:
        import psutil  # only a probe that takes its time pays for the import

        self._gone = psutil.NoSuchProcess
        self._process = psutil.Process(process.pid())
        self._subject = process
        self._patience = patience
        self._began = time.monotonic()
        self._seen = self._began
        self._cpu = self._first_cpu = self._read_cpu()
        self._idle = 0.0
        self.slept = 0.0
        """Seconds slept since the watch began."""

    @property
    def cpu(self) -> float:
        """Seconds of CPU spent since the watch began."""
        return self._cpu - self._first_cpu

    def _read_cpu(self) -> float:
        try:
            times = self._process.cpu_times()
        except self._gone:
            return 0.0
        return float(times.user + times.system)

    def look(self) -> None:
        """Take in what was spent since the last look."""
        now, cpu = time.monotonic(), self._read_cpu()
        if self._asleep(cpu):
            self._idle += now - self._seen
            self.slept += now - self._seen
        else:
            self._idle = 0.0
        self._seen, self._cpu = now, cpu

    def verdict(self) -> Death | None:
        """Whether it is time to end the subject, after one more tick."""
        self.look()
        if self.cpu > self._patience.busy:
            return Death.BUSY
        if self._idle > self._patience.idle or self._seen - self._began > BACKSTOP:
            return Death.IDLE
        if self._patience.is_over(self.cpu, self.slept):
            return Death.SLOW
        if self._resident() > MEMORY:
            return Death.MEMORY
        if self._threads() > THREADS:
            return Death.THREADS
        return Death.DISK if overfull(self._subject) else None

    def _asleep(self, cpu: float) -> bool:
        try:
            sleeps = cpu - self._cpu < NO_CPU and self._process.status() in SLEEPING
            return sleeps and not waits_for_its_turn(self._process.pid)
        except self._gone:
            return True

    def _resident(self) -> int:
        try:
            return int(self._process.memory_info().rss)
        except self._gone:
            return 0

    def _threads(self) -> int:
        try:
            return int(self._process.num_threads())
        except self._gone:
            return 0


def waits_for_its_turn(pid: int) -> bool:
    """Whether a thread of a process could run if the machine were less busy, where that is told."""
    try:
        stats = [path.read_bytes() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    except OSError:  # no Linux, or a thread that has just ended
        return False
    return any(stat.rpartition(b")")[2].split()[:1] == [b"R"] for stat in stats)


def wait_for_answer(process: Process, number: int, patience: Patience) -> Answer | Died:
    """The answer to the request `number`, or how the subject ended."""
    began = time.monotonic()
    try:
        return _wait(process, number, patience)
    finally:
        patience.wait(time.monotonic() - began)


def _wait(process: Process, number: int, patience: Patience) -> Answer | Died:
    watch = Watch(process, patience) if patience.looks_closely else None
    while True:
        try:
            frame = process.channel.receive(patience.tick)
            if frame is not None and overfull(process):
                process.end()
                return Died(Death.DISK, "")
            if frame is not None:
                if watch is not None:
                    watch.look()
                    patience.count(watch.cpu, watch.slept, hung=False)
                return decode(frame, number)
        except Garbage as reason:
            process.end()
            return Died(Death.GARBAGE, str(reason))
        except ChannelClosed as reason:
            return _closed(process, str(reason))
        watch = watch or Watch(process, patience)
        if how := watch.verdict():
            patience.count(watch.cpu, watch.slept, hung=True)
            return _stop(process, how)


def _stop(process: Process, how: Death) -> Died:
    """End a subject that hangs, after asking it where it is."""
    process.dump_stacks()
    wait_until_written(Path(process.places.stacks))
    process.end()
    return Died(how, "", student_frames(process), printed(process))


def _closed(process: Process, reason: str) -> Died:
    code = process.end()
    frames, output = student_frames(process), printed(process)
    if reason:
        return Died(Death.GARBAGE, reason, frames, output)
    if code == -getattr(signal, "SIGXCPU", 0):
        return Died(Death.BUSY, "", frames, output)
    if code == -getattr(signal, "SIGKILL", 9) and not frames:
        return Died(Death.EXIT, messages.KILLED, frames, output)
    if code == TOO_MUCH_OUTPUT:
        return Died(Death.OUTPUT, "", frames, output)
    if code < 0:
        return Died(Death.CRASH, signal_name(-code), frames, output)
    return Died(Death.EXIT, f"exit code {code}", frames, output)


def signal_name(number: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"
