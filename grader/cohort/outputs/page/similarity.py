"""Suspicious pairs: answers to an exercise that are alike where answers usually differ.

copydetect reads the code as tokens (names, strings and comments don't count), and compares two
files; which files are compared at all is decided here, since all pairs of a class are too many:

    files that are the same       one group, byte for byte; and, but for names and comments
    files that share rare code    passages that the stub has not and at most `common` students have

What more students share is how the exercise is answered, and tells nothing. So a passage
leads to at most `common`² / 2 pairs, a file is compared with at most PARTNERS others, and the work
grows with the size of the class, not with its square.

A likeness is a reason to look at two answers, and no more than that.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import combinations
from typing import Literal, get_args

import msgspec
import numpy as np
from copydetect import CodeFingerprint, compare_files
from copydetect.utils import filter_code, get_token_coverage, winnow
from numpy.typing import NDArray

Likeness = Literal["same file", "same code", "near"]
PASSAGE = 25
"""Characters of filtered code that make a passage; MOSS and copydetect use the like."""
WINDOW = 6
"""Of winnowing: each shared run of PASSAGE + WINDOW - 1 characters is found."""
COMMON = 10
"""Students who may share a passage before it is taken for what everybody writes, as in MOSS."""
LEAST = 60
"""Characters of filtered code, beyond the stub, below which two answers are alike by chance."""
SHARED = 3
"""Rare passages that two files must share to be compared."""
PARTNERS = 5
"""Files that one file is compared with."""
NEAR = 0.8
"""Share of the shorter answer that must be in the other one."""


class Similar(msgspec.Struct, frozen=True):
    """Students whose answers to one exercise are alike."""

    likeness: Likeness
    share: float
    """Of the smaller overlap of two answers; 1 for the same."""
    students: tuple[str, ...]


class _Answer(msgspec.Struct, frozen=True):
    """One code, whoever handed it in."""

    tokens: str
    groups: list[tuple[str, ...]]
    """Students; those of a group handed in the same file."""

    @property
    def students(self) -> tuple[str, ...]:
        return tuple(sorted(student for group in self.groups for student in group))


def similar_answers(answers: Mapping[str, str], stub: str) -> list[Similar]:
    """Groups and pairs of students, those that are most alike first.

    `answers` holds the code of each student, by a name of theirs, in any order.
    """
    distinct = _distinct(answers)
    stub_tokens = _tokens(stub)
    known = np.unique(_passages(stub_tokens))
    worth = [answer for answer in distinct if _own(answer.tokens, known) >= LEAST]
    common = min(COMMON, max(3, len(answers) // 10))
    pairs = _candidates(worth, known, common)
    found = [*_same(worth, common), *_near(worth, pairs, stub_tokens)]
    order = get_args(Likeness)
    return sorted(found, key=lambda e: (-e.share, order.index(e.likeness), e.students))


def _distinct(answers: Mapping[str, str]) -> list[_Answer]:
    """The different codes, in an order that only they decide."""
    texts: dict[str, list[str]] = defaultdict(list)
    for student, text in sorted(answers.items()):
        texts[text].append(student)
    found: dict[str, _Answer] = {}
    for text in sorted(texts):
        tokens = _tokens(text)
        found.setdefault(tokens, _Answer(tokens, [])).groups.append(tuple(texts[text]))
    return list(found.values())


def _same(answers: Sequence[_Answer], common: int) -> Iterator[Similar]:
    for answer in answers:
        yield from (Similar("same file", 1.0, group) for group in answer.groups if len(group) > 1)
        if len(answer.groups) > 1 and len(answer.students) <= common:
            yield Similar("same code", 1.0, answer.students)


def _near(
    answers: Sequence[_Answer], pairs: Sequence[tuple[int, int]], stub: str
) -> Iterator[Similar]:
    """Pairs of different codes of which one holds nearly all of the other."""
    boilerplate = frozenset(_prints(stub).hashes)

    @lru_cache(256)
    def prints(place: int) -> CodeFingerprint:
        return _prints(answers[place].tokens, boilerplate)

    for one, other in pairs:
        share = float(min(compare_files(prints(one), prints(other))[1]))
        if share >= NEAR:
            pair = sorted((answers[one].students[0], answers[other].students[0]))
            yield Similar("near", share, tuple(pair))


def _prints(tokens: str, boilerplate: Set[int] = frozenset()) -> CodeFingerprint:
    """All passages of a filtered code but the boilerplate's.

    With a window of 1 it is all passages, so that the seed of Python's `hash`, by which copydetect
    numbers them, decides nothing. Its own removal of boilerplate takes for granted that no passage
    occurs twice, hence ours.
    """
    prints = CodeFingerprint("", PASSAGE, 1, filter=False, fp=io.StringIO(tokens))
    kept = {hash: at for hash, at in prints.hash_idx.items() if hash not in boilerplate}
    prints.hash_idx = kept
    prints.hashes = set(kept)
    prints.token_coverage = get_token_coverage(kept, PASSAGE, len(tokens))
    return prints


def _candidates(
    answers: Sequence[_Answer], known: NDArray[np.uint64], common: int
) -> list[tuple[int, int]]:
    """Pairs of places that share rare passages, at most PARTNERS of each."""
    prints = [np.setdiff1d(_fingerprint(answer.tokens), known) for answer in answers]
    sizes = [len(answer.students) for answer in answers]
    shared: Counter[tuple[int, int]] = Counter()
    for places in _holders(prints):
        if sum(sizes[place] for place in places) <= common:
            shared.update(combinations(places, 2))
    partners: Counter[int] = Counter()
    chosen = []
    for pair, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if count >= SHARED and max(partners[place] for place in pair) < PARTNERS:
            partners.update(pair)
            chosen.append(pair)
    return sorted(chosen)


def _holders(prints: Sequence[NDArray[np.uint64]]) -> Iterator[list[int]]:
    """For each passage that several answers have, their places, ascending."""
    if not prints:
        return
    places = np.repeat(np.arange(len(prints)), [len(each) for each in prints])
    hashes = np.concatenate(prints)
    order = np.argsort(hashes, kind="stable")
    borders = np.flatnonzero(np.diff(hashes[order])) + 1
    for holders in np.split(places[order], borders):
        if len(holders) > 1:
            yield holders.tolist()


def _tokens(text: str) -> str:
    """The code without names, strings, comments and space."""
    return str(filter_code(text, "", "python")[0])


def _passages(tokens: str) -> NDArray[np.uint64]:
    """A number for each run of PASSAGE characters, the same in every process."""
    codes = np.frombuffer(tokens.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    count = max(0, len(codes) - PASSAGE + 1)
    numbers = np.zeros(count, np.uint64)
    for place in range(PASSAGE):
        numbers = numbers * np.uint64(1_000_003) + codes[place : place + count]
    return numbers


def _fingerprint(tokens: str) -> NDArray[np.uint64]:
    """The passages that winnowing keeps, each once."""
    passages = _passages(tokens)
    if len(passages) < WINDOW:
        return np.unique(passages)
    return np.asarray(winnow(passages, WINDOW)[0], np.uint64)


def _own(tokens: str, known: NDArray[np.uint64]) -> int:
    """How much of a code the stub doesn't have, in characters."""
    return int(np.isin(_passages(tokens), known, invert=True).sum())
