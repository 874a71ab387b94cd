"""Verdicts come from where `grader run` would have them from, and are remembered like its own."""

from pathlib import Path

import msgspec
import pytest

from grader import state
from grader.course import Exercise
from grader.web.workers import PoolWorkers
from tests.conftest import SOLUTION, job

LATE = 60.0


def test_a_verdict_is_remembered_and_then_comes_at_once(tmp_path: Path, counter: Exercise) -> None:
    workers = PoolWorkers(1, tmp_path)
    first = workers.submit(job(counter, SOLUTION)).result(LATE)
    workers.close()
    assert first.status == "passed"
    assert set(state.read(str(tmp_path)).entries) == {"counter"}
    again = PoolWorkers(1, tmp_path)
    future = again.submit(job(counter, SOLUTION))
    assert future.done()
    assert future.result() == first
    again.close()


@pytest.mark.parametrize("changes", [{"sandbox": "off"}, {"seed": 1}, {"lang": "zh"}])
def test_what_was_graded_otherwise_is_graded_anew(
    tmp_path: Path, counter: Exercise, changes: dict[str, object]
) -> None:
    workers = PoolWorkers(1, tmp_path)
    workers.submit(job(counter, SOLUTION)).result(LATE)
    other = msgspec.structs.replace(job(counter, SOLUTION), **changes)
    assert not workers.submit(other).done()
    workers.close()


def test_a_stub_needs_no_process(tmp_path: Path, counter: Exercise) -> None:
    stub = (Path(counter.folder) / "counter.py").read_bytes()
    workers = PoolWorkers(1, tmp_path)
    future = workers.submit(job(counter, stub))
    assert future.done()
    assert future.result().status == "not_started"
    workers.close()
