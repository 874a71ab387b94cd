"""The report is one file that needs nothing else, and that no student can change the form of."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.cohort.model import Row
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.page import write_page
from grader.cohort.outputs.page.plots import MOST_ROWS, heat_map
from grader.cohort.outputs.page.scores import collect
from grader.course import Course
from tests.cohort.outputs.made_up import COLUMNS, HALF, STEADY, MadeUp, Statuses, row, ungraded

WRONG: Statuses = (("passed", "failed"), ("timeout",))
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Tree(HTMLParser):
    """The elements of a page with the names of their attributes, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.form: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.addresses: list[str] = []
        self.codes: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.form.append(f"{'/'.join(self.open)}/{tag} {[name for name, _ in attributes]}")

        for name, value in attributes:
            if name.rpartition(":")[2] in ("href", "src", "action", "data"):
                self.addresses.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open[-1:] == ["code"]:
            self.codes.append(data)


def only_counter(course: Course) -> Course:
    """The fixture's course, whose exercises the made-up class is graded on."""
    exercises = tuple(
        msgspec.structs.replace(course.find("counter"), id=column.id) for column in COLUMNS
    )
    return msgspec.structs.replace(course, exercises=exercises)


@pytest.fixture(scope="session")
def two(course: Course) -> Course:
    return only_counter(course)


def page(course: Course, *rows: Row, code: str = "") -> str:
    files = {
        each.source: {"counter": {"counter.py": code.encode("utf-8", "replace")}} for each in rows
    }
    file = io.StringIO()
    write_page(Gradebook(MadeUp(rows, code=files)), course, file)
    return file.getvalue()


CLASS = (row("a"), row("b", HALF), row("c", WRONG), row("d", WRONG), ungraded("e", "empty"))


def test_it_shows_scores_statistics_mistakes_and_who_has_no_grade(two: Course) -> None:
    seen = Tree(page(two, *CLASS))
    for said in ("test_starts", "1 of 4", "0.25", "failed by 3 students", "it is empty"):
        assert said in seen.text
    assert sum("/svg " in element for element in seen.form) == 4


def test_it_needs_nothing_but_itself(two: Course) -> None:
    text = page(two, *CLASS)
    assert "<script" not in text
    assert "@import" not in text
    addresses = [*Tree(text).addresses, *re.findall(r"url\((.*?)\)", text)]
    assert len(addresses) > 5
    assert all(address.startswith(("#", "data:image/png;base64,")) for address in addresses)


def test_every_element_is_closed_and_every_id_is_once(two: Course) -> None:
    text = page(two, *CLASS)
    assert Tree(text).open == []
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_the_same_class_is_the_same_page(two: Course) -> None:
    assert page(two, *CLASS) == page(two, *reversed(CLASS))


@pytest.mark.parametrize(
    "rows",
    [(), (row("a"),), (row("a"), row("b")), (ungraded("e", "empty"),)],
    ids=["nobody", "one student", "all equal", "nothing graded"],
)
def test_a_class_without_variance_has_a_page(two: Course, rows: tuple[Row, ...]) -> None:
    assert "nan" not in Tree(page(two, *rows)).text.split()


def test_colours_follow_light_and_dark(two: Course) -> None:
    text = page(two, *CLASS)
    assert not re.search(r"#0([0-9])0\1|#000000", text.partition("</style>")[2])
    assert set(re.findall(r"var\((--\w+)\)", text)) <= set(re.findall(r"(--\w+):", text))


def test_the_heat_map_of_a_large_class_does_not_grow_with_it(two: Course) -> None:
    def large(count: int) -> str:
        return page(two, *(row(f"s{at:04}", (WRONG, HALF, HALF)[at % 3]) for at in range(count)))

    few, many = large(MOST_ROWS + 1), large(2 * MOST_ROWS)
    assert abs(len(many) - len(few)) < 0.2 * len(few)
    assert "half of them pass" in many


HOSTILE = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("<>&\"'`$/{}%\\-!x\x00\x1b\u202e"), max_size=20),
    st.sampled_from(
        [
            "</pre><script>alert(1)</script>",
            "--><img src=x onerror=alert(1)>",
            "{{ 7*7 }}{% raw %}",
            "</style><h1>",
            "]]></svg><b>",
            '" onload="alert(1)',
            r"$\frac{1}$",
            "&lt;b&gt;",
            "#010101",
        ]
    ),
)

PROGRAM = "\n".join(f"if a[{n}] > {n}: print({n} * a)" for n in range(20))


def hostile(text: str) -> tuple[Row, ...]:
    many = (
        row(f"{at}{text}", WRONG, name=f"{text}.", text=text, diagnosis=f"d {text}")
        for at in (1, 2)
    )
    return (*many, row("z"), ungraded(f"u{text}", "failed", f"it {text}", source=f"p {text}"))


ATTACKS = "</pre><script>alert(1)</script>", '" onload="alert(1)', "{{ 7*7 }}{% raw %}", "</svg><b>"


def attacked(course: Course, text: str) -> Tree:
    return Tree(page(course, *hostile(text), code=f"{PROGRAM}\n{text}"))


@pytest.fixture(scope="module")
def without_plots() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.cohort.outputs.page.page._plots", lambda *_: {})
        yield


@pytest.fixture(scope="module")
def peaceful(two: Course, without_plots: None) -> Tree:
    return attacked(two, "x")


@settings(STEADY, max_examples=40)
@given(HOSTILE.filter(lambda text: "`" not in text))
def test_hostile_text_changes_nothing_about_the_form(
    two: Course, peaceful: Tree, text: str
) -> None:
    assert attacked(two, text or "x").form == peaceful.form


@settings(STEADY, max_examples=12)
@given(HOSTILE)
def test_hostile_names_change_nothing_about_a_plot(text: str) -> None:
    def drawn(name: str) -> list[str]:
        return Tree(heat_map(collect(Gradebook(MadeUp((row("a", name=name), row("b"))))))).form

    assert drawn(text or "x") == drawn("x")


@pytest.mark.parametrize("text", ATTACKS)
def test_hostile_text_is_there_to_be_read(two: Course, without_plots: None, text: str) -> None:
    assert attacked(two, text).text.count(text) >= 6


def test_what_cannot_be_seen_is_written_out(two: Course, without_plots: None) -> None:
    text = page(two, *hostile("a\x1b\u202eb"))
    assert "a\\x1b\\u202eb" in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_backticks_become_code_and_nothing_else(two: Course, without_plots: None) -> None:
    seen = attacked(two, "`<i>` ``")
    assert any("<i>" in code for code in seen.codes)
    assert not any(element.endswith("/i []") for element in seen.form)
