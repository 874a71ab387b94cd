"""The editor: the student's own, at the line, and never through a shell."""

from pathlib import Path

import pytest

from grader.evening.editor import command_for, needs_terminal, open_file, run, split

FILE = Path("/course/exercises/sums/su ms;rm -rf.py")
NONE: dict[str, str] = {}


def nothing(program: str) -> None:
    return None


def everything(program: str) -> str:
    return f"/bin/{program}"


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("vim", ["vim", "+7", str(FILE)]),
        ("/usr/bin/emacsclient -t", ["/usr/bin/emacsclient", "-t", "+7", str(FILE)]),
        ("code --wait", ["code", "--wait", "-g", f"{FILE}:7"]),
        ("hx", ["hx", f"{FILE}:7"]),
        ("my-editor", ["my-editor", str(FILE)]),
        ("'/opt/my editor/vim'", ["/opt/my editor/vim", "+7", str(FILE)]),
        ("vim; touch /tmp/x", ["vim;", "touch", "/tmp/x", str(FILE)]),
    ],
)
def test_the_setting_s_words_then_the_file_as_one_argument(
    setting: str, expected: list[str]
) -> None:
    assert command_for(FILE, 7, {"EDITOR": setting}, nothing, "linux") == expected


def test_grader_editor_goes_before_visual_before_editor() -> None:
    environment = {"EDITOR": "ed", "VISUAL": "vim", "GRADER_EDITOR": "nano"}
    for expected in ("nano", "vim", "ed"):
        found = command_for(FILE, None, environment, nothing, "linux")
        assert found == [expected, str(FILE)]
        environment = {name: value for name, value in environment.items() if value != expected}


def test_without_a_setting_the_system_decides() -> None:
    vscode = {"TERM_PROGRAM": "vscode"}
    assert command_for(FILE, 3, vscode, everything, "linux") == ["code", "-g", f"{FILE}:3"]
    wsl = {"WSL_DISTRO_NAME": "Debian"}
    assert command_for(FILE, 3, wsl, everything, "linux") == ["wslview", str(FILE)]
    assert command_for(FILE, 3, NONE, nothing, "win32") == ["notepad", str(FILE)]
    assert command_for(FILE, 3, NONE, nothing, "darwin") == ["open", "-t", str(FILE)]
    assert command_for(FILE, 3, NONE, nothing, "linux") is None


def test_a_windows_path_keeps_its_backslashes() -> None:
    setting = r'"C:\Program Files\Code\code.cmd" --wait'
    assert split(setting, "win32") == [r"C:\Program Files\Code\code.cmd", "--wait"]
    found = command_for(FILE, 3, {"VISUAL": setting}, nothing, "win32")
    assert found is not None
    assert found[-2:] == ["-g", f"{FILE}:3"]


def test_an_unclosed_quote_is_a_program_s_name() -> None:
    assert split('vim "', "linux") == ['vim "']


def test_who_draws_on_the_terminal_is_known() -> None:
    assert needs_terminal(["/usr/bin/vim", "x"])
    assert needs_terminal(["unheard-of", "x"])
    assert not needs_terminal([r"C:\bin\code.cmd", "x"])
    assert not needs_terminal(["notepad", "x"])


def test_a_missing_editor_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["/no/such/editor", "x"]) is not None
    monkeypatch.setenv("GRADER_EDITOR", "/no/such/editor")
    said = open_file(FILE, None, on_screen=True)
    assert said.startswith("/no/such/editor could not be started")


def test_an_editor_that_draws_is_not_started_where_it_can_t(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRADER_EDITOR", "/no/such/vim")
    assert open_file(FILE, None, on_screen=False).startswith(f"Open {FILE} in another terminal")


def test_no_shell_sees_a_file_s_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/told\n')
    script.chmod(0o755)
    monkeypatch.setenv("GRADER_EDITOR", str(script))
    open_file(Path("a b;$(touch pwned).py"), None, on_screen=True)
    assert (tmp_path / "told").read_text() == "a b;$(touch pwned).py\n"
