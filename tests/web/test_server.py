"""`grader web` in a process of its own: it starts, serves, follows a save, and stops."""

import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import psutil
import pytest
from werkzeug.serving import make_server

from grader.web.app import create_app
from grader.web.board import Board
from grader.web.door import Door
from grader.web.server import QuietHandler, listen
from tests.conftest import SOLUTION
from tests.web.running import PATIENCE, Running, command, running, untouched

MISTAKE = SOLUTION.replace("self.total = start", "self.total = 0")
HANGS = "while True:\n    pass\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with running(untouched(tmp_path)) as started:
        yield started


class Reader:
    """A browser, as far as the server can tell."""

    def __init__(self, server: Running) -> None:
        self._port = server.port
        answer = self.get(server.address.partition(str(server.port))[2], {})
        assert answer.status == 303
        self._cookie = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}

    def get(self, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("GET", path, headers=self._cookie if headers is None else headers)
        return connection.getresponse()

    def listen(self) -> "Tab":
        return Tab(self.get("/events"))


class Tab:
    """A browser's tab, which is told what changes from now on."""

    def __init__(self, stream: HTTPResponse) -> None:
        self._stream = stream

    def until(self, words: str) -> dict[str, str]:
        """The next state of the counter in which these words stand."""
        late = time.monotonic() + PATIENCE
        for line in self._stream:
            assert time.monotonic() < late, "nothing of the kind happened"
            if line.startswith(b"data: {"):
                part: dict[str, str] = json.loads(line[6:])
                if part["id"] == "exercise-counter" and words in part["html"]:
                    return part
        raise AssertionError("the server ended the stream")

    def rest(self) -> bytes:
        return self._stream.read()


def stopped(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str]:
    """Stop the server, as Ctrl-C in a terminal does to all of its processes; exit code, stderr."""
    os.killpg(process.pid, by) if by is signal.SIGINT else process.send_signal(by)
    _, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, errors


def test_a_save_is_told_to_all_tabs_without_being_asked(server: Running) -> None:
    reader = Reader(server)
    tabs = [reader.listen(), reader.listen()]
    server.save(MISTAKE)
    for tab in tabs:
        assert "checks passed" in tab.until('class="check"')["html"]
    server.save(SOLUTION)
    for tab in tabs:
        assert tab.until("7/7")["said"].endswith("passed")
    assert stopped(server.process, signal.SIGINT) == (0, "")


def test_ctrl_c_stops_at_once_and_leaves_nothing_behind(server: Running) -> None:
    reader = Reader(server)
    tab = reader.listen()
    tab.until("not started")
    server.save(HANGS)
    tab.until("being checked")
    family = psutil.Process(server.process.pid).children(recursive=True)
    assert stopped(server.process, signal.SIGINT) == (0, "")
    assert tab.rest().endswith(b"event: bye\ndata: -\n\n")
    _, left = psutil.wait_procs(family, timeout=PATIENCE)
    assert left == []


def test_a_request_to_terminate_stops_too(server: Running) -> None:
    assert stopped(server.process, signal.SIGTERM) == (0, "")


def test_a_dead_tab_is_let_go() -> None:
    board = Board()
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        door = Door(port)
        app = create_app(board, lambda: "", door, patience=0.05)
        server = make_server(
            "127.0.0.1",
            port,
            app,
            threaded=True,
            request_handler=QuietHandler,
            fd=listener.fileno(),
        )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as tab:
        cookie = f"Cookie: underglass-{port}={door.token}"
        tab.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n\r\n".encode())
        assert board.wait_for_listeners(1, PATIENCE)
    assert board.wait_for_listeners(0, PATIENCE)
    server.shutdown()
    thread.join(PATIENCE)


def test_it_listens_on_this_machine_alone(server: Running) -> None:
    listening = [
        c.laddr.ip
        for c in psutil.Process(server.process.pid).net_connections("inet")
        if c.status == psutil.CONN_LISTEN
    ]
    assert listening == ["127.0.0.1"]


def test_the_page_is_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    with running(untouched(tmp_path), "--lang", "zh") as server:
        page = Reader(server).get("/").read().decode()
    assert '<html lang="zh-CN"' in page
    assert "计数器" in page


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = refused(untouched(tmp_path), "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Port {port} of 127.0.0.1 can't be used" in done.stderr
    assert "name another --port" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "more than this machine"),
        (("--host", "::"), "more than this machine"),
        (("--host", "192.168.0.1"), "more than this machine"),
        (("--port", "65536"), "no port"),
        (("--port", "-1"), "no port"),
        (("--submission", "nowhere"), "There is no folder"),
    ],
)
def test_a_wrong_command_is_told_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = refused(untouched(tmp_path), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def refused(submission: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=submission, capture_output=True, text=True, encoding="utf-8",
        timeout=PATIENCE, check=False,
    )  # fmt: skip


def test_the_other_loopback_address_is_served_too(tmp_path: Path) -> None:
    if not socket.has_ipv6 or not has_ipv6_loopback():
        pytest.skip("this machine has no ::1")
    with running(untouched(tmp_path), "--host", "::1") as server:
        assert server.address.startswith(f"http://[::1]:{server.port}/?token=")
        connection = http.client.HTTPConnection("::1", server.port, timeout=PATIENCE)
        connection.request(
            "GET", "/" + server.address.partition("/?")[1][1:] + server.address.partition("/?")[2]
        )
        assert connection.getresponse().status == 303


def has_ipv6_loopback() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True
