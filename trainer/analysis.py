"""The whole way of a video, from its frames to the repetitions found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.exercise import Exercise
    from trainer.inorder import InOrder
    from trainer.movie import MovieWriter
    from trainer.pose import Pose
    from trainer.saying import Phrase
    from trainer.session import Session
    from trainer.sources import Frame
    from trainer.status import Result, Status
    from trainer.words import Words

Watch = Callable[["Frame", "Pose", "Status"], None]
"""Called after each frame with all that is known about it."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A judged video: the set that was found in it, and how much of the video showed a person.

    source: the file's name without its folder. duration_s: the last frame's own length included. warning: one line when
    the video could not be read to its end, None otherwise. obstacles: what stood in the way, and in how many frames;
    the most frequent first.
    """

    exercise: Exercise
    source: str
    duration_s: float
    frames: int
    frames_with_pose: int
    result: Result
    warning: str | None = None
    obstacles: tuple[tuple[Phrase, int], ...] = ()


def judge(
    frames: Iterable[Frame],
    estimate: Callable[[Frame], Pose],
    session: Session,
    *,
    source: str,
    exercise: Exercise,
    watch: Watch | None = None,
) -> Analysis:
    """Every frame through estimate and session, in order; the outcome depends on the frames and their times alone."""
    times: list[float] = []
    found = 0
    obstacles: Counter[Phrase] = Counter()
    for frame in frames:
        pose = estimate(frame)
        status = session.step(pose)
        times.append(pose.t)
        found += pose.found
        if status.reason is not None:
            obstacles[status.reason] += 1
        if watch is not None:
            watch(frame, pose, status)
    result, hindered = session.finish(), tuple(obstacles.most_common())
    return Analysis(exercise, source, duration(times), len(times), found, result, obstacles=hindered)


def duration(times: list[float]) -> float:
    """Seconds from the first frame to the end of the last, taken to last as long as the others; 0 for one frame."""
    if len(times) < 2:
        return 0.0
    return (times[-1] - times[0]) * len(times) / (len(times) - 1)


def annotated(words: Words | None = None) -> Callable[[Frame, Pose, Status], NDArray[np.uint8]]:
    """What draws each frame of a file with all that is known about it, RGB; never mirrored. words: the language."""
    from trainer.coach import Coach
    from trainer.overlay import Overlay

    overlay, coach = Overlay(words=words), Coach()

    def draw(frame: Frame, pose: Pose, status: Status) -> NDArray[np.uint8]:
        return overlay.draw(frame.image, pose, status, coach.step(status))

    return draw


def annotator(movie: MovieWriter, words: Words | None = None) -> Watch:
    """A watch that adds each annotated frame to movie, at the frame's own time."""
    draw = annotated(words)
    return lambda frame, pose, status: movie.write(draw(frame, pose, status), frame.t)


def behind(watch: Watch, thread: InOrder) -> Watch:
    """The same watch, in a thread of its own: the model leaves a processor free."""
    return lambda frame, pose, status: thread.put(lambda: watch(frame, pose, status))


def together(watches: Sequence[Watch]) -> Watch:
    """One watch that calls several, in their order."""

    def each(frame: Frame, pose: Pose, status: Status) -> None:
        for watch in watches:
            watch(frame, pose, status)

    return each


def telling(progress: Callable[[float | None], None], duration_s: float | None) -> Watch:
    """A watch that tells which share of a video of so many seconds is done, None when its length is unknown."""
    return lambda frame, pose, status: progress(frame.t / duration_s if duration_s else None)


def analyze(
    video: Path,
    exercise: Exercise,
    model: str = "heavy",
    *,
    save_video: Path | None = None,
    watch: Watch | None = None,
    progress: Callable[[float | None], None] | None = None,
    words: Words | None = None,
) -> Analysis:
    """Judge a whole video file, optionally writing it annotated to save_video.

    progress: told after each frame which share of the video is done, None when its length is unknown. words: language
    of what is written. Raises SourceError, ModelError or MovieError when the video, the model or the file to write is
    not usable.
    """
    from trainer.estimator import Estimator
    from trainer.inorder import InOrder
    from trainer.movie import MovieWriter
    from trainer.session import Session
    from trainer.sources import VideoFile

    with ExitStack() as stack:
        frames = stack.enter_context(VideoFile(video))
        estimator = stack.enter_context(Estimator(model))
        watches = [] if watch is None else [watch]
        if save_video is not None:
            annotate = annotator(stack.enter_context(MovieWriter(save_video, frames.size)), words)
            watches.insert(0, behind(annotate, stack.enter_context(InOrder("annotate"))))
        if progress is not None:
            watches.append(telling(progress, frames.duration_s))
        each, name = together(watches), video.name
        judged = judge(frames, estimator.estimate, Session(exercise), source=name, exercise=exercise, watch=each)
        return replace(judged, warning=frames.warning)
