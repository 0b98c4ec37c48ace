"""Signals of a set with their limits: curves worked out on paper, and a page that stands alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from browser import Browser
from conftest import SAMPLES
from figures import J, arm, moved, pose, smooth, standing
from sample_truth import recorded

from trainer.exercise import AtMost, Check, Exercise, Posture, Signal, Travel, Within
from trainer.exercises import exercises, find
from trainer.labels import read_labels
from trainer.pose import Pose
from trainer.report.curves import Curves, Level, curves_of
from trainer.report.signal_page import page_data, signal_page

LEFT_ARM = Signal("height", "cm", lambda b: b.above(J.LEFT_WRIST, J.LEFT_SHOULDER))
ASIDE = Signal("aside", "cm", lambda b: b.cm(b.pose.image[J.NOSE][0] - 320))


def raising(**check: object) -> Exercise:
    """Wrists 60 cm up and down again; the head may go 5 cm to a side."""
    asked = Check("head", "the head stays", ASIDE, Within(5, "cm"), "warn", "Head still", "paper", **check)  # type: ignore[arg-type]
    start = (Posture(LEFT_ARM, AtMost(-40, "cm"), "arms down"),)
    counting = Travel(tracks={None: LEFT_ARM}, least=30, full=60, start=start)
    return replace(find("butterfly"), counting=counting, checks=(asked,), hold_s=None, needs=())


def figure(t: float, aside_cm: float) -> Pose:
    """The left wrist goes from 53 cm below its shoulder to 53 cm above from 2 s to 3 s, and back from 5 s to 6 s."""
    share = smooth(t - 2) - smooth(t - 5)
    down, up = (0.0, 1.0, 0.0), (0.0, -1.0, 0.0)
    turn = (0.9 * (share * (1 - share)) * 4, down[1] + share * (up[1] - down[1]), 0.0)
    body = arm(standing(), "left", turn, turn)
    return pose(t, moved(body, (J.NOSE,), (aside_cm / 100, 0.0, 0.0)))


def seen(exercise: Exercise, aside_cm: float = 3.0) -> Curves:
    return curves_of(exercise, [figure(i / 30, aside_cm) for i in range(240)])


def test_every_signal_is_there_with_its_role():
    curves = seen(raising(against="start")).curves
    assert [(c.name, c.role, c.codes) for c in curves] == [
        ("height", "counts", ()),
        ("height", "at the start: ≤ -40 cm", ()),
        ("aside", "head: ± 5 cm from the start", ("head",)),
    ]
    assert curves[0].values[30] == pytest.approx(-53, abs=0.1)
    assert curves[0].values[120] == pytest.approx(53, abs=0.1)
    assert curves[1].levels == (Level(0.0, pytest.approx(239 / 30), -40.0),)


@pytest.mark.parametrize(
    ("against", "levels"), [("nothing", [5, -5]), ("start", [8, -2]), ("hold", [8, -2]), ("own", [])]
)
def test_limits_are_drawn_where_they_hold_from_what_they_are_compared_with(against: str, levels: list[float]):
    found = seen(raising(against=against)).curves[-1].levels
    assert [level.value for level in found] == pytest.approx(levels, abs=0.01)
    for level in found:
        assert (level.start_s, level.end_s) == pytest.approx((2.0, 6.0), abs=0.25)


def test_a_limit_in_position_is_drawn_in_position():
    (level, _) = seen(raising(during="position")).curves[-1].levels
    assert (level.start_s, level.end_s) == pytest.approx((3.0, 5.0), abs=0.25)


def test_phases_follow_each_other_without_a_gap():
    curves = seen(raising())
    names = [name for *_, name in curves.phases]
    assert (names[:3], names[-1]) == (["lost", "rest", "moving"], "rest")
    ends = [end for _, end, _ in curves.phases]
    assert [start for start, *_ in curves.phases] == [0.0, *ends[:-1]]
    assert ends[-1] == curves.times[-1]


def test_the_curves_give_the_verdicts_of_the_judge():
    (rep,) = seen(raising(against="nothing"), aside_cm=7.0).result.reps
    assert [fault.code for fault in rep.faults] == ["head"]
    (rep,) = seen(raising(against="nothing")).result.reps
    assert rep.faults == ()


def test_what_is_not_seen_is_a_gap():
    poses = [figure(i / 30, 0.0) if i < 60 or i > 64 else Pose(i / 30, (640, 480)) for i in range(90)]
    values = curves_of(raising(), poses).curves[0].values
    assert [i for i, value in enumerate(values) if value is None] == [60, 61, 62, 63, 64]


@pytest.mark.parametrize("exercise", exercises())
def test_every_exercise_can_be_drawn(exercise: str):
    labels = read_labels(SAMPLES / f"{exercise}-faults.json")
    data = page_data(curves_of(find(exercise), recorded(f"{exercise}-faults")), labels)
    assert len(data["truth"]) == len(labels.reps)
    assert all(len(curve["values"]) == len(data["t"]) for curve in data["curves"])
    drawn = [curve for curve in data["curves"] if curve["truth"]]
    assert drawn or exercise == "bear-roll"  # its faults come from measures, not from signals
    json.dumps(data, allow_nan=False)


def test_an_empty_video_can_be_drawn():
    data = page_data(curves_of(find("butterfly"), []))
    assert (data["t"], data["found"], data["truth"]) == ([], [], None)


def page(tmp_path: Path) -> Path:
    labels = read_labels(SAMPLES / "butterfly-faults.json")
    path = tmp_path / "signals.html"
    text = signal_page(find("butterfly"), recorded("butterfly-faults"), "<b>clip</b>.mp4", labels)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_page_escapes_and_loads_nothing(tmp_path: Path):
    text = page(tmp_path).read_text(encoding="utf-8")
    assert "<b>clip</b>" not in text
    assert not re.search(r"(src|href)=[\"'](?!data:)", text)
    assert "http://" not in text.replace(r"http:\/\/www.w3.org", "")
    assert "labelled: 2 · 3" in text


def test_a_browser_draws_it(tmp_path: Path):
    with Browser(tmp_path / "profile") as browser:
        browser.open(page(tmp_path))
        browser.wait("document.documentElement.dataset.ready === 'yes'")
        assert browser.run("document.querySelectorAll('#signals .scatterlayer .trace').length") >= 10
        assert browser.run("document.querySelectorAll('#signals .barlayer .point').length") >= 10
        assert browser.complaints == []
