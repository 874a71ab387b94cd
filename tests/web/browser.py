"""A headless Chromium, and what is asked of it."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

PROGRAMS = (shutil.which("chromium"), shutil.which("chromedriver"))
ARGUMENTS = (
    "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
    "disable-background-networking", "disable-component-update", "disable-sync",
)  # fmt: skip
PATIENCE = 60.0
"""Seconds; far more than anything here takes."""


class Browser:
    """Wraps the driver; every script is given its arguments and returns plain data."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def show(self, url: str, *, width: int = 1000, scheme: str = "light") -> None:
        """Load a page in a window of that width, for somebody who likes that scheme."""
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self._command("Emulation.setFocusEmulationEnabled", enabled=True)
        self.prefer(scheme)
        self.driver.get(url)

    def prefer(self, scheme: str) -> None:
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._command("Emulation.setEmulatedMedia", features=[feature])

    def print_on_paper(self, on: bool) -> None:
        self._command("Emulation.setEmulatedMedia", media="print" if on else "")

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: object) -> Any:
        """Wait until a script gives something true; what it gave."""
        asked: Callable[[object], Any] = lambda _: self.run(script, *arguments)  # noqa: E731
        return WebDriverWait(self.driver, PATIENCE, 0.05).until(asked)

    def click(self, selector: str) -> None:
        """As a person does, which is what a browser lets use the clipboard."""
        self.driver.find_element("css selector", selector).click()

    def copied(self) -> str:
        """What is on the clipboard."""
        return str(
            self.driver.execute_async_script(
                "const done = arguments[0];"
                "navigator.clipboard.readText().then(done, (reason) => done(`${reason}`))"
            )
        )

    def said(self) -> list[str]:
        """What the browser wrote on its console since it was asked last."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for since this was asked last."""
        messages = [
            msgspec.json.decode(entry["message"])["message"] for entry in self._log("performance")
        ]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def allow_the_clipboard(self) -> None:
        self._command(
            "Browser.grantPermissions",
            permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
        )

    def _log(self, kind: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return found

    def _command(self, name: str, **arguments: object) -> None:
        self.driver.execute_cdp_cmd(name, arguments)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with an empty profile."""
    program, driver_program = PROGRAMS
    options = webdriver.ChromeOptions()
    options.binary_location = program or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for argument in (*ARGUMENTS, f"user-data-dir={Path(profile)}"):
            options.add_argument(f"--{argument}")
        driver = webdriver.Chrome(options=options, service=Service(driver_program))
        try:
            yield Browser(driver)
        finally:
            driver.quit()
