"""Whatever a subject sends, the judge ends with a whole report, in bounded time and memory."""

import json
import os
import random
import socket
import subprocess
import sys
import threading
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import channel_fuzz
from grader import channel
from grader.channel import CHUNK, LENGTH, MOST_KEPT, ChannelClosed, PipeChannel, SocketChannel
from grader.course import Exercise
from grader.transcript import error_line, show
from grader.wire import MAX_FRAME, Garbage, Opaque, decode
from tests.conftest import Ask, GradeSource, statuses


def test_four_hundred_exchanges_leave_whole_reports_and_a_judge_of_bounded_size() -> None:
    command = [sys.executable, "-m", "benchmarks.channel_fuzz", "--exchanges", "400", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    figures = {
        what: int(number.replace(",", ""))
        for number, what in (line.split(None, 1) for line in done.stdout.splitlines())
    }
    assert figures["exchanges"] >= 400
    assert figures["MiB, the judge's largest size"] < 600


@pytest.mark.parametrize("seed", range(3))
def test_a_hostile_peer_is_graded_to_the_end(counter: Exercise, seed: int) -> None:
    with channel_fuzz.hostile_launcher(seed) as launcher:
        channel_fuzz.graded(counter, seed, launcher)


@settings(deadline=None)
@given(st.integers())
def test_an_answer_is_written_by_every_reporter_or_is_garbage(seed: int) -> None:
    draw = random.Random(seed)
    shown = channel_fuzz.value(draw) if draw.random() < 0.7 else channel_fuzz.bad_value(draw)
    frame = channel_fuzz.body(draw, 7, shown)
    if draw.random() < 0.3:
        frame = channel_fuzz.mutated(draw, frame)
    try:
        answer = decode(frame, 7)
    except Garbage:
        return
    texts = [show(answer.value), answer.output, str(answer.lost)]
    if answer.error is not None:
        texts += [error_line(answer.error), *(frame.file for frame in answer.error.frames)]
    json.loads(msgspec.json.encode(texts))
    assert max(map(len, texts)) <= MAX_FRAME


@given(st.binary(max_size=300), st.integers(0, 2**53))
def test_bytes_alone_are_no_answer(data: bytes, number: int) -> None:
    with pytest.raises(Garbage):
        decode(data, number)


def frame(value: str, **others: object) -> bytes:
    rest = json.dumps({"id": 7, "kind": "value", "output": "", "lost": 0} | others)
    return f'{rest[:-1]},"value":{value}}}'.encode()


@pytest.mark.parametrize(
    "data",
    [
        frame("null", lost=-1), frame("null", lost=10**30), frame("null", id=-7),
        frame('["l",[' * 61 + "]]" * 61), frame('["t",[' * 20_000 + "]]" * 20_000),
        frame("null", error={"type": "E", "own": "E", "text": "", "cut": -1, "frames": []}),
        frame("null", error={"type": "E", "own": "E", "text": "", "cut": 0,
                             "frames": [["f", -1, "g"]]}),
        frame("null", error={"type": "E", "own": "E", "text": "", "cut": 0,
                             "frames": [["f", 1, "g"]] * 13}),
    ],
)  # fmt: skip
def test_counts_lines_and_depths_have_bounds(data: bytes) -> None:
    with pytest.raises(Garbage):
        decode(data, 7)


def test_the_deepest_value_that_a_subject_writes_is_read() -> None:
    assert show(decode(frame('["l",[' * 60 + "]]" * 60), 7).value) == "[" * 60 + "]" * 60


@pytest.mark.parametrize("tag", ["s", "z"])
def test_a_table_of_collisions_is_not_filled(tag: str) -> None:
    many = ",".join(f'["i","{number * (2**61 - 1):x}"]' for number in range(1, 9_000))
    began = time.process_time()
    with pytest.raises(Garbage, match="collide"):
        decode(frame(f'["{tag}",[{many}]]'), 7)
    assert time.process_time() - began < 0.3


def test_many_equal_things_in_a_set_are_no_collision() -> None:
    many = ",".join(['["o","Thing",""]'] * 500)
    assert decode(frame(f'["s",[{many}]]'), 7).value == {Opaque("Thing")}


def test_names_are_short_and_on_one_line_and_texts_can_be_written() -> None:
    answer = decode(
        frame(
            '["o","' + "x" * 5_000 + '",["u","eda080"]]',
            error={"type": "a\nb\x1b", "own": ["u", "eda080"], "text": ["u", "eda080"],
                   "cut": 0, "frames": [["c\n::error::.py", 1, "f"]]},
        ),
        7,
    )  # fmt: skip
    assert isinstance(answer.value, Opaque)
    assert (len(answer.value.type), answer.value.remark) == (200, "\\ud800")
    assert answer.error is not None
    assert (answer.error.type, answer.error.own) == ("a\\x0ab\\x1b", "\\ud800")
    assert answer.error.frames[0].file == "c\\x0a::error::.py"
    assert error_line(answer.error) == "\\ud800: \\ud800"


def test_an_int_that_python_does_not_write_is_shown_by_its_size() -> None:
    assert show((1, {2: 10**5_000})) == "(1, {2: <an int of 16,610 bits>})"


def test_a_report_holds_an_int_that_python_does_not_write(grade_source: GradeSource) -> None:
    report = grade_source("class Counter:\n    def __init__(s, start=0): s.total = 10**5000\n")
    assert "<an int of 16,610 bits>" in str(report.checks[0].got)


def test_an_answer_forged_ahead_of_its_probe_is_refused(grade_source: GradeSource) -> None:
    """Its author counts along: the number after this request's would once have been the next."""
    source = """
import os, stat, struct, sys
class Counter:
    total = property(lambda self: 0)
    def __init__(self, start=0):
        frame = sys._getframe()
        while "request" not in frame.f_locals: frame = frame.f_back
        number = frame.f_locals["request"].id + 1
        answer = b'{"id":%d,"kind":"value","value":["t",[3,3]],"output":"","lost":0}' % number
        for one in range(3, 256):
            try:
                if stat.S_ISSOCK(os.fstat(one).st_mode):
                    os.write(one, struct.pack("!I", len(answer)) + answer)
            except OSError: pass
    bump = say = lambda self, *given: 0
"""
    report = grade_source(source)
    assert report.score == 0
    assert "disturbed the channel" in report.checks[1].message


def test_judge_and_subject_that_both_have_much_to_say_do_not_wait_for_each_other() -> None:
    ours, theirs = socket.socketpair()
    judge, said = SocketChannel(ours), LENGTH.pack(200_000) + b"a" * 200_000

    def subject() -> None:
        theirs.sendall(said * 10)  # before it reads a byte
        rest = 3_000_000 + LENGTH.size
        while rest:
            rest -= len(theirs.recv(CHUNK))

    with ours, theirs:
        thread = threading.Thread(target=subject)
        thread.start()
        began = time.monotonic()
        judge.send(b"q" * 3_000_000)
        assert [judge.receive(10.0) for _ in range(10)] == [b"a" * 200_000] * 10
        thread.join()
        assert time.monotonic() - began < channel.MOST_TO_SEND


def test_a_flood_is_kept_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "MOST_TO_SEND", 0.5)
    ours, theirs = socket.socketpair()
    judge = SocketChannel(ours)

    def flood() -> None:
        try:
            while True:
                theirs.sendall(b"\0" * CHUNK)
        except OSError:
            return

    thread = threading.Thread(target=flood)
    thread.start()
    with pytest.raises(ChannelClosed):
        judge.send(b"q" * 10_000_000)
    assert len(judge._received) <= MOST_KEPT + CHUNK
    ours.close()
    thread.join()
    theirs.close()


