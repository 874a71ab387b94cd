"""`grader watch` on a terminal: the verdict in the middle, the course above, the keys below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, Markdown, OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from grader import listing
from grader.errors import GraderError
from grader.evening import editor, words
from grader.evening.session import Session, Settings
from grader.language import _
from grader.reporters import text
from grader.screen import own_command

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.report import ExerciseReport

TITLE = "Underglass"
KEYS = {
    "n": "next",
    "p": "previous",
    "h": "hint",
    "t": "task",
    "l": "list",
    "c": "check",
    "a": "all",
    "r": "reset",
    "e": "edit",
    "y": "copy",
    "q": "quit",
}
"""What a key does."""
COPIED = "The lines to paste are copied."
NOTHING_TO_COPY = "There is no failing case to copy."
WIDEST = 100


class Watch(App[int]):
    """The whole screen. Its session calls it from other threads."""

    CSS = """
    Screen { layout: vertical; }
    #course { height: 1; padding: 0 1; }
    #bar { height: 1; padding: 0 1; }
    #here { height: auto; padding: 0 1; text-style: bold; }
    #verdict { height: 1fr; padding: 1 0 0 0; }
    #report, #hints { padding: 0 1; }
    #report.old { text-opacity: 50%; }
    #hints { height: auto; }
    #status { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, does, _(words.KEYS[does]), show=key != "c") for key, does in KEYS.items()),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]

    def __init__(self, course: Course, exercises: Path, settings: Settings, wanted: str) -> None:
        super().__init__(ansi_color=True)
        self.session = Session(course, exercises, settings, self)
        self.session.begin(wanted)
        self._note = ""
        self._busy = ""
        self._shown: ExerciseReport | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="course")
        yield ProgressBar(id="bar", show_percentage=False, show_eta=False)
        yield Static(id="here")
        with VerticalScroll(id="verdict"):
            yield Static(id="report")
            yield Static(id="hints")
        yield Static(id="status")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self._redraw()
        self.session.start()

    # What the session says, from its threads.

    def checking(self, exercise: Exercise) -> None:
        self._soon(lambda: self._checking(exercise))

    def progressed(self, exercise: Exercise, done: int) -> None:
        count = len(exercise.checks)
        self._soon(
            lambda: self._show_busy(_(words.CHECKED).format(id=exercise.id, done=done, count=count))
        )

    def judged(self, exercise: Exercise, report: ExerciseReport) -> None:
        self._soon(lambda: self._judged(exercise, report))

    def failed(self, reason: str) -> None:
        self._soon(lambda: self._say(_(words.FAILED).format(reason=reason)))

    def _soon(self, show: Callable[[], None]) -> None:
        """Have something shown by the thread that may, without waiting for it."""
        if self.is_running and self._loop is not None:
            self._loop.call_soon_threadsafe(self.call_later, show)

    def _checking(self, exercise: Exercise) -> None:
        """Say so at once; what is still shown is about the files as they were."""
        self._show_busy(_(words.CHECKING).format(id=exercise.id))
        if exercise.id == self.session.exercise.id:
            self.query_one("#report").add_class("old")

    def _judged(self, exercise: Exercise, report: ExerciseReport) -> None:
        self._show_busy("")
        if exercise.id == self.session.exercise.id:
            self._shown = report
            self.query_one("#report").remove_class("old")
            self.query_one("#verdict").scroll_home(animate=False)
        else:
            self._say(words.elsewhere(exercise, report))
        self._redraw()

    # What is on the screen.

    def _say(self, note: str) -> None:
        """What came of the last key; it stays until the next."""
        self._note = note
        self._show_status()

    def _show_busy(self, busy: str) -> None:
        """What is being checked, or nothing."""
        self._busy = busy
        self._show_status()

    def _show_status(self) -> None:
        lines = "\n".join(filter(None, (self._note, self._busy)))
        self.query_one("#status", Static).update(Text(lines))

    def _redraw(self) -> None:
        session = self.session
        passed, count, score, points = listing.totals(session.rows())
        so_far = _(listing.SO_FAR).format(passed=passed, count=count, score=score, points=points)
        self.query_one("#course", Static).update(Text(f"{TITLE} · {so_far}"))
        self.query_one("#bar", ProgressBar).update(total=count, progress=passed)
        here = Text(words.here(session, session.exercise), "bold")
        here.append(f"\n{_(words.FILE).format(path=words.place(session, session.exercise))}", "dim")
        self.query_one("#here", Static).update(here)
        self.query_one("#report", Static).update(Group(*self._verdict()))
        self.query_one("#hints", Static).update(Group(*self._hints()))

    def _verdict(self) -> list[Text]:
        report, session = self._shown, self.session
        if report is None or report.id != session.exercise.id:
            return []
        style = {"passed": "green", "not_started": ""}.get(report.status, "red")
        shown = [Text(words.summary(session, session.exercise, report), style), Text()]
        if report.status == "passed":
            for paragraph in words.after(session, session.exercise, own_command()):
                shown += [Text(paragraph), Text()]
            return shown
        return shown + text.failure_lines(report, min(self.size.width - 4, WIDEST))

    def _hints(self) -> list[Text]:
        session = self.session
        if self._shown is not None and self._shown.status == "passed":
            return []
        told = session.hints_told(session.exercise)
        shown = [Text(hint.heading(), "yellow") for hint in told]
        if session.is_stuck(session.exercise):
            shown.append(Text(_(words.STUCK), "yellow"))
        return shown

    def on_resize(self) -> None:
        if self.query("#report"):
            self._redraw()

    # What keys do.

    def _go(self, move: Callable[[], object]) -> None:
        self._shown = None
        self._say("")
        self.query_one("#report").remove_class("old")
        move()
        self._redraw()

    def action_next(self) -> None:
        self._go(lambda: self.session.go("next"))

    def action_previous(self) -> None:
        self._go(lambda: self.session.go("previous"))

    def action_hint(self) -> None:
        told = self.session.hint()
        if told is None:
            self._say(_(words.NO_HINTS).format(id=self.session.exercise.id))
            return
        self._say(told.rest())
        self._redraw()
        self.query_one("#verdict").scroll_end(animate=False)

    def action_task(self) -> None:
        self.push_screen(Task(self.session.exercise.readme(self.session.lang)))

    def action_list(self) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                self._go(lambda: self.session.go_to(name))

        self.push_screen(Choice(self.session.rows(), self.session), chosen)

    def action_check(self) -> None:
        self.session.check(self.session.exercise.id)

    def action_all(self) -> None:
        count = self.session.check_all()
        self._say(_(words.CHECK_ALL).format(count=count) if count else _(words.NOTHING_BEGUN))

    def action_reset(self) -> None:
        exercise = self.session.exercise
        if self.session.standing(exercise) == "not_started":
            self._say(_(words.UNTOUCHED).format(id=exercise.id))
            return
        self.push_screen(Question(_(words.ASK_RESET).format(id=exercise.id)), self._reset)

    def _reset(self, agreed: bool | None) -> None:
        try:
            self._say(words.do_reset(self.session) if agreed else _(words.LEFT))
        except GraderError as reason:
            self._say(str(reason))
        self._redraw()

    def action_edit(self) -> None:
        path, line = self.session.file_to_edit()
        command = editor.command_for(path, line)
        if command is not None and editor.needs_terminal(command):
            with self.suspend():
                said = editor.open_file(path, line, on_screen=True)
            self.refresh(layout=True)
        else:
            said = editor.open_file(path, line, on_screen=True)
        self._say(said)

    def action_copy(self) -> None:
        lines = text.lines_to_paste(self._shown) if self._shown else ""
        if lines:
            self.copy_to_clipboard(lines)
        self._say(_(COPIED if lines else NOTHING_TO_COPY))

    async def action_quit(self) -> None:
        self.exit(0)


