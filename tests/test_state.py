"""What is remembered: whole or not at all, whoever writes at once, and never of other files."""

import json
import multiprocessing
from pathlib import Path

import msgspec
import pytest

from grader import state
from grader.course import Course, Exercise
from grader.judge import Job, grade
from grader.known import entries, known
from grader.report import ExerciseReport
from grader.state import Entry, State
from grader.submission import Submitted
from tests.conftest import SOLUTION

ENTRY = Entry("files", "checks", 0, "en", "failed", 1, 2, {"id": "counter"})
FILES = Submitted({"counter.py": SOLUTION.encode()})


def path_of(root: Path) -> Path:
    return root / state.FOLDER / state.FILE


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    assert state.read(str(tmp_path)) == State()
    state.remember(str(tmp_path), {"counter": ENTRY})
    state.update(str(tmp_path), lambda s: s._replace(hints={"counter": 2}, current="counter"))
    assert state.read(str(tmp_path)) == State({"counter": ENTRY}, {"counter": 2}, "counter")


def test_the_folder_keeps_itself_out_of_git(tmp_path: Path) -> None:
    state.remember(str(tmp_path), {"counter": ENTRY})
    assert (tmp_path / ".grader/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"schema": 1}',
        b'{"schema": 2, "entries": {}, "hints": {}, "current": ""}',
        b'{"schema": 1, "entries": {"a": []}, "hints": {}, "current": ""}',
        b'{"schema": 1, "entries": {"a": ["f", "c", 0, "en", "passed", "7", 7, {}]}, '
        b'"hints": {}, "current": ""}',
        b'{"schema": 1, "entries": {}, "hints": {"a": "many"}, "current": ""}',
        b"[" * 100_000,
    ],
)
def test_damage_is_forgotten_and_mended_by_the_next_write(tmp_path: Path, damage: bytes) -> None:
    path_of(tmp_path).parent.mkdir()
    path_of(tmp_path).write_bytes(damage)
    assert state.read(str(tmp_path)) == State()
    state.remember(str(tmp_path), {"counter": ENTRY})
    assert state.read(str(tmp_path)).entries == {"counter": ENTRY}


def test_a_folder_that_can_t_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".grader").write_text("in the way")
    assert state.remember(str(tmp_path), {"counter": ENTRY}).entries == {"counter": ENTRY}


def write_many(root: str, name: str, times: int) -> None:
    for number in range(times):
        state.remember(root, {f"{name}{number}": ENTRY})


def test_commands_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(str(tmp_path), name, 40)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(state.read(str(tmp_path)).entries) == 120
    assert sorted(p.name for p in (tmp_path / ".grader").iterdir() if p.suffix == ".new") == []


@pytest.fixture(scope="module")
def counter_report(course: Course) -> ExerciseReport:
    return grade(Job(course.find("counter"), FILES, "A counter"))


def test_a_report_is_known_for_the_same_files_checks_seed_and_language(
    tmp_path: Path, counter: Exercise, counter_report: ExerciseReport
) -> None:
    found = entries([(counter, FILES)], [counter_report], 0, "en")
    memory = state.remember(str(tmp_path), found)
    assert known(state.read(str(tmp_path)), counter, FILES, 0, "en") == counter_report
    other_checks = msgspec.structs.replace(counter, checks=counter.checks[1:])
    others = Submitted({"counter.py": SOLUTION.encode() + b"\n"})
    refused = Submitted(FILES.files, ("counter/x.py is a link",))
    assert known(memory, counter, others, 0, "en") is None
    assert known(memory, counter, refused, 0, "en") is None
    assert known(memory, counter, FILES, 1, "en") is None
    assert known(memory, counter, FILES, 0, "zh") is None
    assert known(memory, other_checks, FILES, 0, "en") is None


def test_another_text_of_the_check_s_file_is_another_check(
    tmp_path: Path, counter: Exercise
) -> None:
    copy = tmp_path / "check_counter.py"
    copy.write_bytes(Path(counter.checks_file).read_bytes() + b"# another\n")
    other = msgspec.structs.replace(counter, checks_file=str(copy))
    assert state.checks_digest(other) != state.checks_digest(counter)


def test_a_damaged_report_is_not_shown(
    tmp_path: Path, counter: Exercise, counter_report: ExerciseReport
) -> None:
    state.remember(str(tmp_path), entries([(counter, FILES)], [counter_report], 0, "en"))
    data = json.loads(path_of(tmp_path).read_text())
    data["entries"]["counter"][-1]["score"] = "all"
    path_of(tmp_path).write_text(json.dumps(data))
    assert known(state.read(str(tmp_path)), counter, FILES, 0, "en") is None


def test_untouched_stubs_are_not_remembered(counter: Exercise, course: Course) -> None:
    stub = Submitted({"counter.py": (Path(counter.folder) / "counter.py").read_bytes()})
    report = grade(Job(counter, stub, "A counter"))
    assert entries([(counter, stub)], [report], 0, "en") == {}
