"""Reports for the tests of the page: an ordinary one, and any that a hostile student could want."""

from hypothesis import strategies as st

from grader.page import Extra, Extras
from grader.report import (
    CheckReport,
    CourseInfo,
    ExerciseReport,
    Report,
    Where,
    course_report,
    exercise_report,
)

TRANSCRIPT = """\
>>> from counter import Counter
>>> c = Counter(3)
>>> for _ in range(2):
...     c.bump()
...
bumped
 >>> import os
>>> c.total
4"""
LINES = """\
from counter import Counter
c = Counter(3)
for _ in range(2):
    c.bump()

c.total
"""
FAILED = CheckReport(
    "test_bump",
    "`bump` adds one, however often.",
    "failed",
    0,
    2,
    message="The answer is not the one.\nTask 2 of the README asks: “`bump` adds one.”",
    expected="5",
    got="4",
    transcript=TRANSCRIPT,
    output="bumped\n" * 100,
    where=Where("counter/counter.py", 7),
)
PASSED = CheckReport("test_total", "`total` is kept.", "passed", 1, 1)
TIMEOUT = CheckReport("test_end", "It ends.", "timeout", 0, 1, message="It waited.")
UNTOUCHED = CheckReport("test_tree", "The tree is there.", "not_run", 0, 3)


def reported(*exercises: ExerciseReport) -> Report:
    return course_report(CourseInfo("Fixture", "1"), 0, "process, limits", exercises)


def sample() -> Report:
    """One exercise of each state."""
    return reported(
        exercise_report("counter", "A counter with `bump`", (FAILED, PASSED, TIMEOUT), 0.1),
        exercise_report("done", "A thing that is done", (PASSED,), 0.1),
        exercise_report("tree", "A package", (UNTOUCHED,), 0.0),
    )


EXTRAS = Extras(
    {
        name: Extra(
            level=1,
            task="# Title\n\nDo it.\n\n## Tasks\n\n1. Write `bump`.\n",
            readme=f"exercises/{name}/README.md",
            hints=("What must it remember?", "An attribute.", "`self.total = start`"),
            files=(f"exercises/{name}/{name}.py",),
            real_life=("In real life: `flask.Flask`", "It does the same."),
        )
        for name in ("counter", "done", "tree")
    },
    next="counter",
)

INJECTIONS = (
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 1</script>",
    "<img src=x onerror=window.pwned=1>",
    '" onmouseover="window.pwned=1" x="',
    "' autofocus onfocus='window.pwned=1",
    "</pre></details></article><iframe src=javascript:window.pwned=1></iframe>",
    "</style><svg onload=window.pwned=1>",
    "<!-- ",
    "-->",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&amp;&#60;b&#62;",
    "<![CDATA[ <b> ]]>",
    "`<b onclick=window.pwned=1>`",
    "\n\ndata: {}\n\nevent: bye\n\n",
    "\r\nid: 99\r\n",
    ">>> <b>x</b>\n... <i>\n",
    "\u202e\u2066\x00\x1b[31m\u2028\ud800",
    "<a href='javascript:window.pwned=1'>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
)


def hostile_texts() -> st.SearchStrategy[str]:
    """Text in which markup, script and the delimiters of events stand."""
    pieces = st.sampled_from(INJECTIONS) | st.text(max_size=8)
    return st.lists(pieces, max_size=4).map("".join)


def hostile_reports() -> st.SearchStrategy[Report]:
    """A report all of whose texts are hostile."""
    text = hostile_texts()
    maybe = st.none() | text
    checks = st.builds(
        CheckReport, id=text, title=text, status=st.sampled_from(["passed", "failed", "timeout"]),
        score=st.just(0), max_score=st.just(1), message=text, expected=maybe, got=maybe,
        transcript=text, output=text, where=st.none() | st.builds(Where, text, st.just(1)),
    )  # fmt: skip
    exercises = st.builds(
        ExerciseReport, id=text, title=text, status=st.sampled_from(["passed", "failed", "error"]),
        score=st.just(0), max_score=st.just(2), duration=st.just(0.1), diagnosis=maybe,
        checks=st.lists(checks, max_size=2).map(tuple),
    )  # fmt: skip
    return st.builds(
        Report, schema=st.just(1), course=st.builds(CourseInfo, text, text), seed=st.just(0),
        sandbox=text, score=st.just(0), max_score=st.just(2), exercises=st.tuples(exercises),
    )  # fmt: skip
