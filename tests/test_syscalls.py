"""The filter of system calls: its numbers are the system's, and each path through it ends."""

import re
import struct
import sys
from pathlib import Path

import pytest

from grader.subject import syscalls
from grader.subject.syscalls import ALLOW, DENY, SEEMS_MISSING, Reachable

HEADER = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
OWN = 4711
X86, ARM = "x86_64", "aarch64"


NOWHERE = Reachable()


def judged(name: str, *arguments: int, machine: str = X86, reachable: Reachable = NOWHERE) -> int:
    """What the filter returns: a small interpreter of classic BPF."""
    column, architecture = syscalls.ARCHITECTURES[machine]
    return run(machine, syscalls.NUMBERS[name][column], architecture, arguments, reachable)


def run(
    machine: str, number: int, architecture: int, arguments: tuple[int, ...], reachable: Reachable
) -> int:
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<IIQ6Q", number, architecture, 0, *[a & (2**64 - 1) for a in padded])
    code = list(struct.iter_unpack("HBBI", syscalls.program(OWN, reachable, machine)))
    at = held = 0
    while True:
        operation, yes, no, operand = code[at]
        at += 1
        if operation == syscalls.RETURN:
            return int(operand)
        if operation == syscalls.LOAD:
            held = struct.unpack_from("<I", data, operand)[0]
        elif operation == syscalls.AND:
            held &= operand
        else:
            test = {
                syscalls.EQUAL: held == operand,
                syscalls.GREATER: held > operand,
                syscalls.ANY_BIT: held & operand != 0,
            }[operation]
            at += yes if test else no


@pytest.mark.skipif(not HEADER.exists(), reason="the kernel's headers are not installed")
def test_the_numbers_are_the_kernels() -> None:
    told = dict(re.findall(r"#define __NR_(\w+) (\d+)", HEADER.read_text(encoding="ascii")))
    ours = {name: str(both[0]) for name, both in syscalls.NUMBERS.items() if name in told}
    assert ours == {name: told[name] for name in ours}
    assert len(ours) > 100


@pytest.mark.parametrize("machine", [X86, ARM])
def test_every_call_is_judged_one_way_or_the_other(machine: str) -> None:
    for name, both in syscalls.NUMBERS.items():
        if both[machine == ARM] != syscalls.NONE:
            assert judged(name, machine=machine) in (ALLOW, DENY, SEEMS_MISSING), name
    assert len(syscalls.program(OWN, Reachable(), machine)) < 8 * 4096


@pytest.mark.parametrize("machine", [X86, ARM])
def test_what_is_denied_by_its_arguments(machine: str) -> None:
    def says(name: str, *arguments: int) -> int:
        return judged(name, *arguments, machine=machine)

    assert says("clone", 0x3D0F00) == ALLOW  # a thread
    assert says("clone", 17) == DENY  # a process
    assert says("clone3") == SEEMS_MISSING
    assert (says("kill", OWN, 9), says("kill", 1, 9), says("kill", -1, 9)) == (ALLOW, DENY, DENY)
    assert (says("tgkill", OWN, OWN, 6), says("tgkill", 1, 1, 6)) == (ALLOW, DENY)
    assert (says("prlimit64", 0), says("prlimit64", OWN), says("prlimit64", 1)) == (
        ALLOW, ALLOW, DENY)  # fmt: skip
    assert (says("socket", 2, 1, 6), says("socket", 2, 2, 0), says("socket", 16, 1, 0)) == (
        ALLOW, DENY, DENY)  # fmt: skip
    assert (says("socketpair", 1, 0o2000001), says("socketpair", 1, 2)) == (ALLOW, DENY)
    assert (says("sendto", 3, 0, 0, 0), says("sendto", 3, 0, 0, 0x20000000)) == (ALLOW, DENY)
    assert (says("fcntl", 3, 3), says("fcntl", 3, 8)) == (ALLOW, DENY)
    assert (says("ioctl", 3, 0x5401), says("ioctl", 3, 0x8901)) == (ALLOW, DENY)


def test_one_family_of_addresses_can_be_opened() -> None:
    given = Reachable((syscalls.AF_INET, syscalls.AF_INET6))
    assert judged("connect", reachable=given) == ALLOW
    assert judged("bind", reachable=given) == DENY
    assert judged("socket", 2, 1, 0, reachable=given) == ALLOW
    assert judged("socket", 1, 1, 0, reachable=given) == DENY


def test_other_architectures_and_unknown_numbers() -> None:
    i386, own = 0x40000003, syscalls.ARCHITECTURES[X86][1]
    assert run(X86, 1, i386, (), Reachable()) == DENY
    assert run(X86, 1, own, (), Reachable()) == ALLOW
    for unknown in (syscalls.LAST_KNOWN + 1, 0x40000001):
        assert run(X86, unknown, own, (), Reachable()) == SEEMS_MISSING


@pytest.mark.skipif(sys.platform != "linux", reason="asks for this machine")
def test_an_unknown_machine_has_no_filter() -> None:
    assert not syscalls.known("vax")
    assert syscalls.known(X86)
