"""A further layer where the system allows it: a network, a mount table and a quota of its own.

It is entered once, by the process that starts subjects; those inherit it. A plain user needs a user
namespace for it, which some systems forbid (Ubuntu's AppArmor, many containers): without, the other
layers hold alone.
"""

import os

from grader.subject import kernel
from grader.subject.limits import DISK, FILES_IN_ALL

OWN = kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS


def enter(work: str, *, network: bool) -> None:
    """Leave the machine's network, unless `network`, and mount `work` as a disk with a quota.

    Raises OSError where the system doesn't allow it; then nothing has changed.
    """
    flags = OWN | (0 if network else kernel.CLONE_NEWNET)
    try:
        kernel.unshare(flags)
    except OSError:
        if os.geteuid() == 0:  # it would lose its rights on files that others own, libraries too
            raise
        _try_out(flags, work)
        _unshare_as_user(flags)
    _mount(work)


def _try_out(flags: int, work: str) -> None:
    """Do it in a child first: half a way in, there is no way back. Raises OSError."""
    child = os.fork()
    if child == 0:
        try:
            _unshare_as_user(flags)
            _mount(work)
            os._exit(0)
        except OSError as reason:
            os._exit(min(reason.errno or 1, 255))
        finally:
            os._exit(255)
    _, status = os.waitpid(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise OSError(code, os.strerror(code) if code > 0 else "killed")


def _unshare_as_user(flags: int) -> None:
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(flags | kernel.CLONE_NEWUSER)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")


def _write(path: str, text: str) -> None:
    file = os.open(path, os.O_WRONLY)
    try:
        os.write(file, text.encode("ascii"))
    finally:
        os.close(file)


def _mount(work: str) -> None:
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE, "")
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("work", work, "tmpfs", flags, f"size={DISK},nr_inodes={FILES_IN_ALL},mode=700")
