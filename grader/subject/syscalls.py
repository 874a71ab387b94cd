"""Which system calls a subject may make: a seccomp filter in classic BPF.

Denied is what starts a process or a program, speaks to the network, signals or changes another
process, changes who may do what with a file, or leaves something in the kernel. Denied calls fail
as forbidden ones do (EPERM), so that Python raises PermissionError. Everything else passes: what
it may be used on is said by the other layers.
"""

import errno
import platform
import struct
from collections.abc import Iterator
from typing import NamedTuple

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Where the numbers of `NUMBERS` stand, and AUDIT_ARCH_… (linux/audit.h)."""
NONE = -1
NUMBERS = {
    # programs and processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, NONE), "vfork": (58, NONE),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # the kernel and the machine
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "syslog": (103, 116), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "iopl": (172, NONE),
    "ioperm": (173, NONE), "modify_ldt": (154, NONE), "personality": (135, 92),
    "vhangup": (153, 58),
    # files outside their names, and watching those of others
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262), "inotify_init": (253, NONE), "inotify_init1": (294, 26),
    # memory that no limit counts, and what outlives the process
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # owners, modes, times and attributes of files: Landlock doesn't guard them
    "chmod": (90, NONE), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, NONE), "fchown": (93, 55), "lchown": (94, NONE), "fchownat": (260, 54),
    "utime": (132, NONE), "utimes": (235, NONE), "futimesat": (261, NONE),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    # the network
    "bind": (49, 200), "listen": (50, 201), "connect": (42, 203),
    # denied by their arguments
    "clone": (56, 220), "clone3": (435, 435), "kill": (62, 129), "tkill": (200, 130),
    "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "socket": (41, 198), "socketpair": (53, 199), "sendto": (44, 206), "sendmsg": (46, 211),
    "sendmmsg": (307, 269), "fcntl": (72, 25), "ioctl": (16, 29), "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118), "sched_setattr": (314, 274),
}  # fmt: skip
"""The numbers of system calls, on x86_64 and on aarch64."""
BY_ARGUMENTS = tuple(NUMBERS)[tuple(NUMBERS).index("clone") :]
LAST_KNOWN = 456
"""Calls with higher numbers seem not to be there (ENOSYS): nobody has judged them."""
CLONE_THREAD = 0x00010000
AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
SOCK_STREAM, SOCK_TYPE_MASK = 1, 0xF
IPPROTO_TCP = 6
MSG_FASTOPEN = 0x20000000
OWNERS = (8, 10, 15, 1026, 1031)
"""fcntl: F_SETOWN, F_SETSIG, F_SETOWN_EX, F_NOTIFY, F_SETPIPE_SZ."""
REQUESTS = (0x8901, 0x8902, 0x5412, 0x541C, 0x40086602, 0x401C5820)
"""ioctl: FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX, FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR."""

# linux/bpf_common.h and linux/seccomp.h
LOAD, EQUAL, GREATER, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x25, 0x45, 0x54, 0x06
ALLOW, ERROR = 0x7FFF0000, 0x00050000
DENY = ERROR | errno.EPERM
SEEMS_MISSING = ERROR | errno.ENOSYS
ARCHITECTURE_AT, NUMBER_AT, ARGUMENTS_AT = 4, 0, 16

Code = list[tuple[int, int, int, int]]
"""Instructions: operation, jump if true, jump if false, operand (linux/filter.h)."""


class Reachable(NamedTuple):
    """What a subject may connect to."""

    families: tuple[int, ...] = ()
    """Address families of `connect`; none where nothing may be reached."""


def known(machine: str = "") -> bool:
    """Whether the numbers of this machine's system calls are known here."""
    return (machine or platform.machine()) in ARCHITECTURES


def program(own: int, reachable: Reachable, machine: str = "") -> bytes:
    """The filter of a process with the id `own`."""
    column, architecture = ARCHITECTURES[machine or platform.machine()]
    numbers = {name: both[column] for name, both in NUMBERS.items() if both[column] != NONE}
    code: Code = [
        (LOAD, 0, 0, ARCHITECTURE_AT), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, DENY),
        (LOAD, 0, 0, NUMBER_AT), (GREATER, 0, 1, LAST_KNOWN), (RETURN, 0, 0, SEEMS_MISSING),
    ]  # fmt: skip
    for name, number in numbers.items():
        block = _block(name, own, reachable)
        code += [(EQUAL, 0, len(block), number), *block]
    code += [(RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in code)


def _block(name: str, own: int, reachable: Reachable) -> Code:
    """What becomes of one system call; every path through it returns."""
    if name == "connect" and reachable.families:
        return [(RETURN, 0, 0, ALLOW)]
    if name not in BY_ARGUMENTS:
        return [(RETURN, 0, 0, DENY)]
    return list(_by_arguments(name, own, reachable))


def _by_arguments(name: str, own: int, reachable: Reachable) -> Iterator[tuple[int, int, int, int]]:
    if name == "clone3":  # its flags lie in memory, out of sight: the C library then uses clone
        yield (RETURN, 0, 0, SEEMS_MISSING)
    elif name == "clone":
        yield from _allowed_if(0, ANY_BIT, (CLONE_THREAD,))
    elif name in ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
        yield from _allowed_if(0, EQUAL, (own,))
    elif name in ("prlimit64", "sched_setaffinity") or name.startswith("sched_set"):
        yield from _allowed_if(0, EQUAL, (0, own))
    elif name in ("socket", "socketpair"):
        families = reachable.families or (AF_UNIX, AF_INET, AF_INET6)
        yield from _denied_unless(0, families if name == "socket" else (AF_UNIX,))
        yield from _denied_unless(2, (0, IPPROTO_TCP))
        yield from _allowed_if(1, EQUAL, (SOCK_STREAM,), mask=SOCK_TYPE_MASK)
    elif name in ("sendto", "sendmsg", "sendmmsg"):
        yield from _denied_if(2 if name == "sendmsg" else 3, ANY_BIT, (MSG_FASTOPEN,))
    else:
        yield from _denied_if(1, EQUAL, OWNERS if name == "fcntl" else REQUESTS)


def _allowed_if(argument: int, test: int, values: tuple[int, ...], mask: int = 0) -> Code:
    load: Code = [(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument)]
    masked: Code = [(AND, 0, 0, mask)] if mask else []
    tests: Code = [(test, len(values) - at, 0, value) for at, value in enumerate(values)]
    return [*load, *masked, *tests, (RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW)]


def _denied_if(argument: int, test: int, values: tuple[int, ...]) -> Code:
    load: Code = [(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument)]
    tests: Code = [(test, len(values) - at, 0, value) for at, value in enumerate(values)]
    return [*load, *tests, (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, DENY)]


def _denied_unless(argument: int, values: tuple[int, ...]) -> Code:
    """Goes on to what follows when the argument is one of the values."""
    load: Code = [(LOAD, 0, 0, ARGUMENTS_AT + 8 * argument)]
    tests: Code = [(EQUAL, len(values) - at, 0, value) for at, value in enumerate(values)]
    return [*load, *tests, (RETURN, 0, 0, DENY)]
