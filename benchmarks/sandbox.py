"""What the sandbox costs: a fresh subject with it and one without, in turn, side by side.

    python -m benchmarks.sandbox [ROUNDS]

A fresh subject is timed from the request to the first answer: fork, sandbox, folders, one probe.
It may cost 10 ms more with the sandbox (issue: integrity); the exit code is 1 when it costs more.
"""

import statistics
import sys
import time
from collections.abc import Callable

from grader.forked import ForkLauncher
from grader.launch import launcher
from grader.patience import Patience
from grader.probe import exchange
from grader.sandbox import Mode
from grader.subject.loop import Request, Setup
from grader.wire import Answer

MOST_MORE = 10.0
"""Milliseconds."""
LIBRARIES = ("flask", "flask.testing", "werkzeug.test")
MODES: tuple[Mode, ...] = ("off", "auto")


def main() -> None:
    rounds = int(sys.argv[1]) if sys.argv[1:] else 200
    started = {mode: launcher(LIBRARIES, portable=False, sandbox=mode) for mode in MODES}
    costs = measure({mode: timed(start) for mode, start in started.items()}, rounds)
    for start in started.values():
        start.close()
    for mode in MODES:
        low, middle, high = statistics.quantiles(costs[mode], n=4)
        print(f"--sandbox {mode:<5}{middle:7.2f} ms a fresh subject ({low:.2f} to {high:.2f})")
    more = statistics.median(costs["auto"]) - statistics.median(costs["off"])
    print(f"{more:+.2f} ms more with the sandbox (at most {MOST_MORE:g}), {rounds} rounds of each")
    sys.exit(more > MOST_MORE)


def measure(fresh: dict[Mode, Callable[[], float]], rounds: int) -> dict[Mode, list[float]]:
    """Milliseconds of each round, the modes in turn, so that the machine's load meets both."""
    costs: dict[Mode, list[float]] = {mode: [] for mode in fresh}
    for mode in fresh:
        fresh[mode]()  # the first one waits for the libraries
    for _ in range(rounds):
        for mode, once in fresh.items():
            costs[mode].append(once())
    return costs


def timed(start: object) -> Callable[[], float]:
    """Start one subject, not one that was started ahead, and ask it one thing."""
    assert isinstance(start, ForkLauncher), "this system can't fork"
    setup = Setup(start.place({}), None, (), "", ())

    def once() -> float:
        began = time.perf_counter()
        process = start.start(setup, ahead=False)
        answer = exchange(process, Request(1, True, "ask", "1 + 1", {}, ()), Patience())
        cost = (time.perf_counter() - began) * 1000
        assert isinstance(answer, Answer), answer
        process.end()
        return cost

    return once


if __name__ == "__main__":
    main()
