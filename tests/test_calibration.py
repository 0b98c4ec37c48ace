"""What is measured of a person: taken at rest and from clean repetitions, used for the first two, kept in a file."""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Command
from figures import Figure, pose, standing
from sample_truth import REPS, recorded

from trainer import calibrations, dates
from trainer.calibration import Calibration, Calibrator, unit_of
from trainer.commands import CommandError
from trainer.commands import calibration as command
from trainer.exercise import View
from trainer.exercises import find
from trainer.pose import Pose
from trainer.recording import Header, SetSettings
from trainer.recording.reader import Recording
from trainer.recording.schema import FORMAT
from trainer.recording.writer import Recorder
from trainer.rejudge import rejudge
from trainer.saying import Phrase
from trainer.session import Session
from trainer.status import Fault, Rep, Result
from trainer.words import Words

NECK, SLIDES, BUTTERFLY = find("isometric-neck"), find("arm-slides"), find("butterfly")
HEADER = Header(FORMAT, "0.1.0", "heavy", "", "camera 0", (640, 480), "2026-11-23T18:05:12+01:00")
LOW = Fault("shrug", "warn", 0.0, 1.0, 2.0, "cm")


def rep(travel: float, *, valid: bool = True, faults: tuple[Fault, ...] = ()) -> Rep:
    return Rep(0, None, 0.0, 1.0, 2.0, 0.0, 0.0, valid, None if valid else "shallow", faults, travel=travel)


def result(*reps: Rep, view: View = View.FRONT, bests: dict[str, float] | None = None) -> Result:
    return Result(view, reps, (), (), bests or {})


def at_rest(figure: Figure) -> Calibrator:
    """Who stood like this for three seconds before a neck press."""
    calibrator, session = Calibrator(NECK), Session(NECK)
    for i in range(90):
        calibrator.step(session.step(pose(i / 30, figure)))
    return calibrator


def judged(poses: Sequence[Pose], exercise: str, calibration: Calibration | None = None) -> Result:
    session = Session(find(exercise), calibration=calibration)
    for p in poses:
        session.judge(p)
    return session.finish()


def test_shoulders_and_trunk_are_measured_at_rest():
    measured = at_rest(standing()).measured(result(rep(60.0), rep(80.0)))
    assert measured is not None
    assert measured.values == {
        "front/shoulders": pytest.approx(36.0),  # as the figure is made
        "front/trunk": pytest.approx(50.0),
        "front/roll": 0.0,
        "front/travel": 70.0,
        # knuckles 18 cm aside and 11.5 cm under the hips, ears 70 cm over them
        "front/start nearest hand from the head": pytest.approx(math.hypot(18.0, 81.5), abs=0.1),
    }


def test_the_camera_that_hangs_askew():
    turn = math.radians(12)
    askew = {
        joint: (math.cos(turn) * x - math.sin(turn) * y, math.sin(turn) * x + math.cos(turn) * y, z)
        for joint, (x, y, z) in standing().items()
    }
    measured = at_rest(askew).measured(result(rep(60.0), rep(80.0)))
    assert measured is not None
    assert measured.of(View.FRONT, "roll") == pytest.approx(12.0, abs=0.1)


def test_the_range_is_that_of_the_first_two_clean_repetitions():
    reps = (rep(10.0, valid=False), rep(26.0), rep(20.0, faults=(LOW,)), rep(28.0), rep(40.0))
    measured = Calibrator(SLIDES).measured(result(*reps))
    assert measured is not None
    assert measured.values == {"front/travel": 27.0}


@pytest.mark.parametrize(
    "told",
    [
        result(),
        result(rep(26.0)),
        result(rep(26.0), rep(20.0, faults=(LOW,))),
        result(rep(26.0), rep(20.0, valid=False)),
        Result(None, (rep(26.0), rep(27.0)), (), ()),
    ],
)
def test_less_than_two_clean_repetitions_tell_nothing(told: Result):
    assert at_rest(standing()).measured(told) is None


def test_another_view_is_not_mixed_in():
    measured = at_rest(standing()).measured(result(rep(60.0), rep(80.0), view=View.OBLIQUE))
    assert measured == Calibration({"oblique/travel": 70.0})


def of_sample(exercise: str) -> Calibration | None:
    calibrator, session = Calibrator(find(exercise)), Session(find(exercise))
    for p in recorded(exercise):
        calibrator.step(session.step(p))
    return calibrator.measured(session.finish())


