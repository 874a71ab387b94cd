"""Opening a file in the student's editor.

    command = command_for(path, line, os.environ)     what to run, as a list: no shell ever sees it
    needs_terminal(command)                           whether it draws on this terminal

`GRADER_EDITOR`, `VISUAL` and `EDITOR` decide, in this order; without them, VS Code where we run in
its terminal or it is installed, else what the system opens a text file with.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from grader.language import _

WITH_GOTO = ("code", "codium", "code-insiders", "cursor", "windsurf")
"""Take `-g file:line`."""
WITH_PLUS = (
    "vi",
    "vim",
    "nvim",
    "gvim",
    "nano",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "ne",
)
"""Take `+line file`."""
WITH_COLON = ("hx", "helix", "subl", "zed", "kate")
"""Take `file:line`."""
WINDOWED = {
    *WITH_GOTO,
    "gvim",
    "subl",
    "zed",
    "kate",
    "gedit",
    "notepad",
    "open",
    "xdg-open",
    "wslview",
}
"""Have a window of their own."""
NO_EDITOR = (
    "No editor was found. Set VISUAL to yours, as in `export VISUAL=vim`, or open {path} yourself."
)
OPEN_YOURSELF = "Open {path} in another terminal: your editor would draw on this one."
OPENED = "{path} is opened in {editor}."
NOT_OPENED = (
    "{editor} could not be started ({reason}). Open {path} yourself, or set VISUAL to your editor."
)

Which = Callable[[str], str | None]


def command_for(
    path: Path,
    line: int | None,
    environment: Mapping[str, str] = os.environ,
    which: Which = shutil.which,
    platform: str = sys.platform,
) -> list[str] | None:
    """What opens a file at a line; None where no editor is known."""
    for variable in ("GRADER_EDITOR", "VISUAL", "EDITOR"):
        if wanted := split(environment.get(variable, ""), platform):
            return [*wanted, *_at(_name(wanted[0]), path, line)]
    for editor in WITH_GOTO:
        if environment.get("TERM_PROGRAM") == "vscode" and which(editor):
            return [editor, *_at(editor, path, line)]
    if "WSL_DISTRO_NAME" in environment and which("wslview"):
        return ["wslview", str(path)]
    if which("code"):
        return ["code", *_at("code", path, line)]
    return _by_system(path, line, environment, which, platform)


def _by_system(
    path: Path, line: int | None, environment: Mapping[str, str], which: Which, platform: str
) -> list[str] | None:
    if platform == "win32":
        return ["notepad", str(path)]  # what opens .py files here may run them
    if platform == "darwin":
        return ["open", "-t", str(path)]
    for editor in ("nano", "vim", "vi"):
        if which(editor):
            return [editor, *_at(editor, path, line)]
    if ("DISPLAY" in environment or "WAYLAND_DISPLAY" in environment) and which("xdg-open"):
        return ["xdg-open", str(path)]
    return None


def split(setting: str, platform: str = sys.platform) -> list[str]:
    """A setting such as `code --wait` in its words; a quoted path may hold blanks."""
    try:
        words = shlex.split(setting, posix=platform != "win32")
    except ValueError:  # a quote that isn't closed
        return [setting]
    return [word.strip('"') for word in words] if platform == "win32" else words


def _name(program: str) -> str:
    return (
        program.replace("\\", "/")
        .rpartition("/")[2]
        .lower()
        .removesuffix(".exe")
        .removesuffix(".cmd")
    )


def _at(editor: str, path: Path, line: int | None) -> list[str]:
    """The arguments that name a file, and the line where the editor can be told."""
    if line is None:
        return [str(path)]
    if editor in WITH_GOTO:
        return ["-g", f"{path}:{line}"]
    if editor in WITH_PLUS:
        return [f"+{line}", str(path)]
    return [f"{path}:{line}"] if editor in WITH_COLON else [str(path)]


def needs_terminal(command: Sequence[str]) -> bool:
    """Whether the editor draws on this terminal, so that nothing else may meanwhile."""
    return _name(command[0]) not in WINDOWED


def open_file(path: Path, line: int | None, *, on_screen: bool) -> str:
    """Open a file and say what became of it.

    Without `on_screen` an editor that draws on the terminal isn't started: it is named instead.
    """
    command = command_for(path, line)
    if command is None or (needs_terminal(command) and not on_screen):
        return _(NO_EDITOR if command is None else OPEN_YOURSELF).format(path=path)
    reason = run(command)
    said = _(OPENED) if reason is None else _(NOT_OPENED)
    return said.format(path=path, editor=command[0], reason=reason)


def run(command: Sequence[str]) -> str | None:
    """Start an editor, and wait for one that needs the terminal; why it could not be, or None."""
    program = shutil.which(command[0]) or command[0]
    try:
        if needs_terminal(command):
            subprocess.run([program, *command[1:]], check=False)
        else:
            quiet = subprocess.DEVNULL
            subprocess.Popen(
                [program, *command[1:]], stdin=quiet, stdout=quiet, stderr=quiet,
                start_new_session=os.name == "posix",
            )  # fmt: skip
    except OSError as reason:
        return reason.strerror or str(reason)
    return None
