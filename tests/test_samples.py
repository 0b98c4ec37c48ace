"""The seven samples, judged from their pictures on: exactly the repetitions that are in them."""

from __future__ import annotations

import json

import pytest
from conftest import SAMPLES

from trainer.analysis import Analysis, analyze
from trainer.exercises import exercises
from trainer.status import Rep

APART_S = 1.0
"""How far the beginning of a repetition may lie from the label's: a slow movement begins at no certain frame."""

Row = tuple[str | None, float, float, str | None]
"""Side, start and end in seconds, and the reason why it does not count, None when it does."""

# Counted by the renderer of the clips (sample_videos/*.json), written down here to be read.
EXPECTED: dict[str, list[Row]] = {
    "isometric-neck": [
        ("back", 2.3, 15.1, None),
        ("right", 17.1, 30.4, None),
        ("left", 32.2, 44.7, None),
        ("front", 46.5, 60.7, None),
    ],
    "arm-reach": [
        ("left", 2.5, 10.0, None),
        ("right", 11.4, 19.1, None),
        ("left", 20.1, 28.4, None),
        ("right", 29.6, 37.5, None),
    ],
    "thoracic-extension": [
        (None, 2.0, 6.4, None),
        (None, 7.2, 11.5, None),
        (None, 12.6, 17.1, None),
        (None, 18.3, 22.0, None),
        (None, 23.0, 27.6, None),
        (None, 28.8, 33.5, None),
    ],
    "arm-slides": [
        (None, 2.4, 5.8, None),
        (None, 6.4, 10.2, "wrist-off-wall"),
        (None, 11.1, 15.1, None),
        (None, 15.4, 19.7, "elbow-off-wall"),
        (None, 20.5, 21.9, None),
        (None, 22.4, 26.6, None),
    ],
    "butterfly": [(None, 2.8, 11.1, None), (None, 12.4, 21.1, None), (None, 22.5, 30.7, None)],
    "bear-roll": [
        ("forward", 1.7, 3.7, None),
        ("forward", 3.7, 5.8, None),
        ("forward", 5.8, 8.0, None),
        ("forward", 8.0, 10.0, None),
        ("forward", 10.0, 11.9, None),
        ("backward", 13.2, 15.1, None),
        ("backward", 15.1, 17.3, None),
        ("backward", 17.3, 19.3, None),
        ("backward", 19.3, 21.5, None),
        ("backward", 21.5, 23.3, None),
    ],
}
PEDAL_TURNS = 28
WARNED = {("arm-slides", 2): {"asymmetric"}, ("arm-slides", 4): {"too-fast"}}
"""By exercise and index of the repetition: what is told although it counts. Nothing else is."""


def analysed(exercise: str) -> Analysis:
    analysis = analyze(SAMPLES / f"{exercise}.mp4", exercises()[exercise])
    assert analysis.frames_with_pose == analysis.frames
    return analysis


def verdicts(reps: tuple[Rep, ...]) -> list[tuple[str | None, str | None]]:
    return [(rep.side, rep.reason) for rep in reps]


@pytest.mark.parametrize("exercise", EXPECTED)
def test_a_sample_gives_exactly_its_repetitions(exercise: str):
    result = analysed(exercise).result
    assert verdicts(result.reps) == [(side, reason) for side, _, _, reason in EXPECTED[exercise]]
    assert [rep.valid for rep in result.reps] == [reason is None for *_, reason in EXPECTED[exercise]]
    for rep, (_, start_s, end_s, _) in zip(result.reps, EXPECTED[exercise], strict=True):
        assert (rep.start_s, rep.end_s) == pytest.approx((start_s, end_s), abs=APART_S)
    warned = {
        (exercise, rep.index): {fault.code for fault in rep.faults if fault.severity == "warn"} for rep in result.reps
    }
    assert {which: codes for which, codes in warned.items() if codes} == {
        which: codes for which, codes in WARNED.items() if which[0] == exercise
    }
    assert result.spans == ()


def test_the_bike_sample_gives_its_pedal_turns():
    result = analysed("aerobic").result
    assert len(result.reps) == PEDAL_TURNS
    assert all(rep.valid for rep in result.reps)
    assert result.spans == ()


@pytest.mark.parametrize("exercise", EXPECTED)
def test_what_is_expected_is_what_the_labels_say(exercise: str):
    reps = json.loads((SAMPLES / f"{exercise}.json").read_text(encoding="utf-8"))["reps"]
    labels = [
        (rep["side"], rep["start_s"], rep["end_s"], next((f["code"] for f in rep["faults"] if not rep["valid"]), None))
        for rep in reps
    ]
    assert [(side, reason) for side, _, _, reason in labels] == [(row[0], row[3]) for row in EXPECTED[exercise]]
    for label, row in zip(labels, EXPECTED[exercise], strict=True):
        assert label[1:3] == pytest.approx(row[1:3], abs=0.06)


def test_every_exercise_has_a_sample_with_labels():
    assert set(EXPECTED) | {"aerobic"} == {clip.stem for clip in SAMPLES.glob("*.mp4")}
    assert {clip.stem for clip in SAMPLES.glob("*.mp4")} == {label.stem for label in SAMPLES.glob("*.json")}


def test_the_samples_are_small():
    assert sum(clip.stat().st_size for clip in SAMPLES.glob("*.mp4")) <= 6_000_000
