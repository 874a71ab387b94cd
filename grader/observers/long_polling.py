"""Observers of `long_polling`: a log that is watched, and threads that wait for its events.

Nobody sleeps to let another get somewhere: the log tells who has looked. Times are compared with
limits far from what a right hub needs, so that a slow machine changes nothing.
"""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from grader.observers.serving import served

LONG = 2.5
"""Seconds that a wait may take when nobody wakes it."""
LATE = 2.0
"""Who returns after this many seconds of a LONG wait was not woken."""
LIVE = 2.6
"""Seconds that all of `live` may take: a little more of sleep and it would pass for a hang."""
LIVE_WAIT = 2.0
"""Seconds that its server lets a client wait: who waits them all was not woken."""
LAST = 0.1
"""Seconds for an answer when they are over."""
GRACE = 0.25
"""Seconds that something gets to happen which, with a right hub, can't."""


class Log:
    """An EventLog that counts looks, tells of the first ones, and sees calls that overlap."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.looks: dict[threading.Thread, int] = {}
        self.first_looks = threading.Semaphore(0)
        self.overlaps = 0
        self.busy = 0
        self.in_look: Callable[[], None] | None = None
        self.after_look: Callable[[], None] | None = None

    def append(self, data: Any) -> int:
        self._enter()
        self.events.append(data)
        number = len(self.events)
        self.busy -= 1
        return number

    def after(self, cursor: int) -> list[tuple[int, Any]]:
        self._enter()
        first = self.count_look()
        if self.in_look is not None:
            hook, self.in_look = self.in_look, None
            hook()
        found = _Found(enumerate(self.events[cursor:], cursor + 1))
        found.hook, self.after_look = self.after_look, None
        self.busy -= 1
        if first:
            self.first_looks.release()
        return found

    def count_look(self) -> bool:
        """Count a look of the thread that calls; whether it is the first."""
        me = threading.current_thread()
        self.looks[me] = self.looks.get(me, 0) + 1
        return self.looks[me] == 1

    def await_first_looks(self, count: int, until: float) -> None:
        """Wait, and no longer, until so many threads have looked, or never will."""
        for _ in range(count):
            self.first_looks.acquire(timeout=_left(until))

    def _enter(self) -> None:
        self.busy += 1
        if self.busy > 1:
            self.overlaps += 1


class _Found(list[tuple[int, Any]]):
    """Events that tell when somebody asks for the first time whether there are any."""

    hook: Callable[[], None] | None = None

    def _asked(self) -> None:
        if self.hook is not None:
            hook, self.hook = self.hook, None
            hook()

    def __bool__(self) -> bool:
        self._asked()
        return list.__len__(self) > 0

    def __len__(self) -> int:
        self._asked()
        return list.__len__(self)

    def __eq__(self, other: object) -> bool:
        self._asked()
        return list.__eq__(self, other)

    __hash__ = None


class Waiter:
    """A thread that waits at the hub."""

    def __init__(self, hub: Any, log: Log, since: int = 0, timeout: float = LONG) -> None:
        self.found: Any = "never came back"
        self.late = False
        self._log = log
        self.thread = threading.Thread(target=self._wait, args=(hub, since, timeout), daemon=True)
        self.thread.start()

    def _wait(self, hub: Any, since: int, timeout: float) -> None:
        began = time.monotonic()
        try:
            self.found = [tuple(event) for event in hub.wait(since, timeout)]
        except Exception as error:
            self.found = type(error).__name__
        self.late = time.monotonic() - began > LATE
        if self._log.count_look():  # it came back without a look: nobody need wait for one
            self._log.first_looks.release()

    def is_back(self, within: float = 0.0) -> bool:
        self.thread.join(within)
        return not self.thread.is_alive()

    def answer(self) -> tuple[Any, str]:
        """What it found, and whether it was woken in time."""
        self.thread.join(LONG + 0.2)
        return self.found, "late" if self.late else "in time"


def waiting(make: Any, count: int, since: int = 0) -> tuple[Any, Log, list[Waiter]]:
    """A hub with a watched log, and waiters that have all looked at it."""
    log = Log()
    hub = make(log)
    waiters = [Waiter(hub, log, since) for _ in range(count)]
    log.await_first_looks(count, time.monotonic() + LONG)
    return hub, log, waiters


def woken(make: Any, count: int) -> list[tuple[Any, str]]:
    """What waiters find when one event is published that is new to all of them.

    Who doesn't really wait gets GRACE to be back before.
    """
    hub, _, waiters = waiting(make, count)
    _let_end([waiter.thread for waiter in waiters])
    hub.publish("a")
    return [waiter.answer() for waiter in waiters]


def published_while_looking(make: Any, moment: str) -> dict[str, Any]:
    """A waiter whose event comes just in its first look, or just after it.

    The publisher gets GRACE to be done at that moment. Where the hub's lock is held it can't be,
    and is done as soon as the waiter really waits.
    """
    log = Log()
    hub = make(log)
    done = threading.Event()

    def publish() -> None:
        hub.publish("a")
        done.set()

    def meanwhile() -> None:
        threading.Thread(target=publish, daemon=True).start()
        done.wait(GRACE)

    setattr(log, moment, meanwhile)
    answer = Waiter(hub, log).answer()
    return {"answer": answer, "overlaps": log.overlaps}


def older_events(make: Any) -> dict[str, Any]:
    """A waiter since 3, while events 1 to 3 are published, and then event 4."""
    hub, _, (waiter,) = waiting(make, 1, since=3)
    for data in "abc":
        hub.publish(data)
    back = waiter.is_back(GRACE)
    hub.publish("d")
    return {"back for older ones": back, "answer": waiter.answer()}


def ends_in_spite_of_events(make: Any) -> tuple[Any, str]:
    """What a wait of 0.5 s for event 1001 finds while others are published; if it ends in time."""
    hub, log, _ = waiting(make, 0)
    waiter = Waiter(hub, log, since=1000, timeout=0.5)
    end = time.monotonic() + LONG
    while not waiter.is_back(0.005) and time.monotonic() < end:
        hub.publish("x")
    return waiter.found, "late" if waiter.late or not waiter.is_back() else "in time"


def publishing_is_free(make: Any) -> tuple[Any, str]:
    """What `publish` returns, and whether at once, while another waits for a later event."""
    hub, _, _ = waiting(make, 1, since=1000)
    began = time.monotonic()
    ids = [hub.publish("a"), hub.publish("b")]
    return ids, "late" if time.monotonic() - began > LATE else "in time"


def empty_wait(make: Any, timeout: float) -> dict[str, Any]:
    """A wait in which nothing is published."""
    log = Log()
    hub = make(log)
    began = time.monotonic()
    found = list(hub.wait(0, timeout))
    took = time.monotonic() - began
    looks = sum(log.looks.values())
    return {
        "found": found,
        "long enough": took >= timeout * 0.95,
        "too long": took > LATE,
        "looks": "few" if looks <= 4 else "many",
    }


class Reader:
    """A thread that reads by cursor, until it has so many events or comes back with none."""

    def __init__(self, hub: Any, total: int) -> None:
        self.ids: list[int] = []
        self.error = ""
        self.halfway = threading.Event()
        self._total = total
        self.thread = threading.Thread(target=self._read, args=(hub,), daemon=True)
        self.thread.start()

    def _read(self, hub: Any) -> None:
        try:
            while len(self.ids) < self._total:
                events = hub.wait(self.ids[-1] if self.ids else 0, LONG)
                if not events:
                    break
                self.ids += [event_id for event_id, _ in events]
                if len(self.ids) >= self._total // 2:
                    self.halfway.set()
        except Exception as error:
            self.error = type(error).__name__
        self.halfway.set()


def crowd(make: Any, publishers: int, consumers: int, each: int) -> list[bool | str]:
    """Whether each of many readers gets all ids in order while many publish, or what it met.

    When half is read there is a pause of GRACE, in which whoever doesn't really wait comes back.
    """
    hub = make(Log())
    total = 2 * publishers * each
    until = time.monotonic() + LONG
    readers = [Reader(hub, total) for _ in range(consumers)]
    _publish_at_once(hub, publishers, each)
    for reader in readers:
        reader.halfway.wait(_left(until))
    _let_end([reader.thread for reader in readers])
    _publish_at_once(hub, publishers, each)
    for reader in readers:
        reader.thread.join(_left(until))
    return [reader.error or reader.ids == list(range(1, total + 1)) for reader in readers]


def _publish_at_once(hub: Any, publishers: int, each: int) -> None:
    def publish() -> None:
        with contextlib.suppress(Exception):  # then the readers get too little
            for number in range(each):
                hub.publish(number)

    for _ in range(publishers):
        threading.Thread(target=publish, daemon=True).start()


def ask(app: Any, path: str) -> dict[str, Any]:
    """Status and answer of a GET, and whether it came in time."""
    began = time.monotonic()
    response = app.test_client().get(path)
    late = time.monotonic() - began > LATE
    body = response.json if response.status_code == 200 else len(response.data) > 0
    return {
        "status": response.status_code,
        "json" if response.status_code == 200 else "body": body,
        "late": late,
    }


def publish(app: Any, **options: Any) -> tuple[int, Any]:
    """Status of a POST, and its JSON when something was made."""
    response = app.test_client().post("/publish", **options)
    return response.status_code, response.json if response.status_code == 201 else None


def live(make: Any, create_app: Any) -> dict[str, Any]:
    """A real server: two clients wait, a third waits and goes away, a fourth publishes.

    They come one after the other, and who doesn't really wait gets GRACE to be answered before.
    """
    log = Log()
    until = time.monotonic() + LIVE
    answers: list[Any] = [None, None]
    with served(create_app(make(log), max_wait=LIVE_WAIT)) as dial:

        def request(method: str, path: str, body: str | None = None) -> http.client.HTTPConnection:
            connection = http.client.HTTPConnection("127.0.0.1")
            connection.sock = dial()
            connection.sock.settimeout(max(_left(until), LAST))
            headers = {"Content-Type": "application/json"} if body else {}
            connection.request(method, path, body, headers)
            return connection

        def client(number: int) -> None:
            began = time.monotonic()
            try:
                response = request("GET", "/poll?since=0").getresponse()
                found = response.status, _json_of(response)
            except (OSError, http.client.HTTPException):  # no answer, or half of one
                return
            late = time.monotonic() - began >= LIVE_WAIT
            answers[number] = found, "late" if late else "in time"
            if response.status != 200:  # perhaps without a look
                log.first_looks.release()

        clients = [threading.Thread(target=client, args=(n,), daemon=True) for n in range(2)]
        for thread in clients:
            thread.start()
            log.await_first_looks(1, until)
        gone = request("GET", "/poll?since=0")
        if any(thread.is_alive() for thread in clients):
            log.await_first_looks(1, until)
        _let_end(clients)
        gone.close()
        status = request("POST", "/publish", json.dumps({"data": "news"})).getresponse().status
        for thread in clients:
            thread.join(_left(until))
    return {"published": status, "answers": answers}


def _json_of(response: http.client.HTTPResponse) -> Any:
    """The JSON of an answer; None where it is an error's."""
    data = response.read()
    if response.status != 200:
        return None
    try:
        return json.loads(data)
    except ValueError:
        return "no JSON"


def _let_end(threads: Iterable[threading.Thread]) -> None:
    """Give threads GRACE, all together, to end."""
    until = time.monotonic() + GRACE
    for thread in threads:
        thread.join(_left(until))


def _left(until: float) -> float:
    return max(0.0, until - time.monotonic())
