"""The screens of a workout: every stage in every language and shape of picture."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from drawn_figures import Text, overlap, spy_panels, spy_texts
from moment_figures import MOMENTS, NECK, REACH, SLIDES, judged, moment
from status_figures import rep, standing

from trainer.coach import Cue
from trainer.exercises import exercises
from trainer.overlay import Overlay
from trainer.overlay.drawing import GREEN, SKY, Box
from trainer.pose import Joint, Pose
from trainer.saying import Phrase, Saying, phrase
from trainer.stage import Stage
from trainer.status import State
from trainer.words import LANGUAGES, Words, entries
from trainer.workout.moment import Action, Moment, Question, Ring
from trainer.workout.steps import Step

TABLES = tuple({f"{key.split('.')[0]}." for key in entries("en") if "." in key and " " not in key})
SIZES = [(320, 240), (640, 480), (1280, 720), (480, 640), (720, 1280)]


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """Every text that is drawn."""
    return spy_texts(monkeypatch)


@pytest.fixture
def panels(monkeypatch: pytest.MonkeyPatch) -> list[Box]:
    """Every panel laid over the picture."""
    return spy_panels(monkeypatch)


def grey(size: tuple[int, int]) -> np.ndarray:
    return np.full((size[1], size[0], 3), 128, np.uint8)


def draw(
    shown: Moment,
    size: tuple[int, int] = (640, 480),
    language: str = "en",
    keys: bool = True,
    notice: str | None = None,
) -> np.ndarray:
    return Overlay(words=Words(language)).draw_moment(
        grey(size), standing(size, shown.t), shown, fps=24.3, keys=keys, notice=notice
    )


def printed(texts: list[Text]) -> str:
    """All that can be read, in the order in which it was drawn."""
    return " ".join(dict.fromkeys(text for text, _, _ in texts))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", MOMENTS)
def test_nothing_is_cut_off_or_covered(
    name: str, size: tuple[int, int], language: str, texts: list[Text], panels: list[Box]
) -> None:
    draw(replace(MOMENTS[name], ring=None), size, language)  # a ring lies where the hand is, over whatever is there
    assert texts, "and each has been found to lie inside its panel"
    assert panels, "and each has been found to lie inside the picture"
    assert [text for text, _, _ in texts if "…" in text] == []
    assert [text for text, _, _ in texts if text.lower().startswith(TABLES)] == [], "keys that no catalogue holds"
    assert [(a, b) for a, b in itertools.combinations(panels, 2) if overlap(a, b)] == []


TOLD = (
    *(key for key in entries("en") if key.startswith(("setup.", "coach.")) and key != "setup.camera"),
    *(posture.hint for each in exercises().values() for posture in getattr(each.counting, "start", ())),
)
CUES = [(each, check) for each in exercises().values() for check in each.checks]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(640, 480), (480, 640)], ids=str)
def test_every_sentence_finds_its_room(
    size: tuple[int, int], language: str, texts: list[Text], panels: list[Box]
) -> None:
    part = phrase("part.shoulders")
    shown = [moment(Stage.POSITIONING, REACH, title=phrase(key, part=part)) for key in TOLD]
    for exercise in exercises().values():
        step = Step(exercise, exercise.sides[0] if exercise.sides else None, 10, exercise.hold_s)
        shown += [moment(Stage.REST, step, left_s=9.0, whole_s=30.0, following=step)]
    for exercise, check in CUES:
        judge = judged(Step(exercise), last_rep=rep(2.0, check.code))
        for words in (check.cue, check.again, check.easier):
            shown.append(moment(Stage.EXERCISING, Step(exercise), status=judge, cue=Cue(Phrase(words), "x", "warn")))
    for each in shown:
        panels.clear()
        draw(each, size, language)
        assert [text for text, _, _ in texts if "…" in text] == []
        assert [(a, b) for a, b in itertools.combinations(panels, 2) if overlap(a, b)] == [], each


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("action", Action)
def test_a_ring_stays_in_the_picture_wherever_the_hand_is(
    action: Action, size: tuple[int, int], language: str, panels: list[Box], texts: list[Text]
) -> None:
    for wrist in ((1.0, 1.0), (size[0] - 1.0, 1.0), (size[0] - 1.0, size[1] - 1.0)):
        pose = standing(size)
        hands = dict.fromkeys((Joint.LEFT_WRIST, Joint.RIGHT_WRIST), (*wrist, 0.0))
        raised = replace(pose, image=[hands.get(joint, at) for joint, at in zip(Joint, pose.image, strict=True)])
        ring = replace(MOMENTS["rest"], ring=Ring(action, 0.5))
        Overlay(words=Words(language)).draw_moment(grey(size), raised, ring)
    assert not [text for text, _, _ in texts if "…" in text]


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_has_its_screen(stage: Stage) -> None:
    shown = [name for name, each in MOMENTS.items() if each.stage is stage]
    assert shown, f"no moment of {stage} is looked at here"
    assert not np.array_equal(draw(MOMENTS[shown[0]]), grey((640, 480)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notice", ["Before you begin", "Stop when something hurts", "q quit"]),
        ("pain", ["10", "back hurt", "0: no pain", "10: worst pain", "left hand up: skip"]),
        ("pain, no hand", ["–"]),
        ("no one", ["Step into the picture", "Isometric neck press", "Side: front", "Set 3 of 12", "upper body"]),
        ("positioning", ["Move to the middle", "shoulders", "trunk twist"]),
        ("green", ["stay like that"]),
        ("countdown", ["3", "Ready: begin"]),
        ("exercising", ["12.4", "3 / 10", "1 attempt", "Set 3 of 12", "Front view · 24 fps", "s skip", "x shorten"]),
        ("cue", ["Bring both arms up", "Not counted: elbow off wall"]),
        ("caption", ["Breathe"]),
        ("lost", ["Step back", "your shoulders", "3 / 10"]),
        ("paused", ["nobody is here", "space to go on"]),
        ("rest", ["25", "Rest", "All 10 clean", "Next", "Arm reach on", "10 × 5 s · right", "hand up: skip"]),
        ("done", ["Done for today", "Butterfly", "8 of 10", "18 minutes", "4 planned days"]),
    ],
)  # fmt: skip
def test_what_is_known_is_printed(name: str, expected: list[str], texts: list[Text]) -> None:
    draw(MOMENTS[name])
    seen = printed(texts)
    assert [part for part in expected if part not in seen] == [], seen


@pytest.mark.parametrize(
    ("name", "hero"),
    [
        ("exercising", ["12.4"]),
        ("countdown", ["3"]),
        ("rest", ["25"]),
        ("pain", ["10"]),
        ("no one", ["Step into the", "picture"]),
    ],
)
def test_one_thing_is_larger_than_all_else(name: str, hero: list[str], texts: list[Text]) -> None:
    draw(replace(MOMENTS[name], ring=None))
    sizes = {text: size for text, _, size in texts}
    others = [size for text, size in sizes.items() if text not in hero]
    assert sizes[hero[0]] >= 1.5 * max(others), sizes


def test_without_keys_only_the_hands_are_told(texts: list[Text]) -> None:
    draw(MOMENTS["rest"], keys=False)
    assert "left hand up: skip" in printed(texts)
    assert "s skip" not in printed(texts).replace("hand up: skip", "")
    texts.clear()
    draw(MOMENTS["exercising"], keys=False)
    assert "quit" not in printed(texts)


@pytest.mark.parametrize("name", ["exercising", "no one", "green", "rest", "pain", "done"])
def test_trouble_with_the_camera_is_told_on_every_screen(name: str, texts: list[Text]) -> None:
    draw(replace(MOMENTS[name], ring=None), notice="camera 0 is gone")
    assert "amera 0 is gone" in printed(texts)


def green_share(picture: np.ndarray) -> float:
    """Share of the picture's outermost pixels that are green."""
    edge = np.concatenate((picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]))
    return float((abs(edge.astype(int) - GREEN).max(axis=1) < 40).mean())


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.75, 1.0])
@pytest.mark.parametrize("size", [(640, 480), (480, 640)], ids=str)
def test_the_green_frame_fills_with_time(size: tuple[int, int], share: float) -> None:
    assert green_share(draw(moment(Stage.READY, SLIDES, green=share), size)) == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize(("left_s", "expected"), [(3.0, "3"), (2.01, "3"), (2.0, "2"), (0.3, "1")])