def test_a_hand_that_presses_is_not_at_rest():
    measured = of_sample("isometric-neck")
    assert measured is not None
    assert measured.values["front/start nearest hand from the head"] > 60  # pressing, two thirds of the time, it is 10


def test_the_start_of_a_slide_and_its_range():
    measured = of_sample("arm-slides")
    assert measured is not None
    assert abs(measured.values["oblique/start elbows above the shoulders"]) < 6.0  # at the top they are 20 cm higher
    assert 25.0 < measured.values["oblique/travel"] < 32.0


@pytest.mark.parametrize(
    ("exercise", "name", "kept", "expected"),
    [
        (SLIDES, "front/travel", 30.0, 27.0),  # nine tenths
        (SLIDES, "front/travel", 26.0, None),  # 23.4 cm: every adult's 24 cm stay
        (SLIDES, "front/travel", 38.0, 34.2),
        (SLIDES, "front/travel", 38.5, None),  # more than 1.6 times 24 cm
        (SLIDES, "side/travel", 30.0, None),  # another view reads otherwise
        (SLIDES, "front/shoulders", 30.0, None),
        (NECK, "front/travel", 110.0, None),  # what is held is judged by time
        (find("bear-roll"), "front/travel", 5.0, None),
    ],
)
def test_a_kept_range_becomes_a_target_where_it_is_sane(exercise, name, kept, expected):
    assert Calibration({name: kept}).travel(exercise, View.FRONT) == (
        None if expected is None else pytest.approx(expected)
    )


def test_a_kept_best_is_eased_by_a_tenth_of_the_limit():
    kept = Calibration({"front/best elbow gap": 28.0})
    assert kept.bests(BUTTERFLY, View.FRONT) == {"elbow gap": pytest.approx(28.24)}  # the limit is 2.4 cm
    assert kept.bests(BUTTERFLY, View.OBLIQUE) == {}
    assert kept.bests(SLIDES, View.FRONT) == {}


def test_the_kept_range_counts_for_the_first_two_repetitions():
    poses = recorded("arm-slides")
    before, after = (judged(poses, "arm-slides", c).reps for c in (None, Calibration({"oblique/travel": 38.0})))
    travels = [rep.travel for rep in after]
    assert travels == [rep.travel for rep in before]
    own = [34.2, 34.2, *(max(24.0, *travels[: i + 1]) for i in range(2, len(travels)))]
    assert [rep.size for rep in after] == pytest.approx([t / o for t, o in zip(travels, own, strict=True)])
    assert [rep.size for rep in before][2:] == [rep.size for rep in after][2:]
    assert before[0].size == pytest.approx(travels[0] / max(24.0, travels[0]))


APART = [p for p in recorded("butterfly-faults") if p.t >= 10.6]
"""Begins with the repetition whose elbows stay apart: without a best to compare with it is not seen."""


def own_butterfly() -> Calibration:
    """What the same person's whole set tells."""
    kept = judged(recorded("butterfly-faults"), "butterfly").bests
    return Calibration({f"front/best {name}": value for name, value in kept.items()})


def test_with_a_kept_best_the_first_repetition_can_be_judged():
    assert [row.reason for row in REPS["butterfly-faults"]][1] == "elbows-apart"
    without, judged_with = judged(APART, "butterfly").reps[0], judged(APART, "butterfly", own_butterfly()).reps[0]
    assert (without.valid, "elbows-apart" in without.unseen) == (True, True)
    assert (judged_with.valid, judged_with.reason) == (False, "elbows-apart")


def test_a_best_that_is_out_of_reach_costs_two_repetitions_at_most():
    poses = recorded("butterfly")
    assert [rep.valid for rep in judged(poses, "butterfly").reps] == [True, True, True]
    impossible = Calibration({"front/best elbow gap": 10.0})
    assert [rep.reason for rep in judged(poses, "butterfly", impossible).reps] == ["elbows-apart"] * 2 + [None]


@pytest.mark.parametrize("exercise", ["arm-slides", "butterfly", "bear-roll", "thoracic-extension"])
def test_nothing_known_changes_nothing(exercise: str):
    poses = recorded(exercise)
    assert judged(poses, exercise, Calibration()) == judged(poses, exercise)


