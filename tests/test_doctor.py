"""`grader doctor` says what a machine lacks, and how to mend it."""

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

from grader.cli import dispatch
from grader.commands import doctor
from grader.commands.doctor import CHECKS, Finding
from grader.sandbox import WITHOUT

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")


def findings(check: doctor.Check) -> list[Finding]:
    return list(check())


def test_it_prints_a_line_for_each_finding(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "ed")
    monkeypatch.setattr(doctor, "CHECKS", (doctor.python, doctor.editor))
    assert dispatch(["doctor"]) == 0
    printed = capsys.readouterr().out
    assert [line[0] for line in printed.splitlines()] == ["✓", "✓"]
    assert "Python " in printed
    assert "editor: ed" in printed


def test_what_is_broken_gives_exit_code_1_and_the_mend(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 1))
    monkeypatch.setattr(doctor, "CHECKS", (doctor.python,))
    assert dispatch(["doctor"]) == 1
    assert "Install Python 99.1" in capsys.readouterr().out


def test_whatever_is_not_good_comes_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WITHOUT, "landlock,seccomp,namespaces,capabilities")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    found = [finding for check in CHECKS for finding in check()]
    assert len(found) >= len(CHECKS)
    assert all(one.mend for one in found if one.level != "good")
    assert all("{" not in one.said + one.mend for one in found)


def test_every_package_is_as_it_was_proved() -> None:
    assert [one.level for one in findings(doctor.packages)] == ["good"]
    assert "flask" in doctor.requirements()
    assert doctor.pins()["flask"] == importlib.metadata.version("flask")


def test_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "pins", lambda: {"flask": "0.1"})
    (found,) = findings(doctor.packages)
    assert found.level == "lacking"
    assert re.match(r"flask [\d.]+ instead of 0\.1", found.said)


def test_a_missing_package_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "requirements", lambda: ["no-such-package"])
    found = findings(doctor.packages)
    assert [one.level for one in found] == ["broken"]
    assert "no-such-package is not installed" in found[0].said


def test_a_course_without_pins_is_no_fault(tmp_path: Path) -> None:
    assert doctor.pins(tmp_path / "pyproject.toml") == {}
    (tmp_path / "pyproject.toml").write_text("[broken", encoding="utf-8")
    assert doctor.pins(tmp_path / "pyproject.toml") == {}


def test_a_terminal_with_few_characters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ascii:
        encoding = "ascii"

    monkeypatch.setattr(sys, "stdout", Ascii())
    (found,) = findings(doctor.terminal)
    assert found.level == "lacking"
    assert "PYTHONUTF8" in found.mend


@linux_only
@pytest.mark.parametrize(("without", "layer"), [("landlock", "files"), ("seccomp", "programs")])
def test_a_missing_layer_is_told(monkeypatch: pytest.MonkeyPatch, without: str, layer: str) -> None:
    monkeypatch.setenv(WITHOUT, without)
    told = {one.said for one in findings(doctor.sandbox) if one.level == "lacking"}
    assert any(f"lacks: {layer} " in said for said in told)


@linux_only
def test_what_keeps_from_namespaces_is_read_from_the_system(tmp_path: Path) -> None:
    assert doctor.how_to_get_namespaces(tmp_path) == doctor.HOW_CONTAINER
    for name, value, how in (
        ("user/max_user_namespaces", "0", doctor.HOW_SYSCTL),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", doctor.HOW_APPARMOR),
    ):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"{value}\n", encoding="ascii")
        assert doctor.how_to_get_namespaces(tmp_path) == how


def test_elsewhere_it_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(doctor, "layers_in_force", lambda _: ("process", "limits"))
    (found,) = findings(doctor.sandbox)
    assert (found.level, "process, limits" in found.said) == ("good", True)
