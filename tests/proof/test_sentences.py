"""Every sentence that a student can be told exists in both languages."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.mofile import read_mo

from grader import messages
from grader.course import own_course
from grader.language import DOMAINS
from grader.proof.sentences import (
    catalogue,
    fields,
    po_file,
    renewed,
    sentences,
    spoken,
    untraced,
    written,
)

CODE = re.compile(r"`[^`]*`")


@pytest.fixture(scope="module")
def wanted() -> dict[str, dict[str, str]]:
    return sentences(own_course())


def translations(domain: str) -> Iterator[tuple[str, str]]:
    for entry in catalogue(domain):
        if entry.id:
            yield str(entry.id), str(entry.string)


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_catalogue_holds_the_sentences_that_can_be_said(
    wanted: dict[str, dict[str, str]], domain: str
) -> None:
    known = {said for said, _ in translations(domain)}
    assert sorted(known ^ wanted[domain].keys()) == []  # else: scripts/catalogues


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_sentence_is_left_untranslated(domain: str) -> None:
    assert [said for said, chinese in translations(domain) if not chinese] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_filled_in_is_filled_in_in_both_languages(domain: str) -> None:
    if domain == "grader":  # the others are no formats
        pairs = translations(domain)
        assert [said for said, chinese in pairs if fields(said) != fields(chinese)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_code_is_the_same_in_both_languages(domain: str) -> None:
    pairs = translations(domain)
    assert [
        said for said, chinese in pairs if set(CODE.findall(said)) != set(CODE.findall(chinese))
    ] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_that_of_the_text(domain: str) -> None:
    with po_file(domain).with_suffix(".mo").open("rb") as file:
        compiled = {e.id: e.string for e in read_mo(file) if e.id}
    assert compiled == dict(translations(domain))


def test_a_catalogue_that_is_renewed_keeps_what_was_translated() -> None:
    said, chinese = next(translations("grader"))
    again = renewed("grader", {said: "here", "A new one.": "there"})
    assert {e.id: e.string for e in again if e.id} == {said: chinese, "A new one.": ""}


def test_a_renewed_catalogue_is_the_same_file_each_time(wanted: dict[str, dict[str, str]]) -> None:
    assert po_file("checks").read_bytes() == written(renewed("checks", wanted["checks"]))[0]


def test_sentences_are_found_by_text_by_constant_and_by_either() -> None:
    names = {"A": "a", "B": {"x": "b"}, "messages": messages}
    source = "_('text'); _(A); _(B[key]); _(A if x else messages.SYNTAX); _(variable); other('no')"
    assert list(spoken(ast.parse(source), names)) == ["text", "a", "b", "a", messages.SYNTAX]


DATA = {
    "check.title": "what a check claims",
    "info.title": "what a check claims",
    "info.explanation": "what its author adds",
    "exercise.diagnosis": "what a misconception says",
    "said": "what a misconception says",
    "words": "every constant of `grader.page.words`",
}
"""What is said without naming a constant, and what it is instead."""


def test_all_that_is_said_can_be_traced_to_a_constant_or_to_the_course() -> None:
    assert untraced() == DATA.keys()
