"""The judge against a subject that sends anything: no crash, and a whole report each time.

    python -m benchmarks.channel_fuzz --exchanges 20000 [--seed 0] [EXERCISE…]

Exercises are graded again and again by the whole judge, with pytest and hypothesis, over real
sockets; behind them is no process but a `HostileProcess`, which answers well-formed nonsense for a
while and then something worse. Printed are the exchanges, the reports, what the subjects died of,
and the judge's largest size.
"""

import argparse
import collections
import contextlib
import json
import marshal
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest import mock

import msgspec
from rich.console import Console

from grader import patience, watch
from grader.channel import LENGTH, Channel, SocketChannel
from grader.course import Exercise, own_course
from grader.judge import Job, grade
from grader.launch import Process
from grader.report import CourseInfo, ExerciseReport, Report, course_report
from grader.reporters import json as json_reporter
from grader.reporters import text as text_reporter
from grader.subject.confine import Places
from grader.subject.encode import encode, quote
from grader.subject.loop import Request, Setup
from grader.submission import Submitted
from grader.wire import MAX_FRAME

WORSE = 0.15
"""How many of the answers are more than well-formed nonsense."""
SOONER = (
    (patience, "TICK", 0.005),
    (patience, "CLOSE_TICK", 0.005),
    (patience, "IDLE", 0.01),
    (watch, "BACKSTOP", 5.0),
)
"""Limits of the judge's patience that are lower here: hostile peers that wait only keep silent."""
MERSENNE = 2**61 - 1
"""Its multiples have the hash 0."""
TEXTS = (
    "", "passed", "{detail}", "%s", "\x1b[2J\x9b0m", "a\nb\r\n>>> 1\n", "\u202e\0", "'x'",
    "object is not callable", "name 'x' is not defined", "No module named 'x'", "x" * 50_000,
    "::error file=x::", "]]>", "\ud800", "0x7f0000000000", "exercises/../../etc/passwd",
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, 0, -1, 2**53, 10**5_000, 1.5, float("nan"), float("-inf"), b"\0", (), [], {}, set(),
    object(), type, ..., {1: {2: {3: 4}}}, {(): frozenset({1})}, [0] * 50_000, "\ud800",
)  # fmt: skip


def value(draw: random.Random) -> str:
    """A well-formed value."""
    if draw.random() < 0.3:
        return encode(draw.choice(TEXTS))
    if draw.random() < 0.2:
        return encode([draw.choice(VALUES) for _ in range(draw.randrange(4))])
    return encode(draw.choice(VALUES))


def bad_value(draw: random.Random) -> str:
    """A value that is none, or one that costs much to read."""
    deep = draw.choice([61, 300, 5_000, 30_000])
    many = ",".join(f'["i","{number * MERSENNE:x}"]' for number in range(1, 9_000))
    return draw.choice(
        [
            '["l",[' * deep + "]]" * deep, "[" * deep + "]" * deep, f'["s",[{many}]]',
            f'["z",[{many.replace("i", "u")}]]', '["i","' + "f" * 200_000 + '"]',
            '["i",' + "9" * 4_000 + "]", "9" * 4_300, "1" + "0" * 100_000, '["s",[["l",[]]]]',
            '["d",[[["d",[]],1]]]', '["d",[1]]', '["u","ff"]', '["b","0"]', '["f","nope"]',
            '["f",1]', "{}",
            '["o",["l",[]],""]', '["o","x"]', '["t"]', '["q",1]', "[]", "1.5", "1e999", "NaN",
            '["s",[1,1,true,["f","0x1p+0"]]]', '["d",[[1,2],[1,3]]]', '["u","eda080eda080"]',
            '"\\ud800"',
            '["o",["u","eda080"],"' + "x" * 100_000 + '"]', '["t",[' + "[]," * 40_000 + "[]]]",
            '["l",[' + ",".join(['["l",[]]'] * 25_000) + "]]",
        ]
    )  # fmt: skip


def error(draw: random.Random) -> str:
    """The description of an exception, well-formed or nearly."""
    kinds = ("ValueError", "SyntaxError", "MemoryError", "NotImplementedError", "AttributeError")
    kind, text = (encode(draw.choice([*kinds, *TEXTS])) for _ in range(2))
    line = draw.choice(["1", "0", "-1", "9" * 30, "true", '"1"', "2"])
    frames = [
        f"[{encode(draw.choice(TEXTS))},{line},{value(draw)}]"
        for _ in range(draw.choice([0, 1, 13]))
    ]
    cut = draw.choice(["0", "0", "7", "-7", "9" * 300])
    return (
        f'{{"type":{kind},"own":{value(draw) if draw.random() < 0.1 else kind},"text":{text},'
        f'"cut":{cut},"frames":[{",".join(frames)}]}}'
    )


