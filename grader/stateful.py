"""Hypothesis state machines whose rules ask a subject.

class Steps(SubjectMachine):
    @rule(n=st.integers())
    def push(self, n):
        self.subject.run("stack.push(n)", n=n)

def test_model(subject):
    drive(Steps, subject)
"""

import functools
import sys

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from grader.probe import Subject

STEPS = 15


class SubjectMachine(RuleBasedStateMachine):
    """A state machine that has `self.subject`; each of its runs is a case."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        subject.begin_case()

    def teardown(self) -> None:
        if sys.exc_info()[0] is None:
            self.subject.end_case()


def drive(machine: type[SubjectMachine], subject: Subject) -> None:
    """Run a state machine against a subject."""
    run_state_machine_as_test(
        functools.partial(machine, subject),  # type: ignore[arg-type]
        settings=settings(stateful_step_count=STEPS),
    )
