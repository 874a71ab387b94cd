"""How long the probes of an exercise may take: less once many of them hung or were slow.

A probe that is answered within a tick isn't looked at, unless the exercise's probes have taken
`UNWATCHED` seconds together: from then on what each costs is counted, so that many that are a
little slow come to an end as one does that is very slow. What is counted is CPU and sleep
(`grader.watch`), never the time for which a busy machine gave a subject no turn.
"""

TICK = 0.1
"""Seconds between two looks at a subject that hasn't answered."""
BUSY = 2.0
"""Seconds of CPU that one probe may cost; a right solution needs a few hundredths."""
IDLE = 3.0
"""Seconds that a probe may sleep without spending CPU; a right solution never waits for time."""
SLOW_IN_ALL = 12.0
"""Seconds of CPU in an exercise's slow probes after which none may be slow any more."""
SLEPT_IN_ALL = 20.0
"""Seconds slept in an exercise's slow probes after which none may sleep for long any more."""
UNWATCHED = 10.0
"""Seconds of waiting for an exercise's answers after which each is looked at from its beginning."""
CLOSE_TICK = 0.01
"""Seconds between two looks from then on."""
MOST_BUSY = 30.0
"""Seconds of CPU that are counted in an exercise before slow probes are no longer waited for; a
right solution needs a few, all told."""
MOST_IDLE = 40.0
"""Seconds slept, likewise; a right solution sleeps for none."""
HANGS_AT_FULL_PATIENCE = 2
"""After so many hangs in an exercise the limits are halved, so that all of it ends in time."""


class Patience:
    """What an exercise's probes have cost, and what the next may.

    So that an exercise ends in time whatever a submission does; a quick probe is never hurried.
    """

    def __init__(self) -> None:
        self._hangs = 0
        self._cpu = 0.0
        self._slept = 0.0
        self._waited = 0.0
        self._unwatched = UNWATCHED

    @property
    def spent(self) -> float:
        """Seconds of CPU and of sleep that were counted so far."""
        return self._cpu + self._slept

    @property
    def tick(self) -> float:
        """Seconds between two looks at a subject."""
        return CLOSE_TICK if self.looks_closely else TICK

    @property
    def looks_closely(self) -> bool:
        """Whether each probe is looked at from its beginning. The clock of a busy machine may bring
        that about: it decides only what is counted, and not what becomes of anybody."""
        return self._waited > self._unwatched

    def look_closely_after(self, seconds: float) -> None:
        """Look at each probe from its beginning once so many more seconds were waited."""
        self._unwatched = min(self._unwatched, self._waited + seconds)

    def wait(self, seconds: float) -> None:
        """Note how long the judge waited for an answer, by the clock."""
        self._waited += seconds

    def count(self, cpu: float, slept: float = 0.0, *, hung: bool) -> None:
        """Note a probe that was looked at."""
        self._cpu += cpu
        self._slept += slept
        self._hangs += hung

    def is_over(self, cpu: float, slept: float) -> bool:
        """Whether slow probes are no longer waited for, with what the present one has cost."""
        return self._cpu + cpu > MOST_BUSY or self._slept + slept > MOST_IDLE

    @property
    def busy(self) -> float:
        """Seconds of CPU that the next probe may cost."""
        return BUSY * (0.1 if self._cpu > SLOW_IN_ALL else self._factor)

    @property
    def idle(self) -> float:
        """Seconds that the next probe may sleep."""
        return IDLE * (0.1 if self._slept > SLEPT_IN_ALL else self._factor)

    @property
    def _factor(self) -> float:
        return 1.0 if self._hangs < HANGS_AT_FULL_PATIENCE else 0.5
