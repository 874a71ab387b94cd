"""Observers of `forms`: forms that are filled in, and what is drawn of them."""

from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict

GOOD = {
    "name": "bob_7",
    "password": "open sesame",
    "confirm": "open sesame",
    "age": "42",
    "city": "2",
}
CITIES = [(1, "Berlin"), (2, "Hangzhou")]


class Town:
    """The cities that there are and the names that are taken; both can change."""

    def __init__(self, cities: list[tuple[int, str]] | None = None, *taken: str) -> None:
        self.cities_now = list(CITIES if cities is None else cities)
        self.taken = set(taken)
        self.asked: list[str] = []

    def cities(self) -> list[tuple[int, str]]:
        return list(self.cities_now)

    def is_taken(self, name: str) -> bool:
        self.asked.append(name)
        return name in self.taken


def fill(form_class: Any, **changed: str | None) -> Any:
    """A form that is right but for what is changed; None leaves a field out."""
    sent = {name: value for name, value in (GOOD | changed).items() if value is not None}
    return form_class(MultiDict(sent))


def judged(form_class: Any, **changed: str | None) -> dict[str, Any]:
    """Whether such a form is valid, and which fields are at fault."""
    form = fill(form_class, **changed)
    return {
        "valid": bool(form.validate()),
        "at fault": sorted(k for k, v in form.errors.items() if v),
    }


def value(form_class: Any, field: str, **changed: str | None) -> Any:
    """What a field's value is after validation."""
    form = fill(form_class, **changed)
    form.validate()
    return form.data[field]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def drawn(field: Any) -> dict[str, Any]:
    """What a field draws: its tags, the values in them, and the texts between."""
    parser = _Tags()
    parser.feed(str(field()))
    return {
        "tags": [tag for tag, _ in parser.tags],
        "values": [attributes.get("value") for _, attributes in parser.tags],
        "texts": parser.texts,
        "type": parser.tags[0][1].get("type") if parser.tags else None,
    }
