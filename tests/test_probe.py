"""Probes ask a student's code, on both launchers, and record what came back."""

import pytest

from grader.probe import NoValue, StudentError, SubjectLost
from grader.watch import Death, Died
from tests.conftest import Ask


def test_an_expression_has_its_value(subject_of: Ask) -> None:
    assert subject_of("def twice(n): return 2 * n").ask("twice(n)", n=4) == 8


def test_names_stay_until_the_case_ends(subject_of: Ask) -> None:
    subject = subject_of("")
    subject.run("x = n + 1", n=1)
    assert subject.ask("x") == 2
    subject.fresh()
    assert subject.raises("x", "NameError") == "NameError"


def test_a_case_finds_the_module_as_if_imported_for_the_first_time(subject_of: Ask) -> None:
    subject = subject_of("seen = []")
    subject.run("seen.append(1)")
    subject.fresh()
    assert subject.ask("seen") == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("raise ValueError(1)", "ValueError or TypeError"),
        ("class Mine(TypeError): pass\nraise Mine", "ValueError or TypeError"),
        ("raise KeyError(1)", "KeyError"),
        ("raise NotImplementedError", "NotImplementedError"),
        ("pass", "nothing"),
    ],
)
def test_an_exception_is_told_by_what_the_task_allows(
    subject_of: Ask, source: str, name: str
) -> None:
    assert subject_of("").raises(source, "ValueError or TypeError") == name


def test_a_stub_never_passes_for_a_runtime_error(subject_of: Ask) -> None:
    got = subject_of("").raises("raise NotImplementedError", "RuntimeError")
    assert got == "NotImplementedError"


def test_an_own_exception_is_known_by_its_standard_base(subject_of: Ask) -> None:
    subject = subject_of("class Mine(LookupError): pass\ndef go(): raise Mine('here')")
    subject.ask("go()")
    answer = subject.steps[-1].answer
    assert not isinstance(answer, Died)
    assert answer.error is not None
    assert (answer.error.type, answer.error.own) == ("LookupError", "Mine")
    assert [(f.file, f.line, f.function) for f in answer.error.frames] == [("counter.py", 2, "go")]
    subject.owes_value = False


def test_an_exception_is_equal_to_nothing(subject_of: Ask) -> None:
    subject = subject_of("")
    value = subject.ask("1 / 0")
    assert isinstance(value, NoValue)
    assert not value == 0  # noqa: SIM201  the very comparison that checks write
    with pytest.raises(StudentError):
        assert value != 0
    subject.owes_value = False


def test_an_exception_that_a_check_overlooks_fails_its_next_probe(subject_of: Ask) -> None:
    subject = subject_of("")
    subject.ask("1 / 0")
    with pytest.raises(StudentError):
        subject.ask("1")


def test_an_exception_that_a_check_overlooks_fails_its_end(subject_of: Ask) -> None:
    subject = subject_of("")
    subject.ask("1 / 0")
    with pytest.raises(StudentError):
        subject.end_case()


def test_statements_that_raise_fail_at_once(subject_of: Ask) -> None:
    with pytest.raises(StudentError):
        subject_of("").run("1 / 0")


def test_what_is_printed_belongs_to_its_probe(subject_of: Ask) -> None:
    subject = subject_of("import sys")
    subject.run("import sys; print('one'); print('zwei ü', file=sys.stderr)")
    assert subject.printed == "one\nzwei ü\n"
    subject.run("pass")
    assert subject.printed == ""


def test_observers_are_at_hand_and_win_over_the_student(subject_of: Ask) -> None:
    subject = subject_of("def look(): return 'forged'", "def look(): return 'seen'")
    assert subject.ask("look()") == "seen"


def test_a_module_can_seem_not_installed(subject_of: Ask) -> None:
    source = "try:\n    import json\nexcept ImportError:\n    json = None"
    subject = subject_of(source)
    assert subject.ask("json is None") is False
    subject.fresh(without=("json",))
    assert subject.ask("json is None") is True
    subject.fresh()
    assert subject.ask("json is None") is False


def test_a_module_that_does_not_load_is_not_tried_again(subject_of: Ask) -> None:
    subject = subject_of("print('loading')\n1 / 0")
    for _ in range(2):
        subject.begin_check()
        with pytest.raises(SubjectLost):
            subject.ask("1")
    answer = subject.steps[-1].answer
    assert not isinstance(answer, Died)
    assert answer.kind == "unloaded"
    assert answer.output == "loading\n"


def test_a_subject_that_exits_is_lost_and_the_next_check_gets_another(subject_of: Ask) -> None:
    subject = subject_of("import os")
    with pytest.raises(SubjectLost):
        subject.run("import os; os._exit(5)")
    assert isinstance(subject.steps[-1].answer, Died)
    assert subject.steps[-1].answer.how is Death.EXIT
    subject.begin_check()
    assert subject.ask("1") == 1


def test_the_student_cannot_change_how_answers_are_written(subject_of: Ask) -> None:
    subject = subject_of(
        "import builtins, json\n"
        "for name in ('isinstance', 'type', 'len', 'str', 'sorted', 'repr', 'dict'):\n"
        "    setattr(builtins, name, lambda *args: True)\n"
        "json.dumps = None\n"
    )
    assert subject.ask("[1, 'x', {2: 3.5}, {4}]") == [1, "x", {2: 3.5}, {4}]


def test_a_student_finds_nothing_of_the_user_in_the_environment(subject_of: Ask) -> None:
    subject = subject_of("import os, sys")
    assert subject.ask("[n for n in __import__('os').environ if 'UV' in n or 'GIT' in n]") == []
    assert subject.ask("__import__('os').listdir('.')") == []
    assert subject.ask("__import__('os').read(0, 1)") == b""
