"""Wrong transcripts, so that a mistake is seldom judged in full a second time, whoever makes it.

KnownWrong()                     what one process knows of an exercise
    .learn(check, difference, wrong)
    .like(check, difference)     what it knows that may be the same mistake
    .news()                      what it has learned, for the others
    .absorb(packed)              what the others have learned
Shared()                         what all of them know together, to be sent with each task
"""

import hashlib
import pickle
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator

import msgspec

from grader.cohort.wirelog import Conversation
from grader.replay import Difference
from grader.report import CheckReport
from grader.watch import Died

MOST_KNOWN = 256
"""Places in transcripts that are remembered; those not needed, or learned, for longest go first."""
MOST_TRIED = 3
"""Known conversations that a submission is asked, before it is judged in full."""
LONGEST_SHARED = 8 * 1024
"""Bytes of a packed mistake; what is longer isn't sent to others."""
MOST_SHARED = 2
"""Exercises of which everybody is told: the last ones, as they are graded one after the other."""
PACKED_AGAIN = 1.1
"""Packed anew when there is so much more to tell, for who packs has other things to do."""


class Wrong(msgspec.Struct, frozen=True):
    """A check that an earlier submission didn't pass: what was said in it, and its report."""

    conversation: Conversation
    report: CheckReport


class Lesson(msgspec.Struct, frozen=True):
    """A mistake, small enough to keep and to send many."""

    place: bytes
    """Where it is met (see `place_of`)."""
    answers: bytes
    """Of its conversation, digested: which tell one mistake from another."""
    packed: bytes

    def wrong(self) -> Wrong:
        wrong = pickle.loads(zlib.decompress(self.packed))
        assert isinstance(wrong, Wrong)
        return wrong


def lesson_of(check: str, difference: Difference, wrong: Wrong) -> Lesson:
    answers = [e.answer for talk in wrong.conversation for e in talk.exchanges]
    packed = zlib.compress(pickle.dumps(wrong), level=1)
    return Lesson(place_of(check, difference), digest(answers), packed)


def place_of(check: str, difference: Difference) -> bytes:
    """A check, where in it a submission leaves the solution's transcript, and by what answer."""
    where, answer = (check, difference.case, difference.probe.source), difference.answer
    if isinstance(answer, Died):
        return digest((*where, "died"))
    said = (answer.kind, answer.written, answer.error, answer.output, answer.lost)
    return digest((*where, said))


def digest(values: object) -> bytes:
    """The same in every process for values that are written the same."""
    return hashlib.sha256(repr(values).encode("utf-8", "backslashreplace")).digest()


class KnownWrong:
    """The latest wrong transcripts of an exercise, found by where they leave the solution's."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, list[Lesson]] = OrderedDict()
        self._news: list[Lesson] = []
        self._absorbed = b""

    def like(self, check: str, difference: Difference) -> Iterator[Wrong]:
        """Those that left the solution's transcript there by the same answer, the latest first."""
        place = place_of(check, difference)
        if place in self._known:
            self._known.move_to_end(place)
            for lesson in self._known[place][::-1]:
                yield lesson.wrong()

    def learn(self, check: str, difference: Difference, wrong: Wrong) -> None:
        lesson = lesson_of(check, difference, wrong)
        if self.add(lesson) and len(lesson.packed) <= LONGEST_SHARED:
            self._news.append(lesson)

    def add(self, lesson: Lesson) -> bool:
        """Remember a mistake; whether it is a new one."""
        known = self._known.setdefault(lesson.place, [])
        self._known.move_to_end(lesson.place)
        if any(one.answers == lesson.answers for one in known):
            return False
        self._known[lesson.place] = [*known, lesson][-MOST_TRIED:]
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return True

    def news(self) -> tuple[Lesson, ...]:
        """What was learned here since it was last asked for."""
        news, self._news = tuple(self._news), []
        return news

    def absorb(self, packed: bytes) -> None:
        """Learn what others know."""
        if packed not in (b"", self._absorbed):
            self._absorbed = packed
            for lesson in msgspec.msgpack.decode(packed, type=list[Lesson]):
                self.add(lesson)

    def packed(self) -> bytes:
        """All that is known, for others to absorb."""
        return msgspec.msgpack.encode([one for known in self._known.values() for one in known])


class Shared:
    """What all processes together know of the latest exercises."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Telling] = OrderedDict()

    def add(self, edition: str, lessons: Iterable[Lesson]) -> None:
        """Take in what somebody has learned of an edition of an exercise."""
        telling = self._known.setdefault(edition, Telling())
        telling.lessons += sum(telling.known.add(lesson) for lesson in lessons)
        while len(self._known) > MOST_SHARED:
            self._known.popitem(last=False)

    def packed(self, edition: str) -> bytes:
        """What is known of it; empty where that is nothing."""
        telling = self._known.get(edition)
        if telling is None:
            return b""
        if telling.lessons > telling.told * PACKED_AGAIN:
            telling.told, telling.packed = telling.lessons, telling.known.packed()
        return telling.packed


class Telling(msgspec.Struct):
    """What is known of one exercise, and what of it is told."""

    known: KnownWrong = msgspec.field(default_factory=KnownWrong)
    lessons: int = 0
    told: int = 0
    packed: bytes = b""
