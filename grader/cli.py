"""The `grader` command: finds the command that is asked for, and gives the exit code.

0 everything graded passed · 1 something did not · 2 the command was wrong · 3 the grader failed.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, get_args

from grader import language
from grader.course import load_course, own_course
from grader.errors import GraderError, UsageError

COMMANDS = {
    "run": "grade exercises; all of them when none is named",
    "next": "say what to do now",
    "list": "show the exercises of the course",
    "show": "show an exercise's README",
    "doctor": "say what this machine lacks for grading, and how to mend it",
    "publish": "write the student repository (instructors)",
    "verify": "prove the course's own checks (instructors)",
    "new": "write the files of a new exercise (instructors)",
}
"""What each command does; one without a module in `grader/commands` isn't offered."""
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
        print("grader: stopped.", file=sys.stderr)
        code = 3
    except Exception as reason:
        if os.environ.get("GRADER_DEBUG"):
            raise
        print(
            "grader: " + UNEXPECTED.format(kind=type(reason).__name__, text=reason), file=sys.stderr
        )
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
        print("underglass 0.1.0")
        return 0
    name, *rest = arguments if arguments[:1] and arguments[0] in commands() else ["run", *arguments]
    module = importlib.import_module(f"grader.commands.{name}")
    options = build_parser(name, module.add_arguments).parse_args(rest)
    language.use(options.lang)
    root = options.course
    course = load_course(root / "exercises", root / "grader") if root else own_course()
    return int(module.carry_out(options, course))


def commands() -> dict[str, str]:
    """The commands of this installation: a student's grader has no instructor's ones."""
    folder = Path(__file__).parent / "commands"
    return {name: does for name, does in COMMANDS.items() if (folder / f"{name}.py").is_file()}


def usage() -> str:
    """What `grader --help` prints."""
    lines = [f"  {name:<8} {does}\n" for name, does in commands().items()]
    return USAGE + "".join(lines) + MORE


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. `{self.prog} --help` shows what can be asked.")


def build_parser(name: str, add_arguments: Callable[[Parser], None]) -> Parser:
    """The parser of one command's arguments."""
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
