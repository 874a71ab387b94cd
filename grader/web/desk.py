"""What was graded, what is being checked, and the parts of the page that show it.

    desk.look(ids)     read the files of these exercises; what changed is graded and shown

One thread works through a queue of news (files that changed, reports that came) and is the only one
that writes here. A report counts only while it is of the files that were read last.
"""

import queue
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path

import msgspec

from grader import language
from grader.course import Course, Exercise
from grader.judge import Job
from grader.language import _
from grader.page import Extras, Live, exercise_part, extras_of, overview_part, shell, words
from grader.page.prose import visible
from grader.report import CheckReport, ExerciseReport, Report, exercise_report
from grader.run import Options, job_of, summed_up
from grader.run_by_key import seed_of
from grader.submission import Submitted, read_submitted
from grader.web.board import Board
from grader.web.workers import Workers

EVENTS = "/events"


class Standing(msgspec.Struct, frozen=True):
    """How an exercise stands."""

    report: ExerciseReport
    submitted: Submitted | None = None
    """The files that were read last; None before the first time."""
    checking: bool = False
    trouble: str = ""


class Desk:
    def __init__(
        self,
        course: Course,
        exercises: Path,
        options: Options,
        workers: Workers,
        board: Board,
        *,
        sandbox: str,
        command: str = "grader",
    ) -> None:
        self._course = course
        self._exercises = exercises
        self._options = options
        self._seed = seed_of(course, options.seed)
        self._sandbox = sandbox
        self._workers = workers
        self._board = board
        self._command = command
        self._standing = {
            exercise.id: Standing(_nothing_known(exercise, options))
            for exercise in course.exercises
        }
        self._futures: dict[str, Future[ExerciseReport]] = {}
        self._opened: str | None = None
        self._news: queue.SimpleQueue[_News | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="desk", daemon=True)
        self._show([exercise.id for exercise in course.exercises])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take no more news."""
        self._news.put(None)
        self._thread.join()

    def look(self, ids: Iterable[str] | None = None) -> None:
        """Read the files of these exercises, or of all, and grade what changed."""
        self._news.put(_Looked(tuple(self._standing) if ids is None else tuple(ids)))

    def wait(self) -> None:
        """Wait until all that was to be looked at is."""
        done = threading.Event()
        self._news.put(done)
        done.wait()

    def page(self) -> str:
        """The whole page as it stands."""
        since, parts = self._board.now()
        live = Live(EVENTS, since, f"{self._command} web")
        order = [parts[_part_of(exercise.id)] for exercise in self._course.exercises]
        return shell(self._report(), parts["overview"], order, live)

    def _work(self) -> None:
        with language.speaking(self._options.lang):
            while (news := self._news.get()) is not None:
                match news:
                    case _Looked(ids):
                        self._grade_changed(ids)
                    case _Graded():
                        self._take(news)
                    case threading.Event():
                        news.set()

    def _grade_changed(self, ids: Iterable[str]) -> None:
        changed = [exercise for exercise in self._known(ids) if self._has_changed(exercise)]
        self._show([exercise.id for exercise in changed])
        for exercise in changed:
            submitted = self._standing[exercise.id].submitted
            if submitted is not None:
                self._grade(exercise, submitted)

    def _known(self, ids: Iterable[str]) -> list[Exercise]:
        wanted = set(ids)
        return [exercise for exercise in self._course.exercises if exercise.id in wanted]

    def _has_changed(self, exercise: Exercise) -> bool:
        """Read the files anew, and note what that means; whether anything is different."""
        before = self._standing[exercise.id]
        try:
            submitted = read_submitted(self._exercises, exercise)
        except OSError as reason:
            trouble = _(words.UNREADABLE).format(reason=reason.strerror)
            after = msgspec.structs.replace(before, submitted=None, checking=False, trouble=trouble)
        else:
            if submitted == before.submitted:
                return False
            after = Standing(before.report, submitted, checking=True)
        self._standing[exercise.id] = after
        return after != before

    def _grade(self, exercise: Exercise, submitted: Submitted) -> None:
        def done(future: Future[ExerciseReport]) -> None:
            if not future.cancelled():
                self._news.put(_Graded(exercise, submitted, future))

        if exercise.id in self._futures:
            self._futures[exercise.id].cancel()
        future = self._submit(job_of(exercise, submitted, self._options, self._seed))
        self._futures[exercise.id] = future
        future.add_done_callback(done)

    def _submit(self, job: Job) -> Future[ExerciseReport]:
        try:
            return self._workers.submit(job)
        except Exception as reason:
            failed: Future[ExerciseReport] = Future()
            failed.set_exception(reason)
            return failed

    def _take(self, graded: "_Graded") -> None:
        """Show a report, unless its files have changed since."""
        id = graded.exercise.id
        if graded.submitted is not self._standing[id].submitted:
            return
        reason = graded.future.exception()
        if reason is None:
            self._standing[id] = Standing(graded.future.result(), graded.submitted)
        else:
            trouble = _(words.GRADER_FAILED).format(reason=type(reason).__name__)
            standing = self._standing[id]
            self._standing[id] = Standing(standing.report, graded.submitted, trouble=trouble)
        self._show([id])

    def _report(self) -> Report:
        reports = [standing.report for standing in self._standing.values()]
        return summed_up(self._course, self._seed, self._sandbox, reports)

    def _show(self, ids: Iterable[str]) -> None:
        """Renew these exercises, the head of the page, and what is open when it is loaded."""
        report = self._report()
        extras = extras_of(self._course, report, self._options.lang, command=self._command)
        before, self._opened = self._opened, extras.next
        for id in dict.fromkeys([*ids, *filter(None, (before, self._opened))]):
            self._show_exercise(id, extras)
        self._board.put("overview", overview_part(report, extras))

    def _show_exercise(self, id: str, extras: Extras) -> None:
        standing = self._standing[id]
        html = exercise_part(
            standing.report,
            extras.exercises[id],
            opened=id == self._opened,
            checking=standing.checking,
            trouble=standing.trouble,
        )
        self._board.put(_part_of(id), html, _said(standing))


class _Looked(msgspec.Struct, frozen=True):
    """These exercises are to be read anew."""

    ids: tuple[str, ...]


class _Graded(msgspec.Struct, frozen=True):
    """A report came, or failed to."""

    exercise: Exercise
    submitted: Submitted
    future: Future[ExerciseReport]


_News = _Looked | _Graded | threading.Event


def _part_of(id: str) -> str:
    return f"exercise-{id}"


def _nothing_known(exercise: Exercise, options: Options) -> ExerciseReport:
    """The report of an exercise before it was looked at."""
    checks = tuple(
        CheckReport(check.id, check.title, "not_run", 0, check.points) for check in exercise.checks
    )
    return exercise_report(exercise.id, exercise.entry.title.in_language(options.lang), checks, 0.0)


def _said(standing: Standing) -> str:
    """What a screen reader says of it; an untouched stub needs no word."""
    report = standing.report
    if standing.checking:
        state = _(words.CHECKING)
    elif report.status == "not_started":
        return ""
    else:
        passed = sum(check.status == "passed" for check in report.checks)
        state = _(words.CHECKS_PASSED).format(passed=passed, count=len(report.checks))
    return visible(_(words.UPDATED).format(title=report.title, state=state))
