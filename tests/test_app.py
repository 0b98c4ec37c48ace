"""The live loop, driven by hand: what each key does, what is judged, and that everything is let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread, current_thread
from typing import Any, ClassVar

import av
import numpy as np
import pytest
from live_figures import SIZE, AtOnce, Clock, Estimator, Reel, Screen, Session, Webcam, endless, frame, greenish
from status_figures import rep, standing

from trainer.app import Loop, Outcome, Outlets, train
from trainer.app.hints import Hints
from trainer.coach import Coach, after_set
from trainer.exercises import find
from trainer.movie import MovieError, MovieWriter
from trainer.overlay import Overlay
from trainer.pace import Pace, Speed
from trainer.pose import Pose
from trainer.saying import Phrase, Saying, Sound
from trainer.sources import Frame, SourceError
from trainer.stage import Stage
from trainer.status import Result, Status
from trainer.words import Words
from trainer.workout.conductor import Conductor
from trainer.workout.course import Wishes
from trainer.workout.moment import Answer, End, Fact, Moment, SetOver
from trainer.workout.parts import Parts
from trainer.workout.steps import Step, Workout


def play(screen: Screen | None, source: Any = None, **options: Any) -> tuple[Outcome, list[Session], Any]:
    """Run the loop over a reel; the outcome, the sessions that were made, and the source."""
    sessions: list[Session] = []

    def new_session() -> Session:
        sessions.append(Session())
        return sessions[-1]

    source = Reel() if source is None else source
    window = None if screen is None else lambda: screen
    return train(lambda: source, Estimator, endless(new_session), open_window=window, **options), sessions, source


def test_every_frame_is_judged_and_shown_and_everything_is_closed() -> None:
    screen = Screen()
    outcome, _, source = play(screen)
    assert (outcome.frames, outcome.seconds, len(outcome.result.reps)) == (10, 0.9, 10)
    assert len(screen.shown) == 10
    assert source.released


def test_without_a_window_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Overlay, "draw_moment", None)
    assert play(None)[0].frames == 10


@pytest.mark.parametrize(
    ("keys", "frames"),
    [("..q", 3), ("q", 1), ("x?", 10), (" ... ...", 10), ("  ", 10), (". q", 2)],
    ids=["q", "q at once", "other keys", "a pause and its end", "a short pause", "q during the pause"],
)
def test_keys_end_and_pause(keys: str, frames: int) -> None:
    outcome, _, source = play(Screen(keys))
    assert outcome.frames == frames
    assert source.released


def test_nothing_is_judged_in_a_pause_and_the_screen_says_so() -> None:
    screen = Screen("." + " " + "." * 4 + " ")
    play(screen)
    still = screen.shown[2:6]
    assert len(screen.shown) == 10 + 5, "five pictures of the pause"
    assert all(np.array_equal(still[0], other) for other in still)
    assert not np.array_equal(still[0], screen.shown[1])


def test_r_starts_the_set_anew() -> None:
    outcome, sessions, _ = play(Screen("...r"))
    assert [len(s.poses) for s in sessions] == [4, 6]
    assert len(outcome.result.reps) == 6, "the result is that of the last set"
    assert outcome.frames == 10


def test_m_mirrors_the_picture_and_never_what_is_judged() -> None:
    screen = Screen("..m..m")
    _, sessions, _ = play(screen, mirrored=True)
    assert [greenish(rgb) for rgb in screen.shown] == ["right"] * 3 + ["left"] * 3 + ["right"] * 4
    assert all(list(p.image) == list(standing(SIZE).image) for p in sessions[0].poses)


def test_closing_the_window_ends_it() -> None:
    assert play(Screen(closes_after=4))[0].frames == 4


def test_a_camera_that_is_pulled_out_is_told_and_waited_for() -> None:
    screen = Screen("." * 9 + "q")
    outcome, _, source = play(screen, Webcam())
    assert (outcome.frames, len(screen.shown)) == (8, 10)
    assert source.asked in (10, 11), "one look ahead"
    assert not np.array_equal(screen.shown[3], screen.shown[2]), "the message is shown on the last picture"
    assert np.array_equal(screen.shown[3], screen.shown[4])


class Pulled(Webcam):
    """A camera that is pulled out after three frames, and again after six, until Ctrl-C."""

    def read(self, timeout: float = 0.5) -> Frame | None:
        if self.asked == 12:
            raise KeyboardInterrupt
        self.asked += 1
        gone = self.asked in (4, 5, 9, 10)
        self.message = "camera 0 is gone: plug it in again" if gone else None
        return None if gone else frame(self.asked / 10, self.asked)


class Heard:
    """A voice that notes what it says."""

    hint = None

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str, urgency: int = 3, fresh_s: float = 2.0) -> None:
        self.said.append(text)

    def play(self, sound: Sound) -> None:
        pass


@pytest.mark.parametrize("seen", [False, True])
def test_without_a_screen_a_camera_that_is_gone_is_told_and_said_each_time_it_goes(
    seen: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    voice, told = Heard(), [] if seen else ["camera 0 is gone: plug it in again"] * 2
    outcome, _, _ = play(Screen() if seen else None, Pulled(), open_voice=lambda: nullcontext(voice))
    assert outcome.frames == 8
    assert capsys.readouterr().err.splitlines() == [f"trainer: {line}" for line in told]
    assert voice.said == told


def test_ctrl_c_ends_it_with_what_was_found() -> None:
    class Interrupted(Reel):
        def __iter__(self) -> Iterator[Frame]:
            yield from [frame(0.0), frame(0.1)]
            raise KeyboardInterrupt

    outcome, _, source = play(None, Interrupted())
    assert outcome.frames == 2
    assert source.released


def test_everything_is_closed_when_something_breaks() -> None:
    class Broken(Reel):
        def __iter__(self) -> Iterator[Frame]:
            yield frame(0.0)
            raise SourceError("the camera has caught fire")

    source, screen = Broken(), Screen()
    with pytest.raises(SourceError, match="fire"):
        play(screen, source)
    assert source.released
    assert screen.released


def test_the_saved_video_is_neither_mirrored_nor_littered_with_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    play(Screen(), mirrored=True, save_video=path)
    with av.open(str(path)) as container:
        pictures = list(container.decode(video=0))
    assert [round(p.time, 3) for p in pictures] == [i / 10 for i in range(10)]
    assert greenish(pictures[5].to_ndarray(format="rgb24")) == "left"


def test_the_movie_is_encoded_beside_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, threads = MovieWriter.write, set[Thread]()

    def noted(self: MovieWriter, picture: Any, t: float) -> None:
        threads.add(current_thread())
        write(self, picture, t)

    monkeypatch.setattr(MovieWriter, "write", noted)
    play(None, save_video=tmp_path / "a.mp4")
    assert len(threads) == 1
    assert current_thread() not in threads


def test_a_movie_that_cannot_be_written_ends_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: MovieWriter, picture: Any, t: float) -> None:
        raise MovieError("a.mp4 can't be written: the disk is full")

    monkeypatch.setattr(MovieWriter, "write", full)
    source = Reel()
    with pytest.raises(MovieError, match="full"):
        play(None, source, save_video=tmp_path / "a.mp4")
    assert source.released


def test_a_file_is_played_at_its_own_pace() -> None:
    clock = Clock()
    pace = Pace(clock)
    waits = []
    for t, passes in ((0.0, 0.02), (0.1, 0.03), (0.2, 0.3), (0.3, 0.02), (0.4, 0.0)):
        waits.append(pace.wait_s(t))
        clock.now += waits[-1] + passes
    # 0.2 took 0.3 s in place of 0.1: what follows is late by 0.2 s and is not rushed.
    assert waits == pytest.approx([0.0, 0.08, 0.07, 0.0, 0.08])


def test_a_pause_takes_no_time_from_the_pace() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.wait_s(0.0)
    clock.now += 60
    assert pace.wait_s(0.1) == 0.0
    assert pace.wait_s(0.2) == pytest.approx(0.1)


def test_the_window_waits_for_the_next_frame_s_time() -> None:
    screen = Screen()
    play(screen, paced=True, now=Clock())
    assert screen.waits == [100 * i for i in range(10)], "a clock that stands still"
    screen = Screen()
    play(screen, now=Clock())
    assert set(screen.waits) == {0}


def test_speed_is_frames_a_second() -> None:
    clock = Clock()
    speed = Speed(clock)
    speed.tick()
    assert speed.fps is None
    for _ in range(100):
        clock.now += 1 / 25
        speed.tick()
    assert speed.fps == pytest.approx(25)
    for _ in range(60):
        clock.now += 1 / 10
        speed.tick()
    assert speed.fps == pytest.approx(10, rel=0.05)


def test_a_loop_that_has_not_run_has_found_nothing() -> None:
    outcome = Loop(Estimator(), endless(), Outlets(), Overlay(), None, Clock()).outcome()
    assert outcome == Outcome(Result(None, (), (), ()), 0, 0.0)


@dataclass
class Ear:
    """What is heard, and what is kept."""

    hint: str | None = None
    problem: str | None = None
    heard: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def say(self, text: str, urgency: int = 3, fresh_s: float = 2.0) -> None:
        self.heard.append(f"{text} ({urgency}, {fresh_s:.1f} s)")

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def keep(self, moment: Moment) -> None:
        self.stages.append(moment.stage)
        self.facts += moment.facts

    def end(self, facts: Sequence[Fact]) -> None:
        self.facts += facts


class Telling:
    """Announces three things with the first status."""

    def __init__(self) -> None:
        self.said = [Phrase("setup.face"), Phrase("Breathe")]

    def step(self, status: Status, cue: object) -> tuple[Saying, ...]:
        said, self.said = self.said, []
        words = tuple(Saying(status.t, one.key, one, urgency=n + 1) for n, one in enumerate(said))
        return (*words, Saying(status.t, "count", sound=Sound.COUNTED)) if said else ()


class Quick(Session):
    """A repetition with every pose."""

    def step(self, pose: Pose) -> Status:
        return replace(super().step(pose), new_reps=(rep(pose.t, index=len(self.poses) - 1),))


def workout(sets: int = 2, **wishes: Any) -> Conductor:
    """Sets of three repetitions, without questions unless they are wished for."""
    made = Parts(lambda *_: Quick(), lambda _: AtOnce(), lambda _: Coach(), lambda _: Telling(), after_set)
    step = Step(find("butterfly"), reps=3, rest_s=2.0)
    return Conductor(Workout((step,) * sets), made, Wishes(**{"questions": False, **wishes}))


def perform(conductor: Conductor, screen: Screen | None, source: Any = None, **options: Any) -> Outcome:
    reel = Reel() if source is None else source
    window = None if screen is None else lambda: screen
    return train(lambda: reel, Estimator, conductor, open_window=window, **options)


def test_what_is_said_is_heard_in_the_person_s_language_one_after_the_other():
    ear = Ear()
    perform(workout(endless=True), None, Reel(20), open_voice=lambda: nullcontext(ear), words=Words("de"))
    face = Words("de").say("setup.face")
    assert face != Words("en").say("setup.face")
    # Three words or so take a second and more; what waits meanwhile has the less time left.
    assert ear.heard[:2] == ["counted", f"{face} (1, 2.0 s)"]
    assert ear.heard[2].startswith("Atmen (2, 0.")


def test_the_keys_of_a_workout_do_what_they_say():
    ear = Ear()
    perform(workout(3), Screen("s.x.r.x.s"), Reel(30), keepers=[ear])
    ends = [(fact.number, str(fact.end)) for fact in ear.facts if isinstance(fact, SetOver)]
    assert ends == [(1, "skipped"), (2, "left"), (2, "done"), (3, "done")], "x and s end two rests besides"


def test_numbers_answer_and_t_is_ten():
    ear = Ear()
    perform(workout(1, questions=True), Screen("6......t"), Reel(30), keepers=[ear])
    answers = [(str(fact.stage), fact.value) for fact in ear.facts if isinstance(fact, Answer)]
    assert answers[:2] == [("pain before", 6), ("effort", 10)]


def test_in_a_workout_a_file_goes_on_in_a_pause_so_that_a_hand_can_end_it():
    ear, screen = Ear(), Screen("... ..... ")
    perform(workout(), screen, Reel(20), keepers=[ear])
    assert len(screen.shown) == 20
    assert [stage is Stage.PAUSED for stage in ear.stages] == [False] * 4 + [True] * 6 + [False] * 10


def test_the_loop_ends_with_the_workout():
    # Three repetitions in three frames, and half a minute for the summary.
    assert perform(workout(1), None, Reel(2000)).frames == 3 + 301


def test_quitting_keeps_what_was_done_of_the_set():
    ear = Ear()
    outcome = perform(workout(), Screen(".q"), keepers=[ear])
    (over,) = ear.facts
    assert isinstance(over, SetOver)
    assert (over.end, len(over.result.reps), outcome.result) == (End.LEFT, 2, over.result)


def test_troubles_are_shown_one_after_the_other_for_a_while():
    hints = Hints()
    lines = [None, "the disk is full", "no voice: captions stay"]
    assert [hints.step(t, lines) for t in (0.0, 6.0, 6.1, 12.1, 12.2, 60.0)] == [
        "the disk is full", "the disk is full", "no voice: captions stay", "no voice: captions stay", None, None,
    ]  # fmt: skip
    assert hints.step(61.0, ["something new"]) == "something new"


@pytest.mark.parametrize(
    "options",
    [
        {"open_voice": lambda: nullcontext(Ear("no voice: captions stay"))},
        {"keepers": [Ear(problem="the disk is full")]},
    ],
    ids=["voice", "diary"],
)
def test_what_is_missing_is_shown_and_changes_nothing_else(options: dict[str, Any]):
    shown = []
    for wishes in ({}, {}, options):
        screen = Screen()
        outcome = perform(workout(endless=True), screen, now=Clock(), **wishes)
        assert outcome.frames == 10
        shown.append(screen.shown[5])
    assert np.array_equal(shown[0], shown[1])
    assert not np.array_equal(shown[0], shown[2])


def test_the_estimator_is_told_when_its_model_may_change():
    class Swapping(Estimator):
        free, model, changing = True, "lite", False
        seen: ClassVar[list[bool]] = []

        def change(self) -> None:
            self.seen.append(self.free)

    train(lambda: Reel(9), Swapping, endless(), open_window=None)
    assert Swapping.seen == [True] + [False] * 9, "the stand-in session is always in the middle of a movement"
