"""The language in which a student is spoken to.

    use("zh")                      from the command line or the environment, once
    _(messages.WRONG_VALUE)        the sentence in that language

Sentences are written in English, as constants, and translated where they are used, before anything
is filled in. The catalogues are `locale/zh/LC_MESSAGES/*.po`: `grader` holds the grader's own
sentences, `checks` what checks claim, `diagnoses` what misconceptions say. `scripts/catalogues`
writes them anew from the sources and compiles them.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import gettext
    from collections.abc import Iterator

Language = Literal["en", "zh"]
DOMAINS = ("grader", "checks", "diagnoses")
LOCALE = os.path.join(os.path.dirname(__file__), "locale")

_translations: gettext.NullTranslations | None = None
"""None while English is spoken."""
_language: Language = "en"


def use(language: Language) -> None:
    """Speak this language from now on, in this process."""
    global _translations, _language
    if language == _language:
        return
    _language = language
    _translations = None if language == "en" else _catalogues(language)


def _catalogues(language: Language) -> gettext.NullTranslations:
    import gettext  # not for English: commands are to answer at once

    found = gettext.NullTranslations()
    for domain in DOMAINS:
        found.add_fallback(gettext.translation(domain, LOCALE, [language], fallback=True))
    return found


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak this language for a while."""
    before = _language
    use(language)
    try:
        yield
    finally:
        use(before)


def current() -> Language:
    """The language that is spoken now."""
    return _language


def _(sentence: str) -> str:
    """A sentence in the language that is spoken now; itself where the catalogues lack it."""
    return _translations.gettext(sentence) if _translations and sentence else sentence


def from_environment() -> Language:
    """What `LANGUAGE`, `LC_ALL`, `LC_MESSAGES` and `LANG` ask for, in the order of gettext(3)."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in filter(None, os.environ.get(variable, "").split(":")):
            return "zh" if wanted.lower().startswith("zh") else "en"
    return "en"
