"""Native chatter is held back, errors are not."""

from __future__ import annotations

import os
import threading
from typing import IO

import pytest

from trainer import quiet
from trainer.quiet import quiet_stderr

CHATTER = b"""INFO: Created TensorFlow Lite XNNPACK delegate for CPU.
WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
W0000 00:00:1795400770.051993    1725 inference_feedback_manager.cc:114] Feedback manager requires
I0000 00:00:1795400770.051993    1725 task_runner.cc:85] GPU suport is not available
OpenCV: out device of bound (0-0): 1
OpenCV: camera failed to properly initialize!
objc[31417]: Class AVFFrameReceiver is implemented in both av/libavdevice.62.dylib (0x10) and cv2/libavdevice.61.dylib
"""
ERROR = b"E0000 00:00:1795400770.051993    1725 calculator_graph.cc:928] INVALID_ARGUMENT\n"


def test_chatter_is_dropped_and_errors_follow(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_stderr():
        os.write(2, CHATTER + ERROR + b"and a plain line\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == ERROR.decode() + "and a plain line\nafter\n"


def test_everything_is_told_when_something_is_raised(capfd: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        with quiet_stderr():
            os.write(2, CHATTER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert capfd.readouterr().err == CHATTER.decode()


def test_two_threads_may_want_it_quiet_at_the_same_time(capfd: pytest.CaptureFixture[str]) -> None:
    inside, outside = threading.Event(), threading.Event()

    def other() -> None:
        with quiet_stderr():
            inside.set()
            outside.wait(10)
            os.write(2, CHATTER + ERROR)

    thread = threading.Thread(target=other)
    with quiet_stderr():
        thread.start()
        assert inside.wait(10)
        os.write(2, CHATTER)
    os.write(2, CHATTER + b"still held\n")  # the other one has not let go
    assert capfd.readouterr().err == ""
    outside.set()
    thread.join(10)
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "still held\n" + ERROR.decode() + "after\n"


def test_leaves_no_descriptor_open() -> None:
    before = os.dup(2)
    os.close(before)
    for _ in range(3):
        with quiet_stderr():
            pass
    after = os.dup(2)
    os.close(after)
    assert before == after


def test_without_room_for_what_is_held_back_nothing_is(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full() -> IO[bytes]:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(quiet, "memory_file", full)
    with quiet_stderr():
        os.write(2, ERROR)
    assert capfd.readouterr().err == ERROR.decode()
    monkeypatch.undo()
    with quiet_stderr():
        os.write(2, CHATTER)
    assert capfd.readouterr().err == "", "the next one is held back again"


def test_process_without_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_descriptor: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    done = False
    with quiet_stderr():
        done = True
    assert done
