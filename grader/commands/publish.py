"""`grader publish`: write the student repository."""

import argparse
from pathlib import Path

from grader.commands.arguments import add_grading
from grader.course import Course

AUTHOR = "Course <course@localhost>"
DONE = """\
{folder}: {exercises} exercises, {checks} checks, an answer key of {kib} KiB (seed {seed}).
{files} files were written.
"""
KEPT = (
    "Kept as its student left it, though the stub is another now: {path}. They can compare the two "
    "with `git diff` once `grader reset` has been run, or go on as they are."
)
LIVE = (
    "Left out of the key, since its answers are not the same each time: {check}. Its points are in "
    "no student's report; `grader run` in this repository grades it."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to write it")
    parser.add_argument(
        "--exercise",
        action="append",
        default=[],
        metavar="E",
        help="publish this exercise, and no other that isn't named (default: all)",
    )
    parser.add_argument("--git", action="store_true", help="commit it, as a new git repository")
    parser.add_argument(
        "--author",
        type=author,
        default=author(AUTHOR),
        metavar="'NAME <MAIL>'",
        help=f"whose commit it is (default: {AUTHOR})",
    )
    parser.add_argument("--salt", type=salt, help=argparse.SUPPRESS)
    add_grading(parser)


def author(text: str) -> tuple[str, str]:
    """A name and a mail address."""
    name, _, mail = text.rstrip(">").partition(" <")
    if not name.strip() or "@" not in mail:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form 'NAME <MAIL>'")
    return name.strip(), mail.strip()


def salt(text: str) -> bytes:
    """The salt of a key that is to be the same each time: 32 hexadecimal digits."""
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = b""
    if len(value) != 16:
        raise argparse.ArgumentTypeError(f"“{text}” is not 32 hexadecimal digits")
    return value


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.delivery import repository
    from grader.delivery.publish import publish
    from grader.run import Options
    from grader.solutions import solutions_folder

    if options.git:
        repository.refuse_history(options.folder)
    settings = Options(
        options.seed, options.jobs, options.lang, options.portable, sandbox=options.sandbox
    )
    selected = course.select(options.exercise)
    folder = options.folder
    done = publish(course, selected, solutions_folder(course), folder, settings, options.salt)
    if options.git:
        repository.commit(folder, *options.author)
    print(
        DONE.format(
            folder=folder,
            exercises=done.exercises,
            checks=done.checks,
            kib=round(done.key / 1024),
            seed=done.seed,
            files=done.written.files,
        ),
        end="",
    )
    for path in done.written.kept:
        print(KEPT.format(path=path))
    for check in done.live:
        print(LIVE.format(check=check))
    return 0
