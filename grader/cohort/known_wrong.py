"""Wrong transcripts, so that a mistake is seldom judged in full a second time, whoever makes it.

KnownWrong()                     what one process knows of an exercise
    .learn(check, difference, wrong)
    .like(check, difference)     what it knows that may be the same mistake
    .news()                      what it has learned, for the others
    .absorb(packed)              what the others have learned
Shared()                         what all of them know together, to be sent with each task
"""

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence

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
"""Bytes that a mistake has when it is packed; what is longer isn't sent to others."""
MOST_SHARED = 2
"""Exercises of which everybody is told: the last ones, as they are graded one after the other."""
PACKED_AGAIN = 1.1
"""Packed anew when there is so much more to tell, for who packs has other things to do."""

Place = tuple[object, ...]
"""A check, where its transcript leaves the solution's, and by what answer."""


class Wrong(msgspec.Struct, frozen=True):
    """A check that an earlier submission didn't pass: what was said in it, and its report."""

    conversation: Conversation
    report: CheckReport

    @property
    def answers(self) -> tuple[bytes, ...]:
        """All of them, which tell one conversation of a check from another."""
        return tuple(e.answer for talk in self.conversation for e in talk.exchanges)


class Lesson(msgspec.Struct, frozen=True):
    """A mistake, and where it is met."""

    place: Place
    wrong: Wrong


class KnownWrong:
    """The latest wrong transcripts of an exercise, found by where they leave the solution's."""

    def __init__(self) -> None:
        self._known: OrderedDict[Place, list[Wrong]] = OrderedDict()
        self._news: list[Lesson] = []
        self._absorbed = b""

    def like(self, check: str, difference: Difference) -> Sequence[Wrong]:
        """Those that left the solution's transcript there by the same answer, the latest first."""
        place = place_of(check, difference)
        found = self._known.get(place)
        if not found:
            return []
        self._known.move_to_end(place)
        return found[::-1]

    def learn(self, check: str, difference: Difference, wrong: Wrong) -> None:
        lesson = Lesson(place_of(check, difference), wrong)
        if self.add(lesson) and len(pickle.dumps(lesson)) <= LONGEST_SHARED:
            self._news.append(lesson)

    def add(self, lesson: Lesson) -> bool:
        """Remember a mistake; whether it is a new one."""
        known = self._known.setdefault(lesson.place, [])
        self._known.move_to_end(lesson.place)
        if any(one.answers == lesson.wrong.answers for one in known):
            return False
        self._known[lesson.place] = [*known, lesson.wrong][-MOST_TRIED:]
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
            for lesson in pickle.loads(zlib.decompress(packed)):
                self.add(lesson)

    def packed(self) -> bytes:
        """All that is known, for others to absorb."""
        lessons = [Lesson(place, one) for place, all_of in self._known.items() for one in all_of]
        return zlib.compress(pickle.dumps(lessons), level=1)


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


def place_of(check: str, difference: Difference) -> Place:
    """Where a submission leaves the solution's transcript, and by what answer."""
    answer = difference.answer
    if isinstance(answer, Died):
        return check, difference.case, difference.probe.source, "died"
    said = (answer.kind, answer.written, answer.error, answer.output, answer.lost)
    return check, difference.case, difference.probe.source, said
