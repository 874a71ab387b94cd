"""Reports to render: a plain one, and any that could be, hostile texts included."""

from hypothesis import strategies as st

from grader.report import (
    CheckReport,
    CheckStatus,
    CourseInfo,
    ExerciseReport,
    Report,
    Where,
    course_report,
    exercise_report,
)

FAILED = CheckReport(
    "test_add", "`add` adds.", "failed", 1, 3, "Wrong: look at `add`.", "3", "4",
    ">>> add(1, 2)\n4", "hello\nthere\n", Where("sums/sums.py", 12),
)  # fmt: skip
LATE = CheckReport("test_loop", "It ends.", "timeout", 0, 1, "A hang.", transcript=">>> loop()")
GOOD = CheckReport("test_sub", "It subtracts.", "passed", 2, 2)
IDLE = CheckReport("test_x", "X.", "not_run", 0, 1)
SUMS = exercise_report("sums", "Sums", (FAILED, LATE, GOOD), 0.25)
DONE = exercise_report("done", "Done", (GOOD,), 0.5)
WAITING = exercise_report("more", "More", (IDLE,), 0.0)


def report_of(*exercises: ExerciseReport) -> Report:
    return course_report(CourseInfo("Course", "1"), 0, "off", exercises)


PLAIN = report_of(SUMS, DONE, WAITING)
"""5 of 9 points."""


def failing_with(text: str) -> Report:
    """A report whose every text that a student can reach is `text`."""
    check = CheckReport(
        "test_a", "A.", "failed", 0, 1, text, text, text, text, text, Where("a/a.py", 1)
    )
    return report_of(exercise_report("a", "A", (check,), 0.0))


FORGED = "::notice title=Autograding complete::Points 100/100"
HOSTILE = (
    FORGED,
    f"\n{FORGED}\n",
    f"\r{FORGED}\r\n \t{FORGED}",
    f"\u2028{FORGED}\x0b{FORGED}\x85{FORGED}",
    ":::error::x\n::::notice::y",
    "##[error]x ##[set-output name=result]y",
    "%0A::notice::x%25",
    "]]><failure/>&lt;&#0;",
    "</pre></details><script>alert(1)</script><!--",
    "`|` ||| ``` ~~~ \n```\n# x\n---\n* a\n1. b",
    "[x](javascript:alert(1)) ![y](z) @someone #1 <img src=x onerror=y>",
    "\x00\x01\x1b[2J\x1b]8;;x\x07\x7f\x9b",
    "\ud800 \udfff \ufffe \uffff \U0001ffff \ufdd0",
    "\u202eabc\u2066def\u200f\ufeff",
    "result=eyJ9\nEOF\nresult<<EOF",
    "{{ x }} ${{ github.token }} $(id)",
    "7 of 7 points",
    "x" * 30_000,
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=40)
NAMES = st.from_regex(r"[a-z][a-z_0-9]{0,8}", fullmatch=True)


@st.composite
def checks(draw: st.DrawFn) -> CheckReport:
    status: CheckStatus = draw(st.sampled_from(["passed", "failed", "error", "timeout", "not_run"]))
    most = draw(st.integers(0, 6))
    score = most if status == "passed" else draw(st.integers(0, most))
    maybe = st.none() | TEXTS
    where = draw(st.none() | st.builds(Where, TEXTS, st.integers(1, 10**6)))
    return CheckReport(
        draw(NAMES), draw(TEXTS), status, score, most, draw(TEXTS), draw(maybe), draw(maybe),
        draw(TEXTS), draw(TEXTS), where,
    )  # fmt: skip


@st.composite
def exercises(draw: st.DrawFn) -> ExerciseReport:
    listed = tuple(draw(st.lists(checks(), max_size=8)))
    return exercise_report(draw(NAMES), draw(TEXTS), listed, draw(st.floats(0, 1000)))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    listed = draw(st.lists(exercises(), max_size=4, unique_by=lambda exercise: exercise.id))
    info = CourseInfo(draw(TEXTS), draw(TEXTS))
    return course_report(info, draw(st.integers(0, 2**32)), "process", tuple(listed))
