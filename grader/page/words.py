"""Every sentence of the page itself, in English; `spoken` gives them in the reader's language."""

from grader.language import _

TITLE = "{course}: {score} of {max_score} points"
SKIP = "Skip to the exercises"
COLOURS = "Colours"
AUTO = "Auto"
LIGHT = "Light"
DARK = "Dark"

POINTS = "{score} of {max_score} points"
POINTS_SHORT = "points"
PICTURE = "{passed} of {count} exercises passed, {begun} begun, {untouched} not started. {points}."
COUNTS = "{passed} of {count} exercises passed"
COUNT_BEGUN = "{begun} begun"
COUNT_UNTOUCHED = "{untouched} not started"
DONE = "Everything passed: the course is done."
BEGIN = "Next"
GO_ON = "Go on with"
READ_AND_EDIT = "Edit {files}, then:"

EXERCISES = "Exercises"
OPEN_ALL = "Open all"
CLOSE_ALL = "Close all"
LEVEL = "level {level}"
PASSED = "passed"
FAILED = "failed"
ERROR = "error"
TIMEOUT = "timeout"
NOT_STARTED = "not started"
NOT_RUN = "not run"
CHECKS_PASSED = "{passed} of {count} checks passed"
CHECKING = "being checked…"

TASK = "The task"
TASK_FILE = "README of this exercise"
HINT = "Hint {number} of {count}"
DIAGNOSIS = "This looks familiar"
TRY = "Try it: start {prompt} in {folder} and paste these lines."
COPY_LINES = "Copy the lines"
COPY_SESSION = "Copy with prompts"
COPY_COMMAND = "Copy"
COPIED = "Copied"
NOT_COPIED = "Select and copy by hand"
SESSION = "The failing case"
EXPECTED = "Expected"
GOT = "Got"
WHERE = "Where"
LINE = "{file}, line {line}"
PRINTED = "Printed"
ALSO = "Also to mend"
NOTHING_RAN = "The other {count} checks can't run before that is mended."
THESE_PASSED = "{count} checks passed"
THESE_WAIT = "{count} checks not run"
BEGIN_HERE = "Not started. Edit {files}, save it, and the checks can say what holds."
GRADED_BY = "{course} {version}, seed {seed}, sandbox: {sandbox}"

LIVE = "live"
CONNECTING = "connecting…"
GONE = "The page is no longer live. Run {command} again and open the address that it prints."
UPDATED = "{title}: {state}"
GRADER_FAILED = (
    "The grader itself failed here ({reason}). This is our mistake, not yours; changing the "
    "file tries anew."
)
UNREADABLE = "The files of this exercise can't be read ({reason}). What is below is of before."
REFUSED = (
    "This page is for the one who started it: open the address that `grader web` shows in the "
    "terminal, whole."
)
REFUSED_AGAIN = "I just did: show the page"


def spoken() -> dict[str, str]:
    """The words by their names, in the language that is spoken now."""
    return {name: _(words) for name, words in globals().items() if name.isupper()}
