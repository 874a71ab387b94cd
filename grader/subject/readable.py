"""What every subject may read: the interpreter, the libraries, and what those look up themselves.

The package `grader` is left out wherever it lies: all that a subject needs of it is loaded before.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SHARED_LIBRARIES = (
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64"),
    *("/nix/store", "/gnu/store", "/home/linuxbrew/.linuxbrew/lib"),
    *("/home/linuxbrew/.linuxbrew/opt", "/home/linuxbrew/.linuxbrew/Cellar"),
)
PACKAGES = ("site-packages", "dist-packages")
LOOKED_UP = (
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo"),
    *("/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/protocols", "/etc/services"),
    *("/etc/mime.types", "/usr/share/mime", "/etc/ssl/openssl.cnf", "/sys/devices/system/cpu"),
    *("/usr/share/locale", "/usr/lib/locale", "/dev/zero", "/dev/random", "/dev/urandom"),
)
"""Read by the C library, OpenSSL and the standard library; none of it is anybody's secret."""


class Readable(NamedTuple):
    """What may be read, and folders of which only the names of what is in them may be."""

    read: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


def readable(hidden: Iterable[str]) -> Readable:
    """The files and folders that any subject may read, but for what is below the hidden ones."""
    away = [os.path.realpath(path) for path in hidden]
    wanted = outermost({os.path.realpath(path) for path in candidates() if os.path.exists(path)})
    split = [path for path in wanted if any(is_below(one, path) for one in away)]
    parts = {part for path in wanted for part in around(path, away)}
    return Readable(tuple(sorted(parts)), tuple(split))


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths that are below none of the others."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not is_below(path, kept[-1]):
            kept.append(path)
    return kept


def is_below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def beside(path: str, folder: str) -> str:
    """The outermost folder that holds `path` and doesn't hold `folder`, or `path` itself."""
    *above, last = path.split(os.sep)
    for depth in range(2, len(above) + 1):
        outer = os.sep.join(above[:depth])
        if not is_below(folder, outer) and folder != outer:
            return outer
    return os.sep.join([*above, last])


def mounted_once(path: str) -> bool:
    """Whether the file system of `path` is known to be mounted at one place only (Linux)."""
    device = os.stat(path).st_dev
    name = f"{os.major(device)}:{os.minor(device)}"
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as mounts:
            return [line.split()[2] for line in mounts].count(name) == 1
    except (OSError, IndexError):
        return False


def candidates() -> Iterator[str]:
    """Paths that are readable where they exist."""
    yield from SHARED_LIBRARIES
    yield from LOOKED_UP
    for name in ("stdlib", "platstdlib", "purelib", "platlib"):
        yield sysconfig.get_path(name)
    yield from library_path(os.environ.get("LD_LIBRARY_PATH", ""))
    yield from (path for path in sys.path if os.path.basename(path) in PACKAGES)
    yield from (sysconfig.get_config_var("LIBDIR") or "",) if shared_interpreter() else ()
    if "mimetypes" in sys.modules:
        yield from sys.modules["mimetypes"].knownfiles


def library_path(variable: str) -> list[str]:
    """The folders of `LD_LIBRARY_PATH` that can be nothing but libraries."""
    folders = [path for path in variable.split(os.pathsep) if os.path.isabs(path)]
    return [path for path in folders if os.path.basename(path.rstrip(os.sep)).startswith("lib")]


def shared_interpreter() -> bool:
    """Whether the interpreter itself is a shared library, in a folder of its own."""
    return bool(sysconfig.get_config_var("Py_ENABLE_SHARED"))


def around(path: str, hidden: list[str]) -> Iterator[str]:
    """`path`, or where something hidden lies below it, all beside that."""
    if path in hidden:
        return
    if any(is_below(one, path) for one in hidden):
        for name in os.listdir(path):
            yield from around(os.path.join(path, name), hidden)
    else:
        yield path
