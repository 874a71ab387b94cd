"""Wrong transcripts, so that no mistake is judged in full a second time, whoever makes it.

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
"""Places in transcripts that are remembered; those not needed for longest go first."""
MOST_TRIED = 3
"""Known conversations that a submission is asked, before it is judged in full."""
LONGEST_SHARED = 32 * 1024
"""Bytes of answers in a conversation, above which it isn't sent to others."""

Place = tuple[object, ...]
"""A check, where its transcript leaves the solution's, and by what answer."""


class Wrong(msgspec.Struct, frozen=True):
    """A check that an earlier submission didn't pass: what was said in it, and its report."""

    conversation: Conversation
    report: CheckReport

    @property
    def length(self) -> int:
        """Bytes of all answers."""
        return sum(len(e.answer) for talk in self.conversation for e in talk.exchanges)


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
        if self.add(lesson) and wrong.length <= LONGEST_SHARED:
            self._news.append(lesson)

    def add(self, lesson: Lesson) -> bool:
        """Remember a mistake; whether it is a new one."""
        known = self._known.get(lesson.place, [])
        if lesson.wrong in known:
            return False
        self._known[lesson.place] = [*known, lesson.wrong][-MOST_TRIED:]
        self._known.move_to_end(lesson.place)
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
    """What all processes together know of each exercise."""

    def __init__(self) -> None:
        self._known: dict[str, KnownWrong] = {}
        self._packed: dict[str, bytes] = {}

    def add(self, edition: str, lessons: Iterable[Lesson]) -> None:
        known = self._known.setdefault(edition, KnownWrong())
        for lesson in lessons:
            if known.add(lesson):
                self._packed.pop(edition, None)

    def packed(self, edition: str) -> bytes:
        """What is known of an edition of an exercise; empty where that is nothing."""
        if edition in self._known and edition not in self._packed:
            self._packed[edition] = self._known[edition].packed()
        return self._packed.get(edition, b"")


def place_of(check: str, difference: Difference) -> Place:
    """Where a submission leaves the solution's transcript, and by what answer."""
    answer = difference.answer
    if isinstance(answer, Died):
        return check, difference.case, difference.probe.source, "died"
    said = (answer.kind, answer.written, answer.error, answer.output, answer.lost)
    return check, difference.case, difference.probe.source, said
