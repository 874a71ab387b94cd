"""From a subject nothing else can be reached: neither files, nor processes, nor the network."""

import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from grader import remains
from grader.course import Course, Exercise
from grader.errors import GraderError
from grader.judge import grade
from grader.launch import Launcher, launcher
from grader.probe import Subject, SubjectLost
from grader.real_redis import numeric
from grader.report import ExerciseReport
from grader.run import Options, run
from grader.sandbox import REQUIRED, WITHOUT, Mode, hidden, lacking, layers_in_force, policy_of
from grader.subject.loop import Setup
from grader.subject.readable import Readable
from grader.subject.sandbox import (
    LAYERS,
    UNIX_SOCKET,
    Policy,
    Sandbox,
    reading,
    rules_beside,
)
from grader.submission import Submitted, read_submitted
from grader.watch import Death, Died
from tests.conftest import FIXTURE, SOLUTION, GradeSource, job, statuses, without_duration

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or lacking(layers_in_force("auto")) != [],
    reason="this machine doesn't offer the whole sandbox",
)
HERE = Path(__file__).resolve()
CHECKOUT = HERE.parent.parent
IMPORTS = "import ctypes, os, resource, signal, socket, subprocess, sys, threading, time\n"
OUT_OF_REACH = "PermissionError or FileNotFoundError"
"""The second where each has a disk of its own."""


