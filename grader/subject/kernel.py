"""What the sandbox asks of the Linux kernel, through the C library."""

import ctypes
import os

PR_GET_SECCOMP = 21
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2
CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_REC = 0x4000
MS_PRIVATE = 0x40000
CAPABILITY_VERSION_3 = 0x20080522

_library = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def prctl(option: int, *arguments: object) -> int:
    """prctl(2). Raises OSError."""
    padded = [*arguments, *[ctypes.c_ulong(0)] * (4 - len(arguments))]
    return _checked(_library.prctl(option, *padded))


def no_new_privileges() -> None:
    """Give up what a set-user-id program would give; the other layers ask for it."""
    prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1))


def adopt_orphans() -> None:
    """Become the parent of whatever a dead child leaves behind."""
    prctl(PR_SET_CHILD_SUBREAPER, ctypes.c_ulong(1))


def filter_system_calls(program: bytes) -> None:
    """Judge every system call from now on by a program of classic BPF. Raises OSError."""
    what = _Program(len(program) // 8, program)
    prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(what))


def unshare(flags: int) -> None:
    """Leave namespaces for new ones. Raises OSError."""
    _checked(_library.unshare(flags))


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """mount(2). Raises OSError."""
    texts = [os.fsencode(text) for text in (source, target, kind)]
    _checked(_library.mount(*texts, ctypes.c_ulong(flags), os.fsencode(options)))


def keep_capabilities(kept: int) -> None:
    """Keep those capabilities of the bit mask that the process has, and no others.

    Raises OSError.
    """
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    _checked(_library.capget(header, sets))
    for number in range(6):  # effective, permitted, inheritable: the low words, then the high ones
        sets[number] &= (kept if number < 3 else kept >> 32) & 0xFFFFFFFF
    _checked(_library.capset(header, sets))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
