"""What the live loop tells is what the session holds: sets, repetitions, cues, states, marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from live_figures import Estimator, Reel, Screen, Webcam, endless
from live_figures import Session as CountingSession
from session_figures import SIZE, exact, header, judged, picture, ride
from status_figures import fault, rep, status

from trainer.app import train
from trainer.calibration import Calibration
from trainer.coach import Cue
from trainer.exercises import find
from trainer.pose import Pose
from trainer.recording import RecordingError, SetSettings
from trainer.recording.reader import Recording
from trainer.recording.take import Take, starter
from trainer.recording.writer import Recorder
from trainer.saying import Phrase, Saying, Sound
from trainer.sources import Frame
from trainer.stage import Stage
from trainer.status import Result, State, Status
from trainer.words import Words
from trainer.workout.judging import alone
from trainer.workout.moment import Answer, Moment, SetOver
from trainer.workout.steps import Step

MEASURES = Calibration({"front/travel": 48.0})


class Exact(Estimator):
    """Poses as float32, like a real estimator's."""

    def estimate(self, frame: Frame) -> Pose:
        return exact(super().estimate(frame))


class Finished(CountingSession):
    """Announces each repetition with its pose."""

    def step(self, pose: Pose) -> Status:
        self.poses.append(pose)
        new = rep(pose.t, index=len(self.poses) - 1)
        return status(pose.t, new_reps=(new,), active=(fault("hands-off", 0.0),) if pose.t > 0.2 else ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the session goes."""
    (tmp_path / "session").mkdir()
    return tmp_path / "session"


def take_in(folder: Path, **options: object) -> Take:
    """A take that records into folder."""
    start: Callable[[tuple[int, int]], Recorder] = lambda size: Recorder(folder, header(size=size), patient=True)  # noqa: E731
    return Take(start, SetSettings("butterfly", reps=3), **options)  # type: ignore[arg-type]


def play(folder: Path, keys: str = "", source: Reel | None = None, take: Take | None = None) -> Recording:
    """The live loop over a reel, recorded."""
    take = take or take_in(folder)
    source = source or Reel()
    train(lambda: source, Exact, endless(Finished), open_window=lambda: Screen(keys), take=take)
    return Recording(folder)


def test_a_run_is_a_set_with_its_repetitions_and_what_was_said(folder: Path):
    with play(folder) as recording:
        (done,) = recording.sets
        assert done.settings == SetSettings("butterfly", reps=3)
        assert (done.start_s, done.end_s, len(done.reps)) == (0.0, 0.9, 10)
        assert [pose.t for pose in recording.poses(0)] == [i / 10 for i in range(10)]
        assert [(e.kind, e.code, e.text, e.t) for e in recording.events] == [
            ("state", "", "exercising", 0.0),
            ("stage", "", "exercising", 0.0),
            ("cue", "hands-off", "Hands on your shoulders", 0.4),
        ]
        assert recording.video is not None
        assert not recording.interrupted


def test_r_ends_a_set_and_begins_another(folder: Path):
    with play(folder, "...r") as recording:
        assert [(done.start_s, done.end_s, len(done.reps)) for done in recording.sets] == [(0.0, 0.3, 4), (0.4, 0.9, 6)]
        assert [len(list(recording.poses(i))) for i in (0, 1)] == [4, 6]


def test_r_twice_and_at_the_end_leaves_no_empty_set(folder: Path):
    with play(folder, ".rr......r") as recording:
        assert [len(list(recording.poses(done.index))) for done in recording.sets] == [2, 1, 7]


def test_b_marks_the_moment(folder: Path):
    with play(folder, "...b") as recording:
        assert [(e.t, e.text) for e in recording.events if e.kind == "mark"] == [(0.3, "bookmark")]


def test_what_the_camera_said_is_kept_once(folder: Path):
    with play(folder, "." * 9 + "q", Webcam()) as recording:
        told = [(e.t, e.text) for e in recording.events if e.kind == "camera"]
        assert told == [(0.3, "camera 0 is gone: plug it in again")]


def test_a_change_of_the_model_is_kept(folder: Path):
    class Swapping(Exact):
        free, model = True, "lite"

        def estimate(self, frame: Frame) -> Pose:
            self.model = "lite" if frame.index < 4 else "full"
            return replace(super().estimate(frame), model=self.model)

    train(Reel, Swapping, endless(Finished), open_window=None, take=take_in(folder))
    with Recording(folder) as recording:
        assert [(e.t, e.text) for e in recording.events if e.kind == "model"][-1:] == [(0.4, "full")]
        assert [pose.model for pose in recording.poses()][3:5] == ["lite", "full"]


def test_nothing_is_recorded_before_there_is_a_frame(tmp_path: Path):
    take = Take(starter(tmp_path / "data", "lite", "a.mp4"), SetSettings("butterfly"))
    train(lambda: Reel(0), Estimator, endless(CountingSession), open_window=None, take=take)
    assert take.folder is None
    assert not (tmp_path / "data").exists()


def test_the_header_says_where_it_comes_from(tmp_path: Path):
    take = Take(starter(tmp_path / "data", "lite", "a\n.mp4", video=False), SetSettings("butterfly"))
    train(lambda: Reel(), Estimator, endless(CountingSession), open_window=None, take=take)
    assert take.folder is not None
    with Recording(take.folder) as recording:
        about = recording.header
        assert (about.model, about.source, about.size, about.finished) == ("lite", "a .mp4", (320, 240), True)
        assert about.model_sha256.startswith("fbc7e4515e8b")
        assert recording.video is None


def test_an_error_in_the_loop_leaves_the_set_open_and_the_session_marked_as_cut_off(folder: Path):
    class Broken(Exact):
        def estimate(self, frame: Frame) -> Pose:
            if frame.index == 5:
                raise RuntimeError
            return super().estimate(frame)

    with pytest.raises(RuntimeError):
        train(Reel, Broken, endless(Finished), open_window=None, take=take_in(folder))
    with Recording(folder) as recording:
        assert (recording.interrupted, recording.sets[0].end_s, len(recording.sets[0].reps)) == (True, None, 5)


def test_no_place_to_record_is_told_and_stops_nothing(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    take = Take(starter(tmp_path / "file", "lite", "camera 0"), SetSettings("butterfly"))
    outcome = train(lambda: Reel(100), Estimator, endless(CountingSession), open_window=None, take=take)
    assert outcome.frames == 100
    assert take.problem is not None
    assert take.problem.startswith("no session can be kept in")
    must = Take(starter(tmp_path / "file", "lite", "a.mp4"), SetSettings("butterfly"), must=True)
    with pytest.raises(RecordingError):
        train(Reel, Estimator, endless(CountingSession), open_window=None, take=must)


def test_a_cue_is_kept_each_time_it_is_said_and_a_state_each_time_it_changes(folder: Path):
    cue = Cue(Phrase("Slower"), "too-fast", "warn", 0.0)
    said = [None, cue, cue, None, cue, Cue(Phrase("Good"), "good", "good", 0.5)]
    states = [State.READY, State.READY, State.EXERCISING, State.LOST, State.EXERCISING, State.EXERCISING]
    with take_in(folder) as take:
        for i, (now, state) in enumerate(zip(said, states, strict=True)):
            take.step(picture(i / 10, i), Pose(i / 10, SIZE), status(i / 10, state=state), now)
        take.end_set(Result(None, (), (), ()))
        take.end_set(Result(None, (), (), ()))
    with Recording(folder) as recording:
        assert [e.text for e in recording.events if e.kind == "cue"] == ["Slower", "Slower", "Good"]
        assert [e.text for e in recording.events if e.kind == "state"] == ["ready", "exercising", "lost", "exercising"]
        assert len(recording.sets) == 1


def test_a_real_set_judged_again_gives_the_same_to_the_last_digit(folder: Path):
    from trainer.session import Session

    class Replay(Estimator):
        def estimate(self, frame: Frame) -> Pose:
            return ride()[frame.index]

    class Ride(Reel):
        def __init__(self) -> None:
            super().__init__(len(ride()))

        def __iter__(self):
            return (Frame(pose.t, picture(pose.t, i).image, i) for i, pose in enumerate(ride()))

    take = Take(lambda size: Recorder(folder, header(), video=False), SetSettings("aerobic"))
    outcome = train(Ride, Replay, alone(find("aerobic")), open_window=None, take=take)
    with Recording(folder) as recording:
        (done,) = recording.sets
        session = Session(find("aerobic"))
        for pose in recording.poses(0):
            session.step(pose)
        again = session.finish()
        assert len(again.reps) > 20
        assert (done.reps, done.spans, done.unseen, done.view) == (again.reps, again.spans, again.unseen, again.view)
        assert repr(again) == repr(outcome.result)
        announced = [new for seen in judged(ride()) for new in seen.new_reps]
        assert list(done.reps[: len(announced)]) == announced


def test_a_workout_is_kept_with_all_that_was_said_and_answered(folder: Path):
    """Poses of no set between the sets, none of a pause; a set ends with its last pose or before the next one."""
    butterfly, neck = Step(find("butterfly"), reps=3, hold_s=5.0), Step(find("isometric-neck"), "left", reps=2)
    nothing = Result(None, (), (), ())
    first, second = (SetOver(t, n, one, nothing, 0, 1.0) for t, n, one in ((0.3, 1, butterfly), (0.6, 2, neck)))
    said = (Saying(0.2, "setup", Phrase("setup.face")), Saying(0.2, "count", sound=Sound.COUNTED))
    moments = [
        Moment(0.0, Stage.PAIN_BEFORE, butterfly, 1, 2),
        Moment(0.1, Stage.POSITIONING, butterfly, 1, 2, status(0.1), facts=(Answer(0.0, Stage.PAIN_BEFORE, 1, 4),)),
        Moment(
            0.2,
            Stage.EXERCISING,
            butterfly,
            1,
            2,
            status(0.2),
            said=said,
        ),
        Moment(0.3, Stage.EXERCISING, butterfly, 1, 2, status(0.3), facts=(first,)),
        Moment(0.4, Stage.EFFORT, butterfly, 1, 2),
        Moment(0.5, Stage.PAUSED, neck, 2, 2),
        Moment(0.6, Stage.EXERCISING, neck, 2, 2, status(0.6), facts=(Answer(0.4, Stage.EFFORT, 1, None),)),
        Moment(0.7, Stage.REST, neck, 2, 2, facts=(second,)),
    ]
    with take_in(folder, words=Words("de")) as take:
        for i, moment in enumerate(moments):
            take.follow(picture(moment.t, i), Pose(moment.t, SIZE), moment)
        take.end(())
    with Recording(folder) as recording:
        assert [one.settings for one in recording.sets] == [
            SetSettings("butterfly", "normal", 3, 5.0, None), SetSettings("isometric-neck", "normal", 2, None, "left"),
        ]  # fmt: skip
        assert [(one.start_s, one.end_s) for one in recording.sets] == [(0.1, 0.3), (0.6, 0.6)]
        assert [pose.t for pose in recording.poses()] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7]
        told = [(e.t, e.kind, e.code, e.text) for e in recording.events if e.kind in ("said", "answer")]
        assert told == [
            (0.0, "answer", "pain before", "4"), (0.2, "said", "setup", Words("de").say("setup.face")),
            (0.2, "said", "count", "counted"), (0.4, "answer", "effort", ""),
        ]  # fmt: skip
        assert [e.text for e in recording.events if e.kind == "stage"] == [
            "pain before", "positioning", "exercising", "effort", "paused", "exercising", "rest",
        ]  # fmt: skip


def test_a_set_is_kept_with_the_measures_it_began_with(folder: Path):
    with take_in(folder) as take:
        for i in range(3):
            step = Step(find("butterfly"), reps=3)
            moment = Moment(i / 10, Stage.EXERCISING, step, 1, 1, status(i / 10), calibration=MEASURES)
            take.follow(picture(i / 10, i), Pose(i / 10, SIZE), moment)
        take.end([SetOver(0.2, 1, step, Result(None, (), (), ()), 0, 1.0)])
    with Recording(folder) as recording:
        assert [one.settings.calibration for one in recording.sets] == [MEASURES]
