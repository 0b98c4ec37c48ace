"""One look ahead at a camera: while a frame is judged and shown the next is estimated, and no more than that."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from live_figures import Estimator, Reel, Webcam, frame

from trainer.app.ahead import Ahead, Seen
from trainer.pose import Pose
from trainer.sources import Frame

LONG_S = 20.0  # a test that waits so long has failed


class Slow(Estimator):
    """Notes which frames it has begun and ended, and which it was let begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: dict[int, Event] = {}
        self.let_end = Event()
        self.let_end.set()

    def estimate(self, frame: Frame) -> Pose:
        self.begun.setdefault(frame.index, Event()).set()
        assert self.let_end.wait(LONG_S)
        return super().estimate(frame)

    def waited_for(self, index: int) -> bool:
        return self.begun.setdefault(index, Event()).wait(LONG_S)


class Camera(Webcam):
    """Ten pictures a second that are there at once."""

    def read(self, timeout: float = 0.5) -> Frame | None:
        self.asked += 1
        return frame(self.asked / 10, self.asked)


def index(seen: Seen) -> int:
    assert seen.found is not None
    found, pose = seen.found
    assert pose.t == found.t, "the pose is that of the frame"
    return found.index


def test_the_next_picture_of_a_camera_is_estimated_meanwhile() -> None:
    estimator = Slow()
    with Ahead(Camera(), estimator) as ahead:
        assert index(ahead.look()) == 1
        assert estimator.waited_for(2), "nobody has asked for it yet"
        assert [index(ahead.look()) for _ in range(3)] == [2, 3, 4]


def test_it_is_one_picture_and_no_more() -> None:
    camera = Camera()
    with Ahead(camera, Slow()) as ahead:
        ahead.look()
        ahead.look()
    assert camera.asked in (2, 3), "the third may have been called off before it was begun"


def test_a_file_waits() -> None:
    estimator = Slow()
    with Ahead(Reel(3), estimator) as ahead:
        assert not ahead.live
        for expected in range(3):
            assert index(ahead.look()) == expected
            assert sorted(estimator.begun) == list(range(expected + 1))
        assert [ahead.look(), ahead.look()] == [Seen(None), Seen(None)], "it has ended"


def test_a_message_stays_with_the_look_that_it_came_with() -> None:
    with Ahead(Webcam(), Slow()) as ahead:
        looks = [ahead.look() for _ in range(6)]
    gone = "camera 0 is gone: plug it in again"
    assert [(seen.found is None, seen.message) for seen in looks] == [
        (False, None), (False, None), (False, None), (True, gone), (True, gone), (False, None),
    ]  # fmt: skip


def test_leaving_waits_for_the_estimate_in_hand_and_leaves_no_thread() -> None:
    estimator = Slow()
    with Ahead(Camera(), estimator) as ahead:
        ahead.look()
        assert estimator.waited_for(2)
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pose")]


def test_however_often_ctrl_c_comes_the_estimate_in_hand_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    estimator, asked = Slow(), list[None]()
    shutdown = ThreadPoolExecutor.shutdown

    def interrupted(self: ThreadPoolExecutor, wait: bool = True, *, cancel_futures: bool = False) -> None:
        asked.append(None)
        if len(asked) < 3:
            raise KeyboardInterrupt
        estimator.let_end.set()
        shutdown(self, wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", interrupted)
    with Ahead(Camera(), estimator) as ahead:
        ahead.look()
        estimator.let_end.clear()
    assert len(asked) == 3
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pose")]


@pytest.mark.parametrize("source", [Reel, Camera])
def test_what_the_estimator_raises_comes_out(source: type[Reel]) -> None:
    class Broken(Estimator):
        def estimate(self, frame: Frame) -> Pose:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output"), Ahead(source(), Broken()) as ahead:
        ahead.look()


class Swapping(Slow):
    """Has another model ready from the third frame on; what it was told when it changed."""

    free, model, ready = True, "full", False

    def __init__(self) -> None:
        super().__init__()
        self.changed_at: list[int] = []
        self.ended = 0

    @property
    def changing(self) -> bool:
        return self.free and self.ready

    def change(self) -> None:
        if self.changing:
            self.changed_at.append(len(self.begun))
            assert len(self.begun) == self.ended, "nothing is estimated meanwhile"
            self.model, self.ready = "lite", False

    def estimate(self, frame: Frame) -> Pose:
        pose = super().estimate(frame)
        self.ended += 1
        self.ready = self.ready or (self.model == "full" and frame.index == 3)
        return pose


@pytest.mark.parametrize(
    ("busy", "changed_at"),
    [((), 3), ((3,), 5), ((2,), 4), ((2, 3), 5)],
    ids=["free", "a repetition begins with the third", "one ends before it", "one goes on"],
)
def test_the_model_changes_when_all_is_judged_and_no_repetition_goes_on(busy: tuple[int, ...], changed_at: int) -> None:
    estimator = Swapping()
    with Ahead(Camera(), estimator) as ahead:
        for _ in range(6):
            seen = index(ahead.look())
            estimator.free = seen not in busy
    assert (estimator.changed_at, estimator.model) == ([changed_at], "lite")
