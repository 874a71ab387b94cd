"""The page needs nothing beside it, and no text of a report becomes more than text on it."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import language
from grader.page import Extra, Extras, exercise_part, render
from grader.page.prose import markdown
from grader.report import Report, exercise_report
from tests.page import dom
from tests.page.reports import (
    EXTRAS,
    FAILED,
    INJECTIONS,
    PASSED,
    TIMEOUT,
    hostile_reports,
    hostile_texts,
    reported,
    sample,
)

MARKUP = str.maketrans({c: chr(0xE000 + ord(c)) for c in "<&\"'{%"})
"""Each character that could begin markup, or end an attribute, and a letter in its place."""
LOADING = ("src", "srcset", "data", "action", "formaction", "poster", "background", "style")
ALLOWED = {
    "html", "head", "body", "p", "a", "code", "pre", "ul", "ol", "li", "em", "strong", "table",
    "thead", "tbody", "tr", "th", "td", "h4", "h5", "h6", "blockquote", "hr", "br", "img",
}  # fmt: skip


def harmless(report: Report) -> Report:
    """The same report without a character that means anything in HTML."""
    plain = msgspec.to_builtins(report)
    return msgspec.convert(_translated(plain), Report)


def _translated(value: object) -> object:
    if isinstance(value, str):
        return value.translate(MARKUP)
    if isinstance(value, dict):
        return {key: _translated(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_translated(inner) for inner in value]
    return value


def extras_for(report: Report) -> Extras:
    extra = Extra(1, "", "", ("a", "b"), ("exercises/x/x.py",))
    return Extras({e.id: extra for e in report.exercises}, report.exercises[0].id)


@settings(max_examples=40, deadline=None)
@given(hostile_reports())
def test_no_text_of_a_report_becomes_markup(report: Report) -> None:
    statuses = harmless(report)
    hostile = render(report, extras_for(report))
    assert dom.shape(hostile) == dom.shape(render(statuses, extras_for(statuses)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(INJECTIONS) | hostile_texts(), max_size=4).map(" ".join))
def test_a_readme_brings_no_markup_of_its_own(source: str) -> None:
    for element in dom.elements(markdown(source, below=3)):
        assert dom.name(element) in ALLOWED
        assert not [attribute for attribute in element.attrib if attribute.startswith("on")]
        assert not element.get("href", "").lower().startswith(("javascript:", "data:", "vbscript:"))


def test_nothing_is_loaded_from_anywhere() -> None:
    for element in dom.elements(render(sample(), EXTRAS)):
        assert not set(LOADING) & set(element.attrib), dom.name(element)
        address = element.get("href", "")
        if dom.name(element) == "link":
            assert address.startswith("data:")
        elif dom.name(element) == "a":
            assert address.startswith(("#", "exercises/"))


def test_the_policy_lets_only_the_page_s_own_scripts_run() -> None:
    page = dom.parsed(render(sample(), EXTRAS))
    policy = next(m.get("content", "") for m in page.iter("meta") if m.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src" not in policy


def test_a_character_that_cannot_be_seen_is_shown_as_python_writes_it() -> None:
    check = msgspec.structs.replace(FAILED, got="a\u202eb\x1b[31m\ud800\t\u2028", output="")
    html = exercise_part(exercise_report("x", "x", (check,), 0.0), None)
    assert "a\\u202eb\\x1b[31m\\ud800\t\\u2028</pre>" in html


def test_each_failing_check_says_all_it_knows() -> None:
    html = render(sample(), EXTRAS)
    page = dom.text(dom.parsed(html))
    for fact in ("bump adds one, however often.", "The answer is not the one.", "bumped\nbumped"):
        assert fact in page
    assert "exercises/counter/counter.py, line 7" in page
    assert "2 of 8 points" in page


def test_what_it_is_in_real_life_is_told_after_a_pass_alone() -> None:
    page = dom.parsed(render(sample(), EXTRAS))
    told = [a.get("id") for a in page.iter("article") if "In real life: flask.Flask" in dom.text(a)]
    assert told == ["exercise-done"]


def test_hints_open_one_after_the_other() -> None:
    page = dom.parsed(render(sample(), EXTRAS))
    hints = [d for d in page.iter("details") if d.get("data-key", "").startswith("hint-")]
    inside = {h.get("data-key"): dom.text(h) for h in hints[:3]}
    assert "An attribute." in inside["hint-1"]
    assert "What must it remember?" not in inside["hint-2"]
    assert "self.total" in inside["hint-3"]
    assert not [hint for hint in hints if "open" in hint.attrib]


def test_only_the_exercise_to_go_on_with_is_open() -> None:
    page = dom.parsed(render(sample(), EXTRAS))
    opened = [
        article.get("id")
        for article in page.iter("article")
        for details in article.iter("details")
        if details.get("class") == "exercise" and "open" in details.attrib
    ]
    assert opened == ["exercise-counter"]


def test_failures_for_one_reason_are_told_once() -> None:
    broken = [msgspec.structs.replace(TIMEOUT, id=f"test_{n}", message="No import.") for n in "abc"]
    html = exercise_part(exercise_report("x", "x", tuple(broken), 0.0), None)
    assert html.count("No import.") == 1
    assert "The other 2 checks" in html


def test_the_picture_says_in_words_what_it_shows() -> None:
    page = dom.parsed(render(sample(), EXTRAS))
    pictures = [e for e in page.iter() if e.get("role") == "img"]
    words = " ".join(picture.get("aria-label", "") for picture in pictures)
    assert "1 of 3 exercises passed, 1 begun, 1 not started. 2 of 8 points." in words


def test_a_report_without_the_course_is_shown_too() -> None:
    page = dom.text(dom.parsed(render(sample(), Extras())))
    assert "bump adds one, however often." in page
    assert "Hint" not in page


def test_an_empty_report_and_a_finished_one() -> None:
    assert "0 of 0 exercises passed" in render(reported(), Extras())
    done = reported(exercise_report("done", "Done", (PASSED,), 0.1))
    assert "the course is done" in render(done, Extras())


def test_the_page_names_its_language() -> None:
    assert '<html lang="en"' in render(sample(), EXTRAS)
    with language.speaking("zh"):
        assert '<html lang="zh-CN"' in render(sample(), EXTRAS)
