"""Subjects start in their own session, with nothing of the judge's, and leave nothing behind."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import psutil
import pytest

from grader.forked import ForkLauncher
from grader.interpreted import InterpreterLauncher
from grader.launch import Launcher, can_fork, launcher
from grader.patience import Patience
from grader.places import environment
from grader.probe import exchange
from grader.subject.fork_server import Server
from grader.subject.loop import Request, Setup
from grader.subject.sandbox import Policy, Sandbox
from grader.wire import Answer
from tests.conftest import Ask

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
forking = pytest.mark.skipif(not can_fork(), reason="this system can't fork")


def test_the_environment_is_the_same_everywhere_but_for_paths() -> None:
    given = dict(environment(3, "/tmp/home", {}))
    for machine_dependent in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR"):
        given.pop(machine_dependent, None)
    assert given == {
        "PYTHONHASHSEED": "3", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/tmp/home",
        "TMPDIR": "/tmp/home", "TEMP": "/tmp/home", "TMP": "/tmp/home",
    }  # fmt: skip


@linux_only
def test_a_subject_leads_its_own_session(subject_of: Ask) -> None:
    subject = subject_of("import os")
    assert subject.ask("(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid())") == (
        True, True)  # fmt: skip
    assert subject.ask("os.getsid(0)") != os.getsid(0)


@linux_only
def test_a_subject_holds_no_descriptor_but_its_own(subject_of: Ask) -> None:
    with open(os.devnull) as ours:
        os.set_inheritable(ours.fileno(), True)
        subject = subject_of("import os")
        listed = subject.ask(
            "sorted(os.readlink(f'/proc/self/fd/{n}').partition(':')[0].rpartition('/')[2]"
            " for n in range(1024) if os.path.lexists(f'/proc/self/fd/{n}'))"
        )
    assert isinstance(listed, list)
    own = {"null", "output", "stacks", "socket", "pipe"}
    assert set(listed) <= own
    assert sum(name in ("socket", "pipe") for name in listed) <= 2


@linux_only
def test_limits_are_in_force(subject_of: Ask) -> None:
    subject = subject_of("import resource")
    for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE"):
        limits = subject.ask(f"resource.getrlimit(resource.{name})")
        assert isinstance(limits, tuple)
        assert -1 not in limits


def test_the_portable_launcher_is_used_where_it_is_asked_for() -> None:
    started = launcher((), portable=True)
    assert not isinstance(started, ForkLauncher)
    started.close()


@forking
def test_a_fresh_subject_costs_milliseconds() -> None:
    started = launcher((), portable=False)
    setup = Setup(started.place({}), None, (), "", ())
    started.start(setup).end()
    costs = []
    for _ in range(20):
        began = time.perf_counter()
        started.start(setup).leave()
        costs.append(time.perf_counter() - began)
    started.close()
    assert sorted(costs)[10] < 0.1


def test_closing_leaves_no_process_and_no_folder(start: Launcher) -> None:
    placed = start.place({"x.py": b""})
    folder = Path(placed).parent
    process = start.start(Setup(placed, None, (), "", ()))
    pid = process.pid()
    start.close()
    assert not psutil.pid_exists(pid)
    assert not folder.exists()


@linux_only
@forking
def test_subjects_end_with_the_judge(tmp_path: Path) -> None:
    """A judge that is killed takes its server and subjects with it."""
    script = (
        "import sys, time\nfrom grader.launch import launcher\n"
        "from grader.subject.loop import Setup\n"
        "start = launcher((), portable=False)\n"
        "pid = start.start(Setup(start.place({}), None, (), '', ())).pid()\n"
        "print(pid, start._server.pid, flush=True)\ntime.sleep(1000)\n"
    )
    judge = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert judge.stdout is not None
    processes = [psutil.Process(int(pid)) for pid in judge.stdout.readline().split()]
    judge.kill()
    judge.wait()
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert alive == []


@forking
def test_a_server_goes_on_though_nobody_asks_how_its_subjects_ended(tmp_path: Path) -> None:
    launched = launcher((), portable=False)
    try:
        for _ in range(160):  # its channel holds the replies of some 140
            launched.start(Setup(str(tmp_path), None, (), "", ())).leave()
    finally:
        launched.close()


@forking
def test_what_is_known_of_subjects_that_are_gone_is_forgotten(tmp_path: Path) -> None:
    launched = ForkLauncher((), 0, {}, "auto")
    setup = Setup(str(tmp_path), None, (), "", ())
    try:
        for number in range(40):
            process = launched.start(setup)
            process.pid()
            if number % 2:
                process.end()
            else:
                process.leave()
        launched.start(setup).end()  # replies come in order: what went before has ended
        assert len(launched._replies) <= 1  # the one that is started ahead of need
        assert len(launched._left) == 0
    finally:
        launched.close()


def test_subjects_that_have_ended_are_not_kept_by_the_portable_launcher(tmp_path: Path) -> None:
    launched = InterpreterLauncher((), 0, {}, "auto")
    try:
        for _ in range(3):
            launched.start(Setup(str(tmp_path), None, (), "", ())).leave()
        assert len(launched._started) <= 1
    finally:
        launched.close()


FILL_THE_FOLDER = (
    "import contextlib\nwith contextlib.suppress(OSError):\n"
    "    for n in range(10_000):\n        open(f'file-{n}', 'w').close()\n"
)


@linux_only
@forking
def test_a_subject_starts_though_the_one_before_took_the_whole_disk(
    tmp_path: Path,
) -> None:
    """The next one is started beside a student's code, and may come too late for its folder."""
    launched = ForkLauncher((), 0, {}, "auto")
    setup = Setup(str(tmp_path), None, (), "", ())
    try:
        first = launched.start(setup, ahead=False)
        exchange(first, Request(1, True, "run", FILL_THE_FOLDER, {}), Patience())
        launched._spare = (setup, launched._fork(setup))
        time.sleep(0.3)  # it fails where there is a quota, and starts where there is none
        first.leave()
        second = launched.start(setup)
        written = Request(2, True, "ask", "open('a', 'w').write('b')", {})
        answer = exchange(second, written, Patience())
        assert isinstance(answer, Answer)
        assert answer.value == 1
    finally:
        launched.close()


@forking
def test_a_subject_for_which_there_is_no_process_is_refused_and_the_next_is_not(
    tmp_path: Path,
) -> None:
    ours, theirs = socket.socketpair()
    judge, given = socket.socketpair()
    server = Server(theirs, Sandbox(Policy(wanted=False), str(tmp_path)))
    setup = Setup(str(tmp_path), None, (), "", ())
    with ours, theirs, judge, mock.patch("os.fork", side_effect=OSError(11, "no more processes")):
        server._start(1, tuple(setup), ("", "", ""), channel=given.detach())
        assert b"no more processes" in judge.recv(1000)
        assert server._end(1) == 0
