"""Observers of `own_local`: they drive a Local from many threads, one step at a time.

A step is (thread, action, …): the thread `""` is the one that asks, any other name is a thread
that does what it is told and nothing meanwhile, so that the order is always the same. A step that
never ends is the subject's hang, told by its line.
"""

import contextvars
import gc
import operator
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import FunctionType, ModuleType
from typing import Any

ACTIONS: dict[str, dict[str, Callable[..., Any]]] = {
    "attribute": {"get": getattr, "set": setattr, "delete": delattr},
    "item": {"get": operator.getitem, "set": operator.setitem, "delete": operator.delitem},
}
MOST_OBJECTS = 50_000


def by_attribute(local: Any, steps: list[tuple[Any, ...]]) -> list[Any]:
    """What each step gave on an object with attributes."""
    return _drive(local, steps, "attribute")


def by_item(local: Any, steps: list[tuple[Any, ...]]) -> list[Any]:
    """What each step gave on an object with items."""
    return _drive(local, steps, "item")


def _drive(local: Any, steps: list[tuple[Any, ...]], style: str) -> list[Any]:
    threads: dict[str, ThreadPoolExecutor] = {}
    results = []
    with ExitStack() as until_the_end:
        for name, *action in steps:
            if not name:
                results.append(_act(local, style, *action))
                continue
            if name not in threads:
                threads[name] = until_the_end.enter_context(ThreadPoolExecutor(1))
            results.append(threads[name].submit(_act, local, style, *action).result())
    return results


def _act(local: Any, style: str, action: str, *arguments: Any) -> Any:
    """Carry out one action; an exception is an answer like any other."""
    try:
        if action == "len":
            return len(local)
        if action == "release":
            return local.release()
        return ACTIONS[style][action](local, *arguments)
    except LookupError as error:
        return _named(error, arguments)
    except AttributeError as error:
        return _named(error, arguments)
    except Exception as error:
        return type(error).__name__


def _named(error: Exception, arguments: tuple[Any, ...]) -> str:
    says_it = bool(arguments) and str(arguments[0]) in str(error)
    return type(error).__name__ + ("" if says_it else " that does not name it")


def all_at_once(local: Any, style: str, count: int) -> list[Any]:
    """What each of many threads reads back, when all write before any reads, twice over.

    They write in their order, and all have one name: only their identity tells them apart.
    """
    act = ACTIONS[style]
    with ExitStack() as until_the_end:
        threads = [
            until_the_end.enter_context(ThreadPoolExecutor(1, "worker")) for _ in range(count)
        ]
        for sign in (1, -1):
            for number, thread in enumerate(threads):
                thread.submit(act["set"], local, "mine", sign * number).result()
            found = [
                (
                    thread.submit(act["get"], local, "mine").result(),
                    thread.submit(len, local).result(),
                )
                for thread in threads
            ]
        for thread in threads:
            thread.submit(local.release).result()
    return found


def one_after_the_other(local: Any, style: str, times: int) -> tuple[int, str]:
    """How many threads looked for something that each of them stores, releases, and ends.

    And whether one found it before it had stored it: systems give the identity of an ended thread
    to the next one, how often is chance.
    """
    act = ACTIONS[style]
    found = []

    def visit() -> None:
        try:
            act["get"](local, "seat")
            found.append("something")
        except (LookupError, AttributeError):
            found.append("nothing")
        act["set"](local, "seat", len(found))
        local.release()

    for _ in range(times):
        thread = threading.Thread(target=visit, name="worker", daemon=True)
        thread.start()
        thread.join()
    return len(found), "found something" if "something" in found else "found nothing"


def stands_on(*parts: Any) -> list[str]:
    """The thread-local classes of libraries that are among what these parts consist of."""
    own = {part.__module__ for part in parts if isinstance(part, type)}
    shortcuts = _shortcuts()
    found: set[str] = set()
    waiting, seen = list(parts), dict[int, Any]()
    while waiting and len(seen) < MOST_OBJECTS:
        part = waiting.pop()
        if id(part) in seen or isinstance(part, ModuleType):
            continue
        seen[id(part)] = part
        if kind := next((kind for kind in shortcuts if isinstance(part, kind)), None):
            found.add(shortcuts[kind])
        elif not (isinstance(part, type | FunctionType) and part.__module__ not in own):
            waiting += gc.get_referents(part)
    return sorted(found)


def _shortcuts() -> dict[type, str]:
    known = {threading.local: "threading.local", contextvars.ContextVar: "contextvars"}
    werkzeug_local = sys.modules.get("werkzeug.local")  # there only when somebody imported it
    for name in ("Local", "LocalStack", "LocalProxy") if werkzeug_local else ():
        known[getattr(werkzeug_local, name)] = "werkzeug.local"
    return known
