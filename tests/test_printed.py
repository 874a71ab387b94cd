"""A printed traceback shows the student's calls, and says how many others there were."""

from hypothesis import given
from hypothesis import strategies as st

from grader.printed import shown

FOREIGN = """  File "/usr/lib/site-packages/flask/app.py", line 10, in full_dispatch_request
    rv = self.dispatch_request()
         ^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/site-packages/flask/app.py", line 20, in dispatch_request
    return self.view_functions[rule.endpoint](**view_args)
"""
OWN = """  File "exercises/flash.py", line 7, in login
    raise KeyError("name")
"""
START = "Traceback (most recent call last):\n"
CHAINED = "\nDuring handling of the above exception, another exception occurred:\n\n"


def test_only_the_students_calls_are_left() -> None:
    last = '  File "<observers>", line 3, in helper\n'
    assert shown(f"before\n{START}{FOREIGN}{OWN}{last}KeyError: 'name'\nafter\n") == (
        f"before\n{START}  … (calls outside your code: 2)\n{OWN}"
        "  … (calls outside your code: 1)\nKeyError: 'name'\nafter\n"
    )


def test_of_exceptions_that_are_foreign_the_last_is_shown() -> None:
    first = f"{START}{FOREIGN}PermissionError: no\n{CHAINED}"
    assert shown(first + first + f"{START}{FOREIGN}ConnectionError: no\n") == (
        "… (earlier exceptions outside your code: 2)\n"
        f"{START}  … (calls outside your code: 2)\nConnectionError: no\n"
    )


def test_an_earlier_exception_of_the_students_is_shown() -> None:
    printed = f"{START}{OWN}KeyError: 'name'\n{CHAINED}{START}{OWN}TypeError: no\n"
    assert shown(printed) == printed


def test_a_log_line_comes_without_the_time_of_day() -> None:
    assert shown("[2026-11-25 09:42:22,051] ERROR in app: no\n") == "ERROR in app: no\n"


@given(st.text(st.sampled_from("ab \n'["), max_size=40))
def test_what_is_no_traceback_stays_as_it_is(printed: str) -> None:
    assert shown(printed) == printed
