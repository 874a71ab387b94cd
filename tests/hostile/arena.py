"""Where an attack is tried: graded by the judge, beside secrets, and followed by a right solution.

A worker process keeps one launcher an exercise, as a cohort does. After each attack it looks for
what is left (processes, threads, descriptors, files, shared memory), and grades the solution again
with the same launcher: its report must be what it was before.
"""

import base64
import contextlib
import glob
import multiprocessing.util
import os
import secrets
import shutil
import site
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import msgspec
import psutil

from grader import patience
from grader.judge import Job, grade, started
from grader.launch import Launcher
from grader.report import CheckReport, ExerciseReport
from grader.submission import Submitted, read_submitted
from tests.hostile.corpus import ATTACKS, Attack, Trial, submitted_by, trial_of

SANDBOX_OFF = {"sandbox": "off"} if "sandbox" in Job.__struct_fields__ else {}
IN_ENVIRONMENT = "UNDERGLASS_SECRET"
"""A variable in which the judge, from its start, has a canary."""
PATIENCE = {
    "BUSY": 0.7, "IDLE": 1.0, "SLOW_IN_ALL": 2.0, "SLEPT_IN_ALL": 3.0,
    "UNWATCHED": 1.0, "MOST_BUSY": 3.0, "MOST_IDLE": 4.5,
}  # fmt: skip
"""A third of the judge's patience or less, so that those who hang cost less time."""
AT_REST = 2
"""Processes of a launcher: its server, and the subject that is started ahead of need."""
NEXT = 2
"""How many of the attack's checks the next submission is graded by."""
SECONDS_TO_GO = 10.0
"""What an attack left may take so long to disappear: processes are ended without waiting."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of an attack."""

    report: ExerciseReport
    seconds: float
    honest: ExerciseReport | None
    """The report of its honest part alone."""
    leaked: tuple[str, ...]
    """The secrets that its report shows."""
    left: Mapping[str, str]
    """What it left, by kind."""
    next_changed: bool
    """Whether the next submission's report is another than before."""

    @property
    def failed(self) -> CheckReport | None:
        """The first check that it did not pass."""
        run = (check for check in self.report.checks if check.status != "not_run")
        return next((check for check in run if check.status != "passed"), None)


class Secrets:
    """Canaries: texts that nobody can guess, where a submission might look for something."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = {where: f"canary{secrets.token_hex(12)}" for where in ("home", "env", "next")}
        self.mark = f"underglass-hostile-{secrets.token_hex(6)}"
        (folder / "home").mkdir(parents=True)
        (folder / "home" / "secret.txt").write_text(self.texts["home"])
        os.environ["HOME"] = str(folder / "home")
        self.texts["env"] = os.environ.get(IN_ENVIRONMENT, self.texts["env"])

    def filled_in(self, source: str, trial: Trial) -> str:
        """An attack's source with the paths that its author has guessed."""
        paths = {
            "@HOME@": str(self.folder / "home"),
            "@CHECKS@": trial.exercise.checks_file,
            "@MARK@": self.mark,
        }
        for name, path in paths.items():
            source = source.replace(name, path)
        return source

    def shown_in(self, report: ExerciseReport, trial: Trial) -> tuple[str, ...]:
        """The secrets that a report shows, plainly or encoded."""
        hidden = Path(trial.exercise.checks_file).read_text(encoding="utf-8")
        secret = self.texts | {"checks": hidden.splitlines()[0].strip('"')}
        shown = msgspec.json.encode(report).decode()
        return tuple(
            where
            for where, text in secret.items()
            if any(form in shown for form in (text, text[::-1], text.encode().hex(), _base64(text)))
        )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()[:-4]


