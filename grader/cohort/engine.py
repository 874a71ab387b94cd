"""Grading a cohort, from the folder to the store.

    folder ──intake──▶ rows, contents      all that lies there, each row with its reason
    contents without a report ──▶ tasks    new or changed ones only, in batches of an exercise
    tasks ──executors──▶ reports           kept as they come

What is the same is graded once: contents are told apart by their bytes, reports are kept by
content, checks and seed. So the same command goes on wherever it was stopped, and a second run
over an unchanged class only reads it.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path

import msgspec

from grader import language
from grader.cohort.batches import tasks
from grader.cohort.children import layers_in_child, record_in_child
from grader.cohort.executors import Workers, finished
from grader.cohort.intake import Source, Taken, sources, take
from grader.cohort.kit import Kit, OtherGrader, Settings, pack
from grader.cohort.known_wrong import Shared
from grader.cohort.model import CheckColumn, Cohort, Column
from grader.cohort.store import Store
from grader.cohort.store import pack as packed
from grader.cohort.task import Done
from grader.cohort.verdicts import How
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.language import _
from grader.recording import Recording
from grader.report import CourseInfo
from grader.solutions import solutions_folder
from grader.submission import read_submitted

DUPLICATE = "{other} counts, which is by the same student{alike}; take away the one that should not"
ALIKE = {True: " and holds the same", False: ""}


class Summary(msgspec.Struct, frozen=True):
    """What a run did."""

    rows: Mapping[str, int]
    """How many there are of each outcome."""
    graded: int
    """Exercises of submissions that got a report now."""
    skipped: int
    """Those that had one from an earlier run."""
    failed: int
    """Those at which the grader itself failed."""
    contents: int
    """Different contents that were graded now."""
    how: How
    unrecorded: tuple[str, ...]
    """Checks that the solution doesn't pass with this seed, as `exercise: check`."""


class Watcher(msgspec.Struct, frozen=True):
    """Who wants to know how far it is. Each is called in the thread that runs the cohort."""

    taken: Callable[[int], None] = lambda submissions: None
    """So many submissions have been taken in."""
    planned: Callable[[int, int], None] = lambda to_grade, skipped: None
    done: Callable[[Sequence[Done], int], None] = lambda done, submissions: None
    """These were graded, which are the exercises of so many submissions."""


NOBODY = Watcher()


def grade_cohort(
    course: Course,
    exercises: Sequence[Exercise],
    folder: Path,
    settings: Settings,
    store: Store,
    workers: Workers,
    *,
    prefix: str = "",
    watcher: Watcher = NOBODY,
) -> Summary:
    """Grade all that is in the folder and has no report yet. Raises GraderError."""
    store.take_in(_taken(folder, exercises, prefix, watcher))
    kits = [pack(exercise, settings) for exercise in exercises]
    counts = [store.counts(kit.exercise.id, kit.edition) for kit in kits]
    contents = sum(count.contents for count in counts)
    if contents or not store.layers(settings):
        store.set_layers(settings, workers.executor.submit(layers_in_child, settings).result())
    store.describe(
        cohort_of(folder, course, exercises, settings, store.layers(settings)),
        {kit.exercise.id: kit.edition for kit in kits},
    )
    skipped = sum(count.skipped for count in counts)
    watcher.planned(sum(count.submissions for count in counts), skipped)
    begun = [kit for kit, count in zip(kits, counts, strict=True) if count.contents]
    recorded = Recorded(course, begun, settings, store, workers)
    tally, known = Tally(watcher), Shared()
    for task, done in finished(workers, tasks(recorded, contents, store, workers, known)):
        store.add(task.kit.edition, done)
        known.add(task.kit.edition, (lesson for one in done for lesson in one.learned))
        tally.count(done, store.sharing(task.kit.exercise.id, [one.digest for one in done]))
    return Summary(
        store.outcomes(),
        tally.graded,
        skipped,
        tally.failed,
        tally.contents,
        tally.how,
        tuple(recorded.missing),
    )