class Closing(ModalScreen[None]):
    """A screen that any of its keys closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,t", "close", _(words.BACK))]

    def action_close(self) -> None:
        self.dismiss(None)


class Task(Closing):
    """The README of the exercise."""

    CSS = "Task { background: $background; } Task VerticalScroll { padding: 0 1; }"

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Markdown(self._source, open_links=False)
        yield Footer()


class Choice(ModalScreen[str | None]):
    """The exercises, to go to one of them."""

    CSS = """
    Choice { background: $background; }
    Choice OptionList { height: 1fr; border: none; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,l", "close", _(words.BACK)),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(self, rows: list[listing.Row], session: Session) -> None:
        super().__init__()
        self._rows = rows
        self._lang = session.lang
        self._here = session.exercise.id

    def compose(self) -> ComposeResult:
        *lines, _blank, bar = listing.lines(self._rows, self._lang, ascii_only=False)
        yield Static(Text.assemble(*bar))
        yield OptionList(
            *(
                Option(Text.assemble(*line), id=row.short.id)
                for row, line in zip(self._rows, lines, strict=True)
            )
        )
        yield Footer()

    def on_mount(self) -> None:
        names = [row.short.id for row in self._rows]
        self.query_one(OptionList).highlighted = names.index(self._here)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_close(self) -> None:
        self.dismiss(None)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()


class Question(ModalScreen[bool]):
    """Something to agree to."""

    CSS = """
    Question { align: center middle; }
    Question Vertical { width: auto; max-width: 90%; height: auto; padding: 1 2; }
    Question Vertical { border: round $warning; }
    Question Label { width: auto; max-width: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", _(words.YES)),
        Binding("n,escape,q,enter", "answer(False)", _(words.NO)),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(Text(self._question))
        yield Footer()

    def action_answer(self, agreed: bool) -> None:
        self.dismiss(agreed)


def watch(course: Course, exercises: Path, settings: Settings, wanted: str) -> int:
    """Watch until told to quit; the exit code.

    The mouse is left to the terminal, so that the lines to paste can be selected and copied.
    """
    app = Watch(course, exercises, settings, wanted)
    try:
        return app.run(mouse=False) or 0
    finally:
        app.session.close()