def test_the_countdown_shows_whole_seconds(left_s: float, expected: str, texts: list[Text]) -> None:
    draw(moment(Stage.READY, SLIDES, green=1.0, left_s=left_s, whole_s=3.0))
    assert [text for text, _, _ in texts if text.isdigit()] == [expected, expected], "painted on black and on white"


def blue(picture: np.ndarray) -> int:
    return int((picture == SKY).all(axis=2).sum())


def test_rings_fill_and_empty() -> None:
    nothing = moment(Stage.REST, NECK, left_s=0.0, whole_s=30.0)
    full = blue(draw(replace(nothing, left_s=29.99))) - blue(draw(nothing))
    half = blue(draw(replace(nothing, left_s=15.0))) - blue(draw(nothing))
    assert full > 1000
    assert half == pytest.approx(full / 2, rel=0.05)
    asked = MOMENTS["effort"].question
    assert asked is not None
    answers = [blue(draw(moment(Stage.EFFORT, question=replace(asked, share=share)))) for share in (0.0, 0.5, 1.0)]
    assert answers[1] - answers[0] == pytest.approx((answers[2] - answers[0]) / 2, rel=0.05)


@pytest.mark.parametrize(("action", "side"), [(Action.GO, "right"), (Action.SKIP, "left")])
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_ring_lies_at_the_hand_that_asks(action: Action, side: str, mirrored: bool, panels: list[Box]) -> None:
    size = (1280, 720)
    pose = standing(size)
    x, y, _ = pose.image[Joint[f"{side.upper()}_WRIST"]]
    shown = moment(Stage.PAUSED, NECK, ring=Ring(action, 0.5))
    Overlay(mirrored).draw_moment(grey(size), pose, shown)
    ring = panels[-1]
    assert ring.x + ring.w / 2 == pytest.approx(1279 - x if mirrored else x, abs=3)
    assert ring.y <= y <= ring.bottom