class Arena:
    """A judge with its launchers, used by one attack after the other."""

    def __init__(self, folder: Path, options: Mapping[str, object]) -> None:
        self._options = dict(options)
        self._secrets = Secrets(folder)
        self.mark = self._secrets.mark
        self._temporary = folder / "tmp"
        self._temporary.mkdir()
        tempfile.tempdir = str(self._temporary)
        for name, seconds in PATIENCE.items():
            setattr(patience, name, seconds)
        self._launchers: dict[str, Launcher] = {}
        self._open = contextlib.ExitStack()
        self._before: dict[tuple[str, tuple[str, ...]], bytes] = {}
        self._honest: dict[tuple[str, str, tuple[str, ...]], ExerciseReport] = {}

    def close(self) -> list[str]:
        """End all, and clear away what attacks left where no sandbox kept them from it; what is
        left in the temporary folder."""
        self._open.close()
        for path in self._marked():
            with contextlib.suppress(OSError):
                os.unlink(path)
        return os.listdir(self._temporary)

    def fight(self, attack: Attack) -> Outcome:
        """Try one attack. Raises whatever the judge raises: results are lost then."""
        trial = trial_of(attack)
        launcher = self._launcher(trial, attack)
        expected = self._solution(trial, attack, launcher)
        honest = self._report_of_honest_part(trial, attack, launcher)
        at_rest = {str(number) for number in range(AT_REST * len(self._launchers))}
        before = self._traces() | {"processes": at_rest}
        submitted = self._submitted(attack, trial)
        began = time.monotonic()
        report = self._grade(trial, submitted, attack.checks, launcher)
        seconds = time.monotonic() - began
        return Outcome(
            report=report,
            seconds=seconds,
            honest=honest,
            leaked=self._secrets.shown_in(report, trial),
            left=self._left(before),
            next_changed=self._solution(trial, attack, launcher, anew=True) != expected,
        )

    def _submitted(self, attack: Attack, trial: Trial) -> Submitted:
        source = self._secrets.filled_in(attack.source, trial)
        if attack.family != "files":
            return Submitted(submitted_by(attack, trial, source))
        with tempfile.TemporaryDirectory(dir=self._secrets.folder) as folder:
            exercises = Path(folder) / "exercises"
            shutil.copytree(Path(trial.exercise.folder).parent, exercises)
            for name, content in trial.solution.items():
                (exercises / trial.exercise.id / name).write_bytes(content)
            build(attack, exercises / trial.exercise.id, self._secrets.folder / "home")
            return read_submitted(exercises, trial.exercise)

    def _grade(
        self, trial: Trial, submitted: Submitted, checks: tuple[str, ...], launcher: Launcher
    ) -> ExerciseReport:
        job = Job(trial.exercise, submitted, trial.exercise.id, only=checks)
        return grade(msgspec.structs.replace(job, **self._options), start=launcher)

    def _report_of_honest_part(
        self, trial: Trial, attack: Attack, launcher: Launcher
    ) -> ExerciseReport | None:
        """Its honest part's report, which is the same for all attacks that have the same."""
        if trial.honest is None:
            return None
        key = (trial.exercise.id, attack.around, attack.checks)
        if key not in self._honest:
            submitted = Submitted(trial.honest)
            self._honest[key] = self._grade(trial, submitted, attack.checks, launcher)
        return self._honest[key]

    def _solution(
        self, trial: Trial, attack: Attack, launcher: Launcher, *, anew: bool = False
    ) -> bytes:
        checks = attack.checks[:NEXT]
        key = (trial.exercise.id, checks)
        if anew or key not in self._before:
            report = self._grade(trial, Submitted(trial.solution), checks, launcher)
            found = msgspec.json.encode(msgspec.structs.replace(report, duration=0.0))
            assert {check.status for check in report.checks} <= {"passed", "not_run"}, report
            if anew:
                return found
            self._before[key] = found
        return self._before[key]

    def _launcher(self, trial: Trial, attack: Attack) -> Launcher:
        name = trial.exercise.id
        if name not in self._launchers:
            job = Job(trial.exercise, Submitted({}), name)
            job = msgspec.structs.replace(job, **self._options)
            self._launchers[name] = self._open.enter_context(started(job))
            entry = next(iter(trial.solution))
            self._launchers[name].place({entry: self._secrets.texts["next"].encode()})
        return self._launchers[name]

    def _traces(self) -> dict[str, set[str]]:
        """What an attack could leave, by kind."""
        return {
            "processes": set(_alive()),
            "threads": {f"thread {number}" for number in range(threading.active_count())},
            "descriptors": {f"descriptor {n}" for n in range(psutil.Process().num_fds())},
            "files": self._marked(),
            "temporary": set(os.listdir(self._temporary)),
            "shared memory": set(_system_v()),
        }

    def _marked(self) -> set[str]:
        """The files that an attack of this arena left."""
        mark = self._secrets.mark
        return {path for place in _places() for path in glob.glob(f"{place}/*{mark}*")}

    def _left(self, before: Mapping[str, set[str]]) -> dict[str, str]:
        """What is there now and was not before, once it had its time to go."""
        until = time.monotonic() + SECONDS_TO_GO
        while True:
            now = self._traces()
            left = {k: sorted(now[k] - before[k]) for k in now if len(now[k]) > len(before[k])}
            if not left or time.monotonic() > until:
                return {kind: ", ".join(names) for kind, names in left.items()}
            time.sleep(0.02)


def _alive() -> Iterator[str]:
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE:
                yield f"{process.pid} {' '.join(process.cmdline())[:80]}"


def _places() -> list[str]:
    """Where somebody might leave a file."""
    package = str(ATTACKS.parents[2] / "grader")
    below = [package, f"{package}/checks", f"{package}/subject", f"{package}/subject/__pycache__"]
    return [
        *below,
        "/tmp",
        "/var/tmp",
        "/dev/shm",
        "/run/lock",
        os.getcwd(),
        os.environ["HOME"],
        *site.getsitepackages(),
    ]


def _system_v() -> Iterator[str]:
    """Shared memory, semaphores and queues of System V, as Linux lists them."""
    for kind in ("shm", "sem", "msg"):
        with contextlib.suppress(OSError):
            yield from Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]


def build(attack: Attack, folder: Path, secret: Path) -> None:
    """Have an attack of the family `files` turn a right solution's folder into what it submits."""
    spec = spec_from_file_location(attack.name, ATTACKS / "files" / f"{attack.name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.build(folder, secret)


@contextlib.contextmanager
def judges(folder: str, options: Mapping[str, object], count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that try attacks, each in an arena of its own below `folder`."""
    context = multiprocessing.get_context("spawn")
    os.environ[IN_ENVIRONMENT] = f"canary{secrets.token_hex(12)}"
    try:
        with ProcessPoolExecutor(count, context, enter, (folder, options)) as pool:
            yield pool
    finally:
        del os.environ[IN_ENVIRONMENT]


_arena: Arena | None = None


def enter(folder: str, options: Mapping[str, object]) -> None:
    """Open the arena of this worker process."""
    global _arena  # one a process: a pool's workers have nowhere else to keep it
    _arena = Arena(Path(tempfile.mkdtemp(dir=folder)), options)
    multiprocessing.util.Finalize(_arena, _arena.close, exitpriority=10)


def fight(attack: Attack) -> Outcome:
    """Try an attack in this worker's arena."""
    assert _arena is not None
    return _arena.fight(attack)
