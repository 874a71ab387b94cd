"""`grader doctor`: what this machine offers for grading, and how to mend what it lacks.

Each check is a function without arguments that gives its findings; a new one joins `CHECKS`.
"""

import argparse
import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import Course
from grader.errors import GraderError
from grader.language import _
from grader.sandbox import lacking, layers_in_force
from grader.subject.sandbox import LAYERS

Level = Literal["good", "lacking", "broken"]
SIGNS: dict[Level, str] = {"good": "✓", "lacking": "–", "broken": "✗"}
DISTRIBUTION = "underglass"
OLDEST_PYTHON = (3, 11)
SHOWN = "✓ … “中文”"
"""Characters that reports are written with."""

PYTHON = "Python {version} ({path})"
PYTHON_OLD = "Install Python {oldest} or newer, for example with `uv python install 3.12`, and set up the course's environment anew."
PACKAGES = "{count} packages, in the versions that the course was proved with"
PACKAGES_FREE = "{count} packages; nothing here says in which versions the course was proved"
PACKAGE_MISSING = "{name} is not installed"
PACKAGE_OTHER = "{name} {found} instead of {pinned}, with which the course was proved"
PACKAGES_MEND = "Run `uv sync` in the course's folder; it installs exactly what the course needs."
UV = "uv: {path}"
UV_MISSING = "uv is not installed"
UV_MEND = "`python3 -m pip install uv` installs it; it then keeps the packages in order for you."
TERMINAL = "this terminal shows what reports are written with ({encoding})"
TERMINAL_POOR = "this terminal shows only {encoding}: some characters come as \\u2026"
TERMINAL_MEND = "Set PYTHONUTF8=1 in your environment; on Windows, use Windows Terminal."
EDITOR = "editor: {command}"
EDITOR_MISSING = "no editor is named"
EDITOR_MEND = 'Set EDITOR in your environment, for example `export EDITOR="code --wait"`, and the grader can open your files in it.'
REDIS = "redis-server: {path}"
REDIS_MISSING = "redis-server is not installed; no exercise needs it"
REDIS_MEND = "To try sessions in a real Redis (`grader run --redis URL`), install it: `apt-get install redis-server`, `brew install redis`, or with Docker `docker run -p 6379:6379 redis`."
SANDBOX = "the sandbox: {layers}"
SANDBOX_ELSEWHERE = (
    "the sandbox: {layers}; enough for your own work, and others' work is graded on Linux"
)
SANDBOX_LACKS = "the sandbox lacks: {missing} (it has: {layers})"
SANDBOX_BROKEN = "the sandbox: {reason}"

MENDS = {
    "privileges": "Capabilities could not be given up; nothing is known that keeps a Linux from it.",
    "files": "Reading is bounded by Landlock: Linux 6.2 or newer with `landlock` in /sys/kernel/security/lsm (boot with lsm=landlock,…), and the package landlockpy (`uv sync`).",
    "network": "The network is closed by seccomp, on Linux on x86_64 and aarch64.",
    "programs": "Starting programs is forbidden by seccomp, on Linux on x86_64 and aarch64.",
    "signals": "Signals to others are forbidden by seccomp, on Linux on x86_64 and aarch64.",
    "namespaces": "A further layer, without which the others hold: a disk with a quota and a network of its own. {how}",
}  # fmt: skip
HOW_APPARMOR = "AppArmor keeps plain users from it: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`."
HOW_SYSCTL = "It is switched off: `sudo sysctl user.max_user_namespaces=10000`."
HOW_CONTAINER = "Containers need `--cap-add SYS_ADMIN`, or a plain user and `--security-opt seccomp=unconfined`."


class Finding(msgspec.Struct, frozen=True):
    """What a check found, and what to do about it."""

    level: Level
    said: str
    mend: str = ""


