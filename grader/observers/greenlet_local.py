"""Observers of `greenlet_local`: they drive a Local from many contexts, one step at a time.

A context is named by a path: `""` is the calling greenlet, `"a"` a greenlet that it starts, `"a/b"`
a greenlet started inside that one, `"T1"` (a name that begins with T) a thread, `"T1/a"` a greenlet
in it. Each step is carried out where its path says and all else stands still meanwhile, so that the
order is always the same.
"""

import gc
import queue
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

try:
    from greenlet import getcurrent, greenlet
except ImportError:  # the fallback is asked for with threads only
    greenlet = getcurrent = None

LIMIT = 10.0
"""Seconds to wait for a thread; it never takes long."""


class Value:
    """Something that can be watched disappear."""


def drive(local: Any, steps: list[tuple[str, ...]]) -> list[Any]:
    """What each step gave. A step is (path, action, *arguments); see `_act` for the actions."""
    here = _Context(local)
    threads: dict[str, _Thread] = {}
    results = []
    for path, *action in steps:
        first, _, rest = path.partition("/")
        if first.startswith("T"):
            if first not in threads:
                threads[first] = _Thread(local)
            results.append(threads[first].do(rest, action))
            if action[0] == "end" and not rest:
                threads.pop(first)
        else:
            results.append(here.do(path, action))
    for thread in threads.values():
        thread.do("", ["end"])
    return results


def _act(local: Any, action: str, *arguments: Any) -> Any:
    """Carry out one action on the Local; an exception is an answer like any other."""
    try:
        if action == "set":
            return setattr(local, *arguments)
        if action == "get":
            return getattr(local, *arguments)
        if action == "delete":
            return delattr(local, *arguments)
        if action == "has":
            return hasattr(local, *arguments)
        if action == "len":
            return len(local)
        if action == "release":
            return local.release()
    except AttributeError as error:
        return f"AttributeError{'' if arguments[0] in str(error) else ' that does not name it'}"
    except Exception as error:
        return type(error).__name__
    return None


class _Context:
    """A place where actions are carried out, and the greenlets that were started there."""

    def __init__(self, local: Any) -> None:
        self._local = local
        self._greenlets: dict[str, Any] = {}

    def do(self, path: str, action: list[Any]) -> Any:
        first, _, rest = path.partition("/")
        if not first:
            return _act(self._local, *action)
        if first not in self._greenlets:
            self._greenlets[first] = greenlet(_Context(self._local)._serve)
        running = self._greenlets[first]
        result = running.switch((rest, action))
        if running.dead:
            del self._greenlets[first]
        return result

    def _serve(self, task: tuple[str, list[Any]]) -> Any:
        """The body of a greenlet: do what it is told until it is told to end."""
        while True:
            path, action = task
            if not path and action[0] == "end":
                return None
            task = getcurrent().parent.switch(self.do(path, action))


class _Thread:
    """A thread that does what it is told, and nothing meanwhile."""

    def __init__(self, local: Any) -> None:
        self._tasks: queue.Queue[Any] = queue.Queue()
        self._results: queue.Queue[Any] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, args=(local,), daemon=True)
        self._thread.start()

    def do(self, path: str, action: list[Any]) -> Any:
        self._tasks.put((path, action))
        result = self._results.get(timeout=LIMIT)
        if action[0] == "end" and not path:
            self._thread.join(LIMIT)
        return result

    def _serve(self, local: Any) -> None:
        context = _Context(local)
        while True:
            path, action = self._tasks.get(timeout=LIMIT)
            if not path and action[0] == "end":
                self._results.put(None)
                return
            self._results.put(context.do(path, action))


def one_after_the_other(local: Any, kind: str, times: int) -> tuple[int, str]:
    """How many contexts looked for something that each of them stores; each ends before the next.

    And whether one found it before it had stored it: Python gives the memory, and so the `id`, of a
    dead greenlet to the next, and systems do so with a thread's identity; how often is chance.
    """
    found = []

    def visit() -> None:
        found.append(getattr(local, "seat", "nothing"))
        local.seat = len(found)

    for _ in range(times):
        _run_to_the_end(kind, visit)
        gc.collect(0)
    all_new = all(what == "nothing" for what in found)
    return len(found), "found nothing" if all_new else "found something"


def _run_to_the_end(kind: str, body: Callable[[], None]) -> None:
    if kind == "thread":
        thread = threading.Thread(target=body, daemon=True)
        thread.start()
        thread.join(LIMIT)
    else:
        greenlet(body).switch()


def still_alive(local: Any, kind: str, times: int) -> tuple[int, str]:
    """How many contexts stored a value and ended without `release()`, and whether any remains."""
    watched: list[Any] = []

    def store() -> None:
        value = Value()
        local.value = value
        watched.append(weakref.ref(value))

    for _ in range(times):
        _run_to_the_end(kind, store)
    gc.collect()
    return len(watched), "kept alive" if any(value() for value in watched) else "freed"


def in_threads_at_once(local: Any, count: int) -> list[Any]:
    """What each of many threads reads back, when all write, in their order, before any reads."""
    with ExitStack() as until_the_end:
        threads = [until_the_end.enter_context(ThreadPoolExecutor(1)) for _ in range(count)]
        for number, thread in enumerate(threads):
            thread.submit(setattr, local, "number", number).result()
        return [thread.submit(getattr, local, "number").result() for thread in threads]
