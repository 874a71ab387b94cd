"""The page in a real browser: as a file, and live. One browser serves all of these tests."""

import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader import language
from grader.page import Extra, Extras, render
from grader.report import Report, exercise_report
from tests.conftest import SOLUTION
from tests.page.reports import EXTRAS, FAILED, INJECTIONS, LINES, TRANSCRIPT, reported, sample
from tests.web.browser import PROGRAMS, Browser, chromium
from tests.web.running import Running, running, untouched
from tests.web.test_server import MISTAKE, stopped

pytestmark = [
    pytest.mark.skipif(None in PROGRAMS, reason="needs Debian's chromium and chromium-driver"),
    pytest.mark.timeout(300),
]

SCHEMES = ("light", "dark")
INSIDE = ("file:", "data:", "http://127.0.0.1:", "chrome:", "about:")
LONG = "x" * 3000
CONTRASTS = """
const parse = (text) => text.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
  const part = (p) => (p /= 255) <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4;
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const ground = (element) => {
  for (; element; element = element.parentElement) {
    const colour = parse(getComputedStyle(element).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const found = {};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
  const style = getComputedStyle(element);
  const text = element.closest("svg") ? style.fill : style.color;
  const [low, high] = [luminance(parse(text)), luminance(ground(element))].sort((a, b) => a - b);
  const contrast = (high + 0.05) / (low + 0.05);
  if (contrast < 4.5) found[`${element.tagName}.${element.className}`] = contrast;
}
return found;
"""
"""What can be seen of the text, and is too pale."""
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        started.allow_the_clipboard()
        yield started


@pytest.fixture(autouse=True)
def silent(browser: Browser) -> Iterator[None]:
    """No test leaves an error on the browser's console, and none asks anybody else for anything."""
    browser.said()
    browser.requests()
    yield
    assert browser.said() == []
    away = [url for url in browser.requests() if not url.startswith(INSIDE)]
    assert away == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def page(folder: Path, report: Report, extras: Extras = EXTRAS) -> str:
    """The address of a report's page."""
    file = folder / "page.html"
    file.write_text(render(report, extras), encoding="utf-8")
    return file.as_uri()


def long_ones() -> Report:
    """Everything as long as it can be, without a space to break it at."""
    check = msgspec.structs.replace(
        FAILED, title=LONG, message=LONG, expected=LONG, got=LONG, output=LONG,
        transcript=f">>> {LONG}\n{LONG}",
    )  # fmt: skip
    return reported(exercise_report("counter", f"`{LONG}`", (check,), 0.1))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_can_be_read_in_both_schemes(browser: Browser, folder: Path, scheme: str) -> None:
    browser.show(page(folder, sample()), scheme=scheme)
    browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
    assert browser.run(CONTRASTS) == {}
    colours = browser.run(
        "const s = getComputedStyle(document.documentElement); return [s.color, s.backgroundColor]"
    )
    assert (
        colours
        == {
            "light": ["rgb(24, 34, 44)", "rgb(244, 246, 248)"],
            "dark": ["rgb(228, 234, 240)", "rgb(15, 20, 24)"],
        }[scheme]
    )


def test_the_choice_of_colours_is_remembered(browser: Browser, folder: Path) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    browser.show(page(folder, sample()), scheme="light")
    light = browser.run(ground)
    browser.click(".colours label:has([value=dark])")
    dark = browser.run(ground)
    assert dark != light
    browser.driver.refresh()
    assert browser.run(ground) == dark
    assert browser.run("return document.querySelector('[name=colours]:checked').value") == "dark"
    browser.click(".colours label:has([value=auto])")
    browser.driver.refresh()
    assert browser.run(ground) == light


