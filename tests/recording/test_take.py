"""What the live loop tells is what the session holds: sets, repetitions, cues, states, marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from live_figures import Estimator, Reel, Screen, Webcam, endless
from live_figures import Session as CountingSession
from session_figures import SIZE, exact, header, judged, picture, ride
from status_figures import fault, rep, status

from trainer.app import train
from trainer.coach import Cue
from trainer.pose import Pose
from trainer.recording import RecordingError, SetSettings
from trainer.recording.reader import Recording
from trainer.recording.take import Take, starter
from trainer.recording.writer import Recorder
from trainer.saying import Phrase
from trainer.sources import Frame
from trainer.status import Result, State, Status


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


def test_an_error_in_the_loop_leaves_the_set_open_and_the_session_closed(folder: Path):
    class Broken(Exact):
        def estimate(self, frame: Frame) -> Pose:
            if frame.index == 5:
                raise RuntimeError
            return super().estimate(frame)

    with pytest.raises(RuntimeError):
        train(Reel, Broken, endless(Finished), open_window=None, take=take_in(folder))
    with Recording(folder) as recording:
        assert (recording.interrupted, recording.sets[0].end_s, len(recording.sets[0].reps)) == (False, None, 5)


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
    from trainer.exercises import find
    from trainer.session import Session
    from trainer.workout.judging import alone

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
