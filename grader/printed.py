"""What a student's code printed, as it is shown: a traceback holds their calls and no others.

Of a chain of exceptions the last is shown, and those before it that reach the student's code. Log
lines come without the time of day, so that the same submission gets the same report.
"""

import re

from grader import messages
from grader.language import _

OWN = "exercises"
"""Begins the path of a student's file, wherever it really lies."""
OTHERS = re.compile(rf"""(?:  File "(?!{OWN}\b)[^"\n]*", line \d+(?:, in .*)?\n(?:    .*\n)*)+""")
CALL = re.compile(r'^  File "', re.MULTILINE)
CHAINED = (
    "(?:During handling of the above exception, another exception occurred"
    "|The above exception was the direct cause of the following exception)"
)
EARLIER = re.compile(
    rf"(?:Traceback \(most recent call last\):\n{OTHERS.pattern}.*\n\n{CHAINED}:\n\n)+"
)
TIME_OF_DAY = re.compile(r"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\] ", re.MULTILINE)


def shown(printed: str) -> str:
    """The text with all that is foreign in a traceback replaced by how much it was."""
    text = TIME_OF_DAY.sub("", printed)
    return OTHERS.sub(_calls, EARLIER.sub(_exceptions, text))


def _calls(found: re.Match[str]) -> str:
    count = len(CALL.findall(found.group()))
    return f"  {_(messages.CALLS_LEFT_OUT).format(count=count)}\n"


def _exceptions(found: re.Match[str]) -> str:
    count = len(re.findall(CHAINED, found.group()))
    return f"{_(messages.EXCEPTIONS_LEFT_OUT).format(count=count)}\n"
