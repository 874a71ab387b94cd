"""Grading one exercise: every check gets its verdict, whatever the submission does."""

import pickle
from pathlib import Path

import msgspec
import pytest

from grader.course import Course, Exercise
from grader.errors import GraderError
from grader.judge import Job, grade, importable, setup_of, started, with_example
from grader.report import CheckReport, Where
from grader.submission import Submitted
from tests.conftest import (
    FIXTURE,
    SOLUTION,
    GradeSource,
    by_id,
    job,
    statuses,
    without_duration,
)


def test_a_right_answer_passes_every_check(grade_source: GradeSource, portable: bool) -> None:
    report = grade_source(SOLUTION, portable=portable)
    assert set(statuses(report).values()) == {"passed"}
    assert (report.status, report.score, report.max_score) == ("passed", 7, 7)


def test_an_untouched_stub_is_not_started_and_costs_nothing(counter: Exercise) -> None:
    stub = (FIXTURE / "exercises" / "counter" / "counter.py").read_bytes()
    report = grade(job(counter, stub.replace(b"\n", b"\r\n") + b"\n# a note\n"))
    assert report.status == "not_started"
    assert set(statuses(report).values()) == {"not_run"}
    assert report.duration < 0.1


def test_a_touched_stub_fails_every_check(grade_source: GradeSource) -> None:
    stub = (FIXTURE / "exercises" / "counter" / "counter.py").read_text(encoding="utf-8")
    report = grade_source(stub + "\nx = 1\n")
    assert set(statuses(report).values()) == {"failed"}
    assert "still to be written" in report.checks[0].message


def test_a_failure_is_a_program_with_expected_and_got(grade_source: GradeSource) -> None:
    check = by_id(grade_source(SOLUTION.replace("self.total += by", "self.total -= by")))[
        "test_bump"
    ]
    assert check.transcript == (
        ">>> from counter import Counter\n>>> start = 1\n>>> c = Counter(start)\n"
        ">>> by = 2\n>>> (c.bump(by), c.total)\n(-1, -1)"
    )
    assert (check.expected, check.got) == ("(3, 3)", "(-1, -1)")
    assert check.title == "`bump` adds and gives the new total."
    assert "Return it, don't print it." in check.message
    assert "Task 2 of the README asks: “`bump(by)` adds `by` to the total and" in check.message


def test_an_exception_of_the_student_is_shown_at_their_line(grade_source: GradeSource) -> None:
    source = SOLUTION.replace("self.total += by", "print('so far'); self.total += None")
    check = by_id(grade_source(source))["test_bump"]
    assert check.where == Where("counter/counter.py", 11)
    assert check.expected == "(3, 3)"
    assert check.got is not None
    assert check.got.startswith("TypeError: ")
    assert check.output == "so far\n"


def test_points_follow_the_course_file(grade_source: GradeSource) -> None:
    report = grade_source(SOLUTION.replace("raise TypeError", "return str"))
    assert (report.status, report.score) == ("failed", 6)
    assert by_id(report)["test_bump"].score == 2


def test_the_failure_shown_first_tells_of_the_readmes_example(counter: Exercise) -> None:
    wrong = job(counter, SOLUTION.replace("return self.total", "return -self.total"))
    long, short = (
        CheckReport(name, "", "failed", 0, 1, "Wrong.", transcript=transcript)
        for name, transcript in (("a", ">>> bump()\n>>> bump()"), ("b", ">>> bump()"))
    )
    passed = [CheckReport(name, "", "passed", 1, 1) for name in "cd"]
    with started(wrong) as start:
        setup = setup_of(wrong, start.place(wrong.submitted.files))
        told = with_example(counter, [long, short, *passed], setup, start)
    assert ">>> Counter(2).bump(3)\nexpected: 5\ngot: -5" in told[1].message
    assert (told[0], *told[2:]) == (long, *passed)


def test_a_missing_name_fails_the_checks_that_need_it_and_says_so(
    grade_source: GradeSource,
) -> None:
    report = grade_source(SOLUTION.replace("def say", "def tell"))
    assert [name for name, status in statuses(report).items() if status != "passed"] == ["test_say"]
    assert "no attribute 'say'" in by_id(report)["test_say"].message
    missing = grade_source("x = 1\n").checks[0]
    assert missing.message.startswith("counter/counter.py defines no `Counter`.")


def test_a_name_that_is_no_class_says_so(grade_source: GradeSource) -> None:
    assert "object of type `int`" in grade_source("Counter = 5\n").checks[0].message


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("def Counter(:\n    pass\n", 1, "can't be read as Python"),
        ("x = 1\nimport nothing_like_it\n", 2, "imports “nothing_like_it”"),
        ("x = 1\n\ny = 1 / 0\n", 3, "ZeroDivisionError"),
        ("import sys\nsys.exit(0)\n", 2, "SystemExit"),
        (b"\xff\xfe = 1\n", 1, "can't be read as Python"),
        (b"x = 1\n# \xe4\n", 2, "not UTF-8"),
        (b"x = 1\nNUL = '\x00'\n", None, "null bytes"),
    ],
    ids=["syntax", "import", "exception", "exit", "no text", "not UTF-8", "NUL"],
)
def test_a_module_that_does_not_load_is_an_error_at_its_line(
    grade_source: GradeSource, source: str | bytes, line: int | None, words: str
) -> None:
    report = grade_source(source)
    assert report.status == "error"
    assert set(statuses(report).values()) == {"error"}
    assert words in report.checks[0].message
    where = report.checks[0].where
    assert (where and where.line) == line


def test_unsteady_answers_are_called_so_or_wrong(grade_source: GradeSource) -> None:
    source = SOLUTION.replace("self.total = start", "import os; self.total = os.urandom(8)")
    report = grade_source(source)
    assert statuses(report)["test_start"] == "failed"
    assert report.score < report.max_score


