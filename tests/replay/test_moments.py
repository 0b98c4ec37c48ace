"""A recorded session as moments: what each one says is what the judge said there."""

from __future__ import annotations

from pathlib import Path

from replay_figures import SETTINGS, butterflies, record

from trainer.coach import Coach
from trainer.exercises import find
from trainer.recording import SetSettings
from trainer.recording.reader import Recording
from trainer.replay.moments import judged
from trainer.session import Session

HOLDS = (3.0,)


def test_every_moment_says_what_the_judge_and_the_coach_said(tmp_path: Path) -> None:
    poses = butterflies(HOLDS)
    folder = record(tmp_path / "one", [(SETTINGS, poses)], video=False)
    session, coach = Session(find("butterfly")), Coach()
    told: list[float | None] = []
    with Recording(folder) as recording:
        moments = judged(recording, told.append)
    assert moments is not None
    statuses = [session.step(pose) for pose in poses]
    assert [moment.status for moment in moments.all] == statuses
    assert [moment.cue for moment in moments.all] == [coach.step(status) for status in statuses]
    assert [moment.pose for moment in moments.all] == poses
    assert moments.times == [pose.t for pose in poses]
    assert [(rep.valid, rep.reason) for rep in moments.reps] == [(False, "short-hold")]
    assert [fault.code for fault in moments.faults] == ["short-hold"]
    assert told[0] == 0.0


def test_the_settings_of_the_set_are_kept(tmp_path: Path) -> None:
    folder = record(tmp_path / "one", [(SetSettings("butterfly", reps=3, hold_s=2.0), butterflies(HOLDS))], video=False)
    with Recording(folder) as recording:
        moments = judged(recording)
    assert moments is not None
    status = moments.all[-1].status
    assert status is not None
    assert (status.target, status.hold_target_s, status.valid) == (3, 2.0, 1)


def test_sets_and_what_lies_between_are_one_story(tmp_path: Path) -> None:
    first = butterflies(HOLDS)
    between = butterflies((), start_s=first[-1].t + 1)
    second = butterflies(HOLDS, start_s=between[-1].t + 1)
    folder = record(tmp_path / "two", [(SETTINGS, first), (SETTINGS, second)], between=between, video=False)
    with Recording(folder) as recording:
        moments = judged(recording)
    assert moments is not None
    assert [m.t for m in moments.all] == [p.t for p in (*first, *between, *second)]
    assert {m.status is None for m in moments.all[: len(first)]} == {False}
    assert {m.status is None for m in moments.all[len(first) : -len(second)]} == {True}
    assert len(moments.reps) == 2
    assert moments.reps[1].start_s > second[0].t


def test_an_exercise_that_is_gone_is_shown_without_a_judge(tmp_path: Path) -> None:
    folder = record(tmp_path / "one", [(SETTINGS, butterflies(()))], video=False)
    with Recording(folder) as recording:
        recording.sets = tuple(
            type(one)(**{f: getattr(one, f) for f in one.__dataclass_fields__} | {"settings": SetSettings("headstand")})
            for one in recording.sets
        )
        moments = judged(recording)
    assert moments is not None
    assert {moment.status for moment in moments.all} == {None}
    assert moments.reps == []


def test_a_session_without_poses_is_none(tmp_path: Path) -> None:
    folder = record(tmp_path / "none", [], video=False)
    with Recording(folder) as recording:
        assert judged(recording) is None