@pytest.mark.parametrize(
    ("stage", "action", "expected"),
    [
        (Stage.NOTICE, Action.GO, "Go on"),
        (Stage.PAUSED, Action.GO, "Go on"),
        (Stage.POSITIONING, Action.GO, "Pause"),
        (Stage.REST, Action.GO, "Pause"),
        (Stage.REST, Action.SKIP, "Skip"),
        (Stage.REST, Action.SHORTEN, "Shorten"),
    ],
)
def test_a_ring_says_what_it_will_do(stage: Stage, action: Action, expected: str, texts: list[Text]) -> None:
    title = phrase("setup.no-one")
    draw(moment(stage, NECK, title=title, left_s=5.0, whole_s=30.0, ring=Ring(action, 0.5)), keys=False)
    assert [text for text, _, _ in texts if text in ("Go on", "Pause", "Skip", "Shorten")] == [expected, expected]


def test_an_answer_stands_on_the_ladder_at_its_height() -> None:
    def bars(chosen: int | None) -> np.ndarray:
        asked = Question(phrase("question.effort"), Phrase("low"), Phrase("high"), chosen)
        return draw(moment(Stage.EFFORT, question=asked))[:, -90:].astype(int)

    none = bars(None)
    rows = {n: np.flatnonzero(abs(bars(n) - none).max(axis=(1, 2)) > 40).mean() for n in (0, 5, 10)}
    assert rows[10] < 60
    assert rows[5] == pytest.approx((rows[0] + rows[10]) / 2, abs=2)
    assert rows[0] > 400


def test_what_is_heard_is_read_for_a_while(texts: list[Text]) -> None:
    overlay, pose = Overlay(), standing((640, 480))
    spoken = Saying(3.0, "clock", phrase("say.one-minute"))  # three words: 1.2 s
    shown = moment(Stage.EXERCISING, NECK, status=judged(NECK))
    pictures = list[np.ndarray]()
    for t, said in ((3.0, (spoken,)), (4.1, ()), (4.3, ())):
        pictures.append(overlay.draw_moment(grey((640, 480)), pose, replace(shown, t=t, said=said)))
    assert "One more minute" in printed(texts)
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])


def test_a_cue_goes_before_a_caption(texts: list[Text]) -> None:
    draw(replace(MOMENTS["cue"], said=(Saying(3.0, "count", phrase("say.number", count=7)),)))
    assert "Bring both arms up" in printed(texts)
    assert "7" not in printed(texts).replace("7.4", "")


def test_a_single_set_has_no_number_and_nothing_to_skip_to(texts: list[Text]) -> None:
    draw(replace(MOMENTS["exercising"], number=1, of=1))
    assert "r repeat · q quit · m mirror · b bookmark" in printed(texts)
    assert [word for word in ("Set", "skip", "shorten") if word in printed(texts)] == []


def test_an_exercise_without_a_figure_tells_its_steps(texts: list[Text]) -> None:
    unknown = replace(REACH, exercise=replace(REACH.exercise, id="not-drawn"))
    draw(moment(Stage.POSITIONING, unknown, title=phrase("setup.no-one")))
    assert "Kneel on hands and knees" in printed(texts)
    texts.clear()
    draw(moment(Stage.POSITIONING, REACH, title=phrase("setup.no-one")))
    assert "Kneel" not in printed(texts)


def test_the_frame_is_left_alone_and_the_picture_is_dimmed_where_nothing_is_judged() -> None:
    size = (640, 480)
    frame = grey(size)
    nobody = Pose(3.0, size)
    plain = Overlay().draw_moment(frame, nobody, moment(Stage.READY, SLIDES, status=judged(SLIDES, state=State.READY)))
    dim = Overlay().draw_moment(frame, nobody, moment(Stage.PAUSED))
    assert (frame == 128).all()
    assert tuple(plain[240, 30]) == (128, 128, 128)
    assert tuple(dim[240, 30]) == (45, 45, 45)  # 0.35 of 128


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_numbers_of_the_summary_stand_below_each_other(size: tuple[int, int], texts: list[Text]) -> None:
    draw(MOMENTS["done"], size, "es")
    numbers = [box for text, box, _ in texts if text == "8 de 10"]
    assert len(numbers) == 2 * len(exercises()), "one for each, painted on black and on white"
    assert len({box.right for box in numbers}) == 1


def test_where_the_camera_stands_is_told_once(texts: list[Text]) -> None:
    camera = phrase("setup.camera", view=Phrase(NECK.exercise.view_hint))
    draw(moment(Stage.REST, REACH, left_s=9.0, whole_s=30.0, following=NECK, lines=(phrase("after.tried"), camera)))
    assert sum("Camera" in text for text, _, _ in texts) == 2, "painted on black and on white"


@pytest.mark.parametrize(("language", "expected"), [("en", "Rest"), ("de", "Erholung"), ("es", "Descanso")])
def test_the_screens_speak_the_language(language: str, expected: str, texts: list[Text]) -> None:
    draw(MOMENTS["rest"], language=language)
    assert expected in printed(texts).split()
