"""What a browser makes of a page: its elements, with the names of their attributes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

Shape = list[tuple[str, tuple[str, ...]]]


def parsed(html: str) -> Element:
    """The document, read by the rules of browsers."""
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def shape(html: str) -> Shape:
    """The elements in their order, without any text."""
    return [(name(element), tuple(sorted(element.attrib))) for element in elements(html)]


def elements(html: str) -> Iterator[Element]:
    return (element for element in parsed(html).iter() if isinstance(element.tag, str))


def name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def text(element: Element) -> str:
    return "".join(element.itertext())
