"""The judge's side of the sandbox: what it asks for, and what it makes of what a subject says.

`grader.subject.sandbox` is the sandbox itself. A subject's first frame, sent before any of the
student's code runs, names the layers that it has entered; where it failed to enter one, that is the
grader's failure and nobody's verdict.
"""

import importlib.util
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from grader import real_redis
from grader.channel import Channel, ChannelClosed
from grader.errors import GraderError
from grader.language import _
from grader.subject.confine import FAILED, READY
from grader.subject.sandbox import UNIX_SOCKET, Policy

Mode = Literal["auto", "required", "off"]
REQUIRED = ("limits", "files", "network", "programs", "signals")
"""The layers without which `--sandbox required` doesn't grade."""
WITHOUT = "GRADER_SANDBOX_WITHOUT"
"""For tests: mechanisms that are to seem missing, with commas (`landlock,seccomp`)."""
PATIENCE = 120.0
"""Seconds in which a subject loads its libraries, on the slowest machine."""

LACKING = (
    "--sandbox required asks for layers that this machine doesn't offer: {missing}. "
    "`grader doctor` says how to get them; without the option it is graded with {layers}."
)
FAILED_TO_ENTER = (
    "The sandbox could not be set up ({reason}), so nothing was graded. --sandbox off grades "
    "without one: only work that you trust."
)
TOO_LATE = f"its process said nothing for {PATIENCE:.0f} seconds"
SILENT = "its process ended before it said so"


def policy_of(mode: Mode, variables: Mapping[str, str]) -> Policy:
    """What subjects with these variables in their environment are told."""
    without = tuple(filter(None, os.environ.get(WITHOUT, "").split(",")))
    return Policy(mode != "off", without, hidden(), port_of(variables.get("GRADER_REDIS", "")))


def hidden() -> tuple[str, ...]:
    """Folders with checks and solutions, which may lie among the libraries."""
    solutions = importlib.util.find_spec("underglass_solutions")
    installed = solutions.submodule_search_locations if solutions else None
    return (str(Path(__file__).parent), *(installed or ()))


def port_of(redis: str) -> int:
    """The port at which a Redis is reached."""
    if not redis:
        return 0
    address = urlsplit(redis)
    return UNIX_SOCKET if address.scheme == "unix" else address.port or real_redis.PORT


def layers_of(channel: Channel, mode: Mode, *, first: bool) -> tuple[str, ...]:
    """The layers that a new subject says it is in.

    Raises GraderError when it failed to enter one, or when one is missing that `mode` requires; and
    when it says nothing, if it is the `first` of its launcher. Later that raises ChannelClosed:
    without a sandbox a submission that ran before can have done it.
    """
    try:
        said = channel.receive(PATIENCE) or FAILED + TOO_LATE.encode()
    except ChannelClosed:
        if not first:
            raise
        said = b""
    if not said.startswith(READY):
        reason = said.removeprefix(FAILED).decode("utf-8", "replace") or SILENT
        raise GraderError(_(FAILED_TO_ENTER).format(reason=reason))
    layers = tuple(said.removeprefix(READY).decode("ascii").split(","))
    if mode == "required" and (missing := lacking(layers)):
        told = {"missing": ", ".join(missing), "layers": ", ".join(layers)}
        raise GraderError(_(LACKING).format(**told))
    return layers


def lacking(layers: Iterable[str]) -> list[str]:
    """The required layers that are not among these."""
    return [name for name in REQUIRED if name not in set(layers)]


def layers_in_force(mode: Mode, *, portable: bool = False, redis: str = "") -> tuple[str, ...]:
    """The layers of this machine's subjects, as a subject says that is started for it alone.

    Raises GraderError as `layers_of` does.
    """
    from grader.launch import launcher
    from grader.subject.loop import Setup

    variables = {"GRADER_REDIS": redis} if redis else {}
    start = launcher((), portable=portable, sandbox=mode, variables=variables)
    try:
        process = start.start(Setup(start.place({}), None, (), "", ()), ahead=False)
        process.leave()
    finally:
        start.close()
    return process.layers