def cohort_of(
    folder: Path,
    course: Course,
    exercises: Sequence[Exercise],
    settings: Settings,
    sandbox: str,
) -> Cohort:
    """What is the same for everybody."""
    with language.speaking(settings.lang):
        columns = tuple(_column(exercise, settings) for exercise in exercises)
    return Cohort(
        name=folder.resolve().name,
        course=CourseInfo(course.name, course.version),
        seed=settings.seed,
        sandbox=sandbox,
        lang=settings.lang,
        columns=columns,
    )


def _column(exercise: Exercise, settings: Settings) -> Column:
    return Column(
        exercise.id,
        exercise.entry.title.in_language(settings.lang),
        exercise.max_score,
        tuple(
            CheckColumn(check.id, _(check.title), check.points, check.task)
            for check in exercise.checks
        ),
    )


def _taken(
    folder: Path, exercises: Sequence[Exercise], prefix: str, watcher: Watcher
) -> Iterator[tuple[Source, Taken]]:
    """Every submission, with the one of each student that counts told from the others."""
    counts: dict[str, tuple[str, bytes]] = {}
    for number, source in enumerate(sources(folder, prefix), 1):
        taken = take(folder, source, exercises)
        print_of_it = _digest(taken)
        for student in source.students:
            alone = msgspec.structs.replace(source, students=(student,))
            if taken.outcome != "graded":
                yield alone, taken
            elif student.id in counts:
                other, theirs = counts[student.id]
                reason = DUPLICATE.format(other=other, alike=ALIKE[theirs == print_of_it])
                yield alone, Taken("duplicate", reason, {})
            else:
                counts[student.id] = source.shown, print_of_it
                yield alone, taken
        watcher.taken(number)


def _digest(taken: Taken) -> bytes:
    """What tells two submissions apart."""
    contents = [(name, packed(submitted)) for name, submitted in sorted(taken.work.items())]
    return hashlib.sha256(msgspec.msgpack.encode(contents)).digest()


class Recorded:
    """Kits with the solutions' transcripts for the seed: recorded once, then kept in the store."""

    def __init__(
        self,
        course: Course,
        kits: Sequence[Kit],
        settings: Settings,
        store: Store,
        workers: Workers,
    ) -> None:
        self._kits = kits
        self._replay = settings.replay
        self._store = store
        self._known = {kit.edition: store.recording(kit.edition) for kit in kits}
        self._recording: dict[str, Future[Recording]] = {}
        self.missing: list[str] = []
        """Checks that the solution doesn't pass, as `exercise: check`."""
        if settings.replay:
            self._start(course, workers)

    def _start(self, course: Course, workers: Workers) -> None:
        try:
            folder = solutions_folder(course)
        except UsageError:
            return  # a grader without solutions judges everything in full
        for kit in self._kits:
            if self._known[kit.edition] is None:
                solution = read_submitted(folder, kit.exercise)
                future = workers.executor.submit(record_in_child, kit, solution)
                self._recording[kit.edition] = future

    def __iter__(self) -> Iterator[Kit]:
        for kit in self._kits:
            recording = self._recording_of(kit) if self._replay else None
            if recording is not None:
                self.missing += [
                    f"{kit.exercise.id}: {check.id}"
                    for check in kit.exercise.checks
                    if check.id not in recording and not check.live
                ]
            yield msgspec.structs.replace(kit, recording=recording)

    def _recording_of(self, kit: Kit) -> Recording | None:
        if kit.edition not in self._recording:
            return self._known[kit.edition]
        try:
            recording = self._recording.pop(kit.edition).result()
        except OtherGrader:
            raise
        except (Exception, CancelledError):
            return None  # then everything is judged in full, and says what is wrong
        self._store.add_recording(kit.edition, recording)
        return recording


class Tally:
    """Counts what was done."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self.graded = self.failed = self.contents = 0
        self.how = How()

    def count(self, done: Sequence[Done], submissions: Mapping[str, int]) -> None:
        """Note works that were done, each of which is that of so many submissions."""
        for one in done:
            if one.report is None:
                self.failed += submissions[one.digest]
            else:
                self.graded += submissions[one.digest]
                self.contents += 1
            self.how += one.how
        self._watcher.done(done, sum(submissions.values()))
