"""The samples from their pictures on: the estimator sees what tests/poses keeps, and labels say what is expected."""

from __future__ import annotations

import statistics

import pytest
from conftest import SAMPLES
from sample_truth import BEATS, NAMES, POSES, REPS, SPANS, exercise_of, recorded

from trainer.analysis import analyze
from trainer.exercises import exercises
from trainer.labels import read_labels
from trainer.pose import Pose
from trainer.samples import sample

QUICK = ("bear-roll", "thoracic-extension-faults")
"""Through the real model in every run; the others take minutes and are marked slow."""
NAMES_SLOW = [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in NAMES]


@pytest.mark.parametrize("name", NAMES_SLOW)
def test_a_sample_gives_exactly_its_repetitions(name: str):
    poses: list[Pose] = []
    analysis = analyze(
        SAMPLES / f"{name}.mp4",
        exercises()[exercise_of(name)],
        watch=lambda frame, pose, status: poses.append(pose),
    )
    assert analysis.frames_with_pose >= 0.999 * analysis.frames
    reps = analysis.result.reps
    if name in BEATS:
        assert len(reps) == BEATS[name]
    else:
        assert [(rep.side, rep.reason) for rep in reps] == [(row.side, row.reason) for row in REPS[name]]
        told = [sorted(fault.code for fault in rep.faults if fault.severity == "warn") for rep in reps]
        assert told == [sorted(row.told) for row in REPS[name]]
    assert [span.code for span in analysis.result.spans] == [span.code for span in SPANS.get(name, [])]
    assert off(poses, recorded(name)) < 1.0, "tests/poses is old: run scripts/sample_poses.py"


def off(poses: list[Pose], kept: list[Pose]) -> float:
    """Pixels between the landmarks of the same moments, the median of the frames' largest; machines differ a little."""
    assert [pose.t for pose in poses] == [pose.t for pose in kept]
    both = [(a, b) for a, b in zip(poses, kept, strict=True) if a.found and b.found]
    return statistics.median(
        max(abs(p[i] - q[i]) for p, q in zip(a.image, b.image, strict=True) for i in (0, 1)) for a, b in both
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_expected_is_what_the_labels_say(name: str):
    labels = read_labels(SAMPLES / f"{name}.json")
    assert (labels.name, labels.exercise) == (name, exercise_of(name))
    if name in BEATS:
        assert len(labels.reps) == BEATS[name]
    for rep, row in zip(labels.reps, REPS.get(name, []), strict=False):
        assert (rep.side, rep.reason) == (row.side, row.reason)
        assert {fault.code for fault in rep.faults} - {row.reason} == set(row.told)
        assert (rep.start_s, rep.end_s) == pytest.approx((row.start_s, row.end_s), abs=0.051)
        assert row.hold_s is None or rep.hold_s == pytest.approx(row.hold_s, abs=0.051)
    assert name in BEATS or len(labels.reps) == len(REPS[name])
    spans = [(span.code, span.start_s, span.end_s) for span in labels.spans]
    assert [span[0] for span in spans] == [span.code for span in SPANS.get(name, [])]
    for (_, start_s, end_s), truth in zip(spans, SPANS.get(name, []), strict=True):
        assert (start_s, end_s) == pytest.approx((truth.start_s, truth.end_s), abs=0.051)


def test_every_exercise_has_two_samples_one_of_them_with_faults():
    wanted = {f"{exercise}{more}" for exercise in exercises() for more in ("", "-faults")}
    assert set(NAMES) == wanted
    for folder, kind in ((SAMPLES, "mp4"), (SAMPLES, "json"), (POSES, "npz")):
        assert {path.stem for path in folder.glob(f"*.{kind}")} == wanted
    for exercise in exercises():
        labels = read_labels(SAMPLES / f"{exercise}-faults.json")
        assert labels.spans or any(rep.faults for rep in labels.reps)


def test_the_demo_shows_a_clip_of_each_exercise():
    assert [sample(exercise, (SAMPLES,)).stem for exercise in exercises()] == list(exercises())


def test_the_samples_and_their_poses_are_small():
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) <= 10_000_000
    assert sum(path.stat().st_size for path in POSES.iterdir()) <= 6_000_000
