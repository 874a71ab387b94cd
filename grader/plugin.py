"""The judge's pytest plugin: gives checks their `subject`, and turns how they end into verdicts.

It is loaded by hand into a pytest that loads nothing else: no conftest, no configuration, no plugin
and no environment variable of anybody's reaches it.
"""

import functools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import hypothesis
import hypothesis.core
import hypothesis.errors
import pytest
from hypothesis.internal.conjecture import providers

from grader.errors import GraderError
from grader.probe import GraderFailed, StudentError, Subject, SubjectLost
from grader.shrinking import bound_shrinking
from grader.verdict import Comparison, Ending

MAX_EXAMPLES = 40
MARKERS = (
    "task(number): the task of the README that the check is about",
    "live(reason): the check's answers can't be canonical",
    "kept(reason): why it stands, though no wrong answer is known that it alone refuses",
)
hypothesis.settings.register_profile(
    "underglass",
    max_examples=MAX_EXAMPLES,
    deadline=None,
    database=None,
    derandomize=False,  # every check is drawn from --seed instead
    report_multiple_bugs=False,
    print_blob=False,
    verbosity=hypothesis.Verbosity.quiet,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.shrink),
    suppress_health_check=list(hypothesis.HealthCheck),
)
hypothesis.settings.register_profile(
    "verdicts",
    hypothesis.settings.get_profile("underglass"),
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
)


class JudgePlugin:
    """Runs the checks of one exercise on one submission."""

    def __init__(
        self,
        subject: Subject,
        seed: int,
        done: Callable[[str, Ending], None],
        *,
        smallest: bool = True,
        shuffle: int | None = None,
    ) -> None:
        self._subject = subject
        self._seed = seed
        self._done = done
        self._profile = "underglass" if smallest else "verdicts"
        self._shuffle = shuffle
        self._comparison: Comparison | None = None
        self.failure: BaseException | None = None
        """What stopped the run, where it was the grader's own failure and no check's."""

    def pytest_configure(self, config: pytest.Config) -> None:
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)
        hypothesis.settings.load_profile(self._profile)
        setattr(hypothesis.core, "global_force_seed", self._seed)  # noqa: B010  as --hypothesis-seed
        ignore_loaded_modules()
        bound_shrinking(self._subject.patience)

    @pytest.fixture
    def subject(self) -> Iterator[Subject]:
        """The student's code, to be asked."""
        self._subject.begin_check()
        yield self._subject
        self._subject.end_check()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._shuffle is not None:
            random.Random(self._shuffle).shuffle(items)

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Make each hypothesis example a case."""
        function = getattr(item, "obj", None)
        handle = getattr(function, "hypothesis", None)
        if handle is None:
            return
        original = getattr(handle.inner_test, "original", handle.inner_test)
        handle.inner_test = self._as_case(original)

    def _as_case(self, test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def case(*args: Any, **values: Any) -> None:
            self._comparison = None
            self._subject.begin_case()
            test(*args, **values)
            self._subject.end_case()

        case.original = test  # type: ignore[attr-defined]
        return case

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> list[str]:
        self._comparison = Comparison(op, left, right)
        return [f"{op} failed"]

    def pytest_runtest_setup(self) -> None:
        self._comparison = None

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is not None and isinstance(call.excinfo.value, GraderError):
            self.failure = self.failure or call.excinfo.value
            item.session.shouldstop = "the grader failed"
            return
        if call.when == "call" or (call.when == "setup" and call.excinfo is not None):
            error = call.excinfo and call.excinfo.value
            if isinstance(error, GraderFailed):
                self.failure = error.__cause__
                item.session.shouldstop = "the grader itself failed"
                return
            kind = ending_kind(error)
            if kind == "passed" and self._subject.owes_value:
                kind = "student_error"
            self._done(item.name, Ending(tuple(self._subject.steps), kind, self._comparison))


def ending_kind(error: BaseException | None) -> str:
    """What the exception that ended a check says about it."""
    if error is None:
        return "passed"
    if isinstance(error, SubjectLost):
        return "lost"
    if isinstance(error, StudentError):
        return "student_error"
    if isinstance(error, hypothesis.errors.Flaky | hypothesis.errors.FlakyFailure):
        return "unsteady"
    return "mismatch" if isinstance(error, AssertionError) else "unusable"


def ignore_loaded_modules() -> None:
    """Draw the same examples whatever modules happen to be loaded.

    Hypothesis mixes constants found in the source of loaded local modules into what it draws
    (hypothesis/internal/conjecture/providers.py); the same submission must get the same report.
    """
    setattr(providers, "is_local_module_file", lambda path: False)  # noqa: B010  not in its stubs


def run_checks(
    plugin: JudgePlugin,
    checks_file: str,
    configuration: str,
    only: Sequence[str] = (),
    *,
    collect_only: bool = False,
) -> int:
    """Run one module of checks, or some of them; pytest's exit code.

    With `collect_only` the module is loaded, so that a later run in this process begins at once.
    """
    switched_off: Sequence[str] = (
        "cacheprovider",
        "conftest",
        "debugging",
        "doctest",
        "faulthandler",
        "junitxml",
        "logging",
        "nose",
        "pastebin",
        "recwarn",
        "setuponly",
        "setupplan",
        "stepwise",
        "tmpdir",
        "threadexception",
        "unittest",
        "unraisableexception",
        "warnings",
    )
    arguments = [
        *([f"{checks_file}::{name}" for name in only] or [checks_file]),
        "-c",
        configuration,
        "--rootdir",
        configuration.rpartition("/")[0],
        "--noconftest",
        "-s",
        "-q",
        "--strict-markers",
        "--tb=native",  # nobody reads it, and pytest's own takes longer than the checks
        "--import-mode=importlib",
        "-p",
        "pytest_timeout",
        *(f"-pno:{name}" for name in switched_off),
        *(["--collect-only"] if collect_only else []),
    ]
    return int(pytest.main(arguments, plugins=[plugin]))