def test_a_file_that_was_refused_is_named(counter: Exercise) -> None:
    submitted = Submitted({}, ("counter/counter.py is reached through a link",))
    report = grade(Job(counter, submitted, "A counter"))
    assert report.status == "error"
    assert "reached through a link" in report.checks[0].message


def test_a_missing_file_is_named(counter: Exercise) -> None:
    report = grade(Job(counter, Submitted({}), "A counter"))
    assert report.status == "error"
    assert "counter/counter.py is missing" in report.checks[0].message


def test_the_same_submission_gets_the_same_report(counter: Exercise) -> None:
    wrong = job(counter, SOLUTION.replace("return self.total", "return by"))
    first = without_duration(grade(wrong))
    assert without_duration(grade(wrong)) == first
    other_hashes = msgspec.structs.replace(wrong, hash_seed=99)
    assert without_duration(grade(other_hashes)) == first


def test_both_launchers_give_the_same_report(counter: Exercise) -> None:
    wrong = SOLUTION.replace("self.total += by", "print(self); self.total += abs(by)")
    reports = [grade(job(counter, wrong, portable=way)) for way in (False, True)]
    assert without_duration(reports[0]) == without_duration(reports[1])


def test_another_seed_draws_other_examples(grade_source: GradeSource) -> None:
    wrong = SOLUTION.replace("self.total = start", "self.total = start % 1000003")
    assert {grade_source(wrong, seed=seed).score for seed in range(3)} == {4}
    assert grade_source(SOLUTION, seed=3).status == "passed"


def test_a_job_can_be_pickled(counter: Exercise) -> None:
    assert pickle.loads(pickle.dumps(job(counter, SOLUTION))) == job(counter, SOLUTION)


def test_nothing_in_the_working_directory_steers_the_judge(
    grade_source: GradeSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "conftest.py").write_text("import os\nos._exit(0)\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit\n")
    (tmp_path / "random.py").write_text("raise SystemExit\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    report = grade_source(SOLUTION.replace("self.total = start", "self.total = 0"))
    assert statuses(report)["test_start"] == "failed"
    assert report.score == 3
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "__pycache__") == [
        "conftest.py", "pytest.ini", "random.py", "sitecustomize.py"]  # fmt: skip


def test_checks_that_can_not_be_run_are_the_grader_s_own_failure(
    counter: Exercise, tmp_path: Path
) -> None:
    broken = tmp_path / "check_counter.py"
    broken.write_text("import no_such_module\n")
    exercise = msgspec.structs.replace(counter, checks_file=str(broken))
    with pytest.raises(GraderError, match="could not be run"):
        grade(job(exercise, SOLUTION))


def test_a_check_that_chokes_on_an_answer_is_an_error_without_our_traceback(
    counter: Exercise, tmp_path: Path
) -> None:
    checks = Path(counter.checks_file).read_text(encoding="utf-8")
    careless = tmp_path / "check_counter.py"
    careless.write_text(
        checks.replace(
            'assert subject.ask("Counter(start).total", start=start) ==',
            'assert subject.ask("Counter(start).total", start=start) + 1 ==',
        )
    )
    exercise = msgspec.structs.replace(counter, checks_file=str(careless))
    source = SOLUTION.replace("self.total = start", "self.total = 'x'")
    check = by_id(grade(job(exercise, source)))["test_start"]
    assert check.status == "error"
    assert "Traceback" not in check.message + check.transcript


def test_the_importable_names_are_the_files_tops() -> None:
    assert importable({"pkg/__init__.py": b"", "pkg/a/b.py": b"", "start.py": b""}) == (
        "pkg",
        "start",
    )


def test_a_package_whose_import_never_ends_is_a_timeout_at_its_line(course: Course) -> None:
    tree = course.find("tree")
    files = {"start.py": b"import pkg\n", "pkg/__init__.py": b"while True:\n    pass\n"}
    check = by_id(grade(Job(tree, Submitted(files), "A package", 0, portable=False)))["test_greets"]
    assert check.status == "timeout"
    assert "Importing tree/pkg/__init__.py doesn't come to an end." in check.message
    assert check.transcript.startswith(">>> import pkg\n")


def test_jobs_that_share_a_launcher_get_the_reports_of_each_alone(
    counter: Exercise,
) -> None:
    sources = [SOLUTION, SOLUTION.replace("self.total += by", "import os; os._exit(1)"), "x = 1\n"]
    jobs = [job(counter, source) for source in sources]
    with started(jobs[0]) as start:
        together = [without_duration(grade(one, start=start)) for one in jobs]
    assert together == [without_duration(grade(one)) for one in jobs]


def test_only_the_named_checks_are_run(counter: Exercise) -> None:
    named = msgspec.structs.replace(job(counter, SOLUTION), only=("test_bump",))
    assert {k: v for k, v in statuses(grade(named)).items() if v != "not_run"} == {
        "test_bump": "passed"
    }


def test_without_the_smallest_case_the_verdicts_are_the_same(counter: Exercise) -> None:
    wrong = job(counter, SOLUTION.replace("self.total = start", "self.total = 0"))
    quick = msgspec.structs.replace(wrong, smallest=False)
    assert statuses(grade(quick)) == statuses(grade(wrong))


@pytest.mark.parametrize("shuffle", range(3))
def test_the_order_of_the_checks_changes_nothing(counter: Exercise, shuffle: int) -> None:
    wrong = job(counter, SOLUTION.replace("self.total = start", "self.total = 0"))
    shuffled = msgspec.structs.replace(wrong, shuffle=shuffle)
    assert without_duration(grade(shuffled)) == without_duration(grade(wrong))
