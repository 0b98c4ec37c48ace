"""The benchmarks drive the real parts and say what they should; how fast they are is nobody's business here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import pytest

from benchmarks import __main__ as command
from benchmarks import clips
from benchmarks.figures import Figure, Row, as_json, line, number, ratio, share
from benchmarks.rows import model_auto, model_sizes, own_cost, recording, rejudge, rows, start, throughput
from benchmarks.screen import a_screen
from benchmarks.webcam import Webcam, lag
from trainer.limits import AtLeast, AtMost
from trainer.sources import Camera

NAN = float("nan")
pytestmark = pytest.mark.skipif(not (clips.ROOT / "tests").is_dir(), reason="benchmarks are run in a checkout")


# Figures.


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (Figure("f", 1.15, "", AtLeast(1.15, "")), True),
        (Figure("f", 1.14, "", AtLeast(1.15, "")), False),
        (Figure("f", 0.3, "s", AtMost(0.3, "s")), True),
        (Figure("f", 0.31, "s", AtMost(0.3, "s")), False),
        (Figure("f", NAN, "s", AtMost(0.3, "s")), None),
        (Figure("f", 7.0, "s"), None),
    ],
)
def test_a_goal_is_kept_or_missed_or_neither(figure: Figure, kept: bool | None) -> None:
    assert figure.kept is kept


def test_the_line_of_a_figure() -> None:
    assert line(Figure("age", 12.345, "ms", AtMost(15, "ms"), "how")) == "| age | 12.3 ms | ≤ 15 ms | kept | how |"
    assert line(Figure("age", 16, "ms", AtMost(15, "ms"))) == "| age | 16 ms | ≤ 15 ms | **missed** |  |"
    assert line(Figure("age", NAN, "ms", None, "no screen")) == "| age | – ms |  |  | no screen |"


@pytest.mark.parametrize(("value", "text"), [(0.04567, "0.0457"), (12.34, "12.3"), (99.96, "100"), (1234.6, "1235")])
def test_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_ratios_are_of_the_same_round_and_the_middle_one_counts() -> None:
    assert ratio([10, 30, 50], [10, 10, 10]) == 3
    assert ratio([10, 10, 100], [10, 5, 100]) == 1


def test_share_is_a_percentile() -> None:
    assert share([*range(100)], 0.95) == 95
    assert share([3, 1, 2], 0.0) == 1
    assert share([3, 1, 2], 1.0) == 3


def test_json_has_no_nan() -> None:
    text = as_json("a machine", [Figure("a", NAN, "s", None, "why"), Figure("b", 1.0, "s", AtMost(2, "s"))])
    told = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert told == {
        "machine": "a machine",
        "figures": [
            {"name": "a", "value": None, "unit": "s", "goal": None, "kept": None, "detail": "why"},
            {"name": "b", "value": 1.0, "unit": "s", "goal": "≤ 2 s", "kept": True, "detail": ""},
        ],
    }


# The command.


def one(figure: Figure) -> Row:
    return Row("one", "a row", lambda _quick: [figure])


def broken(_quick: bool) -> Iterator[Figure]:
    yield Figure("first", 1.0, "s")
    raise OSError("no such thing")


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (one(Figure("a", 1.0, "s", AtMost(2, "s"))), 0, "| a | 1 s | ≤ 2 s | kept |"),
        (one(Figure("a", 3.0, "s", AtMost(2, "s"))), 1, "**missed**"),
        (Row("one", "breaks", broken), 1, "failed: OSError: no such thing"),
    ],
    ids=["kept", "missed", "broken"],
)
def test_the_exit_code_tells_whether_all_goals_are_kept(
    row: Row, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "rows", lambda: {"one": row})
    assert command.main(["--quick", "--json", str(tmp_path / "out.json")]) == code
    assert said in capsys.readouterr().out
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["figures"]


def test_rows_are_found_by_themselves() -> None:
    found = rows()
    assert set(found) == {
        *("throughput", "own-cost", "live", "rejudge", "start", "memory", "models", "auto", "recording")
    }  # fmt: skip
    assert all(row.what for row in found.values())


def test_only_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--only", "weather"])
    assert "weather" in capsys.readouterr().err


# Material.


def test_a_shortened_clip_holds_the_first_pictures(tmp_path: Path) -> None:
    short = clips.shortened(tmp_path, 12)
    with av.open(str(short)) as file:
        assert len(list(file.decode(video=0))) == 12


def test_a_stretched_pose_lies_on_the_same_spot() -> None:
    pose = clips.poses("butterfly")[0]
    wide = clips.stretched(pose, (1280, 960))
    assert wide.size == (1280, 960)
    assert wide.image[0] == tuple(2 * value for value in pose.image[0])
    assert wide.world == pose.world


def test_the_webcam_keeps_its_pace_and_sends_nothing_twice() -> None:
    webcam = Webcam(50)
    with Camera(0, lambda _: webcam) as camera:
        taken = [frame for _ in range(10) if (frame := camera.read()) is not None]
    steps = [b.t - a.t for a, b in pairwise(taken)]
    assert len(taken) == 10
    assert min(steps) > 0
    assert sum(steps) > 0.15


# Rows, each in its shortest form.


def test_throughput_of_a_few_frames(tmp_path: Path) -> None:
    video = clips.shortened(tmp_path, 6)
    assert throughput.bare(video, "lite") > 0
    assert throughput.ours(video, "lite", tmp_path / "out.mp4") > 0
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert len(list(file.decode(video=0))) == 6


def test_own_cost_of_a_few_frames() -> None:
    given, judged = own_cost.lived(clips.HD, 5)
    assert [frame.size for frame, _, _ in given] == [clips.HD] * 5
    assert len(judged) == 5
    assert len(own_cost.overlay_ms(given)) == 5
    assert len(own_cost.recording_ms(given)) == 4, "the first one makes the folder"
    assert own_cost.judge_ms("arm-slides") > 0


def test_judging_again_says_the_same() -> None:
    found = rejudge.again("arm-slides", 0.2, rounds=2)
    assert found.same
    assert found.times == pytest.approx(12 / found.busy_s)


def test_recording_is_measured_with_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    without, recorded, dropped = recording.rounds("lite", 5, 2)
    assert [len(without), len(recorded)] == [2, 2]
    assert dropped == 0


def test_the_start_is_timed_until_it_says_what_it_should() -> None:
    assert 0 < start.seconds(["-c", "print('ok')"], b"ok") < 20
    with pytest.raises(OSError, match="expected ok, got"):
        start.seconds(["-c", "print('other')"], b"ok")


def test_accuracy_stands_beside_each_model() -> None:
    known = model_sizes.accuracy()
    assert set(known) == {"valid exact", "verdicts right"}
    assert all(value.endswith("%") for values in known.values() for value in values.values())
    assert all(set(values) == {"lite", "full", "heavy"} for values in known.values())


@pytest.mark.slow
def test_a_live_loop_shows_every_frame_once() -> None:
    with a_screen() as there:
        if not there:
            pytest.skip("no display, and no Xvfb to make one")
        found = lag(30, "lite", 2.0)
    assert (found.wrong, found.untold) == (0, 0)
    assert found.shown > 10
    assert found.age_ms > found.model_ms


@pytest.mark.slow
def test_auto_gives_way_when_it_slows_down() -> None:
    assert model_auto.seconds_to_change("full") < model_auto.LONGEST_S


@pytest.mark.slow
@pytest.mark.parametrize("name", list(rows()))
def test_every_row_in_its_quick_form(name: str) -> None:
    figures = list(rows()[name].measure(True))
    assert figures
    assert all(math.isfinite(figure.value) or figure.detail for figure in figures)
