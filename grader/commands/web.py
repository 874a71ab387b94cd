"""`grader web`: the page of your progress, live while you work."""

import argparse
from pathlib import Path

from grader.commands.arguments import add_grading, add_submission
from grader.course import Course
from grader.language import _
from grader.submission import exercises_of

OPEN_THIS = "Open this address in a browser on this machine; nobody else can:"
HOW_TO_STOP = "It is graded again when you save a file. Ctrl-C stops."
STOPPED = "Stopped."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_submission(parser)
    parser.add_argument(
        "--port", type=port, default=0, metavar="N", help="the port (default: a free one)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="127.0.0.1 (the default), localhost or ::1"
    )
    parser.add_argument("--open", action="store_true", help="open the page in a browser at once")
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    """Serve the page until Ctrl-C."""
    from grader.run import Options
    from grader.screen import own_command
    from grader.web.server import Server, ended_by_signals, listen

    exercises = exercises_of(options.submission)
    listener = listen(options.host, options.port)
    settings = Options(
        seed=options.seed,
        jobs=options.jobs,
        lang=options.lang,
        portable=options.portable,
        sandbox=options.sandbox,
    )
    with ended_by_signals():
        try:
            with Server(course, Path(exercises), settings, listener, own_command()) as server:
                _say_where(server.address, open_it=options.open)
                server.serve()
        except KeyboardInterrupt:
            pass
    print(_(STOPPED), flush=True)
    return 0


def _say_where(address: str, *, open_it: bool) -> None:
    print(_(OPEN_THIS), "", f"    {address}", "", _(HOW_TO_STOP), sep="\n", flush=True)
    if open_it:
        import webbrowser

        webbrowser.open(address)


def port(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is no port; name one from 0 to 65535")
    return int(text)
