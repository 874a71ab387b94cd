"""What grading a cohort costs, against plain pytest and itself, with a generated class.

    python -m benchmarks.cohort throughput [--students N] [--sample N]   against plain pytest
    python -m benchmarks.cohort workers    [--students N]                two workers against one
    python -m benchmarks.cohort memory     [--students N --more M]       a small and a large class
    python -m benchmarks.cohort again      [--students N]                a second run
    python -m benchmarks.cohort all                                      docs/scale.md's figures

Common: `--exercise E` (several times), `--seed N`, `--jobs N`, `--individual` (see
`benchmarks.cohort_class`). What is compared is measured side by side, whole commands each time,
on a class that both sides grade. Plain pytest runs once for each submission, with all its checks in
one process and as many processes at once as the cohort has workers; it is given a sample of the
class. A check of its that doesn't end is stopped after `--timeout` seconds.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import psutil

from benchmarks.cohort_class import PROPORTIONS, make
from grader.course import Exercise, own_course

EXERCISES = ("arithmetic", "metaclass", "forms")
"""By default: one with much hypothesis, one with little, one with libraries."""
TICK = 0.05
BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Set, it keeps Python from writing bytecode, which an installation has."""
ROUNDS = 5


class Run(msgspec.Struct, frozen=True):
    """A whole `grader cohort`."""

    seconds: float
    peak: int
    """Bytes of proportional memory of all its processes together."""
    said: str


class Setting(msgspec.Struct, frozen=True):
    """What is measured on."""

    exercises: tuple[Exercise, ...]
    place: Path
    seed: int
    jobs: int
    individual: bool
    sample: int
    timeout: int

    def class_of(self, students: int, *, individual: bool = False) -> Path:
        """A class of so many students, written once."""
        individual |= self.individual
        folder = self.place / f"class-{students}-{individual}"
        if not folder.exists():
            course = own_course()
            make(
                folder,
                students,
                self.exercises,
                course,
                seed=self.seed,
                individual=individual,
            )
        return folder


def grade(setting: Setting, folder: Path, store: str, jobs: int, *, watch: bool = False) -> Run:
    """Run the command; with `watch`, look at its memory all the while."""
    names = [option for e in setting.exercises for option in ("--exercise", e.id)]
    command = [sys.executable, "-m", "grader", "cohort", str(folder), *names]
    options = ["--store", str(setting.place / store), "--jobs", str(jobs), "--sandbox", "auto"]
    began = time.perf_counter()
    installed = {key: text for key, text in os.environ.items() if key != BYTECODE}
    with subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=installed,
    ) as running:
        peak = Peak(running.pid) if watch else None
        said = running.communicate()[0]
        seconds = time.perf_counter() - began
    if running.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed:\n{said}")
    return Run(seconds, peak.stop() if peak else 0, said)


class Peak:
    """The most memory that a process and its descendants have together, pages shared out."""

    def __init__(self, pid: int) -> None:
        self._top = psutil.Process(pid)
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(TICK):
            self._most = max(self._most, self._now())

    def _now(self) -> int:
        total = 0
        try:
            family = [self._top, *self._top.children(recursive=True)]
        except psutil.Error:
            return 0
        for process in family:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
        return total

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._most


def plain(setting: Setting, folder: Path) -> float:
    """Seconds that plain pytest takes for a submission, so many at once as there are workers."""
    students = sorted(folder.iterdir())
    step = max(1, len(students) // setting.sample)
    sample = students[::step][: setting.sample]
    checks = [exercise.checks_file for exercise in setting.exercises]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "benchmarks.in_process", *checks]
    limit = ["-o", f"timeout={setting.timeout}", "-p", "no:cacheprovider"]

    def once(student: Path) -> None:
        environment = os.environ | {"UNDERGLASS_EXERCISES": str(student / "exercises")}
        subprocess.run([*command, *limit], env=environment, capture_output=True, check=False)

    began = time.perf_counter()
    with ThreadPoolExecutor(setting.jobs) as at_once:
        list(at_once.map(once, sample))
    return (time.perf_counter() - began) / len(sample)


def throughput(setting: Setting, students: int) -> None:
    folder = setting.class_of(students)
    ours = grade(setting, folder, "throughput", setting.jobs)
    theirs = plain(setting, folder)
    print(ours.said)
    each = ours.seconds / students
    print(
        f"throughput, {students} submissions, {setting.jobs} workers: "
        f"cohort {each:.4f} s each ({ours.seconds:.1f} s in all), "
        f"plain pytest {theirs:.3f} s each (sample of {setting.sample}): {theirs / each:.1f} times"
    )


def workers(setting: Setting, students: int) -> None:
    """Two workers against one, in turn, on a class in which no two submissions are alike."""
    folder = setting.class_of(students, individual=True)
    rounds = [
        [grade(setting, folder, f"workers-{n}-{jobs}", jobs).seconds for jobs in (1, 2)]
        for n in range(ROUNDS)
    ]
    ratios = sorted(one / two for one, two in rounds)
    one, two = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
    print(
        f"workers, {students} submissions: one {one:.1f} s, two {two:.1f} s (medians of {ROUNDS}); "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


def memory(setting: Setting, students: int, more: int) -> None:
    """A small and a large class, both watched as long: who looks longer sees more."""
    large = grade(setting, setting.class_of(more), "memory", setting.jobs, watch=True)
    small: list[Run] = []
    while sum(run.seconds for run in small) < large.seconds:
        store = f"memory-{len(small)}"
        small += [grade(setting, setting.class_of(students), store, setting.jobs, watch=True)]
    peaks = [max(run.peak for run in small), large.peak]
    print(
        f"memory: {students} submissions {peaks[0] / 2**20:.0f} MiB, "
        f"{more} submissions {peaks[1] / 2**20:.0f} MiB: {peaks[1] / peaks[0] - 1:+.1%}"
    )


def again(setting: Setting, students: int) -> None:
    folder = setting.class_of(students)
    first = grade(setting, folder, "again", setting.jobs)
    second = min(grade(setting, folder, "again", setting.jobs).seconds for _ in range(3))
    print(
        f"again, {students} submissions: first {first.seconds:.1f} s, second {second:.2f} s: "
        f"{first.seconds / second:.0f} times"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["throughput", "workers", "memory", "again", "all"])
    parser.add_argument("--students", type=int, default=0)
    parser.add_argument("--more", type=int, default=5000)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--timeout", type=int, default=10)
    parser.add_argument("--exercise", action="append", default=[])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--individual", action="store_true")
    options = parser.parse_args(arguments)
    exercises = own_course().select(options.exercise or EXERCISES)
    print(", ".join(f"{share} % {kind}" for kind, share in PROPORTIONS.items()), end="; ")
    print(", ".join(exercise.id for exercise in exercises), flush=True)
    with tempfile.TemporaryDirectory(prefix="underglass-benchmark-") as place:
        setting = Setting(
            exercises,
            Path(place),
            options.seed,
            options.jobs,
            options.individual,
            options.sample,
            options.timeout,
        )
        everything = options.what == "all"
        if everything or options.what == "throughput":
            throughput(setting, options.students or 2000)
        if everything or options.what == "workers":
            workers(setting, options.students or 400)
        if everything or options.what == "memory":
            memory(setting, options.students or 100, options.more)
        if everything or options.what == "again":
            again(setting, options.students or 1000)


if __name__ == "__main__":
    main()
