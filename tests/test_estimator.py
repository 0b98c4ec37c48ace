"""The estimator on pictures of people: whose landmarks come, in which units, and what happens with several of them."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np
import pytest
from mediapipe.tasks.python import BaseOptions, vision

from trainer import estimator as module
from trainer import models
from trainer.estimator import Estimator, choose_live_model, measure, speed, without
from trainer.models import ModelError
from trainer.people import Person
from trainer.pose import Joint, Pose
from trainer.sources import Frame, VideoFile

ROOT = Path(__file__).resolve().parent.parent
GREY = np.full((480, 640, 3), 127, np.uint8)


@cache
def clip(exercise: str, count: int) -> list[np.ndarray]:
    """The first pictures of a sample, 640 x 480."""
    with VideoFile(ROOT / "sample_videos" / f"{exercise}.mp4") as video:
        return [frame.image for frame in islice(video, count)]


def poses(pictures: Sequence[np.ndarray], fps: float = 10.0, lookout: bool = True, start: float = 0.0) -> list[Pose]:
    """What the lite model says; ten frames a second keep the tests short."""
    with Estimator("lite", lookout=lookout) as estimator:
        return [estimator.estimate(Frame(start + i / fps, image, i)) for i, image in enumerate(pictures)]


def middle_x(pose: Pose) -> float:
    """Where the shoulders are, in pixels."""
    return (pose.image[Joint.LEFT_SHOULDER][0] + pose.image[Joint.RIGHT_SHOULDER][0]) / 2


def pasted(base: np.ndarray, person: np.ndarray, x: int, scale: float = 1.0) -> np.ndarray:
    """Base with the middle stripe of person (270 pixels wide) put in front at x, feet at the bottom."""
    stripe = cv2.resize(person[:, 190:460], None, fx=scale, fy=scale)[: base.shape[0]]
    image, height = base.copy(), stripe.shape[0]
    left, right = max(0, x), min(base.shape[1], x + stripe.shape[1])
    if left < right:
        image[-height:, left:right] = stripe[:, left - x : right - x]
    return image


# One person.


def test_landmarks_are_pixels_and_metres() -> None:
    pose = poses(clip("isometric-neck", 3))[-1]
    assert (pose.size, pose.people, pose.sure, pose.t) == ((640, 480), 1, True, 0.2)
    assert (len(pose.image), len(pose.world), len(pose.visibility)) == (33, 33, 33)
    # Measured by eye in the picture: nose at (320, 73), the person's left shoulder, on the right, at (345, 117).
    assert pose.image[Joint.NOSE][:2] == pytest.approx((319, 78), abs=12)
    assert pose.image[Joint.LEFT_SHOULDER][0] > 335 > 305 > pose.image[Joint.RIGHT_SHOULDER][0]
    assert -400 < pose.image[Joint.NOSE][2] < -40  # in front of the hips, on the scale of x
    # Metres from the middle of the hips, y down: the nose of a standing adult is half a metre higher.
    assert -0.8 < pose.world[Joint.NOSE][1] < -0.4
    assert 0.2 < abs(pose.world[Joint.LEFT_SHOULDER][0] - pose.world[Joint.RIGHT_SHOULDER][0]) < 0.5
    assert all(0 <= value <= 1 for value in pose.visibility)
    assert all(isinstance(value, float) for value in pose.visibility)


def plain(pictures: Sequence[np.ndarray], fps: float) -> list[list[tuple[float, float]]]:
    """MediaPipe's own answer, without any of this program; x and y in pixels as 32-bit floats."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=models.load("lite")), running_mode=vision.RunningMode.VIDEO
    )
    landmarker = vision.PoseLandmarker.create_from_options(options)
    found = []
    for number, image in enumerate(pictures):
        picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=image)
        result = landmarker.detect_for_video(picture, round(1000 * number / fps)).pose_landmarks[0]
        found.append([(float(np.float32(p.x * 640)), float(np.float32(p.y * 480))) for p in result])
    landmarker.close()
    return found


def test_one_person_is_tracked_as_if_nobody_looked_around() -> None:
    pictures = clip("butterfly", 40)
    seen = poses(pictures)
    assert [[point[:2] for point in pose.image] for pose in seen] == plain(pictures, 10)
    assert {(pose.people, pose.sure) for pose in seen} == {(1, True)}


def test_same_frames_give_the_same_poses() -> None:
    pictures = [pasted(a, b, 60 * i - 270) for i, (a, b) in enumerate(zip(*both(18), strict=True))]
    assert poses(pictures) == poses(pictures)


