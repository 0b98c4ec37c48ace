"""A moment as a picture: camera or figure, overlay, and the bar below."""

from __future__ import annotations

import numpy as np
import pytest
from figures import pose as posed
from figures import standing
from status_figures import status

from trainer.overlay.drawing import VERMILLION, WHITE
from trainer.pose import Joint, Pose
from trainer.recording.schema import packed
from trainer.replay.moments import Moment, Moments
from trainer.replay.picture import Painter
from trainer.replay.player import Player
from trainer.replay.scrub import BACKGROUND
from trainer.replay.stage import HEAD, TRUNK, WALL, fitted, stage, stage_size

SIZE = (640, 480)
SKIN = (200, 120, 90)


class Album:
    """Pictures until two seconds, of one colour."""

    size = SIZE

    def at(self, t: float) -> tuple[float, np.ndarray]:
        return min(t, 2.0), np.full((SIZE[1], SIZE[0], 3), SKIN, np.uint8)


def moments(**changes: object) -> Moments:
    """Four seconds of someone who stands."""
    made = []
    for i in range(41):
        pose = posed(i / 10, standing())
        made.append(Moment(pose.t, pose.size, packed(pose), status(pose.t, **changes)))
    return Moments(made)


def drawn(seen: Moments, album: Album | None, t: float = 0.0, size: tuple[int, int] = SIZE) -> np.ndarray:
    painter = Painter(seen, album, size, keys=True)
    image = painter.draw(Player(seen, t))
    assert image.shape == (painter.size[1], painter.size[0], 3)
    return image


def share(image: np.ndarray, colour: tuple[int, int, int]) -> float:
    return float((image == colour).all(axis=2).mean())


def test_the_camera_s_picture_has_overlay_and_bar() -> None:
    image = drawn(moments(), Album())
    assert share(image[:480], SKIN) > 0.3
    assert share(image[:480], WHITE) > 0.005, "the overlay's words"
    assert share(image[480:], BACKGROUND) > 0.3
    assert share(image, WALL) == 0


def test_without_pictures_it_is_a_figure_on_a_stage() -> None:
    image = drawn(moments(), None)
    assert image.shape[1] == 960, "drawn large, whatever the camera was"
    assert share(image, WALL) > 0.2
    assert share(image, TRUNK) > 0.002
    assert share(image, SKIN) == 0


@pytest.mark.parametrize(("t", "camera"), [(0.0, True), (2.9, True), (3.2, False)])
def test_where_the_video_has_a_gap_it_is_a_figure(t: float, camera: bool) -> None:
    image = drawn(moments(), Album(), t)
    assert (share(image, SKIN) > 0.2, share(image, WALL) > 0.2) == (camera, not camera)


def test_between_sets_nothing_is_judged_but_the_person_is_seen() -> None:
    pose = posed(0.0, standing())
    image = drawn(Moments([Moment(0.0, pose.size, packed(pose))]), Album())
    assert 0.001 < share(image[:480], WHITE) < 0.05, "bones and the words between sets"
    nobody = drawn(Moments([Moment(0.0, SIZE, None)]), Album())
    assert share(nobody[:480], WHITE) < share(image[:480], WHITE)


def test_the_saved_album_is_left_alone() -> None:
    class Once(Album):
        picture = np.full((SIZE[1], SIZE[0], 3), SKIN, np.uint8)

        def at(self, t: float) -> tuple[float, np.ndarray]:
            return t, self.picture

    pose = posed(0.0, standing())
    drawn(Moments([Moment(0.0, pose.size, packed(pose))]), Once())
    assert (Once.picture == SKIN).all()


@pytest.mark.parametrize(
    ("size", "expected"),
    [((640, 480), (960, 720)), ((1920, 1080), (960, 540)), ((480, 640), (720, 960)), ((160, 120), (960, 720)),
     ((65536, 1), (960, 160)), ((1, 1), (960, 960))],
)  # fmt: skip
def test_the_stage_has_the_camera_s_shape_and_a_sane_size(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert stage_size(*size) == expected


def test_a_pose_is_fitted_into_another_size() -> None:
    pose = posed(0.0, standing())
    double = fitted(pose, 1280, 960)
    (x, y, _), (x2, y2, _) = pose.image[Joint.LEFT_WRIST], double.image[Joint.LEFT_WRIST]
    assert (double.size, x2, y2) == ((1280, 960), pytest.approx(2 * x), pytest.approx(2 * y))
    cut = fitted(Pose(0.0, (641, 481), pose.image, pose.world, pose.visibility), 640, 480)
    assert cut.image == list(pose.image), "an odd edge was cut off, not squeezed"
    assert not fitted(Pose(0.0, SIZE), 320, 240).found


def test_the_figure_has_head_and_trunk_where_they_were_seen() -> None:
    pose = posed(0.0, standing())
    image = stage(pose)
    ear, hip = pose.image[Joint.LEFT_EAR], pose.image[Joint.LEFT_HIP]
    assert tuple(image[round(ear[1]), round(ear[0])]) == HEAD
    assert tuple(image[round(hip[1]) - 30, round(hip[0]) - 5]) == TRUNK
    assert share(stage(Pose(0.0, SIZE)), WALL) == 1.0
    headless = stage(posed(0.0, standing(), hidden=[j for j in Joint if j <= Joint.MOUTH_RIGHT]))
    assert share(headless, HEAD) == 0
    assert share(headless, VERMILLION) == 0
