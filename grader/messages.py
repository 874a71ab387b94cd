"""Every sentence that the grader says to a student about their code, in one place.

Each says what happened and what to look at. `{…}` are filled in by `grader.verdict`.
"""

TASK = "Task {number} of the README asks: “{text}”"

NOT_WRITTEN = "This part is still to be written: `{function}` raises NotImplementedError."
RAISED = "Your code raised {error} where the task asks for a value."
RAISED_IN_PROBE = "These lines ended in {error}, without reaching a line of yours."
MISSING_NAME = "{file} defines no `{name}`. Write it, or mend its spelling."
NOT_CALLABLE = (
    "These lines call what {file} defines as a class or function, but it is an object of type "
    "`{kind}`, which can't be called. Look at what the name is bound to."
)
MISSING_ATTRIBUTE = "{text}. Write it, or mend its spelling."
MISSING_MODULE = "{text}. The task asks for this module: write it, or mend its name."
DENIED = "Your code was denied something ({error}). While it is graded it has Python, its own files and an empty folder to write in: no other files, no network, no other programs or processes. The task needs none of them."
WRONG_VALUE = "The answer is not the one that the task asks for."
WRONG_AMONG_SEVERAL = "Not all of these answers are the ones that the task asks for."
README_EXAMPLE = "The README’s own example doesn’t come out as it says there, either. Begin with it:\n{lines}\nexpected: {expected}\ngot: {got}"
DIFFERS = "The answer differs at `answer{path}`: {expected} is expected there, and {got} came."
DIFFERS_LACKS = "The answer lacks `answer{path}`: {expected} is expected there."
DIFFERS_HAS = "The answer has too much: {got} at `answer{path}` is not expected."
EXPECTED_RAISED = "it raises {name}"
NOTHING_RAISED = "no exception"
NOTHING_SHOWN = "nothing"
UNSTEADY = "The same lines gave different answers when they were run twice."

SYNTAX = (
    "{file} can't be read as Python: {text}. Mend line {line}; until then nothing of it can run."
)
NO_IMPORT = "{file} imports “{name}”, which isn't there. Only {taken} of yours is taken along; install or import nothing else."
LOADING = "{file} can't be imported: {error}. Nothing of it can run until this line is mended."
LOADING_HANGS = "Importing {file} doesn't come to an end. Look at the code outside functions."

BUSY = "It was still computing after a long time. Look for a loop, or a method calling itself, that never ends."
IDLE = "It waited for something that never came. Look for a lock that is never released, or a get, recv or join without an end."
EXIT_CODE = "exit code {code}"
KILLED = "its process was killed"
EXIT = "The code ended the whole program ({detail}). Return a value or raise an exception instead."
CRASH = "The Python process itself crashed ({detail}). Look for ctypes, or for recursion in C code."
MEMORY = "It asked for more memory than it is given ({memory} MiB). Look for something that grows without an end."
DISK = "It wrote too much: its folder holds {disk} MiB and {files} files, no more. Look for files written in a loop that never ends."
THREADS = "It had more than {threads} threads at once. Look for threads that are started in a loop and never end."
OUTPUT = "It printed more than {limit} MiB at once. Look for a print in a loop that never ends."
SLOW = "Its answers took too long in all: they have cost {busy} seconds of computing or {idle} of waiting, where a right solution needs few. Look for work that is done anew each time, or for time.sleep."
GARBAGE = "Something in the code disturbed the channel to the grader. Leave files and sockets that you did not open alone."

CUT = "{text}… (cut here: {length:,} characters in all)"
CALLS_LEFT_OUT = "… (calls outside your code: {count})"
EXCEPTIONS_LEFT_OUT = "… (earlier exceptions outside your code: {count})"
CUT_BEFORE = "{text}… (cut here: {more:,} more)"
OUTPUT_LOST = "\n… (cut here: {lost:,} more bytes were printed)"
MISSING_FILE = "{file} is missing. `git checkout {path}` puts the stub back."
REFUSED_FILE = "{reason}."
UNUSABLE = (
    "The answer has a form that the check can't work with. Compare it with what the task asks for."
)
NOT_RUN = "This check did not run."
EXPECTED_VALUE = "a value, and no exception"
EXPECTED_ANSWER = "an answer"
EXPECTED_ONE_OF = "one of {values}"
NO_ANSWER = {
    "busy": "no answer: it was still computing",
    "idle": "no answer: it was still waiting",
    "exit": "no answer: the program had ended",
    "crash": "no answer: Python had crashed",
    "memory": "no answer: it had no memory left",
    "disk": "no answer: it had filled its folder",
    "threads": "no answer: it had too many threads",
    "output": "no answer: it printed too much",
    "slow": "no answer: all of them together took too long",
    "garbage": "no answer that can be read",
}
"""What came back instead of an answer, by the way in which the subject ended."""
HIDDEN_MODULE = "as if {name} were not installed"
