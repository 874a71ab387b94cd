"""What GitHub's runner sees in a step's output, as `actions/runner` reads it.

A line, without blanks before it, that begins with `::name …::` is a command; so is `##[name …]…`
anywhere in a line. After `::stop-commands::TOKEN` nothing is one until `::TOKEN::`.
"""

import re
from typing import NamedTuple

NEW = re.compile(r"::([^:\s]+)(?: (.*?))?::(.*)")
OLD = re.compile(r"##\[([^\s\]]+)(?: (.*?))?\](.*)")
ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def commands_in(output: str) -> list[Command]:
    """The commands that the runner carries out, `stop-commands` among them."""
    found = []
    token = None
    for line in re.split(r"\r\n|\r|\n", output):
        command = _command(line)
        if command is None:
            continue
        if token is not None:
            token = None if command.name == token else token
            continue
        found.append(command)
        if command.name == "stop-commands":
            token = command.data
    assert token is None, "commands were stopped and never started again"
    return found


def _command(line: str) -> Command | None:
    match = NEW.match(line.lstrip()) or OLD.search(line)
    if match is None:
        return None
    name, given, data = match.groups()
    pairs = (pair.split("=", 1) for pair in (given or "").split(",") if "=" in pair)
    return Command(name, {key: _decoded(value) for key, value in pairs}, _decoded(data))


def _decoded(text: str) -> str:
    return re.sub("|".join(ESCAPES), lambda found: ESCAPES[found.group()], text)