def test_nobody_is_no_people() -> None:
    with Estimator("lite") as estimator:
        pose = estimator.estimate(Frame(1.5, GREY, 0))
    assert pose == Pose(1.5, (640, 480), people=0)
    assert not pose.found


def test_person_who_leaves_is_not_kept() -> None:
    seen = poses([*clip("isometric-neck", 3), GREY, GREY, *clip("isometric-neck", 3)])
    assert [pose.found for pose in seen] == [True, True, True, False, False, True, True, True]
    assert seen[-1].people == 1


def test_portrait_pixels() -> None:
    """The same person in a stripe of the picture is at the same place, less what was cut off."""
    wide = clip("isometric-neck", 1)[0]
    pose = poses([np.ascontiguousarray(wide[:, 140:500])])[0]
    assert pose.size == (360, 480)
    assert middle_x(pose) == pytest.approx(middle_x(poses([wide])[0]) - 140, abs=6)


def test_times_may_be_closer_than_a_millisecond() -> None:
    seen = poses(clip("isometric-neck", 3), fps=5000)
    assert [pose.t for pose in seen] == [0.0, 0.0002, 0.0004]
    assert all(pose.found for pose in seen)


# Several people.


@cache
def both(count: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    return clip("isometric-neck", count), clip("butterfly", count)


def test_two_of_a_size_can_not_be_told_apart() -> None:
    pictures = [np.ascontiguousarray(np.hstack([a[:, 170:470], b[:, 170:470]])) for a, b in zip(*both(4), strict=True)]
    assert {(pose.people, pose.sure) for pose in poses(pictures)} == {(2, False)}


def test_passer_by_beside_changes_nothing() -> None:
    ours, theirs = both(25)
    alone = poses(ours, lookout=False)
    pictures = [pasted(a, b, min(0, 40 * i - 270), 0.9) for i, (a, b) in enumerate(zip(ours, theirs, strict=True))]
    seen = poses(pictures)
    assert [middle_x(pose) for pose in seen] == pytest.approx([middle_x(pose) for pose in alone], abs=15)
    assert seen[-1].people == 2
    assert all(pose.sure for pose in seen)


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_passer_by_in_front_does_not_take_the_track_along(scale: float) -> None:
    """Somebody walks between person and camera, hiding the person for a moment, and stops at the right edge."""
    ours, theirs = both(45)
    scenes = zip(ours, theirs, strict=True)
    pictures = [pasted(a, b, min(40 * (i - 12) - 350, 420), scale) for i, (a, b) in enumerate(scenes)]
    seen = poses(pictures, fps=15)
    assert [middle_x(pose) for pose in seen[-8:]] == pytest.approx([320] * 8, abs=12)
    assert {(pose.people, pose.sure) for pose in seen[-8:]} == {(2, True)}
    careless = poses(pictures, fps=15, lookout=False)
    assert middle_x(careless[-1]) > 420, "the scene no longer shows the mistake it is there for"


def test_who_exercises_in_front_is_taken_after_three_seconds() -> None:
    """A small person at the back was there first, a large one comes and stays."""
    room = cv2.copyMakeBorder(cv2.resize(both(1)[0][0], (320, 240)), 240, 0, 0, 320, cv2.BORDER_REPLICATE)
    exercising = pasted(room, both(1)[1][0], 350)
    seen = poses([room] * 4 + [exercising] * 20, fps=4)
    assert [middle_x(pose) for pose in seen[:15]] == pytest.approx([160] * 15, abs=20)
    assert [middle_x(pose) for pose in seen[-4:]] == pytest.approx([485] * 4, abs=20)
    assert seen[-1].people == 2


def test_without_paints_the_others_but_not_who_is_kept() -> None:
    image = np.zeros((100, 200, 3), np.uint8)
    kept, other = Person(50, 50, 20, (40, 20, 60, 80)), Person(70, 50, 20, (50, -30, 90, 150))
    painted = without(image, [other], kept)
    # Boxes are widened by 0.15 of the size: the other reaches from 47 to 93, the one kept from 37 to 63 and 17 to 83.
    assert painted[50, 63:93].min() == 127
    assert painted[50, :63].max() == 0
    assert painted[50, 93:].max() == 0
    assert painted[:17, 47:93].min() == 127
    assert painted[83:, 47:93].min() == 127
    assert image.max() == 0


# Loading, closing, noise.


def test_broken_and_missing_models_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match="not found"):
        Estimator("lite")
    bundle = bytearray(next((ROOT / "models").glob("*lite.task")).read_bytes())
    bundle[-1] ^= 1
    (tmp_path / "pose_landmarker_lite.task").write_bytes(bundle)
    with pytest.raises(ModelError, match="is broken"):
        Estimator("lite")
    with pytest.raises(ModelError, match="no model huge"):
        Estimator("huge")