Check = Callable[[], Iterator[Finding]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none of its own."""


def carry_out(options: argparse.Namespace, course: Course) -> int:
    """Print what every check finds; 1 when something is broken, else 0."""
    found = [finding for check in CHECKS for finding in check()]
    for finding in found:
        print(SIGNS[finding.level], finding.said)
        if finding.mend:
            print("  ", finding.mend)
    return 1 if any(finding.level == "broken" for finding in found) else 0


def python() -> Iterator[Finding]:
    """The version of Python."""
    said = _(PYTHON).format(version=sys.version.split()[0], path=sys.executable)
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        yield Finding("broken", said, _(PYTHON_OLD).format(oldest=oldest))
    else:
        yield Finding("good", said)


def packages() -> Iterator[Finding]:
    """What is installed, against what is needed and what the course was proved with."""
    pinned, needed = pins(), requirements()
    installed = {name: version_of(name) for name in needed}
    missing = [name for name, version in installed.items() if version is None]
    other = {name: at for name, at in pinned.items() if version_of(name) not in (None, at)}
    for name in missing:
        yield Finding("broken", _(PACKAGE_MISSING).format(name=name), _(PACKAGES_MEND))
    for name, at in other.items():
        said = _(PACKAGE_OTHER).format(name=name, found=version_of(name), pinned=at)
        yield Finding("lacking", said, _(PACKAGES_MEND))
    if not missing and not other:
        sentence = _(PACKAGES if pinned else PACKAGES_FREE)
        count = sum(version_of(name) is not None for name in {*needed, *pinned})
        yield Finding("good", sentence.format(count=count))


def pins(project: Path | None = None) -> dict[str, str]:
    """The exact versions that `pyproject.toml` beside the course names; none where it isn't."""
    file = project or Path(__file__).parents[2] / "pyproject.toml"
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return {}
    listed = told.get("tool", {}).get("uv", {}).get("constraint-dependencies", [])
    found = (re.fullmatch(r"([\w.-]+)==([\w.+!-]+)", str(line)) for line in listed)
    return {match.group(1): match.group(2) for match in found if match}


def requirements() -> list[str]:
    """The packages that the grader needs on this system."""
    from packaging.requirements import Requirement

    try:
        lines = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    all_of_them = [Requirement(line) for line in lines]
    return [one.name for one in all_of_them if not one.marker or one.marker.evaluate({"extra": ""})]


def version_of(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def uv() -> Iterator[Finding]:
    """uv, as a program or as a module."""
    module = importlib.util.find_spec("uv")
    if path := shutil.which("uv") or (module and module.origin):
        yield Finding("good", _(UV).format(path=path))
    else:
        yield Finding("lacking", _(UV_MISSING), _(UV_MEND))


def terminal() -> Iterator[Finding]:
    """Whether reports can be shown as they are written."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        SHOWN.encode(encoding)
    except UnicodeEncodeError:
        said = _(TERMINAL_POOR).format(encoding=encoding)
        yield Finding("lacking", said, _(TERMINAL_MEND))
    else:
        yield Finding("good", _(TERMINAL).format(encoding=encoding))


def editor() -> Iterator[Finding]:
    """The editor that the environment names."""
    if command := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        yield Finding("good", _(EDITOR).format(command=command))
    else:
        yield Finding("lacking", _(EDITOR_MISSING), _(EDITOR_MEND))


def redis_server() -> Iterator[Finding]:
    """A Redis to start, for those who want one."""
    if path := shutil.which("redis-server"):
        yield Finding("good", _(REDIS).format(path=path))
    else:
        yield Finding("lacking", _(REDIS_MISSING), _(REDIS_MEND))


def sandbox() -> Iterator[Finding]:
    """The layers of a subject that is started to tell, and how to get the others."""
    try:
        layers = layers_in_force("auto")
    except GraderError as reason:
        yield Finding("broken", _(SANDBOX_BROKEN).format(reason=reason))
        return
    told = ", ".join(layers)
    if sys.platform != "linux":
        yield Finding("good", _(SANDBOX_ELSEWHERE).format(layers=told))
        return
    if not lacking(layers):
        yield Finding("good", _(SANDBOX).format(layers=told))
    for name in LAYERS:
        if name not in layers:
            said = _(SANDBOX_LACKS).format(missing=name, layers=told)
            yield Finding("lacking", said, _(MENDS[name]).format(how=how_to_get_namespaces()))


def how_to_get_namespaces(settings: Path = Path("/proc/sys")) -> str:
    """What keeps a process from namespaces of its own, as far as the system's settings say."""
    if setting(settings / "kernel/apparmor_restrict_unprivileged_userns") == "1":
        return _(HOW_APPARMOR)
    if setting(settings / "user/max_user_namespaces") == "0":
        return _(HOW_SYSCTL)
    return _(HOW_CONTAINER)


def setting(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""


CHECKS: tuple[Check, ...] = (python, packages, uv, terminal, editor, redis_server, sandbox)
