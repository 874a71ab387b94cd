"""The `grader` command: finds the command that is asked for, and gives the exit code.

0 everything graded passed · 1 something did not · 2 the command was wrong · 3 the grader failed.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn, get_args

from grader import VERSION, language
from grader.errors import GraderError, UsageError
from grader.language import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

COMMANDS = {
    "run": "grade exercises; all of them when none is named",
    "watch": "grade each time you save, until you quit",
    "web": "show your progress on a page that follows your work",
    "next": "say what to do now",
    "list": "show the exercises, and how far you are",
    "show": "show an exercise's README",
    "hint": "give one more hint",
    "reset": "put a stub back, keeping what you wrote",
    "solution": "show the reference solution, after a pass",
    "report": "show a report again, in any form, or as a page",
    "doctor": "say what this machine lacks for grading, and how to mend it",
    "publish": "write the student repository (instructors)",
    "cohort": "grade a folder of submissions (instructors)",
    "verify": "prove the course's own checks (instructors)",
    "new": "write the files of a new exercise (instructors)",
}
"""What each command does; one without a module in `grader/commands` isn't offered."""
STOPPED = "stopped."
ARGUMENTS = "{reason}. `{command} --help` shows what can be asked."
UNEXPECTED = (
    "The grader itself failed ({kind}: {text}). This is our mistake, not yours: please report it "
    "with the command you typed. GRADER_DEBUG=1 shows where."
)
USAGE = "grader [COMMAND] …\n\nGrade your exercises. Without a command: grader run.\n\ncommands:\n"
MORE = "\n`grader COMMAND --help` says what a command can be told.\n"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit."""
    make_output_safe()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = dispatch(given)
    except GraderError as reason:
        print(f"grader: {reason}", file=sys.stderr)
        code = reason.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        print(f"grader: {_(STOPPED)}", file=sys.stderr)
        code = 3
    except Exception as reason:
        if os.environ.get("GRADER_DEBUG"):
            raise
        told = _(UNEXPECTED).format(kind=type(reason).__name__, text=reason)
        print(f"grader: {told}", file=sys.stderr)
        code = 3
    sys.exit(code)


def make_output_safe() -> None:
    """Never fail on a character that the terminal can't show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def dispatch(arguments: list[str]) -> int:
    """Carry out one command line; its exit code. Raises GraderError."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(usage(), end="")
        return 0
    if arguments[:1] == ["--version"]:
        print(f"underglass {VERSION}")
        return 0
    name, *rest = arguments if arguments[:1] and arguments[0] in commands() else ["run", *arguments]
    module = importlib.import_module(f"grader.commands.{name}")
    if not rest and hasattr(module, "at_once"):
        language.use(language.from_environment())
        return int(module.at_once())
    options = build_parser(name, module.add_arguments).parse_args(rest)
    language.use(options.lang)
    from grader.course import load_course, own_course

    root = options.course
    course = load_course(root / "exercises", root / "grader") if root else own_course()
    return int(module.carry_out(options, course))


def commands() -> dict[str, str]:
    """The commands of this installation: a student's grader has no instructor's ones."""
    folder = os.path.join(os.path.dirname(__file__), "commands")
    present = set(os.listdir(folder))
    return {name: does for name, does in COMMANDS.items() if f"{name}.py" in present}


def usage() -> str:
    """What `grader --help` prints."""
    lines = [f"  {name:<8} {does}\n" for name, does in commands().items()]
    return USAGE + "".join(lines) + MORE


def build_parser(
    name: str, add_arguments: Callable[[argparse.ArgumentParser], None]
) -> argparse.ArgumentParser:
    """The parser of one command's arguments, which says what is wrong in one sentence."""
    import argparse
    from pathlib import Path

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise UsageError(_(ARGUMENTS).format(reason=message, command=self.prog))

    parser = Parser(prog=f"grader {name}", description=f"{COMMANDS[name].capitalize()}.")
    add_arguments(parser)
    parser.add_argument(
        "--lang",
        choices=get_args(language.Language),
        default=language.from_environment(),
        help="the language that you read (default: by LANG)",
    )
    parser.add_argument("--course", type=Path, help=argparse.SUPPRESS)
    return parser
