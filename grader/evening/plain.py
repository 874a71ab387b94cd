"""`grader watch` line by line: for pipes, dumb terminals and screen readers.

Verdicts are printed as they come; commands are read as lines (`n`, `hint`, …). The end of the
input ends the session, once what waits is graded.
"""

import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from grader.course import Course, Exercise
from grader.errors import GraderError
from grader.evening import editor, words
from grader.evening.session import Session, Settings
from grader.language import _
from grader.report import ExerciseReport
from grader.reporters import text
from grader.screen import console, own_command

COMMANDS = (
    "Commands: n(ext), p(revious), g(o) NAME, h(int), t(ask), l(ist), c(heck), a(ll), r(eset), "
    "e(dit), q(uit)"
)
UNKNOWN = "“{line}” is no command."


class Plain:
    """A listener that prints."""

    def __init__(self) -> None:
        self._printing = threading.Lock()
        self._screen = console()
        self.session: Session | None = None

    def say(self, *lines: str) -> None:
        with self._printing:
            for line in lines:
                print(line, flush=True)

    def checking(self, exercise: Exercise) -> None:
        self.say(_(words.CHECKING).format(id=exercise.id))

    def progressed(self, exercise: Exercise, done: int) -> None:
        """Nothing: a line for each check would be too many."""

    def judged(self, exercise: Exercise, report: ExerciseReport) -> None:
        session = self.session
        assert session is not None
        if exercise.id != session.exercise.id:
            self.say(words.elsewhere(exercise, report))
            return
        self.say(words.summary(session, exercise, report))
        with self._printing:
            text.write_failures(report, self._screen)
            sys.stdout.flush()
        if report.status == "passed":
            self.say("", *words.after(session, exercise, own_command()))
        elif session.is_stuck(exercise):
            self.say(_(words.STUCK))

    def failed(self, reason: str) -> None:
        self.say(_(words.FAILED).format(reason=reason))


class Commands:
    """What a typed line does."""

    def __init__(self, session: Session, plain: Plain) -> None:
        self._session = session
        self._plain = plain
        self._ask: Callable[[], str] | None = None

    def carry_out(self, line: str) -> bool:
        """Do what a line says; whether to go on. Raises GraderError."""
        if self._ask is not None:
            asked, self._ask = self._ask, None
            agreed = line.lower() in ("y", "yes", "是")
            self._plain.say(asked() if agreed else _(words.LEFT))
            return True
        name, _blank, argument = line.partition(" ")
        if name in ("q", "quit", "exit"):
            return False
        if name in ("g", "go") and argument:
            self._session.go_to(argument.strip())
            self.here()
            return True
        does = self._named().get(name)
        if does is None:
            self._plain.say(_(UNKNOWN).format(line=line), _(COMMANDS))
        else:
            does()
        return True

    def _named(self) -> dict[str, Callable[[], None]]:
        both = {
            "next": self._next,
            "previous": self._previous,
            "hint": self._hint,
            "task": self._task,
            "list": self._list,
            "check": self._check,
            "all": self._all,
            "reset": self._reset,
            "edit": self._edit,
        }
        return both | {name[0]: does for name, does in both.items()} | {"": self._check}

    def here(self) -> None:
        session = self._session
        exercise = session.exercise
        self._plain.say(
            f"{words.here(session, exercise)}  ({words.where(session)})",
            _(words.FILE).format(path=words.place(session, exercise)),
        )

    def _next(self) -> None:
        self._session.go("next")
        self.here()

    def _previous(self) -> None:
        self._session.go("previous")
        self.here()

    def _hint(self) -> None:
        told = self._session.hint()
        if told is None:
            self._plain.say(_(words.NO_HINTS).format(id=self._session.exercise.id))
        else:
            self._plain.say(told.heading(), told.rest())

    def _task(self) -> None:
        self._plain.say(self._session.exercise.readme(self._session.lang).rstrip())

    def _list(self) -> None:
        from grader import listing

        ascii_only = not listing.can_write_marks(sys.stdout.encoding)
        shown = listing.lines(self._session.rows(), self._session.lang, ascii_only=ascii_only)
        self._plain.say(*("".join(piece for piece, _style in line) for line in shown))

    def _check(self) -> None:
        self._session.check(self._session.exercise.id)

    def _all(self) -> None:
        count = self._session.check_all()
        said = _(words.CHECK_ALL).format(count=count) if count else _(words.NOTHING_BEGUN)
        self._plain.say(said)

    def _reset(self) -> None:
        session = self._session
        if session.standing(session.exercise) == "not_started":
            self._plain.say(_(words.UNTOUCHED).format(id=session.exercise.id))
            return
        self._ask = lambda: words.do_reset(session)
        self._plain.say(_(words.ASK_RESET).format(id=session.exercise.id))

    def _edit(self) -> None:
        self._plain.say(editor.open_file(*self._session.file_to_edit(), on_screen=False))


def watch(course: Course, exercises: Path, settings: Settings, wanted: str) -> int:
    """Watch until told to quit; the exit code."""
    plain = Plain()
    session = plain.session = Session(course, exercises, settings, plain)
    commands = Commands(session, plain)
    typed: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read_lines, args=(typed,), daemon=True).start()
    try:
        session.begin(wanted)
        commands.here()
        plain.say(_(COMMANDS))
        session.start()
        while (line := typed.get()) is not None:
            if not _carry_out(commands, plain, line):
                return 0
        session.finish()
    except KeyboardInterrupt:
        pass
    finally:
        session.close()
    return 0


def _carry_out(commands: Commands, plain: Plain, line: str) -> bool:
    try:
        return commands.carry_out(line)
    except GraderError as reason:
        plain.say(str(reason))
        return True


def _read_lines(typed: "queue.Queue[str | None]") -> None:
    for line in sys.stdin:
        typed.put(line.strip())
    typed.put(None)
