"""Frames come whole and in order, and no subject holds up the judge."""

import os
import socket
import threading
import time

import pytest

from grader import channel
from grader.channel import LENGTH, ChannelClosed, PipeChannel, SocketChannel, take_frame


def test_frames_are_taken_whole_and_in_order() -> None:
    received = bytearray(b"\0\0\0\2ab\0\0\0\1c\0\0")
    assert (take_frame(received), take_frame(received), take_frame(received)) == (b"ab", b"c", None)
    received += b"\0\3xy"
    assert take_frame(received) is None
    received += b"z"
    assert take_frame(received) == b"xyz"


def test_a_frame_over_the_limit_is_not_waited_for() -> None:
    with pytest.raises(ChannelClosed):
        take_frame(bytearray(b"\xff\xff\xff\xff"))


def test_a_subject_that_reads_nothing_doesnt_hold_up_the_judge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channel, "MOST_TO_SEND", 0.1)
    judge, subject = socket.socketpair()
    with judge, subject, pytest.raises(ChannelClosed):
        SocketChannel(judge).send(b"x" * 10_000_000)


def test_nor_does_one_behind_a_pipe() -> None:
    unread, to_subject = os.pipe()
    from_subject, silent = os.pipe()
    pipes = PipeChannel(open(to_subject, "wb"), open(from_subject, "rb"))  # noqa: SIM115
    pipes.send(b"x" * 10_000_000)
    assert pipes.receive(0.0) is None
    os.close(unread)
    os.close(silent)


def drip(stop: threading.Event, send: object) -> None:
    """A frame that never gets whole: a byte now and then."""
    while not stop.wait(0.01):
        send(b".")  # type: ignore[operator]


@pytest.mark.parametrize("kind", ["socket", "pipe"])
def test_a_subject_that_sends_a_byte_now_and_then_is_not_waited_for(kind: str) -> None:
    stop = threading.Event()
    if kind == "socket":
        judge, subject = socket.socketpair()
        frames: SocketChannel | PipeChannel = SocketChannel(judge)
        sending = threading.Thread(target=drip, args=(stop, subject.sendall))
        subject.sendall(LENGTH.pack(200_000))
    else:
        from_subject, end = os.pipe()
        frames = PipeChannel(open(os.devnull, "wb"), open(from_subject, "rb"))  # noqa: SIM115
        sending = threading.Thread(target=drip, args=(stop, lambda data: os.write(end, data)))
        os.write(end, LENGTH.pack(200_000))
    sending.start()
    began = time.monotonic()
    try:
        assert frames.receive(0.2) is None
        assert time.monotonic() - began < 5
    finally:
        stop.set()
        sending.join()
