"""What happens in `grader watch`, whatever shows it: a course, and one exercise in sight.

    session = Session(course, exercises, settings, listener)
    session.begin("")            chooses the exercise in sight
    session.start()              begins to watch and to grade, in threads
    session.go("next") …         what keys do
    session.close()

A save puts its exercise in front of what waits to be graded; a grade of older files is abandoned,
and so is one of another exercise, which waits its turn again. Files that are as they were when they
were last graded aren't graded again unless asked. Only the student moves to another exercise.
"""

import contextlib
import datetime
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from grader import hints, listing, reset, state
from grader.content import digest_of
from grader.course import Course, Exercise
from grader.errors import GraderError
from grader.evening.changes import changes
from grader.evening.resident import Resident, Superseded
from grader.hints import Told
from grader.judge import Job, Progress
from grader.known import entries, known
from grader.language import Language, current
from grader.overview import shortened
from grader.report import CheckStatus, ExerciseReport
from grader.route import first_failure
from grader.run import Options, job_of
from grader.sandbox import Mode
from grader.submission import Submitted, read_submitted

PATIENCE = 3
"""Failures of the same check in a row, after which hints are mentioned."""
UNTOUCHED: tuple[listing.Standing, ...] = ("not_started", "missing")
PREPARE = ""
"""Stands among the exercises that wait for: get ready for the one in sight."""
Step = Literal["next", "previous"]


class Settings(msgspec.Struct, frozen=True):
    """What a session can be told."""

    seed: int = 0
    portable: bool = False
    sandbox: Mode = "auto"
    poll: bool = False


class Listener(Protocol):
    """Whoever shows a session. Called from the session's threads."""

    def checking(self, exercise: Exercise) -> None:
        """A grade begins."""

    def progressed(self, exercise: Exercise, done: int) -> None:
        """So many of its checks ended."""

    def judged(self, exercise: Exercise, report: ExerciseReport) -> None:
        """A verdict is there."""

    def failed(self, reason: str) -> None:
        """The grader itself could not go on with something."""


class Waiting:
    """The exercises that are to be graded, the most urgent first."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._forced: set[str] = set()
        self._idle = False
        self._changed = threading.Condition()

    def put(self, names: Sequence[str], *, first: bool, forced: bool = False) -> None:
        with self._changed:
            if first:
                self._names = [*names, *(name for name in self._names if name not in names)]
            else:
                self._names += [name for name in names if name not in self._names]
            self._forced |= set(names) if forced else set()
            self._changed.notify_all()

    def take(self) -> tuple[str, bool]:
        """The most urgent, and whether it is graded although it is known. Waits for one."""
        with self._changed:
            self._idle = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._names)
            self._idle = False
            name = self._names.pop(0)
            forced = name in self._forced
            self._forced.discard(name)
            return name, forced

    def wait_until_done(self) -> None:
        """Wait until nothing waits, and who takes has come back for more."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle and not self._names)


