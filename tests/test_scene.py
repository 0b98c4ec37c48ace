"""What is seen of the room: rendered clips whose camera is moved, whose lamp goes on, through which somebody walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice

import cv2
import numpy as np
import pytest
from conftest import SAMPLES, pictures_of
from figures import nobody, standing
from figures import pose as figure_pose
from numpy.typing import NDArray
from sample_truth import recorded

from trainer.pose import Pose
from trainer.scene import LOOK_S, STILL_S, Scene, Watcher
from trainer.sources import Frame

Picture = NDArray[np.uint8]
Shot = tuple[Pose, Picture]
Change = Callable[[Pose, Picture], Shot]
CHANGED_S = 4.0
NAMES = ("bear-roll", "butterfly", "thoracic-extension")


@cache
def shots(name: str) -> list[Shot]:
    """Every sixth picture of a sample's first nine seconds, with the pose in it."""
    pictures = islice(pictures_of(SAMPLES / f"{name}.mp4"), 0, 270, 6)
    return list(zip(recorded(name)[:270:6], pictures, strict=True))


def watch(name: str, change: Change) -> list[tuple[float, Scene]]:
    watcher = Watcher()
    seen = []
    for index, (pose, picture) in enumerate(shots(name)):
        now, shown = change(pose, picture) if pose.t >= CHANGED_S else (pose, picture)
        seen.append((pose.t, watcher.step(Frame(pose.t, shown, index), now)))
    return seen


def moved_s(seen: list[tuple[float, Scene]]) -> list[float]:
    return [t for t, scene in seen if scene.moved]


def camera(across: float = 0.0, down: float = 0.0, degrees: float = 0.0, zoom: float = 1.0) -> Change:
    """The camera moved so far, in shares of the picture's width, or turned, or zoomed."""

    def change(pose: Pose, picture: Picture) -> Shot:
        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
        matrix[:, 2] += (across * width, down * width)
        shown = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        image = [(*(matrix[:, :2] @ (x, y) + matrix[:, 2]), z) for x, y, z in pose.image]
        return replace(pose, image=image), shown

    return change


def lamp(gain: float) -> Change:
    """Another light, stronger on one side of the room than on the other."""

    def change(pose: Pose, picture: Picture) -> Shot:
        across = 1 + (gain - 1) * np.linspace(1.2, 0.6, picture.shape[1])[None, :, None]
        return pose, np.clip(picture * across, 0, 255).astype(np.uint8)

    return change


def passer_by(pose: Pose, picture: Picture) -> Shot:
    """Someone in a checked coat crosses half of the picture's height in four seconds."""
    height, width = picture.shape[:2]
    shown, x = picture.copy(), int((pose.t - CHANGED_S) / 4 * (width + 120)) - 120
    rows, columns = np.indices((height // 2, 120))
    coat = np.where((rows // 8 + columns // 8) % 2, 40, 200).astype(np.uint8)[..., None]
    left, right = max(x, 0), min(x + 120, width)
    if left >= right:
        return pose, shown
    shown[height // 2 :, left:right] = coat[:, left - x : right - x]
    return pose, shown


@pytest.mark.parametrize("name", NAMES)
def test_a_person_who_exercises_is_no_movement_of_the_camera(name: str):
    assert moved_s(watch(name, lambda pose, picture: (pose, picture))) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "change",
    [camera(0.03), camera(-0.05), camera(down=0.04), camera(degrees=3), camera(zoom=1.1)],
    ids=["3 % across", "5 % across", "4 % down", "3 degrees", "nearer"],
)
def test_a_camera_that_was_moved_is_seen_within_two_seconds_and_then_believed(name: str, change: Change):
    found = moved_s(watch(name, change))
    assert CHANGED_S < found[0] < CHANGED_S + 2.0
    assert found[-1] - found[0] == pytest.approx(STILL_S, abs=LOOK_S)


@pytest.mark.parametrize("name", NAMES)
def test_a_camera_turned_to_another_corner_is_seen_as_soon_as_nothing_is_found_again(name: str):
    found = moved_s(watch(name, camera(0.15, 0.1)))
    assert CHANGED_S + 1.5 < found[0] < CHANGED_S + 3.2


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "change",
    [lamp(0.4), lamp(1.6), passer_by, camera(0.01), camera(zoom=1.02)],
    ids=["off", "on", "passer-by", "1 % across", "focus"],
)
def test_light_people_and_a_breathing_lens_are_no_movement(name: str, change: Change):
    assert moved_s(watch(name, change)) == []


def test_a_bare_wall_says_nothing():
    watcher, wall = Watcher(), np.full((480, 640, 3), 120, np.uint8)
    walls = [wall if i < 10 else np.roll(wall, 40, 1) for i in range(20)]
    assert {watcher.step(Frame(i / 2, w, i), Pose(i / 2, (640, 480))).moved for i, w in enumerate(walls)} == {False}


@pytest.mark.parametrize(("level", "expected"), [(0, 0.0), (51, 0.2), (255, 1.0)])
def test_light_is_the_mean_of_the_picture_where_nobody_is(level: int, expected: float):
    picture = np.full((480, 640, 3), level, np.uint8)
    assert Watcher().step(Frame(0.0, picture, 0), Pose(0.0, (640, 480))).light == pytest.approx(expected, abs=0.005)


def test_light_is_that_of_the_person_not_of_the_window_behind():
    pose, picture = shots("butterfly")[0]
    x, y = [p[0] for p in pose.image], [p[1] for p in pose.image]
    window = np.full_like(picture, 250)
    top, bottom, left, right = (max(int(v), 0) for v in (min(y) - 70, max(y) + 40, min(x) - 40, max(x) + 40))
    window[top:bottom, left:right] = 20
    assert Watcher().step(Frame(0.0, window, 0), pose).light < 0.2
    assert Watcher().step(Frame(0.0, window, 0), Pose(0.0, pose.size)).light > 0.3


def test_a_picture_is_looked_at_a_few_times_a_second_only():
    watcher, nobody = Watcher(), Pose(0.0, (64, 48))
    bright, dark = (np.full((48, 64, 3), level, np.uint8) for level in (200, 20))
    first = watcher.step(Frame(0.0, bright, 0), nobody)
    assert watcher.step(Frame(LOOK_S - 0.01, dark, 1), nobody) is first
    assert watcher.step(Frame(LOOK_S, dark, 2), nobody).light < 0.1


def test_another_size_of_picture_starts_anew():
    watcher, nobody = Watcher(), Pose(0.0, (640, 480))
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    sizes = [(640, 480)] * 4 + [(640, 360)] * 4
    shown = [cv2.resize(cv2.GaussianBlur(noise, (0, 0), 6), size) for size in sizes]
    assert not any(watcher.step(Frame(i / 2, picture, i), nobody).moved for i, picture in enumerate(shown))


def test_who_leaves_takes_no_background_along():
    wall = np.full((480, 640, 3), 150, np.uint8)
    for row in range(40, 480, 60):
        wall[row : row + 16, 30:46] = wall[row : row + 16, 590:606] = 40  # books on both sides
    checked = np.where((np.indices((480, 640)) // 20).sum(axis=0) % 2, 60, 200).astype(np.uint8)
    person, there = figure_pose(0.0, standing()), wall.copy()
    there[80:, 240:400] = checked[80:, 240:400, None]
    watcher = Watcher()
    seen = [
        watcher.step(Frame(i / 5, there if i < 20 else wall, i), replace(person, t=i / 5) if i < 20 else nobody(i / 5))
        for i in range(50)
    ]
    assert {scene.moved for scene in seen} == {False}
