"""Every pair of text and ground in the palette can be read by anybody: WCAG 2.2, level AA."""

import re
from itertools import product
from pathlib import Path

import pytest

import grader.page

STYLE = (Path(grader.page.__file__).parent / "page.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "card", "sunk")
TEXT_ON = {
    "ink": (*GROUNDS, "good-wash", "bad-wash", "note-wash"),
    "soft": GROUNDS,
    "accent": GROUNDS,
    "note": ("note-wash",),
    "good": ("card", "good-wash"),
    "bad": ("paper", "card", "bad-wash"),
    "card": ("accent",),
}
SEEN_ON = {"edge": ("paper", "card", "sunk"), "good": ("sunk",), "bad": ("sunk", "card")}
"""Borders and pictures: what they say has to be seen, though not read."""
SCHEMES = ("light", "dark")


def colours(scheme: str) -> dict[str, str]:
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", STYLE)
    return {name: (light if scheme == "light" else dark) for name, light, dark in pairs}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: str) -> None:
    palette = colours(scheme)
    for text, grounds in TEXT_ON.items():
        for ground in grounds:
            assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_and_pictures_can_be_seen(scheme: str) -> None:
    palette = colours(scheme)
    for mark, grounds in SEEN_ON.items():
        for ground in grounds:
            assert contrast(palette[mark], palette[ground]) >= 3, (mark, ground)


def test_no_colour_stands_outside_the_palette() -> None:
    rules = STYLE[STYLE.index("scrollbar-gutter") :]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl", rules) == []


def test_every_step_of_the_picture_has_a_height() -> None:
    for step in range(1, grader.page.content.STEPS + 1):
        assert re.search(rf"\.h{step} {{ height: {100 * step // 20}%; }}", STYLE)


def test_the_palette_is_whole() -> None:
    for scheme, name in product(SCHEMES, TEXT_ON):
        assert name in colours(scheme)