@pytest.mark.parametrize("width", [320, 375, 1000])
def test_nothing_has_to_be_scrolled_sideways(browser: Browser, folder: Path, width: int) -> None:
    many = reported(*long_ones().exercises, *sample().exercises * 10)
    for report in (sample(), long_ones(), many):
        browser.show(page(folder, report), width=width)
        browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
        assert browser.run("return document.documentElement.scrollWidth") <= width
    with language.speaking("zh"):
        browser.show(page(folder, sample()), width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_the_copy_buttons_copy_just_what_they_say(browser: Browser, folder: Path) -> None:
    browser.show(page(folder, sample()))
    wanted = {"lines": LINES, "command": "grader run counter", "session": TRANSCRIPT + "\n"}
    for kind, text in wanted.items():
        browser.run("document.getElementById('said').textContent = ''")
        browser.click(f"[data-copy={kind}]")
        browser.wait("return document.getElementById('said').textContent === 'Copied'")
        assert browser.copied() == text
    browser.wait("return document.querySelectorAll('[data-said]').length === 0")


def test_copying_works_without_a_clipboard_to_write_to(browser: Browser, folder: Path) -> None:
    browser.show(page(folder, sample()))
    browser.run("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    browser.click("[data-copy=lines]")
    browser.wait("return document.getElementById('said').textContent === 'Copied'")
    assert browser.copied() == LINES
    assert browser.run("return document.activeElement.dataset.copy") == "lines"


def test_hints_unfold_tier_by_tier_by_keyboard(browser: Browser, folder: Path) -> None:
    browser.show(page(folder, sample()))
    seen = (
        "return [...document.querySelectorAll('#exercise-counter .hint > p')]"
        ".map(p => p.checkVisibility())"
    )
    assert browser.run(seen) == [False, False, False]
    for tier in (1, 2, 3):
        summary = f"#exercise-counter [data-key=hint-{tier}] > summary"
        browser.driver.find_element("css selector", summary).send_keys("\ue007")
        assert browser.run(seen) == [number < tier for number in range(3)]


def test_everything_that_does_something_is_reached_by_tab(browser: Browser, folder: Path) -> None:
    browser.show(page(folder, sample()))
    reachable = (
        "return [...document.querySelectorAll('a, button, input, summary')]"
        ".filter(e => e.checkVisibility() && e.tabIndex < 0).length"
    )
    assert browser.run(reachable) == 0
    body = browser.driver.find_element("css selector", "body")
    body.send_keys("\ue004")
    assert browser.run("return document.activeElement.className") == "skip"


def test_paper_gets_everything_but_what_is_clicked(browser: Browser, folder: Path) -> None:
    browser.show(page(folder, sample()), scheme="dark")
    browser.print_on_paper(True)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    shown = "return document.querySelector(arguments[0]).checkVisibility()"
    assert browser.run(shown, "#exercise-done .inside") is True
    assert [browser.run(shown, s) for s in (".copy", ".hint", ".colours")] == [False] * 3
    assert browser.run(CONTRASTS) == {}
    browser.run("dispatchEvent(new Event('afterprint'))")
    browser.print_on_paper(False)
    assert browser.run(shown, "#exercise-done .inside") is False


def test_hostile_output_is_inert(browser: Browser, folder: Path) -> None:
    evil = "\n".join(INJECTIONS)
    check = msgspec.structs.replace(
        FAILED, title=evil, message=evil, expected=evil, got=evil, output=evil, transcript=evil
    )
    exercise = exercise_report("counter", evil, (check,), 0.1)
    exercise = msgspec.structs.replace(exercise, diagnosis=evil)
    extra = Extra(1, evil.replace("\ud800", ""), "", (evil,), (evil,))
    browser.show(page(folder, reported(exercise), Extras({"counter": extra}, "counter")))
    browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
    assert browser.run("return window.pwned ?? null") is None
    assert browser.run("return document.querySelectorAll('script, iframe, img, base').length") == 1


def test_the_policy_stops_a_script_that_got_in_all_the_same(browser: Browser, folder: Path) -> None:
    browser.show(page(folder, sample()))
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1';"
        "document.body.append(s); document.body.insertAdjacentHTML('beforeend',"
        "'<svg onload=\"window.pwned = 1\"></svg>')"
    )
    assert browser.run("return window.pwned ?? null") is None
    refusals = browser.said()
    assert refusals
    assert all("Content Security Policy" in refusal for refusal in refusals)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(untouched(tmp_path_factory.mktemp("submission"))) as started:
        yield started


def shows(browser: Browser, words: str) -> None:
    browser.wait(
        "return document.getElementById('exercise-counter').textContent.includes(arguments[0])"
        "&& document.querySelector('.connection').dataset.state === 'live'", words
    )  # fmt: skip


def test_a_save_is_shown_without_a_reload_and_moves_nothing(
    browser: Browser, server: Running
) -> None:
    browser.show(server.address, width=375)
    assert "token" not in browser.driver.current_url
    shows(browser, "not started")
    browser.run("window.stays = true")
    server.save(MISTAKE)
    shows(browser, "Expected")
    browser.run(
        "document.querySelector('#exercise-counter [data-key=hint-1]').open = true;"
        "document.querySelector('#exercise-counter [data-key=task]').open = true;"
        "document.querySelector('#exercise-counter [data-key=task] > summary').focus();"
        "scrollTo(0, 300)"
    )
    place = "return document.querySelector('#exercise-counter').getBoundingClientRect().top"
    before = browser.run(place)
    server.save(SOLUTION)
    shows(browser, "7/7")
    assert browser.run(place) == pytest.approx(before, abs=1)
    assert browser.run("return document.activeElement.parentElement.dataset.key") == "task"
    folds = "return ['exercise', 'hint-1', 'task', 'passed'].map(key => document.querySelector("
    assert browser.run(f"{folds}`#exercise-counter [data-key=${{key}}]`).open)") == [
        True, True, True, False,
    ]  # fmt: skip
    assert browser.run("return window.stays") is True
    assert "1 of 2 exercises passed" in browser.run("return document.body.textContent")


def test_hostile_output_is_inert_in_a_live_page_too(browser: Browser, server: Running) -> None:
    browser.show(server.address)
    evil = [text for text in INJECTIONS if "\ud800" not in text]
    server.save(f"print({chr(10).join(evil)!r})\nraise ValueError({''.join(evil)!r})\n")
    shows(browser, "window.pwned")
    browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
    assert browser.run("return window.pwned ?? null") is None
    assert browser.run("return document.querySelectorAll('iframe, img, base').length") == 0


def test_a_page_that_was_hidden_is_told_what_it_missed(browser: Browser, server: Running) -> None:
    server.save(SOLUTION)
    browser.show(server.address)
    shows(browser, "7/7")
    hide = (
        "Object.defineProperty(document, 'hidden', {configurable: true, get: () => arguments[0]});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    browser.run(hide.replace("arguments[0]", "true"))
    server.save(MISTAKE)
    second = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.show(server.address.partition("?")[0])
    shows(browser, "Expected")
    browser.driver.close()
    browser.driver.switch_to.window(second)
    assert browser.run("return document.body.textContent.includes('7/7')") is True
    browser.run(hide.replace("arguments[0]", "false"))
    shows(browser, "Expected")


def test_the_end_of_the_server_is_told(browser: Browser, server: Running) -> None:
    browser.show(server.address)
    shows(browser, "A counter")
    assert stopped(server.process, signal.SIGINT) == (0, "")
    browser.wait("return document.querySelector('.connection').dataset.state === 'gone'")
    assert "grader web again" in browser.run("return document.querySelector('.top').innerText")
