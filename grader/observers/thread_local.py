"""Observers of `thread_local`: they use a PerThread from many threads, one step at a time.

Resources are numbered in the order in which the factory made them, from 1. A step that never ends
is the subject's hang, told by its line. Whether the system gives a thread the identity of an ended
one is chance: what observers answer doesn't depend on how often it did.
"""

import gc
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any


class Resource:
    """Something to be made, which can be watched disappear."""

    def __init__(self, number: int) -> None:
        self.number = number


class Maker:
    """A factory that counts, and that can be told to fail."""

    def __init__(self) -> None:
        self.calls = 0
        self.failing = False

    def __call__(self) -> Resource:
        self.calls += 1
        if self.failing:
            raise OSError("no resource to be had")
        return Resource(self.calls)


def drive(make: Any, steps: list[tuple[str, str]], *, closes: bool = True) -> dict[str, Any]:
    """What each step gave, which resources were closed, and how often the factory was called.

    `make` is the student's class. A step is (thread, action): the thread `""` is the one that asks,
    others do what they are told and nothing meanwhile; the actions are `get`, `fail` (a get while
    the factory fails), `close`, and `end`, which ends the thread.
    """
    maker, closed = Maker(), list[int]()

    def closer(resource: Resource) -> None:
        closed.append(resource.number)

    per_thread = make(maker, closer) if closes else make(maker)
    results = []
    threads: dict[str, ThreadPoolExecutor] = {}
    identities: set[int] = set()
    with ExitStack() as until_the_end:
        for name, action in steps:
            if not name:
                results.append(_act(per_thread, maker, action))
                continue
            if name not in threads:
                threads[name] = _new_thread(until_the_end, identities)
            if action == "end":
                threads.pop(name).shutdown()
                results.append(None)
            else:
                results.append(threads[name].submit(_act, per_thread, maker, action).result())
    return {"results": results, "closed": closed, "calls": maker.calls}


def _new_thread(until_the_end: ExitStack, identities: set[int]) -> ThreadPoolExecutor:
    """A thread with an identity that isn't among these, and now is."""
    while True:
        thread = until_the_end.enter_context(ThreadPoolExecutor(1))
        identity = thread.submit(threading.get_ident).result()
        if identity not in identities:
            identities.add(identity)
            return thread


def _act(per_thread: Any, maker: Maker, action: str) -> Any:
    maker.failing = action == "fail"
    try:
        if action == "close":
            return per_thread.close()
        return per_thread.get().number
    except OSError:
        return "OSError"


def all_at_once(make: Any, count: int) -> list[int]:
    """The numbers that many threads of one name get when all have one already, in their order."""
    per_thread = make(Maker())
    with ExitStack() as until_the_end:
        threads = [
            until_the_end.enter_context(ThreadPoolExecutor(1, "worker")) for _ in range(count)
        ]
        for _ in range(2):
            found = [thread.submit(per_thread.get).result().number for thread in threads]
    return found


def one_after_the_other(make: Any, times: int) -> tuple[int, str]:
    """How many threads of one name got something, each of which ends before the next begins.

    And whether one of them got what an ended one had: systems give its identity to the next.
    """
    per_thread = make(Maker())
    found: list[int] = []
    for _ in range(times):
        _to_the_end(lambda: found.append(per_thread.get().number))
    new = found == list(range(1, len(found) + 1))
    return len(found), "each a new one" if new else "not each a new one"


def still_alive(make: Any, times: int) -> tuple[int, str]:
    """How many threads got something and ended without `close()`, and whether any of it remains."""
    per_thread = make(Maker())
    watched: list[Any] = []
    for _ in range(times):
        _to_the_end(lambda: watched.append(weakref.ref(per_thread.get())))
    gc.collect()
    return len(watched), "kept alive" if any(resource() for resource in watched) else "freed"


def _to_the_end(body: Callable[[], None]) -> None:
    thread = threading.Thread(target=body, name="worker", daemon=True)
    thread.start()
    thread.join()
