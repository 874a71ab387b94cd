"""A Local for greenlets and threads. The task is in the README.md beside this file."""

from typing import Any


class Local:
    """An object whose attributes belong to whoever runs: one greenlet, or one thread."""

    def __init__(self) -> None:
        # TODO: make the store (tasks 1 to 5), without calling your own __setattr__ for it
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        # TODO: the caller's value (tasks 1 to 5)
        raise NotImplementedError

    def __setattr__(self, name: str, value: Any) -> None:
        # TODO: store it for the caller (tasks 1, 2 and 4)
        raise NotImplementedError

    def __delattr__(self, name: str) -> None:
        # TODO: take it away from the caller (task 3)
        raise NotImplementedError

    def __len__(self) -> int:
        # TODO: how many contexts hold something (task 6)
        raise NotImplementedError

    def release(self) -> None:
        # TODO: drop the caller's values (task 6)
        raise NotImplementedError