def test_a_set_tells_its_own_best_from_where_it_can_be_seen():
    assert judged(recorded("arm-slides"), "arm-slides").bests == {}
    assert 20 < judged(recorded("butterfly"), "butterfly").bests["elbow gap"] < 35


def test_a_recorded_set_is_judged_again_with_what_it_began_with(tmp_path: Path):
    kept = own_butterfly()
    for name, told in (("with", kept), ("without", None)):
        folder = tmp_path / name
        folder.mkdir()
        with Recorder(folder, HEADER, video=False) as recorder:
            recorder.begin_set(APART[0].t, SetSettings("butterfly", calibration=told))
            for p in APART:
                recorder.pose(p)
            recorder.end_set(APART[-1].t, judged(APART, "butterfly", told))
        with Recording(folder) as recording:
            (compared,) = rejudge(recording)
            assert compared.same
            assert recording.sets[0].settings.calibration == told
            assert compared.now is not None
            assert compared.now.reps[0].valid == (told is None)


def keep(folder: Path, exercise: str = "arm-slides", **values: float) -> Phrase | None:
    return calibrations.save(folder, exercise, Calibration({f"front/{name}": v for name, v in values.items()}))


def test_what_is_kept_comes_back(tmp_path: Path):
    folder = tmp_path / "person"
    assert calibrations.load(folder, "arm-slides") is None
    assert keep(folder, travel=27.25, shoulders=36.0) is None
    assert keep(folder, "butterfly", **{"best elbow gap": 28.125}) is None
    assert calibrations.load(folder, "arm-slides") == Calibration({"front/travel": 27.25, "front/shoulders": 36.0})
    assert calibrations.load(folder, "butterfly") == Calibration({"front/best elbow gap": 28.125})
    assert calibrations.load(folder, "bear-roll") is None
    if os.name == "posix":
        assert stat.S_IMODE((folder / calibrations.FILE).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["calibration.toml"]


def test_a_day_moves_what_is_kept_half_way(tmp_path: Path):
    keep(tmp_path, travel=24.0, trunk=50.0)
    keep(tmp_path, travel=30.0)
    assert calibrations.load(tmp_path, "arm-slides") == Calibration({"front/travel": 27.0, "front/trunk": 50.0})


def test_a_set_that_told_nothing_leaves_the_file_alone(tmp_path: Path):
    assert calibrations.save(tmp_path, "arm-slides", None) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("days", "known"), [(90, True), (91, False)])
