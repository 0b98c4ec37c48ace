"""What is drawn: where text lies, what is marked, what is left alone."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import cast

import cv2
import numpy as np
import pytest
from drawn_figures import Text, overlap, spy_panels, spy_texts
from status_figures import StandInExercise, fault, rep, standing, status

from trainer.coach import Cue
from trainer.exercise import Exercise
from trainer.overlay import Overlay, drawing
from trainer.overlay.drawing import GREY, ORANGE, SKY, VERMILLION, WHITE, Box, fit, shorten, text_width, wrap
from trainer.overlay.skeleton import bone_colour, spots, worst_marks
from trainer.overlay.stamps import Stamps
from trainer.pose import Joint, Pose
from trainer.saying import Phrase, phrase
from trainer.status import Hero, State, Status

SIZES = [(320, 240), (640, 480), (1280, 720), (1920, 1080), (480, 640), (1080, 1920), (360, 640)]
LONG = cast(
    Exercise,
    replace(
        StandInExercise(),
        name="Isometrische Nackenkräftigungsübung im Sitzen, zweite Stufe",
        hero_name="Sekunden in einwandfreier Haltung seit Beginn",
        view_hint="schräg von vorn, Oberkörper und Arme ganz im Bild, Kamera auf Brusthöhe",
    ),
)
WORD = "Schulterblattbeweglichkeitseinschränkung"
HOLD = {"hold_s": 3.9, "good_s": 2.6, "hold_target_s": 5.0}

SCENES: dict[str, tuple[Status, Cue | None]] = {
    "no one": (status(state=State.NO_ONE, view=None, hero=Hero("–", "s")), None),
    "positioning": (status(state=State.POSITIONING, reason="step back: I can't see your hips"), None),
    "ready": (status(state=State.READY, hero=Hero("0", "s", 0.0, 0.7)), None),
    "hold": (status(hero=Hero("12.4", "s", 0.9, 0.7), **HOLD), None),
    "minutes": (status(hero=Hero("12:34", "min"), cadence=62.0, valid=1234, target=0), None),
    "lost": (status(state=State.LOST, reason=Phrase("I can't see your left elbow"), **HOLD), None),
    "attempt": (
        status(20.0, side="left", last_rep=rep(18.0, "hands-off"), blind=("a-code", "another-code"), **HOLD),
        Cue(Phrase("Hands on your shoulders"), "hands-off", "break"),
    ),
    "long": (
        status(
            20.0, exercise=LONG, side="Rückseite links", hero=Hero("100.0%", "Sekunden", 0.5, 0.7), valid=188,
            attempts=177, target=1000, cadence=123.0, last_rep=rep(18.0, WORD), blind=(WORD, WORD), **HOLD,
        ),
        Cue(Phrase(f"Ellbogen höher nehmen und {WORD} vermeiden, bitte"), "hands-off", "warn"),
    ),
    "long hint": (
        status(20.0, exercise=LONG, state=State.POSITIONING, reason=f"{WORD} {WORD} {WORD}", blind=(WORD,) * 9), None,
    ),
}  # fmt: skip


def grey(size: tuple[int, int]) -> np.ndarray:
    return np.full((size[1], size[0], 3), 128, np.uint8)


def draw(scene: Status, cue: Cue | None, size: tuple[int, int]) -> np.ndarray:
    pose = standing(size, scene.t) if scene.state is not State.NO_ONE else Pose(scene.t, size)
    return Overlay().draw(grey(size), pose, scene, cue)


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """Every text that is drawn."""
    return spy_texts(monkeypatch)


@pytest.fixture
def panels(monkeypatch: pytest.MonkeyPatch) -> list[Box]:
    """Every panel laid over the picture."""
    return spy_panels(monkeypatch)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", SCENES)
def test_everything_has_its_place(name: str, size: tuple[int, int], texts: list[Text], panels: list[Box]) -> None:
    draw(*SCENES[name], size)
    assert len(texts) > 5, "and each has been found to lie inside its panel"
    assert panels
    assert [(a, b) for a, b in itertools.combinations(panels, 2) if overlap(a, b)] == []
    if "long" not in name:
        eyes = [Box(round(x), round(y), 1, 1) for x, y, _ in standing(size).image[: Joint.MOUTH_RIGHT + 1]]
        assert [box for box in panels for eye in eyes if overlap(box, eye)] == [], "the face in the middle stays free"


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (1280, 720)], ids=str)
@pytest.mark.parametrize("text", ["7", "12.4", "87", "12:34"])
def test_the_hero_number_fills_18_percent_of_the_height(text: str, size: tuple[int, int]) -> None:
    blank = draw(status(hero=Hero("", "s", 0.5, 0.7)), None, size).astype(int)
    picture = draw(status(hero=Hero(text, "s", 0.5, 0.7)), None, size)
    rows = np.flatnonzero((abs(picture.astype(int) - blank).max(axis=2) > 120).sum(axis=1) >= 2)
    blocks = np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1)
    share = max(len(block) for block in blocks) / size[1]
    assert share >= (0.175 if len(text) < 5 else 0.14)


@pytest.mark.parametrize("mirrored", [False, True])
def test_only_the_picture_is_mirrored_never_the_text(mirrored: bool) -> None:
    size = (640, 480)
    frame = grey(size)
    frame[:, :320] = (10, 200, 10)
    before = frame.copy()
    picture = Overlay(mirrored).draw(frame, Pose(0.0, size), status(), None)
    assert np.array_equal(frame, before), "the frame itself is left alone"
    assert tuple(picture[240, 5]) == ((128, 128, 128) if mirrored else (10, 200, 10))
    plain = draw(status(), None, size)
    left, right = plain[300:460, :200], plain[300:460, -200:]
    bright = (picture[300:460, :200] > 250).sum()
    assert bright == pytest.approx((left > 250).sum(), rel=0.02), "the number is on the left"
    assert (left > 250).sum() != (right > 250).sum()


def test_mirrored_joints_lie_on_the_mirrored_person() -> None:
    pose = standing((640, 480))
    plain, mirrored = spots(pose, False), spots(pose, True)
    wrist = Joint.LEFT_WRIST
    assert plain[wrist][:2] == (397, 254)  # 0.62 and 0.53 of the picture
    assert mirrored[wrist][:2] == (242, 254)  # 639 - 396.8
    assert plain.keys() == mirrored.keys()


def test_unseen_and_outside_joints_are_not_drawn() -> None:
    pose = standing((640, 480), hidden=(Joint.LEFT_WRIST,))
    moved = list(pose.image)
    moved[Joint.RIGHT_WRIST] = (-4.0, 100.0, 0.0)
    seen = spots(replace(pose, image=moved), False)
    assert set(Joint) - set(seen) == {Joint.LEFT_WRIST, Joint.RIGHT_WRIST}


def test_a_joint_that_is_half_seen_is_dim() -> None:
    pose = standing((640, 480))
    visibility = list(pose.visibility)
    visibility[Joint.LEFT_ELBOW] = 0.55
    seen = spots(replace(pose, visibility=visibility), False)
    assert (seen[Joint.LEFT_ELBOW][2], seen[Joint.RIGHT_ELBOW][2]) == (False, True)


def colour_count(picture: np.ndarray, colour: tuple[int, int, int], box: Box) -> int:
    part = picture[box.y : box.bottom, box.x : box.right]
    return int((part == colour).all(axis=2).sum())


def around(joint: Joint, size: tuple[int, int]) -> Box:
    x, y, _ = standing(size).image[joint]
    return Box(round(x) - 25, round(y) - 25, 50, 50)


def test_faults_are_marked_where_they_are_by_colour_and_shape() -> None:
    size = (640, 480)
    elbow, other = around(Joint.LEFT_ELBOW, size), around(Joint.RIGHT_ELBOW, size)
    marks = {}
    for code, colour in (("hands-off", VERMILLION), ("elbows-dropped", ORANGE)):
        picture = draw(status(active=(fault(code, joints=(Joint.LEFT_ELBOW,)),)), None, size)
        assert colour_count(picture, colour, elbow) > 30
        assert colour_count(picture, colour, other) == 0
        marks[code] = cv2.inRange(picture[elbow.y : elbow.bottom, elbow.x : elbow.right], colour, colour)
    both = cv2.bitwise_and(marks["hands-off"], marks["elbows-dropped"]).sum()
    assert both < 0.6 * marks["hands-off"].sum(), "two shapes, not one in two colours"


def test_a_fault_of_an_unseen_joint_marks_nothing() -> None:
    size, joints = (640, 480), (Joint.LEFT_ELBOW,)
    scene = status(active=(fault("hands-off", joints=joints),))
    picture = Overlay().draw(grey(size), standing(size, hidden=joints), scene, None)
    assert colour_count(picture, VERMILLION, around(Joint.LEFT_ELBOW, size)) == 0


def test_the_gravest_fault_of_a_joint_is_the_one_that_is_marked() -> None:
    elbow, wrist = Joint.LEFT_ELBOW, Joint.LEFT_WRIST
    breaks, warns = fault("hands-off", joints=(elbow,)), fault("elbows-dropped", joints=(elbow, wrist))
    for order in ((breaks, warns), (warns, breaks)):
        assert worst_marks(order) == {elbow: "break", wrist: "warn"}
    assert bone_colour(elbow, wrist, {elbow: "break", wrist: "warn"}) == VERMILLION
    assert bone_colour(elbow, wrist, {elbow: "warn", wrist: "warn"}) == ORANGE
    assert bone_colour(elbow, wrist, {elbow: "break"}) == WHITE


LOWER = Box(0, 300, 640, 180)


@pytest.mark.parametrize(("good_s", "share"), [(0.0, 0.0), (1.25, 0.25), (2.5, 0.5), (5.0, 1.0), (9.0, 1.0)])
def test_the_ring_is_filled_by_the_good_form_clock(good_s: float, share: float) -> None:
    def blue(good: float) -> int:
        scene = status(hero=Hero("", "s"), hold_s=5.0, good_s=good, hold_target_s=5.0)
        return colour_count(Overlay().draw(grey((640, 480)), Pose(0.0, (640, 480)), scene, None), SKY, LOWER)

    assert blue(good_s) == pytest.approx(share * blue(5.0), abs=0.03 * blue(5.0))


def test_the_meter_shows_the_share_of_the_range() -> None:
    def blue(share: float | None) -> int:
        scene = status(hero=Hero("", "%", share, None))
        return colour_count(Overlay().draw(grey((640, 480)), Pose(0.0, (640, 480)), scene, None), SKY, LOWER)

    assert blue(0.5) == pytest.approx(blue(1.0) / 2, rel=0.1)
    assert blue(None) == 0
    assert blue(1.7) == blue(1.0)
    assert blue(-0.3) < 0.1 * blue(1.0)


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        (status(valid=3, attempts=1, target=10), ["3 / 10", "1 attempt"]),
        (status(valid=0, attempts=0, target=5), ["0 / 5", "0 attempts"]),
        (status(valid=7, attempts=2, target=0, cadence=61.6), ["7", "2 attempts", "62 a minute"]),
        (status(side="left"), ["Side: left"]),
        (status(blind=("shrug",)), ["Not judged: shrug"]),
        (status(5.0, last_rep=rep(3.0, "hands-off")), ["Not counted: hands off"]),
        (status(5.0, last_rep=rep(4.0)), ["Counted"]),
        (status(), ["Butterfly", "Held in good form", "7.4", "s", "Front view"]),
        (status(state=State.NO_ONE, view=None), ["Step into the picture", "Camera: front, upper body"]),
        (status(state=State.POSITIONING, reason=Phrase("step back")), ["Step back", "Camera: front, upper body"]),
        (status(state=State.POSITIONING), ["Take the start position"]),
        (status(state=State.LOST, reason=Phrase("I can't see your hips")), ["I can't see your hips"]),
        (status(state=State.READY), ["Ready: begin"]),
    ],
)
def test_what_is_known_is_printed(scene: Status, expected: list[str], texts: list[Text]) -> None:
    draw(scene, None, (640, 480))
    assert set(expected) <= {text for text, _, _ in texts}


def test_the_reason_of_an_attempt_is_shown_for_five_seconds(texts: list[Text]) -> None:
    draw(status(9.0, last_rep=rep(3.9, "hands-off")), None, (640, 480))
    assert not [text for text, _, _ in texts if text.startswith("Not counted")]


@pytest.mark.parametrize(("ended_s", "expected"), [(3.0, set()), (-1.0, {"Good"})])
def test_nothing_is_praised_while_it_says_not_counted(ended_s: float, expected: set[str], texts: list[Text]) -> None:
    attempt = status(5.0, last_rep=rep(ended_s, "hands-off"))
    draw(attempt, Cue(phrase("coach.good"), "good", "good"), (640, 480))
    assert {text for text, _, _ in texts if text == "Good"} == expected
    draw(attempt, Cue(Phrase("Lift your elbows"), "elbows-dropped", "warn"), (640, 480))
    assert "Lift your elbows" in {text for text, _, _ in texts}


def test_a_message_goes_to_the_top_when_the_person_is_low_and_stays_there(panels: list[Box]) -> None:
    size, cue = (640, 480), Cue(Phrase("Raise your arm"), "arm-low", "break")
    pose = standing(size)
    low = replace(pose, image=[(x, 240 + y / 2, z) for x, y, z in pose.image])
    overlay, tops = Overlay(), list[int]()
    for person in (low, pose, low):
        panels.clear()
        overlay.draw(grey(size), person, status(), cue)
        tops.append(panels[-1].y)
    assert tops[0] < 120
    assert len(set(tops)) == 1, "it does not jump while it is read"
    panels.clear()
    overlay.draw(grey(size), pose, status(), Cue(Phrase("Something else"), "x", "warn"))
    assert panels[-1].y > 150


def test_drawing_again_gives_the_same_picture() -> None:
    scene, cue = SCENES["attempt"]
    overlay = Overlay()
    first, second = (overlay.draw(grey((640, 480)), standing((640, 480)), scene, cue) for _ in range(2))
    assert np.array_equal(first, second)


def test_a_panel_is_painted_once_and_looks_as_if_painted_in_place() -> None:
    calls = 0

    def paint(canvas: np.ndarray, box: Box) -> None:
        nonlocal calls
        calls += 1
        drawing.plate(canvas, box)
        drawing.put_text(canvas, "Übung", (10, 30), 24, SKY)

    stamps, image = Stamps(), grey((200, 100))
    direct = image.copy()
    for _ in range(3):
        image[:] = 128
        stamps.put(image, Box(20, 10, 100, 50), "key", paint)
    painted = calls
    part = np.ascontiguousarray(direct[10:60, 20:120])
    paint(part, Box(0, 0, 100, 50))
    direct[10:60, 20:120] = part
    assert painted == 2, "once on black, once on white"
    assert abs(image.astype(int) - direct.astype(int)).max() <= 2


def test_long_text_is_broken_between_words_shrunk_and_cut_last() -> None:
    assert wrap("one two three", 20, text_width("one two", 20), 2) == ("one two", "three")
    assert wrap("one two three", 20, 10_000, 2) == ("one two three",)
    cut = shorten(WORD, 20, 100)
    assert cut.endswith("…")
    assert text_width(cut, 20) <= 100
    size, rows = fit("keep your elbows high", (40, 12), text_width("keep your elbows high", 20, drawing.BOLD), 1)
    assert (size, rows) == (20, ("keep your elbows high",))
    assert fit("", (40, 12), 100, 2) == (40, ())


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [c / 255 for c in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [WHITE, GREY, SKY, ORANGE], ids=str)
def test_text_on_a_plate_can_be_read_even_over_a_white_wall(colour: tuple[int, int, int]) -> None:
    image = np.full((40, 40, 3), 255, np.uint8)
    drawing.plate(image, Box(0, 0, 40, 40), radius=0)
    behind = tuple(int(v) for v in image[20, 20])
    contrast = (luminance(colour) + 0.05) / (luminance(behind) + 0.05)  # type: ignore[arg-type]
    assert contrast >= 4.5, "WCAG 2, level AA"
