"""Subjects that are interpreters of their own: the way that works anywhere."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from grader.channel import Channel, PipeChannel
from grader.places import Folder, environment, marshalled
from grader.sandbox import Mode, layers_of, policy_of
from grader.subject.confine import Places
from grader.subject.leftovers import remove_tree
from grader.subject.loop import Setup


class InterpreterLauncher:
    """Starts a new interpreter for each subject."""

    def __init__(
        self,
        libraries: Sequence[str],
        hash_seed: int,
        variables: Mapping[str, str],
        sandbox: Mode,
    ) -> None:
        self._folder = Folder()
        self._libraries = libraries
        self._mode = sandbox
        self._first = True
        self._policy = policy_of(sandbox, variables)
        self._environment = environment(hash_seed, str(self._folder.path), variables)
        self._started: list[InterpreterProcess] = []

    def place(self, files: Mapping[str, bytes]) -> str:
        return self._folder.place(files)

    def start(self, setup: Setup, *, ahead: bool = False) -> "InterpreterProcess":
        places = self._folder.places()
        told = [marshalled(part) for part in (setup, places, self._policy)]
        command = [sys.executable, "-P", "-s", "-m", "grader.subject.interpreter"]
        popen = subprocess.Popen(
            [*command, *told, *self._libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            cwd=self._folder.path,
        )
        process = InterpreterProcess(popen, places, setup.folder)
        self._started = [one for one in self._started if not one.ended] + [process]
        process.layers = layers_of(process.channel, self._mode, first=self._first)
        self._first = False
        return process

    def close(self) -> None:
        for process in self._started:
            process.end()
        self._folder.remove()


class InterpreterProcess:
    """A subject in an interpreter of its own; it dumps its stacks by itself."""

    def __init__(self, popen: "subprocess.Popen[bytes]", places: Places, folder: str) -> None:
        assert popen.stdin is not None
        assert popen.stdout is not None
        self.channel: Channel = PipeChannel(popen.stdin, popen.stdout)  # type: ignore[arg-type]
        self.places = places
        self.folder = folder
        self.layers: tuple[str, ...] = ()
        self._popen = popen
        self.ended = False

    def pid(self) -> int:
        return self._popen.pid

    def dump_stacks(self) -> None:
        pass

    def end(self) -> int:
        self.channel.close()
        if self._popen.poll() is None:
            kill_tree(self._popen.pid)
        kill_group(self._popen.pid)
        code = self._popen.wait()
        remove_tree(self.places.work)
        self.ended = True
        return code

    def leave(self) -> None:
        self.end()


def kill_group(pid: int) -> None:
    """Kill what is left in the process group that a subject led, where there are groups."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def kill_tree(pid: int) -> None:
    """Kill a process and its descendants, whatever the system."""
    import psutil

    try:
        top = psutil.Process(pid)
        family = [*top.children(recursive=True), top]
    except psutil.NoSuchProcess:
        return
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