def test_what_was_measured_three_months_ago_is_not_used_any_more(
    days: int, known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    keep(tmp_path, travel=30.0)
    later = dates.later(dates.today(), days)
    monkeypatch.setattr(dates, "today", lambda: later)
    assert (calibrations.load(tmp_path, "arm-slides") is not None) == known
    keep(tmp_path, travel=20.0)
    assert calibrations.load(tmp_path, "arm-slides") == Calibration({"front/travel": 25.0 if known else 20.0})


@pytest.mark.parametrize(
    "content",
    [
        b"[arm-slides.front",
        b"\xff\xfe",
        b'arm-slides = 3',
        b'[arm-slides.front]\ntravel = 3.0',
        b'[arm-slides.front]\non = "yesterday"\ntravel = 3.0',
        b'[arm-slides.front]\non = "2026-11-23"\ntravel = nan',
        b'[arm-slides.front]\non = "2026-11-23"\ntravel = 1e300',
        b'[arm-slides.front]\non = "2026-11-23"\ntravel = "far"',
        b'[arm-slides.above]\non = "2026-11-23"\ntravel = 3.0',
        b"# " + b"x" * (1 << 18),
    ],
    ids=["cut", "no-text", "no-table", "no-day", "bad-day", "nan", "huge", "word", "view", "large"],
)  # fmt: skip
def test_a_damaged_file_is_told_once_and_put_aside(content: bytes, tmp_path: Path):
    (tmp_path / calibrations.FILE).write_bytes(content)
    told: list[str] = []
    assert calibrations.load(tmp_path, "arm-slides", told.append) is None
    assert calibrations.load(tmp_path, "arm-slides", told.append) is None
    assert len(told) == 1
    assert "\n" not in told[0]
    assert "measured anew" in told[0]
    assert (tmp_path / calibrations.DAMAGED).read_bytes() == content
    keep(tmp_path, travel=30.0)
    assert calibrations.load(tmp_path, "arm-slides") == Calibration({"front/travel": 30.0})


def test_a_file_that_can_t_be_read_just_now_is_told_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As on Windows, while another program looks at it: nothing is forgotten, and nothing written over it."""

    def held(self: Path, **_: object) -> str:
        raise PermissionError(13, "Permission denied")

    keep(tmp_path, travel=30.0)
    told: list[str] = []
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "read_text", held)
        assert calibrations.load(tmp_path, "arm-slides", told.append) is None
        problem = keep(tmp_path, travel=20.0)
        with pytest.raises(PermissionError):
            calibrations.reset(tmp_path, "arm-slides")
    file = tmp_path / calibrations.FILE
    assert told == [f"{file} can't be read (Permission denied): it stays, and is not used this time"]
    assert Words().say(problem or "") == f"your measures can't be kept in {file}: Permission denied"
    assert list(tmp_path.iterdir()) == [file]
    assert calibrations.load(tmp_path, "arm-slides") == Calibration({"front/travel": 30.0})


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    keep(tmp_path / "other", travel=30.0)
    (tmp_path / calibrations.FILE).symlink_to(tmp_path / "other" / calibrations.FILE)
    assert calibrations.load(tmp_path, "arm-slides") is None
    assert capsys.readouterr().err.startswith("trainer: ")
    assert calibrations.load(tmp_path / "other", "arm-slides") is not None


def test_a_folder_that_takes_no_file_is_told_in_a_line(tmp_path: Path):
    (tmp_path / "file").write_text("")
    problem = keep(tmp_path / "file", travel=30.0)
    assert problem is not None
    assert Words().say(problem).startswith("your measures can't be kept in ")


def test_forgetting_one_or_all(tmp_path: Path):
    keep(tmp_path, travel=30.0)
    keep(tmp_path, "butterfly", travel=45.0)
    assert calibrations.reset(tmp_path, "arm-slides") == 1
    assert calibrations.load(tmp_path, "arm-slides") is None
    assert calibrations.load(tmp_path, "butterfly") is not None
    assert calibrations.reset(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []
    assert calibrations.reset(tmp_path) == 0


def test_every_value_that_is_measured_has_a_unit():
    for name in ("arm-slides", "butterfly", "thoracic-extension"):
        measured = of_sample(name)
        assert measured is not None
        assert {unit_of(find(name), key.partition("/")[2]) for key in measured.values} <= {"cm", "deg"}


def test_the_command_shows_and_forgets(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    command.show(tmp_path, None)
    assert capsys.readouterr().out.startswith("Nothing was measured yet")
    keep(tmp_path, travel=30.0, **{"start forearms upright": 88.0})
    command.show(tmp_path, None)
    shown = capsys.readouterr().out
    assert "comfortable range" in shown
    assert "30.0 cm" in shown
    assert "target" in shown
    assert "forearms" not in shown
    command.show(tmp_path, "arm-slides")
    assert "at rest: forearms upright" in capsys.readouterr().out
    command.reset(tmp_path, None, lambda question: False)
    assert calibrations.load(tmp_path, "arm-slides") is not None
    command.reset(tmp_path, "butterfly", lambda question: True)
    assert "nothing to forget" in capsys.readouterr().out
    command.reset(tmp_path, "arm-slides", lambda question: question == "Forget what was measured at arm-slides?")
    assert calibrations.load(tmp_path, "arm-slides") is None


def test_forgetting_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    keep(tmp_path, travel=30.0)

    def deny(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", deny)
    with pytest.raises(CommandError, match="can't be removed: Permission denied"):
        command.reset(tmp_path, None, lambda question: True)


def test_the_command_as_the_user_calls_it(trainer: Command, tmp_path: Path):
    keep(tmp_path, travel=30.0)
    shown = trainer("calibration", "arm-slides", "--data", tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "comfortable range" in shown.stdout
    unknown = trainer("calibration", "arm-slide", "--data", tmp_path)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr.startswith("trainer: no exercise 'arm-slide'")
    forgotten = trainer("calibration", "--reset", "arm-slides", "--yes", "--data", tmp_path)
    assert forgotten.stdout.startswith("Forgotten: arm-slides.")
    assert calibrations.load(tmp_path, "arm-slides") is None
