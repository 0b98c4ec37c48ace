"""The live loop: newest frame, estimate, judge, coach, draw, show; and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from trainer.analysis import Watch, annotator
from trainer.coach import Coach
from trainer.interrupt import on_interrupt
from trainer.movie import MovieWriter
from trainer.overlay import Overlay
from trainer.overlay.drawing import Picture
from trainer.pace import Pace, Speed
from trainer.pose import Pose
from trainer.recording.take import Take
from trainer.sources import Frame, clock
from trainer.status import Result, Status
from trainer.window import Window, has_display

__all__ = ["Outcome", "has_display", "train"]

TITLE = "Upper back trainer"
PATIENCE_S = 0.1  # for a camera's next frame, before the keys are asked again
PAUSED_S = 0.03


class Source(Protocol):
    """Frames in time order."""

    def __iter__(self) -> Iterator[Frame]: ...

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the pictures in pixels."""


@runtime_checkable
class Patient(Protocol):
    """A source that can be asked for a frame without waiting for ever, and says what is wrong with it."""

    def read(self, timeout: float = ...) -> Frame | None:
        """The newest frame not yet taken, None when none came in time."""

    @property
    def message(self) -> str | None:
        """One line for the user, None when pictures come."""


class Estimator(Protocol):
    """Frame -> Pose."""

    def estimate(self, frame: Frame) -> Pose:
        """The pose in the frame."""


class Session(Protocol):
    """Poses -> statuses, and the result of the set."""

    def step(self, pose: Pose) -> Status:
        """Judge one pose."""

    def finish(self) -> Result:
        """Close the set."""


class Screen(Protocol):
    """What the loop needs of a window."""

    def show(self, rgb: Picture) -> None:
        """Show a picture."""

    def key(self, wait_ms: int) -> str | None:
        """The key pressed within so many milliseconds."""

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the training ended: the result of the last set, frames judged, the last frame's time in seconds."""

    result: Result
    frames: int
    seconds: float


def train(
    open_source: Callable[[], AbstractContextManager[Source]],
    open_estimator: Callable[[], AbstractContextManager[Estimator]],
    new_session: Callable[[], Session],
    *,
    open_window: Callable[[], AbstractContextManager[Screen]] | None = lambda: Window(TITLE),
    mirrored: bool = False,
    paced: bool = False,
    save_video: Path | None = None,
    take: Take | None = None,
    now: Callable[[], float] = clock,
) -> Outcome:
    """Run until the source ends, the user quits or closes the window, or presses Ctrl-C; everything is released then.

    open_window: None to judge without showing anything. mirrored: show it like a mirror, which never touches what is
    judged. paced: play at the frames' own pace, for files in a window. save_video: where to write the annotated movie,
    never mirrored. take: records it, and is closed. SourceError, ModelError and MovieError come through.
    """
    with ExitStack() as stack:
        source = stack.enter_context(open_source())
        estimator = stack.enter_context(open_estimator())
        screen = None if open_window is None else stack.enter_context(open_window())
        loop = Loop(estimator, new_session, screen, Overlay(mirrored), Pace(now) if paced else None, now)
        if save_video is not None:
            loop.save_to(annotator(stack.enter_context(MovieWriter(save_video, source.size))))
        if take is not None:
            loop.record_to(stack.enter_context(take))
        with suppress(KeyboardInterrupt), on_interrupt(loop.stop):  # Ctrl-C is how a run without a window ends
            loop.run(source)
        return loop.outcome()


class Loop:
    """One training from its first frame to its last."""

    def __init__(
        self,
        estimator: Estimator,
        new_session: Callable[[], Session],
        screen: Screen | None,
        overlay: Overlay,
        pace: Pace | None,
        now: Callable[[], float],
    ) -> None:
        self._estimator, self._new_session, self._screen = estimator, new_session, screen
        self._overlay, self._pace, self._speed = overlay, pace, Speed(now)
        self._session, self._coach = new_session(), Coach()
        self._frames, self._t = 0, 0.0
        self._paused = self._over = False
        self._last: tuple[Frame, Pose, Status] | None = None
        self._watch: Watch | None = None
        self._take: Take | None = None
        self._camera: str | None = None

    def save_to(self, watch: Watch) -> None:
        """Also let watch have every judged frame."""
        self._watch = watch

    def record_to(self, take: Take) -> None:
        """Also record every set."""
        self._take = take

    def stop(self) -> None:
        """End after the frame at hand."""
        self._over = True

    def outcome(self) -> Outcome:
        """What has come of it so far."""
        return Outcome(self._end_set(), self._frames, self._t)

    def run(self, source: Source) -> None:
        """Work until there is nothing more to do."""
        frames = iter(source)
        patient = source if isinstance(source, Patient) else None
        while not self._over:
            if self._paused:
                self._redraw(None, paused=True)
                self._listen(PAUSED_S)
                continue
            frame = next(frames, None) if patient is None else patient.read(PATIENCE_S)
            self._hear(None if patient is None else patient.message)
            if frame is not None:
                self._work(frame)
                self._listen(0.0 if self._pace is None else self._pace.wait_s(frame.t))
            elif patient is not None:
                self._redraw(patient.message, paused=False)
                self._listen(0.0)
            else:
                self._over = True

    def _work(self, frame: Frame) -> None:
        """One frame all the way."""
        pose = self._estimator.estimate(frame)
        status = self._session.step(pose)
        cue = self._coach.step(status)
        self._frames, self._t = self._frames + 1, frame.t
        self._last = (frame, pose, status)
        self._speed.tick()
        if self._watch is not None:
            self._watch(frame, pose, status)
        notice = None
        if self._take is not None:
            self._take.step(frame, pose, status, cue)
            notice = self._take.notice(frame.t)
        if self._screen is not None:
            fps = self._speed.fps
            self._screen.show(self._overlay.draw(frame.image, pose, status, cue, fps=fps, keys=True, notice=notice))

    def _hear(self, message: str | None) -> None:
        """Keep what the camera says, once each time it says something new."""
        if self._take is not None and message is not None and message != self._camera:
            self._take.note("camera", message)
        self._camera = message

    def _end_set(self) -> Result:
        """The result of the set that is on."""
        result = self._session.finish()
        if self._take is not None:
            self._take.end_set(result)
        return result

    def _redraw(self, notice: str | None, *, paused: bool) -> None:
        """The last frame again, with what the user should know meanwhile."""
        if self._screen is None or self._last is None:
            return
        frame, pose, status = self._last
        self._screen.show(self._overlay.draw(frame.image, pose, status, None, keys=True, paused=paused, notice=notice))

    def _listen(self, wait_s: float) -> None:
        """Obey the keys."""
        screen = self._screen
        if screen is None:
            return
        key = screen.key(round(wait_s * 1000))
        if key == "q" or screen.closed:
            self._over = True
        elif key == " ":
            self._paused = not self._paused
        elif key == "b" and self._take is not None:
            self._take.note("mark", "bookmark")
        elif key == "r":
            self._end_set()
            self._session, self._coach = self._new_session(), Coach()
        elif key == "m":
            self._overlay.mirrored = not self._overlay.mirrored
