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
    """The tags of a piece of HTML, and the choices in it: options, or radio buttons with labels."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.values: list[str] = []
        self.texts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "option" or attributes.get("type") == "radio":
            self.values.append(attributes.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.values and data.strip():
            self.texts[self.values[-1]] = self.texts.get(self.values[-1], "") + data

    def choices(self) -> list[tuple[str, str]]:
        """Value and text of each; one without a value, as in "please choose", is none."""
        return [(value, self.texts.get(value, "").strip()) for value in self.values if value]


def drawn(field: Any) -> dict[str, Any]:
    """What a field draws: its tags, the type of the first and the values in them; its choices."""
    parser = _Tags()
    parser.feed(str(field()))
    parser.close()
    return {
        "tags": [tag for tag, _ in parser.tags],
        "values": [attributes.get("value") for _, attributes in parser.tags],
        "type": parser.tags[0][1].get("type") if parser.tags else None,
        "choices": parser.choices(),
    }
