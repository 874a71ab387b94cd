"""Probes that are a little slow are counted once there are many, and then no longer waited for."""

from grader.patience import CLOSE_TICK, MOST_BUSY, MOST_IDLE, TICK, UNWATCHED, Patience


def test_an_exercise_is_looked_at_closely_once_its_probes_took_long_together() -> None:
    patience = Patience()
    patience.wait(UNWATCHED - 1)
    assert patience.tick == TICK
    patience.wait(2.0)
    assert patience.tick == CLOSE_TICK


def test_shrinking_has_it_looked_at_sooner_and_never_later() -> None:
    patience = Patience()
    patience.look_closely_after(1.0)
    patience.look_closely_after(5.0)
    patience.wait(1.5)
    assert patience.looks_closely


def test_what_waits_by_the_clock_alone_is_never_over() -> None:
    patience = Patience()
    patience.wait(10_000.0)
    assert not patience.is_over(0.0, 0.0)


def test_computing_and_sleeping_come_to_an_end_in_all() -> None:
    patience = Patience()
    patience.count(MOST_BUSY - 1, MOST_IDLE - 1, hung=False)
    assert not patience.is_over(0.5, 0.5)
    assert patience.is_over(1.5, 0.0)
    assert patience.is_over(0.0, 1.5)