@pytest.fixture(scope="module", params=[False, True], ids=["fork", "portable"])
def start(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    started = launcher((), portable=request.param)
    yield started
    started.close()


@pytest.fixture(scope="module")
def subject(start: Launcher) -> Iterator[Subject]:
    """A subject in the sandbox, for probes that leave it as it is."""
    yield from subjects(start)


@pytest.fixture
def doomed(start: Launcher) -> Iterator[Subject]:
    """A subject in the sandbox, for probes that it may not survive."""
    yield from subjects(start)


def subjects(start: Launcher) -> Iterator[Subject]:
    folder = start.place({"counter.py": IMPORTS.encode()})
    subject = Subject(Setup(folder, "counter", ("counter",), "", ()), start)
    subject.begin_check()
    yield subject
    subject.end_check()


READING = {
    "the checks": lambda: str(FIXTURE / "grader" / "checks" / "check_counter.py"),
    "the course's own checks": lambda: str(CHECKOUT / "grader" / "checks" / "check_arithmetic.py"),
    "the solutions": lambda: str(FIXTURE / "solutions" / "counter" / "counter.py"),
    "the misconceptions": lambda: str(
        FIXTURE / "grader" / "misconceptions" / "counter" / "forgets_start.py"
    ),
    "the diagnoses": lambda: str(CHECKOUT / "grader" / "diagnoses.json"),
    "the judge": lambda: str(CHECKOUT / "grader" / "judge.py"),
    "the loop that it runs in": lambda: str(CHECKOUT / "grader" / "subject" / "loop.py"),
    "the accounts": lambda: "/etc/passwd",
    "the judge's environment": lambda: f"/proc/{os.getpid()}/environ",
    "the judge's memory": lambda: f"/proc/{os.getpid()}/mem",
    "its own environment, as the kernel has it": lambda: "/proc/self/environ",
    "a file of the temporary folder": lambda: temporary_file(),
}  # fmt: skip


def temporary_file() -> str:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"underglass-test-{os.getpid()}"
    path.write_text("a secret", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("path", READING.values(), ids=READING.keys())
def test_what_is_not_its_own_it_cannot_read(subject: Subject, path: object) -> None:
    subject.fresh()
    name = path() if callable(path) else ""
    assert Path(name).exists()
    assert subject.raises("open(name, 'rb').read()", "PermissionError", name=name) == (
        "PermissionError")  # fmt: skip
    if name.startswith("/tmp/underglass-test"):
        Path(name).unlink()


FOLDERS = {
    "the checkout": str(CHECKOUT),
    "the checks": str(FIXTURE / "grader" / "checks"),
    "the home folder": str(Path.home()),
    "the top": "/",
    "the processes": "/proc",
    "the temporary folder": "/tmp",
}


@pytest.mark.parametrize("path", FOLDERS.values(), ids=FOLDERS.keys())
def test_it_cannot_list_what_is_not_its_own(subject: Subject, path: str) -> None:
    subject.fresh()
    assert subject.raises("os.listdir(path)", "PermissionError", path=path) == "PermissionError"


def test_it_cannot_read_another_submission(start: Launcher, subject: Subject) -> None:
    other = start.place({"counter.py": b"secret = 1\n"})
    subject.fresh()
    for probe in ("open(other + '/counter.py')", "os.listdir(other)", "os.listdir(other + '/..')"):
        subject.fresh()
        assert subject.raises(probe, "PermissionError", other=other) == "PermissionError"


def test_it_cannot_read_or_write_what_the_judge_hears_of_others(subject: Subject) -> None:
    subject.fresh()
    subject.run("told = os.path.dirname(sys.modules['counter'].__file__) + '/../told-1/output'")
    assert subject.ask("os.path.exists(told)") is True
    for how in ("rb", "ab"):
        assert subject.raises("open(told, how)", "PermissionError", how=how) == "PermissionError"


def test_it_cannot_read_or_write_where_another_works(subject: Subject, doomed: Subject) -> None:
    doomed.fresh()
    doomed.run("open('kept.txt', 'w').write('a secret')")
    place = doomed.ask("os.getcwd()")
    subject.fresh()
    for probe in ("open(place + '/kept.txt')", "open(place + '/new.txt', 'w')"):
        assert subject.raises(probe, OUT_OF_REACH, place=place) == OUT_OF_REACH


def test_it_has_no_others_folders_either_where_all_have_one_disk(
    monkeypatch: pytest.MonkeyPatch, portable: bool
) -> None:
    monkeypatch.setenv(WITHOUT, "namespaces")
    started = launcher((), portable=portable)
    theirs, ours = next(subjects(started)), next(subjects(started))
    theirs.fresh()
    theirs.run("open('kept.txt', 'w').write('a secret')")
    place, code = map(theirs.ask, ("os.getcwd()", "sys.modules['counter'].__file__"))
    ours.fresh()
    for probe in ("open(place + '/kept.txt')", "open(place + '/new', 'w')", "open(code, 'a')"):
        told = ours.raises(probe, "PermissionError", place=place, code=code)
        assert told == "PermissionError"
    started.close()


TWO_MOUNTS = """
import os, sys, tempfile
from grader.subject import kernel
top, lib = sys.argv[1:]
kernel.unshare(kernel.CLONE_NEWNS)
kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE, "")
os.mkdir(f"{top}/elsewhere")
os.mkdir(f"{lib}/inside")
MS_BIND = 4096
kernel.mount(f"{lib}/inside", f"{top}/elsewhere", "", MS_BIND, "")
os.environ["TMPDIR"] = f"{top}/elsewhere"
from grader.launch import launcher
from grader.subject.loop import Setup
from grader.probe import Subject
start = launcher((), portable=False)
setup = Setup(start.place({}), None, (), "", ())
other = start.place({"secret.py": b"x = 1"})
subject = Subject(setup, start)
subject.begin_check()
inside = other.replace(f"{top}/elsewhere", f"{lib}/inside")
assert os.path.exists(f"{inside}/secret.py")
print(subject.raises("open(path)", "PermissionError", path=f"{inside}/secret.py"))
subject.end_check()
start.close()
"""
"""Where the folder of all subjects has another name, below a folder of libraries."""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_it_has_no_others_folders_by_another_name_either(tmp_path: Path) -> None:
    top, lib = tmp_path / "top", tmp_path / "project"
    top.mkdir()
    libraries = lib / "lib"
    libraries.mkdir(parents=True)
    environment = os.environ | {"LD_LIBRARY_PATH": str(libraries), WITHOUT: "namespaces"}
    ran = subprocess.run(
        [sys.executable, "-c", TWO_MOUNTS, str(top), str(lib)],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in ran.stderr:
        pytest.skip("no mounting here")
    assert ran.stdout == "PermissionError\n", ran.stderr


def test_it_reads_its_own_files_and_the_libraries(subject: Subject) -> None:
    subject.fresh()
    assert subject.ask("open(sys.modules['counter'].__file__).read()") == IMPORTS
    assert subject.ask("len(open(os.__file__).read()) > 1000") is True
    assert subject.ask("os.listdir(os.path.dirname(sys.modules['counter'].__file__))") == [
        "counter.py"]  # fmt: skip


def test_libraries_can_be_imported_late(doomed: Subject) -> None:
    doomed.run(
        "import asyncio, concurrent.futures, decimal, hashlib, http.client, json, mimetypes\n"
        "import sqlite3, ssl, tempfile, unittest.mock, uuid, zoneinfo\n"
        "import fakeredis, flask, flask.testing, flask_session.redis, flask_sock, greenlet\n"
        "import redis, simple_websocket, werkzeug.serving, werkzeug.test, wtforms"
    )
    assert doomed.ask("mimetypes.guess_type('x.html')[0]") == "text/html"
    assert doomed.ask("zoneinfo.ZoneInfo('Asia/Shanghai').key") == "Asia/Shanghai"
    assert doomed.ask("len(os.urandom(8)), len(tempfile.mkdtemp()) > 3") == (8, True)
    assert doomed.ask("asyncio.run(asyncio.sleep(0, 'done'))") == "done"
    assert doomed.ask("flask.Flask('x').test_client().get('/').status_code") == 404


WRITING = {
    "its own module": "open(sys.modules['counter'].__file__, 'a')",
    "beside its own module": "open(os.path.dirname(sys.modules['counter'].__file__) + '/x', 'w')",
    "the standard library": "open(os.__file__, 'a')",
    "a cache of the standard library": "open(os.path.dirname(os.__file__) + '/__pycache__/x', 'w')",
    "the temporary folder": "open('/tmp/underglass-test', 'w')",
    "shared memory": "open('/dev/shm/underglass-test', 'w')",
    "a link that leads out": "os.symlink('/tmp/underglass-test', 'out')\n"
    "try:\n    open('out', 'w')\nfinally:\n    os.unlink('out')",
    "the mode of a file": "os.chmod(sys.modules['counter'].__file__, 0)",
    "the mode of an open file": "os.fchmod(os.open(os.__file__, os.O_RDONLY), 0)",
    "the owner of a file": "os.chown(sys.modules['counter'].__file__, os.getuid(), os.getgid())",
    "the time of a file": "os.utime(sys.modules['counter'].__file__, (0, 0))",
    "an attribute of a file": "os.setxattr(sys.modules['counter'].__file__, 'user.x', b'')",
    "a device": "os.mknod('device', 0o20600, os.makedev(1, 1))",
}
ACROSS = {
    "a hard link to the standard library": "os.link(os.__file__, 'os.py')",
    "another folder": "os.rename(os.path.dirname(sys.modules['counter'].__file__), 'mine')",
}
"""With a disk of its own the two ends are on different ones, which is another error."""
PROGRAMS = {
    "a program": "subprocess.run([sys.executable, '-c', ''])",
    "a program instead of itself": "os.execv(sys.executable, [sys.executable, '-c', ''])",
    "a spawned program": "os.posix_spawn('/bin/true', ['true'], os.environ)",
    "a process": "os.fork()",
    "a process of multiprocessing": "import multiprocessing\n"
    "multiprocessing.get_context('fork').Process(target=print).start()",
}
NETWORK = {
    "TCP": "socket.create_connection(('127.0.0.1', {port}))",
    "TCP over IPv6": "socket.socket(socket.AF_INET6).connect(('::1', {port}))",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "raw packets": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "the kernel": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a port of its own": "socket.create_server(('127.0.0.1', 0))",
    "a Unix socket": "socket.socket(socket.AF_UNIX).connect({path!r})",
    "an abstract Unix socket": "socket.socket(socket.AF_UNIX).connect('\\0underglass-{port}')",
    "datagrams": "socket.socketpair(type=socket.SOCK_DGRAM)",
}
OTHERS = {
    "a signal to the judge": "os.kill({judge}, 0)",
    "a signal to the server": "os.kill(os.getppid(), 0)",
    "a signal to all": "os.kill(-1, 0)",
    "a signal to its group": "os.killpg(0, 0)",
    "a handle of the judge": "os.pidfd_open({judge})",
    "the judge's limits": "resource.prlimit({judge}, resource.RLIMIT_CPU, (1, 1))",
    "the judge's priority": "os.setpriority(os.PRIO_PROCESS, {judge}, 19)",
    "the judge's processors": "os.sched_setaffinity({judge}, [0])",
    "signals by way of a socket": "import fcntl\n"
    "fcntl.fcntl(socket.socketpair()[0], fcntl.F_SETOWN, {judge})",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """What is really there to be reached: sockets that listen, and the judge."""
    path = str(tmp_path_factory.mktemp("sockets") / "s")
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as unix,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        port = tcp.getsockname()[1]
        unix.bind(path)
        abstract.bind(f"\0underglass-{port}")
        for listening in (unix, abstract):
            listening.listen()
        yield {"port": port, "path": path, "judge": os.getpid()}


ATTEMPTS = {
    **{f"writing: {name}": source for name, source in WRITING.items()},
    **{f"starting: {name}": source for name, source in PROGRAMS.items()},
    **{f"the network: {name}": source for name, source in NETWORK.items()},
    **{f"others: {name}": source for name, source in OTHERS.items()},
}


@pytest.mark.parametrize("source", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_it_is_denied(subject: Subject, world: dict[str, object], source: str) -> None:
    subject.fresh()
    limits = resource.getrlimit(resource.RLIMIT_CPU)
    assert subject.raises(source.format(**world), "PermissionError") == "PermissionError"
    assert resource.getrlimit(resource.RLIMIT_CPU) == limits


@pytest.mark.parametrize("source", ACROSS.values(), ids=ACROSS.keys())
def test_it_takes_nothing_into_its_folder(subject: Subject, source: str) -> None:
    subject.fresh()
    assert subject.raises(source, "OSError") == "OSError"


def test_it_may_not_trace_the_judge(subject: Subject) -> None:
    subject.fresh()
    subject.run("library = ctypes.CDLL(None, use_errno=True)")
    for call in ("ptrace(16, judge, 0, 0)", "process_vm_readv(judge, 0, 0, 0, 0, 0)"):
        denied = subject.ask(f"(library.{call}, ctypes.get_errno())", judge=os.getpid())
        assert denied == (-1, 1)


def test_it_has_no_capabilities_that_change_anything(subject: Subject) -> None:
    subject.fresh()
    subject.run(
        "library = ctypes.CDLL(None)\nheader = (ctypes.c_uint32 * 2)(0x20080522, 0)\n"
        "sets = (ctypes.c_uint32 * 6)()\nlibrary.capget(header, sets)"
    )
    effective = subject.ask("sets[0] | sets[1] | sets[3] << 32 | sets[4] << 32")
    assert isinstance(effective, int)
    assert effective & ~(1 << 2) == 0


def test_its_threads_may_no_more_than_it(subject: Subject) -> None:
    subject.fresh()
    subject.run(
        "said = []\ndef go():\n    for attempt in (lambda: open('/etc/passwd'), os.fork):\n"
        "        try:\n            said.append(attempt())\n"
        "        except PermissionError:\n            said.append('denied')\n"
        "thread = threading.Thread(target=go)\nthread.start()\nthread.join()"
    )
    assert subject.ask("said") == ["denied", "denied"]


def test_it_may_work_in_its_own_folder(subject: Subject) -> None:
    subject.fresh()
    subject.run(
        "os.mkdir('a')\nwith open('a/b', 'w') as file: file.write('text')\n"
        "os.rename('a/b', 'a/c')\nos.truncate('a/c', 2)"
    )
    assert subject.ask("(open('a/c').read(), os.listdir())") == ("te", ["a"])
    subject.run("os.unlink('a/c'); os.rmdir('a')")


def test_its_folder_is_bounded(doomed: Subject) -> None:
    died = outcome(
        doomed,
        "for number in range(40):\n    with open(f'{number}', 'wb') as file:\n"
        "        for piece in range(8): file.write(bytes(1024 ** 2))\n",
    )
    assert died in ("OSError", Death.DISK)


def test_the_number_of_its_files_is_bounded(doomed: Subject) -> None:
    died = outcome(doomed, "for number in range(20_000):\n    os.mkdir(f'{number}')")
    assert died in ("OSError", Death.DISK)


@pytest.mark.parametrize("what", ["files", "bytes", "depth", "lock"])
def test_its_folder_is_bounded_where_there_is_no_quota(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The judge looks after each answer, and while it waits for one."""
    sources = {
        "files": "for number in range(200): os.mkdir(f'{number}')",
        "bytes": "for number in range(5): open(f'{number}', 'wb').write(bytes(15 << 20))",
        "depth": "for number in range(90): os.mkdir('deep' * 60); os.chdir('deep' * 60)",
        "lock": "os.mkdir('x'); os.mkdir('x/y', 0)",
    }
    if what == "lock" and os.geteuid() == 0:
        pytest.skip("root looks into every folder")
    monkeypatch.setenv(WITHOUT, "namespaces")
    monkeypatch.setattr(remains, "FILES_IN_ALL", 100)
    started = launcher((), portable=False)
    for subject in subjects(started):
        assert outcome(subject, sources[what]) is Death.DISK
    started.close()
    assert not Path(started._folder.path).exists()  # type: ignore[attr-defined]


def test_threads_without_end_are_ended(doomed: Subject) -> None:
    died = outcome(
        doomed,
        "threading.stack_size(32768)\nwhile True:\n    try:\n"
        "        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\n"
        "    except RuntimeError:\n        time.sleep(0.01)\n",
    )
    assert died in (Death.THREADS, Death.BUSY, Death.MEMORY)


def outcome(subject: Subject, source: str) -> object:
    """The exception that ended the statements, `"nothing"`, or how the subject died."""
    try:
        return subject.raises(source, "OSError")
    except SubjectLost:
        answer = subject.steps[-1].answer
        assert isinstance(answer, Died)
        return answer.how


def test_its_folder_is_removed_when_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WITHOUT, "namespaces")
    started = launcher((), portable=False)
    process = started.start(Setup(started.place({}), None, (), "", ()))
    work = Path(process.places.work)
    (work / "left").mkdir()
    (work / "link").symlink_to("/etc")
    process.end()
    assert not work.exists()
    started.close()


# Where a layer is missing.

MISSING = {
    "landlock": {"files"},
    "seccomp": {"network", "programs", "signals"},
    "landlock,seccomp,namespaces,capabilities": {
        *("files", "network", "programs", "signals", "namespaces", "privileges")
    },
    "namespaces": {"namespaces"},
}


@pytest.mark.parametrize(("without", "gone"), MISSING.items(), ids=MISSING.keys())
def test_a_report_names_the_layers_that_were_in_force(
    course: Course, monkeypatch: pytest.MonkeyPatch, without: str, gone: set[str], portable: bool
) -> None:
    monkeypatch.setenv(WITHOUT, without)
    offered = [name for name in LAYERS if name not in gone]
    work = [(course.find("counter"), Submitted({"counter.py": SOLUTION.encode()}))]
    options = Options(portable=portable)
    report = run(course, work, options, lambda *_: None)
    assert set(report.sandbox.split(", ")) <= set(offered)
    assert set(offered) - set(report.sandbox.split(", ")) <= {"namespaces"}
    assert report.score == report.max_score
    if lacking(offered):
        with pytest.raises(GraderError, match=lacking(offered)[0]) as refused:
            run(course, work, msgspec.structs.replace(options, sandbox="required"), lambda *_: None)
        assert refused.value.exit_code == 3
    else:
        required = msgspec.structs.replace(options, sandbox="required")
        assert run(course, work, required, lambda *_: None).score == report.score


def test_no_verdict_comes_from_a_sandbox_that_is_missing(
    counter: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WITHOUT, "seccomp")
    with pytest.raises(GraderError, match="programs"):
        grade(msgspec.structs.replace(job(counter, SOLUTION), sandbox="required"))


def test_required_refuses_also_where_nothing_was_begun(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WITHOUT, "landlock")
    counter = course.find("counter")
    stub = read_submitted(FIXTURE / "exercises", counter)
    with pytest.raises(GraderError, match="files"):
        run(course, [(counter, stub)], Options(sandbox="required"), lambda *_: None)


def test_off_is_said(portable: bool) -> None:
    assert layers_in_force("off", portable=portable) == ("process", "limits")


def test_another_system_has_what_it_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    sandbox = Sandbox(Policy(), str(tmp_path))
    sandbox.prepare()
    assert sandbox.enter(str(tmp_path), str(tmp_path)) == ("process", "limits")


def test_a_library_that_is_gone_is_nobodys_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    (tmp_path / "dangling").symlink_to(gone)
    paths = Readable((str(gone), str(tmp_path / "dangling")))
    monkeypatch.setattr("grader.subject.sandbox.readable", lambda hidden: paths)
    work = tmp_path / "subjects" / "work"
    work.mkdir(parents=True)
    Sandbox(Policy(without=("namespaces",)), str(work)).prepare()


def test_where_a_folder_may_have_another_name_no_rule_is_widened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = [("/usr/lib/python3", reading()), ("/etc/hosts", reading())]
    assert rules_beside(rules, tempfile.gettempdir()) != rules
    monkeypatch.setattr("grader.subject.sandbox.mounted_once", lambda folder: False)
    assert rules_beside(rules, tempfile.gettempdir()) == rules


def test_a_link_to_a_library_leads_there(tmp_path: Path) -> None:
    for name in ("library", "linked", "subjects"):
        (tmp_path / name).mkdir()
    (tmp_path / "linked" / "link").symlink_to(tmp_path / "library")
    link = str(tmp_path / "linked" / "link")
    rules = rules_beside([(link, reading())], str(tmp_path / "subjects"))
    assert rules == [(str(tmp_path / "library"), reading())]


def test_a_subject_that_cannot_enter_a_layer_is_never_asked(tmp_path: Path, portable: bool) -> None:
    """A layer that is offered and can't be entered is the grader's failure."""
    started = launcher((), portable=portable)
    with pytest.raises(GraderError, match="could not be set up") as refused:
        started.start(Setup(str(tmp_path / "missing"), None, (), "", ()))
    assert refused.value.exit_code == 3
    started.close()


def test_observers_that_fail_are_the_graders_failure(portable: bool) -> None:
    started = launcher((), portable=portable)
    with pytest.raises(GraderError, match="ZeroDivisionError"):
        started.start(Setup(started.place({}), None, (), "1 / 0", ()))
    started.close()


MODES: tuple[Mode, ...] = ("auto", "off")


def test_verdicts_are_the_same_with_and_without(counter: Exercise) -> None:
    for source in (SOLUTION, SOLUTION.replace("+= by", "+= 2 * by"), "1 / 0\n"):
        reports: list[ExerciseReport] = [
            grade(msgspec.structs.replace(job(counter, source), sandbox=mode)) for mode in MODES
        ]
        assert without_duration(reports[0]) == without_duration(reports[1])


def test_a_denial_is_said_as_such(grade_source: GradeSource) -> None:
    source = SOLUTION.replace("print(self.total)", "open('/etc/passwd')")
    check = next(c for c in grade_source(source).checks if c.id == "test_say")
    assert check.status == "failed"
    assert "was denied something" in check.message
    report = grade_source("import subprocess\nsubprocess.run(['true'])\n" + SOLUTION)
    assert set(statuses(report).values()) == {"error"}
    assert "no other programs" in report.checks[0].message


# What the judge asks for.


def test_hidden_are_the_grader_and_the_solutions() -> None:
    assert str(CHECKOUT / "grader") in hidden()
    assert set(REQUIRED) <= set(LAYERS)


@pytest.mark.parametrize(
    ("url", "port"),
    [("", 0), ("redis://localhost", 6379), ("redis://h:7000/1", 7000), ("unix:///s", UNIX_SOCKET)],
)
def test_one_port_is_open_when_a_redis_is_given(url: str, port: int) -> None:
    assert policy_of("auto", {"GRADER_REDIS": url}).port == port


@pytest.mark.parametrize("portable", [False, True])
def test_a_subject_with_a_redis_reaches_that_port_and_no_other(portable: bool) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as no,
    ):
        url = f"redis://127.0.0.1:{one.getsockname()[1]}"
        started = launcher((), portable=portable, variables={"GRADER_REDIS": url})
        for subject in subjects(started):
            probe = "socket.create_connection(('127.0.0.1', port)).close()"
            subject.run(probe, port=one.getsockname()[1])
            denied = subject.raises(probe, "PermissionError", port=no.getsockname()[1])
            assert denied == "PermissionError"
            assert "network" in started.start(subject._setup).layers
        started.close()


@pytest.mark.parametrize("login", ["", "ann:secret@"])
def test_a_redis_is_given_by_its_number(login: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        named = f"redis://{login}localhost:{port}/3?db=1"
        assert numeric(named) == f"redis://{login}127.0.0.1:{port}/3?db=1"
    for url in ("unix:///tmp/s", "rediss://localhost:1", "redis://localhost:1"):
        assert numeric(url) == url


def test_the_tests_that_the_promises_name_are_there() -> None:
    promises = (CHECKOUT / "docs" / "integrity.md").read_text(encoding="utf-8")
    tests = "".join(file.read_text(encoding="utf-8") for file in HERE.parent.glob("*.py"))
    named = set(re.findall(r"test_\w+(?!\w*\.py)\b", promises)) - {
        file.stem for file in HERE.parent.glob("*.py")
    }
    assert len(named) > 8
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []


def test_no_process_is_left(start: Launcher) -> None:
    family = psutil.Process().children(recursive=True)
    assert all(process.status() != psutil.STATUS_ZOMBIE for process in family)
    assert threading.active_count() < 20