def test_a_flood_through_a_pipe_ends_with_its_channel() -> None:
    from_subject, end = os.pipe()
    before = threading.active_count()
    pipes = PipeChannel(open(os.devnull, "wb"), open(from_subject, "rb"))  # noqa: SIM115

    def flood() -> None:
        try:
            while True:
                os.write(end, b"\0" * CHUNK)
        except OSError:
            os.close(end)

    thread = threading.Thread(target=flood)
    thread.start()
    assert pipes.receive(5.0) == b""
    pipes.close()
    thread.join(10)
    until = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() == before


def test_answers_are_forgotten_once_their_case_is_over(subject_of: Ask) -> None:
    """Forty cases of large answers are not forty times as much to hold."""
    subject = subject_of("large = 'x' * 100_000")
    for _ in range(5):
        subject.begin_case()
        subject.ask("large")
    assert len(subject.cases) == 1


def test_what_a_check_allows_is_not_told_to_the_subject(grade_source: GradeSource) -> None:
    source = """
import sys
class Counter:
    total = property(lambda self: 0)
    def __init__(self, start=0): pass
    def bump(self, by=1):
        frame = sys._getframe()
        while "request" not in frame.f_locals: frame = frame.f_back
        raise RuntimeError(frame.f_locals["request"].errors)
    say = bump
"""
    report = grade_source(source)
    assert statuses(report)["test_refuses_text"] == "failed"
    assert "TypeError" not in str(report.checks[2].got)


def test_a_class_that_only_bears_the_name_of_an_exception_is_not_that_exception(
    grade_source: GradeSource,
) -> None:
    for module in ("__name__", "'builtins'", "'sqlite3'"):
        source = f"""
class TypeError(Exception): __module__ = {module}
class Counter:
    total = 0
    def __init__(self, start=0): pass
    def bump(self, by=1): raise TypeError
"""
        assert statuses(grade_source(source))["test_refuses_text"] == "failed"
