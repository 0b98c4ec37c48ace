"""Session folders whose every repetition and fault is known: written by the recorder, judged by hand."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from figures import arm, pose, smooth, standing

from trainer.exercise import View
from trainer.pose import Pose
from trainer.recording import Event, Header, SetSettings
from trainer.recording.writer import Recorder
from trainer.sources import Frame
from trainer.status import Fault, Rep, Result

SIZE = (640, 480)
FPS = 15
REP_S = 4.0
SLIDE = SetSettings("arm-slides", "normal", 10, None, None)


def fault(code: str, start_s: float, worst: float, unit: str, severity: str = "break", end_s: float = 0.0) -> Fault:
    """A fault of one second, or until end_s."""
    return Fault(code, "break" if severity == "break" else "warn", start_s, end_s or start_s + 1.0, worst, unit)


def rep(index: int, *faults: Fault, unseen: tuple[str, ...] = (), size: float = 1.0) -> Rep:
    """A repetition of REP_S seconds that starts at REP_S times its index; an attempt when a fault breaks it."""
    start, breaking = REP_S * index, [f for f in faults if f.severity == "break"]
    reason = breaking[0].code if breaking else None
    return Rep(index, None, start, start + 2, start + 4, 1.0, 1.0, not breaking, reason, faults, unseen, size)


REPS = (
    rep(0, unseen=("back-off-wall",)),
    rep(1, fault("elbow-off-wall", 5.0, 13.0, "cm")),
    rep(2, fault("too-fast", 8.0, 1.5, "s", "warn"), unseen=("back-off-wall",)),
    rep(3, fault("shallow", 12.5, 40.0, "%"), fault("elbow-off-wall", 13.5, 9.0, "cm")),
    rep(4),
)
"""Five slides; the faults in time order begin at 5.0, 8.0, 12.5 and 13.5 s."""


def slides(duration_s: float = 20.0) -> Iterator[Pose]:
    """Arms that go up and down once each REP_S seconds; nobody there from 9.0 to 10.0 s."""
    for i in range(round(duration_s * FPS) + 1):
        t = i / FPS
        if 9.0 <= t < 10.0:
            yield Pose(t, SIZE)
            continue
        way = smooth(2 * (t % REP_S) / REP_S) - smooth(2 * (t % REP_S) / REP_S - 1)
        figure = standing()
        for side, out in (("left", 1.0), ("right", -1.0)):
            figure = arm(figure, side, (out * (1 - 0.6 * way), -0.9 * way, 0.0), (0.0, -1.0, 0.0))
        yield pose(t, figure)


def picture(t: float) -> np.ndarray:
    """A grey picture with a white bar that moves to the right, 20 columns a second."""
    image = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    image[200:280, int(20 * t) : int(20 * t) + 20] = 255
    return image


def header(source: str = "camera 0", started: str = "2026-11-23T18:05:12+01:00") -> Header:
    return Header(
        format=1, trainer="0.1.0", model="heavy", model_sha256="ab" * 32, source=source, size=SIZE, started=started
    )


@cache
def film() -> Path:
    """One session with pictures for all tests that only read it, in a folder that goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="trainer-film-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return record(folder / "2026-11-23_18-05-12")


def record(
    folder: Path, *, video: bool = True, reps: Sequence[Rep] = REPS, spans: Sequence[Fault] = (),
    settings: SetSettings = SLIDE, about: Header | None = None, poses: Sequence[Pose] | None = None, film_s: float = 20,
) -> Path:  # fmt: skip
    """A finished session of one set, 20 s long, in folder; pictures until film_s."""
    folder.mkdir(parents=True)
    with Recorder(folder, about or header(), video=video, patient=True) as recorder:
        recorder.begin_set(0.0, settings)
        for one in slides() if poses is None else poses:
            recorder.pose(one)
            if one.t < film_s:
                recorder.frame(Frame(one.t, picture(one.t), round(one.t * FPS)), one)
        recorder.event(Event(6.0, "mark", "", "felt good"))
        recorder.end_set(20.0, Result(View.FRONT, tuple(reps), tuple(spans), ("wrist-off-wall",)))
    assert recorder.problem is None
    return folder