def test_bundle_that_does_not_load_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "load", lambda _name: b"not a bundle")
    with pytest.raises(ModelError, match="model lite does not load: ") as raised:
        Estimator("lite")
    assert "\n" not in str(raised.value)


def test_failure_of_the_lookout_closes_the_tracker(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    real = models.load

    def load(name: str) -> bytes:
        if name == "lite":
            raise ModelError("no lite")
        return real("lite")

    close = module.Landmarker.close

    def spy(self: module.Landmarker) -> None:
        closed.append("tracker")
        close(self)

    monkeypatch.setattr(models, "load", load)
    monkeypatch.setattr(module.Landmarker, "close", spy)
    with pytest.raises(ModelError, match="no lite"):
        Estimator("full")
    assert closed == ["tracker"]


def test_closing_twice_is_fine() -> None:
    estimator = Estimator("lite")
    estimator.close()
    estimator.close()


def test_libraries_stay_silent() -> None:
    """Whole process, since the noise is native: an empty room, then somebody, several people, and closing."""
    script = (
        "import numpy as np\n"
        "from trainer.estimator import Estimator\n"
        "from trainer.sources import Frame, VideoFile\n"
        f"with VideoFile({str(ROOT / 'sample_videos' / 'butterfly.mp4')!r}) as video: image = next(video).image\n"
        "pair = np.ascontiguousarray(np.hstack([image, image]))\n"
        "with Estimator('full') as estimator:\n"
        "    for i, picture in enumerate([image * 0, image * 0, image, image, pair, pair]):\n"
        "        pose = estimator.estimate(Frame(float(i), picture, i))\n"
        "print(pose.people)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


# Which model holds the pace.


def slow(seconds: dict[str, float]) -> tuple[Callable[[], float], type]:
    """A clock, and a landmarker whose inferences take as long as told, by model name."""
    now = [0.0]

    @dataclasses.dataclass
    class Slow:
        name: str
        bundle: bytes
        confidence: float

        def find(self, _t: float, _image: np.ndarray) -> list[object]:
            now[0] += seconds[self.name]
            return []

        def close(self) -> None: ...

    return lambda: now[0], Slow


@pytest.mark.parametrize(
    ("full_s", "expected"),
    [
        (0.010, ("heavy", 30.8)),  # 10 ms * 5.2 / 1.6 = 32.5 ms
        (0.0104, ("heavy", 29.6)),  # 33.8 ms; a larger one may take 85 % of four fifths of a frame of 50 ms: 34 ms
        (0.0105, ("full", 95.2)),
        (0.0399, ("full", 25.1)),
        (0.041, ("lite", 39.0)),
        (0.4, ("lite", 4.0)),  # none does: the fastest
    ],
)
def test_largest_model_that_holds_twenty_frames(
    full_s: float, expected: tuple[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, landmarker = slow({"full": full_s})
    monkeypatch.setattr(speed, "Landmarker", landmarker)
    name, fps = choose_live_model(clock)
    assert (name, round(fps, 1)) == expected
    assert clock() <= 0.2 + 2 * full_s + 1e-9  # a first inference, and the one that goes on when the time is over


def test_measuring_tracks_somebody_in_plain_grey(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else only the detector would be timed, and every model would look fast.

    And nothing in the picture may look like many people: sorting them takes the detector longer than a person takes.
    """
    found: list[int] = []
    contrast: list[int] = []
    find = module.Landmarker.find

    def spy(self: module.Landmarker, t: float, image: np.ndarray) -> list[module.Landmarks]:
        came = find(self, t, image)
        found.append(len(came))
        contrast.append(int(np.ptp(image)))
        return came

    monkeypatch.setattr(module.Landmarker, "find", spy)
    ticks = iter(i / 200 for i in range(1000))
    assert measure("lite", (320, 240), lambda: next(ticks)) == pytest.approx(200)
    assert found == [1] * len(found)
    assert len(found) == 7
    assert contrast == [0] * 7
