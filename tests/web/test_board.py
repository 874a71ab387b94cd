"""A browser is told each change once, also after it was away."""

import threading

from grader.web.board import Board

SOON = 20.0
"""Seconds; far more than anything here takes."""


def test_a_newcomer_is_told_all_parts() -> None:
    board = Board()
    board.put("a", "1")
    board.put("b", "2")
    changes = board.changes("", SOON)
    assert [part.id for part in (next(changes), next(changes)) if part] == ["a", "b"]


def test_who_comes_back_is_told_what_is_new_alone() -> None:
    board = Board()
    board.put("a", "1")
    since, parts = board.now()
    assert parts == {"a": "1"}
    board.put("b", "2")
    board.put("a", "1")  # no change
    changes = board.changes(since, 0.0)
    part = next(changes)
    assert part is not None
    assert part.id == "b"
    assert next(changes) is None


def test_only_the_last_state_of_a_part_is_told() -> None:
    board = Board()
    since, _ = board.now()
    for html in "123":
        board.put("a", html)
    changes = board.changes(since, 0.0)
    assert [part and part.html for part in (next(changes), next(changes))] == ["3", None]


def test_a_number_of_an_earlier_server_counts_as_nothing_seen() -> None:
    earlier, later = Board(), Board()
    earlier.put("a", "1")
    later.put("a", "2")
    for since in (earlier.now()[0], "nonsense", "-1", "x-²", ""):
        part = next(later.changes(since, 0.0))
        assert part is not None
        assert part.html == "2"


def test_all_who_wait_are_told_and_let_go() -> None:
    board = Board()
    told = threading.Barrier(4)
    heard: list[str] = []

    def listen() -> None:
        for part in board.changes("", SOON):
            if part:
                heard.append(part.html)
                told.wait(SOON)

    listeners = [threading.Thread(target=listen) for _ in range(3)]
    for listener in listeners:
        listener.start()
    assert board.wait_for_listeners(3, SOON)
    board.put("a", "1")
    told.wait(SOON)
    board.close()
    for listener in listeners:
        listener.join(SOON)
    assert heard == ["1"] * 3
    assert board.listeners == 0
