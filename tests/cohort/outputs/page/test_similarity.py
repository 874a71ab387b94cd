"""Copies are found, whatever names they got; what the stub gives, or all write, is none."""

import os
import random
import subprocess
import sys

from grader.cohort.outputs.page.similarity import Similar, similar_answers

STUB = '''class Counter:
    """Counts."""

    def __init__(self, start=0):
        raise NotImplementedError  # TODO

    def add(self, number):
        raise NotImplementedError  # TODO
'''


def answer(seed: int, size: int = 12) -> str:
    """A program of its own: another seed, another structure."""
    draw = random.Random(seed)
    shapes = (
        "    {a} = [{b} * {n} for {b} in range({n})]",
        "    while {a} > {n}:\n        {a} = {a} - {b}",
        "    if {a} == {n} or not {b}:\n        return {{{a}: {b}}}",
        "    try:\n        {a} = {b}[{n}]\n    except KeyError:\n        {a} = {n}",
        "    for {a} in {b}.items():\n        print({a}, sep='{n}')",
        "    {a}, {b} = {b}({n}), lambda {a}: {a} % {n}",
        "    with {a}.open({n}) as {b}:\n        yield {b} // {n}",
        "    assert isinstance({a}, int) and {b} is not {n}",
    )
    lines = [f"def function_{seed}({', '.join('abcdefg'[: draw.randrange(7)])}):"]
    for _ in range(size):
        a, b = draw.sample("abcdefg", 2)
        lines.append(draw.choice(shapes).format(a=a, b=b, n=draw.randrange(1000)))
    return STUB.replace("raise NotImplementedError", f"self.start = {seed}") + "\n".join(lines)


def disguised(code: str) -> str:
    for name in "abcdefg":
        code = code.replace(f" {name} ", f" {name}_{name} ")
    return code.replace("\n", "  # mine\n") + "\n"


CLASS = {f"s{seed:02}": answer(seed) for seed in range(30)}


def pairs(answers: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.likeness, each.students) for each in similar_answers(answers, STUB)]


def test_answers_of_their_own_are_not_suspicious() -> None:
    assert pairs(CLASS) == []


def test_the_same_file_is_found() -> None:
    assert pairs({**CLASS, "thief": CLASS["s03"]}) == [("same file", ("s03", "thief"))]


def test_other_names_and_comments_hide_nothing() -> None:
    assert pairs({**CLASS, "thief": disguised(CLASS["s03"])}) == [("same code", ("s03", "thief"))]


def test_a_copy_with_a_change_is_found_with_the_share_that_is_left() -> None:
    changed = CLASS["s03"] + "\n    return sorted(set(a) | {1, 2, 3})[::-1]\n"
    (found,) = similar_answers({**CLASS, "thief": changed}, STUB)
    assert (found.likeness, found.students) == ("near", ("s03", "thief"))
    assert 0.8 <= found.share < 1


def test_the_stub_makes_nobody_a_suspect() -> None:
    assert pairs({"a": STUB, "b": STUB, "c": STUB.replace("raise", "return 1  #")}) == []


def test_an_answer_too_short_to_be_one_s_own_is_no_suspect() -> None:
    short = STUB.replace("raise NotImplementedError  # TODO", "self.number = 0", 1)
    assert pairs({"a": short, "b": short}) == []


def test_what_much_of_the_class_writes_is_not_suspicious_but_one_file_is_told() -> None:
    alike = {f"c{at:02}": f"{answer(99)}\n# {at}\n" for at in range(6)}
    assert pairs({**CLASS, **alike}) == []
    assert pairs({**CLASS, **alike, "c99": alike["c00"]}) == [("same file", ("c00", "c99"))]


def test_what_much_of_the_class_writes_nearly_alike_is_not_suspicious() -> None:
    alike = {
        f"c{at:02}": f"{answer(99)}\n    return a {sign} b" for at, sign in enumerate("+-*/%&|^")
    }
    assert pairs({**CLASS, **alike}) == []
    few = {name: alike[name] for name in ("c01", "c02")}
    assert pairs({**CLASS, **few}) == [("near", ("c01", "c02"))]


def test_the_share_is_one_of_what_the_stub_does_not_have() -> None:
    stub = answer(98, 60)
    one, other = (f"{stub}\n{answer(97, 4)}\n{answer(at, 12)}" for at in (95, 96))
    assert similar_answers({"a": one, "b": other}, stub) == []
    assert [each.likeness for each in similar_answers({"a": one, "b": other}, STUB)] == ["near"]


def test_code_that_is_no_python_is_compared_too() -> None:
    broken = "def f(:\n" + answer(5) + "\x00'"
    assert pairs({**CLASS, "a": broken, "b": broken})[0] == ("same file", ("a", "b"))


def test_an_empty_class_has_no_pairs() -> None:
    assert similar_answers({}, STUB) == []
    assert similar_answers({"a": ""}, "") == []


SHOW = """
from grader.cohort.outputs.page.similarity import similar_answers
from tests.cohort.outputs.page.test_similarity import *
near = {f"t{n}": answer(n, 40) + answer(n + 1, 3) for n in range(4)}
edited = {f"{name}x": code + answer(50, 2) for name, code in near.items()}
print(similar_answers({**CLASS, **near, **edited}, STUB))
"""


def test_the_seed_of_python_s_hash_decides_nothing() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SHOW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert said.pop().count(Similar.__name__.encode()) >= 4
