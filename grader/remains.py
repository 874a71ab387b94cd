"""What a subject leaves in files: read without trusting that they are what they seem."""

import os
import re
import stat
import time
from pathlib import Path

from grader.launch import Process
from grader.subject.limits import DISK, FILES_IN_ALL
from grader.wire import Frame

STACK_LINE = re.compile(r'  File "([^"\n]{1,400})", line (\d{1,9}) in (.{0,200})')
MAX_STACKS = 256 * 1024
UNDECEIVED = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither follows a link nor waits for the other end of a FIFO."""


def wait_until_written(path: Path, seconds: float = 1.0) -> None:
    """Wait until the stacks stop growing: they are written in one go, but not at once."""
    end, size = time.monotonic() + seconds, -1
    while time.monotonic() < end:
        now = path.lstat().st_size if path.exists() else 0
        if now and now == size:
            return
        size = now
        time.sleep(0.02)


def student_frames(process: Process) -> tuple[Frame, ...]:
    """The student's lines in the last stacks that the subject dumped, innermost last.

    The thread that was running comes first; where it holds none of the student's lines, the next
    that does is taken.
    """
    dump = _tail(process.places.stacks).rpartition("Timeout (")[2]
    threads = re.split(r"^(?=(?:Current t|T)hread )", dump, flags=re.MULTILINE)
    for thread in sorted(threads, key=lambda text: not text.startswith("Current")):
        found = [
            Frame(path[len(process.folder) + 1 :].replace("\\", "/"), int(line), name)
            for path, line, name in STACK_LINE.findall(thread)
            if path.startswith(process.folder)
        ]
        if found:
            return tuple(reversed(found))
    return ()


def printed(process: Process) -> str:
    """What the subject printed in the probe that it didn't survive."""
    return _tail(process.places.output)


def _tail(path: str) -> str:
    """The end of a file that a subject may have written, if it is one and not a link to one."""
    try:
        with open(os.open(path, UNDECEIVED), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return ""
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - MAX_STACKS))
            return file.read(MAX_STACKS).decode("utf-8", "replace")
    except OSError:
        return ""


def overfull(process: Process) -> bool:
    """Whether a subject has filled its folder, where no quota of the system's keeps it from that.

    With a mount table of its own it has a quota, and nothing is to be seen from here. A folder
    that can't be looked into, too deep or locked, counts as full of anything.
    """
    if "namespaces" in process.layers:
        return False
    folders, files, size = [process.places.work], 0, 0
    while folders and files <= FILES_IN_ALL and size <= DISK:
        try:
            for entry in os.scandir(folders.pop()):
                files += 1
                size += entry.stat(follow_symlinks=False).st_size
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
        except FileNotFoundError:  # gone by now
            continue
        except OSError:
            return True
    return files > FILES_IN_ALL or size > DISK
