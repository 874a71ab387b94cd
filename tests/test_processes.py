"""Fresh processes start where Ctrl-C can't reach them."""

import os
import signal
import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, subprocess, sys
from multiprocessing import util
real = util.spawnv_passfds
def spawn(path, arguments, descriptors):
    pid = real(path, arguments, descriptors)
    os.kill(pid, signal.SIGINT)  # as a terminal does, at the worst moment
    return pid
util.spawnv_passfds = spawn
from grader.processes import fresh_processes
context = fresh_processes(["json"])
process = context.Process(target=print, args=("here",))
process.start()
process.join()
print("answered", process.exitcode, flush=True)
os.kill(os.getpid(), signal.SIGINT)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no server to start there")
def test_a_server_that_is_interrupted_while_it_starts_goes_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False
    )
    assert "answered 0" in done.stdout
    assert done.stderr.count("Traceback") == 1  # our own process still hears of it
    assert done.returncode in (-signal.SIGINT, 128 + signal.SIGINT, 1), os.fsdecode(done.stderr)
