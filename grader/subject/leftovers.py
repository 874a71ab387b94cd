"""Removing what a subject left in its folder, whatever it is."""

import contextlib
import itertools
import os


def remove_tree(top: str) -> None:
    """Remove a folder and all that is in it; what can't be removed stays.

    However deep it is nested: what is inside a folder is moved up before that is removed, and no
    link is followed.
    """
    unused = os.path.join(top, os.urandom(8).hex())
    numbers = itertools.count()
    with contextlib.suppress(OSError):
        while entries := list(os.scandir(top)):
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
                elif not _removed(entry.path):
                    os.chmod(entry.path, 0o700)
                    for inner in list(os.scandir(entry.path)):
                        if inner.is_dir(follow_symlinks=False):
                            os.chmod(inner.path, 0o700)  # else it can't be moved
                        os.rename(inner.path, f"{unused}-{next(numbers)}")
        os.rmdir(top)


def _removed(folder: str) -> bool:
    """Remove a folder if it is empty; whether it was."""
    with contextlib.suppress(OSError):
        os.rmdir(folder)
        return True
    return False