def body(draw: random.Random, number: object, shown: str) -> bytes:
    """One answer."""
    kind = draw.choice(["value"] * 8 + ["raised"] * 4 + ["unloaded", "passed"])
    failed = f',"error":{error(draw)}' if kind != "value" or draw.random() < 0.1 else ""
    lost = draw.choice(["0"] * 6 + ["5", "-5", "9" * 300])
    output = quote(draw.choice(["", "", "hi\n", *TEXTS[:-5]]))
    said = f'"kind":"{kind}","value":{shown}{failed},"output":{output},"lost":{lost}'
    return f'{{"id":{number},{said}}}'.encode()


def framed(data: bytes) -> bytes:
    return LENGTH.pack(len(data)) + data


def nonsense(draw: random.Random, request: Request) -> bytes:
    """What a well-behaved loop might send, were its values nonsense."""
    return framed(
        f'{{"id":{request.id},"kind":"value","value":{value(draw)},"output":"","lost":0}}'.encode()
    )


def mutated(draw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.randrange(1, 5)):
        place = draw.randrange(len(changed))
        changed[place : place + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
        changed = changed or bytearray(b"{")
    return bytes(changed)


def worse(draw: random.Random, request: Request) -> tuple[bytes, bool]:
    """Bytes that no loop sends, and whether the channel is closed after them."""
    good = nonsense(draw, request)
    other = draw.choice([request.id + 1, request.id - 1, 0, -1, 10**400, f'"{request.id}"', "1.0"])
    ways: list[Callable[[], bytes]] = [
        lambda: framed(body(draw, request.id, value(draw))),
        lambda: framed(body(draw, request.id, bad_value(draw))),
        lambda: framed(body(draw, other, value(draw))),
        lambda: framed(mutated(draw, good[LENGTH.size :])),
        lambda: mutated(draw, good),
        lambda: good + good,
        lambda: good[: draw.randrange(len(good))],
        lambda: LENGTH.pack(draw.choice([2**32 - 1, MAX_FRAME + 1, MAX_FRAME, 5])),
        lambda: framed(b" " * MAX_FRAME),
        lambda: framed(b"") * draw.choice([1, 100_000]),
        lambda: good * draw.choice([2, 2_000]),
        lambda: draw.randbytes(draw.randrange(300)),
        lambda: b"",
    ]
    return draw.choice(ways)(), draw.random() < 0.5


class HostileChannel(SocketChannel):
    """Hands what the judge sends to a hostile peer, which has the other end of the socket."""

    def __init__(self, draw: random.Random, counted: "collections.Counter[str]") -> None:
        ours, self._theirs = socket.socketpair()
        super().__init__(ours)
        self._draw = draw
        self._counted = counted
        self._threads: list[threading.Thread] = []

    def send(self, data: bytes) -> None:
        for request in marshal.loads(data):
            self._counted["exchanges"] += 1
            self._answer(Request(*request))

    def _answer(self, request: Request) -> None:
        if self._draw.random() > WORSE:
            self._send_on(nonsense(self._draw, request), False)
        else:
            self._send_on(*worse(self._draw, request))

    def _send_on(self, data: bytes, close: bool) -> None:
        """Send beside the judge, which may not read all of it."""

        def work() -> None:
            with contextlib.suppress(OSError):
                self._theirs.sendall(data)
                if close:
                    self._theirs.shutdown(socket.SHUT_RDWR)

        if len(data) < 50_000 and not self._threads:
            work()
            return
        self._threads.append(threading.Thread(target=work))
        self._threads[-1].start()

    def close(self) -> None:
        super().close()
        for thread in self._threads:
            thread.join()
        self._theirs.close()


class HostileProcess:
    """A subject that is no process; it seems to sleep when it is silent."""

    def __init__(self, launcher: "HostileLauncher", folder: str) -> None:
        self._draw = launcher.draw
        self._asleep = launcher.asleep
        self.channel: Channel = HostileChannel(launcher.draw, launcher.counted)
        self.places = launcher.places
        self.layers: tuple[str, ...] = ()
        self.folder = folder
        stacks = self._draw.choice(TEXTS) + self._draw.choice(
            [
                "",
                f'Timeout (\nThread 0x1\n  File "{folder}/{self._draw.choice(TEXTS)}", line 7 in f',
            ]
        )
        for path in (self.places.stacks, self.places.output):
            Path(path).write_bytes(stacks.encode("utf-8", "surrogatepass") or b"\n")

    def pid(self) -> int:
        return self._asleep.pid

    def dump_stacks(self) -> None:
        pass

    def end(self) -> int:
        self.channel.close()
        return self._draw.choice([0, 1, 113, -9, -11, -24, -64, 255])

    def leave(self) -> None:
        self.channel.close()


class HostileLauncher:
    """Starts hostile processes."""

    def __init__(self, seed: int, folder: Path, asleep: "subprocess.Popen[bytes]") -> None:
        self.draw = random.Random(seed)
        self.counted: collections.Counter[str] = collections.Counter()
        self.asleep = asleep
        self.places = Places(str(folder), str(folder / "output"), str(folder / "stacks"))
        self._code = folder / "code"

    def place(self, files: Mapping[str, bytes]) -> str:
        return str(self._code)

    def start(self, setup: Setup, *, ahead: bool = False) -> Process:
        return HostileProcess(self, setup.folder)

    def close(self) -> None:
        pass


@contextlib.contextmanager
def hostile_launcher(seed: int) -> Iterator[HostileLauncher]:
    """A launcher of hostile processes whose silence is noticed sooner than that of others."""
    with contextlib.ExitStack() as until_done:
        folder = until_done.enter_context(tempfile.TemporaryDirectory(prefix="underglass-fuzz-"))
        for module, name, seconds in SOONER:
            until_done.enter_context(mock.patch.object(module, name, seconds))
        asleep = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        until_done.callback(asleep.wait)
        until_done.callback(asleep.kill)
        yield HostileLauncher(seed, Path(folder), asleep)


def graded(exercise: Exercise, seed: int, launcher: HostileLauncher) -> ExerciseReport:
    """The report on one hostile subject. Raises AssertionError where it isn't whole and valid."""
    files = {exercise.patterns[0].replace("*", "x"): b"x = 1\n"}
    report = grade(Job(exercise, Submitted(files), exercise.id, seed), start=launcher)
    assert [check.id for check in report.checks] == [check.id for check in exercise.checks]
    whole = course_report(CourseInfo("fuzz", "1"), seed, "off", (report,))
    written = json_reporter.render(whole)
    assert msgspec.json.decode(written, type=Report) == whole
    json.loads(written)
    with open("/dev/null", "w", encoding="ascii") as nowhere:
        text_reporter.write(whole, Console(file=nowhere), verbose=True)
    return report


def fuzz(
    exercises: tuple[Exercise, ...], exchanges: int, seed: int, said: Callable[[str], None]
) -> "collections.Counter[str]":
    """Grade until there were so many exchanges; what happened, by how often."""
    counted: collections.Counter[str] = collections.Counter()
    while counted["exchanges"] < exchanges:
        exercise = exercises[seed % len(exercises)]
        began = time.monotonic()
        with hostile_launcher(seed) as launcher:
            report = graded(exercise, seed, launcher)
        counted += launcher.counted
        counted["reports"] += 1
        counted.update(f"checks: {check.status}" for check in report.checks)
        counted["bytes of the largest report"] = max(
            counted["bytes of the largest report"], len(msgspec.json.encode(report))
        )
        seconds = time.monotonic() - began
        said(f"{counted['exchanges']:>7}  {exercise.id}, seed {seed}: {seconds:.1f} s")
        seed += 1
    return counted


def largest_size() -> int:
    """MiB that this process held at most."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--exchanges", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quiet", action="store_true", help="print the figures alone")
    options = parser.parse_args()
    exercises = own_course().select(options.exercise or ["arithmetic", "items", "thread_local"])

    def say(line: str) -> None:
        if not options.quiet:
            print(line, flush=True)

    counted = fuzz(exercises, options.exchanges, options.seed, say)
    for what, number in sorted(counted.items()):
        print(f"{number:>9,}  {what}")
    print(f"{largest_size():>9,}  MiB, the judge's largest size")


if __name__ == "__main__":
    main()
