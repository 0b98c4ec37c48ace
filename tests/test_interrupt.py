"""Ctrl-C asks first and insists second."""

from __future__ import annotations

import os
import signal
import sys
import threading

import pytest
from live_figures import Estimator, Reel, endless

from trainer.app import train
from trainer.interrupt import on_interrupt
from trainer.pose import Pose
from trainer.sources import Frame

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows can't send itself a Ctrl-C alone")


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_one_is_a_request_and_the_second_one_an_order():
    asked: list[str] = []

    def twice() -> None:
        with on_interrupt(lambda: asked.append("stop")):
            press()
            asked.append("going on")
            press()
            asked.append("never")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        twice()
    assert asked == ["stop", "going on"]
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_is_left_alone():
    done: list[object] = []

    def work() -> None:
        with on_interrupt(lambda: None):
            done.append(signal.getsignal(signal.SIGINT))

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [before]


def test_the_frame_at_hand_is_brought_to_its_end():
    class Pressing(Estimator):
        def estimate(self, frame: Frame) -> Pose:
            if frame.index == 3:
                press()
            return super().estimate(frame)

    outcome = train(Reel, Pressing, endless(), open_window=None)
    assert (outcome.frames, len(outcome.result.reps)) == (4, 4)