class Session:
    """See above. Its methods may be called from any thread."""

    def __init__(
        self, course: Course, exercises: Path, settings: Settings, listener: Listener
    ) -> None:
        self.course = course
        self.exercises = exercises
        self.root = str(exercises.parent)
        self.lang: Language = current()
        self._settings = settings
        self._listener = listener
        self._overview = shortened(course)
        self._own: dict[str, state.Entry] = {}
        self._seen = {exercise.id: self._digest(exercise) for exercise in course.exercises}
        self._streaks: dict[str, tuple[str, int]] = {}
        self._resident = Resident()
        self._waiting = Waiting()
        self._running: tuple[str, str] | None = None
        self._abandon = threading.Event()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.exercise = course.exercises[0]
        """The one in sight."""

    # The life of a session.

    def begin(self, wanted: str = "") -> None:
        """Have in sight the exercise of that name, else where the student was, else the next.

        To be called before the screen is taken: the first worker inherits the standard streams.
        """
        self.exercise = self.course.find(wanted) if wanted else self._where_we_were()
        self._remember_place()
        self._get_ready()

    def _get_ready(self) -> None:
        """Have a worker get ready for the exercise in sight, while the student looks at it."""
        self._resident.warm(self._job(self.exercise, read_submitted(self.exercises, self.exercise)))

    def start(self) -> None:
        """Grade what is in sight, and watch from now on."""
        self.check(self.exercise.id, forced=False)
        for target in (self._grade_for_ever, self._watch_for_ever):
            thread = threading.Thread(target=target, daemon=True)
            thread.start()
            self._threads.append(thread)

    def finish(self) -> None:
        """Wait until all that waits is graded."""
        self._waiting.wait_until_done()

    def close(self) -> None:
        """End all threads, processes and subjects."""
        self._stop.set()
        self._abandon.set()
        self._waiting.put([PREPARE], first=True)
        for thread in self._threads:
            thread.join(10)
        self._resident.close()

    def _where_we_were(self) -> Exercise:
        with contextlib.suppress(GraderError):
            name = state.read(self.root).current
            if name and self.standing(self.course.find(name)) != "passed":
                return self.course.find(name)
        return self.course.find(self._next_to_do() or self.course.exercises[0].id)

    def _next_to_do(self) -> str | None:
        """The first open exercise that isn't passed; what is begun goes first."""
        rows = [row for row in self.rows() if row.standing != "passed" and not row.shut]
        begun = [row for row in rows if row.standing not in UNTOUCHED]
        return next((row.short.id for row in [*begun, *rows]), None)

    # What a student sees.

    def memory(self) -> state.State:
        """What is remembered, and what was graded here (where nothing can be written, too)."""
        remembered = state.read(self.root)
        return remembered._replace(entries={**self._own, **remembered.entries})

    def rows(self) -> list[listing.Row]:
        return listing.rows(self._overview, str(self.exercises), self.memory())

    def standing(self, exercise: Exercise) -> listing.Standing:
        return next(row.standing for row in self.rows() if row.short.id == exercise.id)

    def report(self, exercise: Exercise) -> ExerciseReport | None:
        """The verdict on the files as they are now, if it is known."""
        return self._known(exercise, read_submitted(self.exercises, exercise))

    def _known(self, exercise: Exercise, submitted: Submitted) -> ExerciseReport | None:
        return known(self.memory(), exercise, submitted, self._settings.seed, self.lang)

    def is_stuck(self, exercise: Exercise) -> bool:
        """Whether the same check failed several times in a row."""
        return self._streaks.get(exercise.id, ("", 0))[1] >= PATIENCE

    def hints_told(self, exercise: Exercise) -> list[Told]:
        return hints.told(self.root, exercise, self.lang)

    # What a student does.

    def go(self, step: Step) -> Exercise:
        """Move on to the next exercise that isn't passed, or back by one in the course's order."""
        names = [exercise.id for exercise in self.course.exercises]
        here = names.index(self.exercise.id)
        if step == "previous":
            return self.go_to(names[max(here - 1, 0)])
        passed = {row.short.id for row in self.rows() if row.standing == "passed"}
        after = [*names[here + 1 :], *names[:here]]
        return self.go_to(next((name for name in after if name not in passed), names[here]))

    def go_to(self, name: str) -> Exercise:
        self.exercise = self.course.find(name)
        self._remember_place()
        self._waiting.put([PREPARE], first=True)
        self.check(self.exercise.id, forced=False)
        return self.exercise

    def check(self, name: str, *, forced: bool = True) -> None:
        """Grade an exercise, known or not, before what waits."""
        self._waiting.put([name], first=True, forced=forced)

    def check_all(self) -> int:
        """Grade all that was begun, known or not; how many these are."""
        begun = [row.short.id for row in self.rows() if row.standing not in UNTOUCHED]
        self._waiting.put(begun, first=False, forced=True)
        return len(begun)

    def hint(self) -> Told | None:
        return hints.tell(self.root, self.exercise, self.lang)

    def reset(self) -> Path | None:
        """Put the stub back; where the student's files are kept. Raises UsageError."""
        stub = reset.pristine(self.course, self.exercises, self.exercise)
        kept = reset.reset(self.exercises, self.exercise, stub, datetime.date.today())
        self.check(self.exercise.id)
        return kept

    def file_to_edit(self) -> tuple[Path, int | None]:
        """The file to open, and the line of the first failure where it is known."""
        report = self.report(self.exercise)
        failure = first_failure(report) if report else None
        if failure and failure.where and (self.exercises / failure.where.file).is_file():
            return self.exercises / failure.where.file, failure.where.line
        folder = self.exercises / self.exercise.id
        files = read_submitted(self.exercises, self.exercise).files
        return folder / next(iter(files), self.exercise.patterns[0]), None

    def _remember_place(self) -> None:
        name = self.exercise.id
        state.update(self.root, lambda before: before._replace(current=name))

    # What goes on in the threads.

    def _digest(self, exercise: Exercise) -> str:
        return digest_of(read_submitted(self.exercises, exercise).files)

    def _watch_for_ever(self) -> None:
        names = [exercise.id for exercise in self.course.exercises]
        try:
            for found in changes(self.exercises, names, self._stop, poll=self._settings.poll):
                self.saved(sorted(found))
        except GraderError as reason:
            self._listener.failed(str(reason))

    def saved(self, names: Sequence[str]) -> None:
        """Something happened to these exercises' files: look whether they are other files now."""
        for name in names:
            digest = self._digest(self.course.find(name))
            with self._lock:
                running, graded = self._running or ("", "")
                if digest == (graded if running == name else self._seen[name]):
                    continue  # a touch, or a file that isn't the student's
                self._seen[name] = digest
                self._waiting.put([name], first=True)
                self._abandon.set()

    def _grade_for_ever(self) -> None:
        while not self._stop.is_set():
            name, forced = self._waiting.take()
            if not self._stop.is_set():
                try:
                    if name == PREPARE:
                        self._get_ready()
                    else:
                        self._grade(self.course.find(name), forced=forced)
                except GraderError as reason:
                    self._listener.failed(str(reason))
                except Exception as reason:  # the loop must live on, and nothing fail unseen
                    self._listener.failed(f"{type(reason).__name__}: {reason}")

    def _grade(self, exercise: Exercise, *, forced: bool) -> None:
        submitted = read_submitted(self.exercises, exercise)
        job = self._job(exercise, submitted)
        if not forced and (report := self._known(exercise, submitted)):
            self._listener.judged(exercise, report)
            return
        with self._lock:
            self._seen[exercise.id] = digest = digest_of(submitted.files)
            self._running = (exercise.id, digest)
            self._abandon.clear()
            if self._stop.is_set():
                return
        try:
            report = self._resident.grade(job, self._progress(exercise), self._abandon)
        except Superseded:
            self._waiting.put([exercise.id], first=False, forced=forced)
            return
        finally:
            with self._lock:
                self._running = None
        self._keep(exercise, submitted, report)
        self._listener.judged(exercise, report)
        self._resident.warm(job)  # after the verdict, which must not wait for it

    def _job(self, exercise: Exercise, submitted: Submitted) -> Job:
        settings = self._settings
        options = Options(lang=self.lang, portable=settings.portable, sandbox=settings.sandbox)
        return job_of(exercise, submitted, options, settings.seed)

    def _progress(self, exercise: Exercise) -> Progress:
        self._listener.checking(exercise)
        done = 0

        def checked(check: str, status: CheckStatus) -> None:
            nonlocal done
            done += 1
            self._listener.progressed(exercise, done)

        return checked

    def _keep(self, exercise: Exercise, submitted: Submitted, report: ExerciseReport) -> None:
        failure = first_failure(report)
        last, times = self._streaks.get(exercise.id, ("", 0))
        again = times if failure and failure.id == last else 0
        self._streaks[exercise.id] = (failure.id, again + 1) if failure else ("", 0)
        found = entries([(exercise, submitted)], [report], self._settings.seed, self.lang)
        self._own |= found
        state.remember(self.root, found)
