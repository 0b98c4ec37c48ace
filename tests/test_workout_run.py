"""A whole workout, unattended: somebody walks in, accepts, answers, exercises, goes away, comes back, and is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from filmed import OPENED, Filmed
from person import FPS, LEFT_UP, RIGHT_UP, SIDEWAYS, SIZE, STAND, Clip, Figures, Person, during

from trainer import calibrations
from trainer.app import Outcome, train
from trainer.coach.speech import Speech
from trainer.estimator import Estimator
from trainer.exercises import find
from trainer.pose import Pose
from trainer.recording import SetSettings
from trainer.recording.reader import Recording
from trainer.recording.take import Take, starter
from trainer.rejudge import rejudge
from trainer.saying import Phrase, Saying, Sound
from trainer.sources import Frame
from trainer.stage import Stage
from trainer.words import Words
from trainer.workout.bookkeeping import Bookkeeper, Measurer
from trainer.workout.conductor import Conductor
from trainer.workout.course import Wishes
from trainer.workout.diary import Diary
from trainer.workout.judging import parts
from trainer.workout.log import Entry
from trainer.workout.moment import Answer, End, Moment, SetOver
from trainer.workout.steps import Step, Workout

DAY, STARTED = "2026-11-23", "2026-11-23T18:00:00+01:00"
GREY = np.full((SIZE[1] // 10, SIZE[0] // 10, 3), 128, np.uint8)


def step(exercise: str, side: str | None = None, reps: int = 0, rest_s: float = 30.0, **more: float) -> Step:
    found = find(exercise)
    return Step(found, side, reps=reps, hold_s=found.hold_s, rest_s=rest_s, **more)  # type: ignore[arg-type]


STEPS = (
    step("isometric-neck", "right", 2, 15), step("isometric-neck", "left", 2, 15),
    step("isometric-neck", "front", 2, 15), step("isometric-neck", "back", 2),
    step("butterfly", None, 3), step("bear-roll", None, 10), step("arm-slides", None, 6),
    step("thoracic-extension", None, 6), step("arm-reach", "left", 3), step("arm-reach", "right", 3),
    step("arm-slides", None, 1), step("aerobic", minutes=1.0, rest_s=0),
)  # fmt: skip
CLIPS = {
    1: Clip("isometric-neck", 15.6, 31.2), 2: Clip("isometric-neck", 31.2, 45.6), 3: Clip("isometric-neck", 45.6),
    4: Clip("isometric-neck", 0, 16.0), 5: Clip("butterfly"), 6: Clip("bear-roll"), 7: Clip("arm-slides"),
    8: Clip("thoracic-extension"), 9: Clip("arm-reach"), 10: Clip("arm-reach"),
    11: Clip("arm-slides-faults", 6.8, 16.3), 12: Clip("aerobic"),
}  # fmt: skip
FAULTY = {7: {"wrist-off-wall", "elbow-off-wall", "asymmetric", "too-fast"}, 11: {"elbow-off-wall", "wrist-off-wall"}}
"""Codes of what is wrong in a set by its labels; nothing is in the others."""


def comes_in() -> Figures:
    return during((2, None), (2, STAND), (3, RIGHT_UP))


def pauses() -> Figures:
    return during((3, STAND), (3, RIGHT_UP))


def hurries() -> Figures:
    return during((3, STAND), (3, LEFT_UP))


def stands_wrong() -> Figures:
    return during((5, SIDEWAYS))


def goes_away() -> Figures:
    """In position until the countdown is over, and out of the picture for four seconds."""
    yield from [CLIPS[8].poses()[0]] * 7 * FPS
    yield from [None] * 4 * FPS


def is_called_away() -> Figures:
    return during((125, None))


HABITS = {
    (Stage.NOTICE, 1): comes_in, (Stage.REST, 4): pauses, (Stage.REST, 6): hurries, (Stage.READY, 5): stands_wrong,
    (Stage.READY, 8): goes_away, (Stage.READY, 9): is_called_away,
}  # fmt: skip


@dataclass
class Log:
    """What was seen and heard; also tells the person what is shown."""

    person: Person
    problem: str | None = None
    moments: list[Moment] = field(default_factory=list)
    heard: list[tuple[str, int]] = field(default_factory=list)
    hint: str | None = None

    def keep(self, moment: Moment) -> None:
        self.person.moment = moment
        self.moments.append(moment)

    def end(self, facts: Sequence[object]) -> None:
        assert facts == (), "it came to its end"

    def say(self, text: str, urgency: int = 3, fresh_s: float = 2.0) -> None:
        self.heard.append((text, urgency))

    def play(self, sound: Sound) -> None:
        self.heard.append((sound, 9))

    @property
    def sets(self) -> list[SetOver]:
        return [fact for moment in self.moments for fact in moment.facts if isinstance(fact, SetOver)]

    @property
    def answers(self) -> list[Answer]:
        return [fact for moment in self.moments for fact in moment.facts if isinstance(fact, Answer)]

    def said(self) -> Iterator[tuple[int, Saying, Phrase]]:
        """Number of the set, and each sentence."""
        for moment in self.moments:
            for saying in moment.said:
                if saying.phrase is not None:
                    yield moment.number, saying, saying.phrase


class Camera:
    """Shows the person, and knows their pose: the source and the estimator of the loop."""

    size = SIZE

    def __init__(self, person: Person) -> None:
        self.poses = person.poses()
        self.pose: Pose | None = None

    def __iter__(self) -> Iterator[Frame]:
        for number, pose in enumerate(self.poses):
            self.pose = pose
            yield Frame(pose.t, GREY, number)

    def estimate(self, frame: Frame) -> Pose:
        assert self.pose is not None
        return self.pose


class Webcam:
    """Shows the person in pictures: the source of the loop; what they do is for the estimator to find out."""

    size = SIZE

    def __init__(self, person: Filmed) -> None:
        self.person = person

    def __iter__(self) -> Iterator[Frame]:
        return self.person.frames()


@dataclass
class Run:
    """The finished workout."""

    log: Log
    outcome: Outcome
    folder: Path
    session: Path


def tells(stage: Stage, number: int) -> int | None:
    """Pain 4 before and 5 after, efforts of 4; of the third set nothing, and 7 of the fourth."""
    return 5 if stage is Stage.PAIN_AFTER else {3: None, 4: 7}.get(number, 4)


@pytest.fixture(scope="module", params=["poses", pytest.param("pictures", marks=pytest.mark.slow)])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The workout, done once: about a quarter of an hour at 15 frames a second.

    From pictures it is estimated by the full model, which takes about ten minutes.
    """
    folder, words = tmp_path_factory.mktemp("person"), Words()
    filmed = request.param == "pictures"
    person = (Filmed if filmed else Person)(CLIPS, HABITS, tells)
    log, camera = Log(person), Webcam(person) if isinstance(person, Filmed) else Camera(person)
    conductor = Conductor(Workout(STEPS), parts(words=words), Wishes(notice=True), words=words)
    model = "full" if filmed else "heavy"  # which placed the samples' kept poses
    take = Take(starter(folder, model, "a person", video=False), SetSettings("isometric-neck"), must=True)
    diary = Bookkeeper(lambda: Diary.open(folder), DAY, STARTED, Workout(STEPS))
    with diary, OPENED, Measurer(folder) as measurer:
        outcome = train(
            lambda: nullcontext(camera), (lambda: Estimator(model)) if filmed else (lambda: nullcontext(camera)),
            conductor, open_window=None, open_voice=lambda: nullcontext(log), take=take,
            keepers=[log, diary, measurer], words=words,
        )  # fmt: skip
    assert (diary.problem, measurer.problem, take.problem) == (None, None, None)
    assert take.folder is not None
    return Run(log, outcome, folder, take.folder)


def test_it_lasts_a_quarter_of_an_hour_and_ends_by_itself(run: Run):
    assert 14 * 60 <= run.outcome.seconds <= 20 * 60
    assert run.log.moments[-1].stage is Stage.DONE


def test_every_stage_is_gone_through(run: Run):
    assert {moment.stage for moment in run.log.moments} == set(Stage)


def test_what_is_counted_is_what_the_labels_say(run: Run):
    for over in run.log.sets:
        passes = [begin for number, begin in run.log.person.passes if number == over.number]
        if over.step.exercise.id == "aerobic":
            continue
        rows = [(row, begin + row.end_s) for begin in passes for row in CLIPS[over.number].rows()]
        told = [(row.side, row.reason) for row, end in rows if end <= over.t + 0.5]
        assert [(rep.side, rep.reason) for rep in over.result.reps] == told, over.number
    counts = [(over.number, over.valid, over.end) for over in run.log.sets]
    assert counts[:-1] == [
        *[(n, 2, End.DONE) for n in (1, 2, 3, 4)], (5, 3, End.DONE), (6, 10, End.DONE), (7, 6, End.DONE),
        (8, 6, End.DONE), (9, 3, End.DONE), (10, 3, End.DONE), (11, 0, End.DONE),
    ]  # fmt: skip


def test_a_minute_of_pedalling_is_a_minute(run: Run):
    last = run.log.sets[-1]
    # 28 turns in 24 s, so 70 in a minute; each pass through the clip begins anew, which costs a few.
    assert 60 <= last.valid <= 70
    assert last.step.minutes == 1.0


def test_the_answers_of_the_hand_arrive(run: Run):
    told = [(str(answer.stage), answer.number, answer.value) for answer in run.log.answers]
    assert told == [
        ("pain before", 1, 4), ("effort", 1, 4), ("effort", 2, 4), ("effort", 3, None), ("effort", 4, 7),
        *[("effort", n, 4) for n in (5, 6, 7, 8, 9, 10, 11, 12)], ("pain after", 13, 5),
    ]  # fmt: skip


def test_each_cue_has_its_reason_and_its_pause(run: Run):
    codes = {number: {check.code for check in one.exercise.checks} for number, one in enumerate(STEPS, 1)}
    told: dict[Phrase, float] = {}
    for number, saying, sentence in run.log.said():
        if saying.code not in codes[number]:
            continue
        assert saying.code in FAULTY.get(number, set()), (number, saying)
        assert saying.t - told.get(sentence, float("-inf")) >= 7.0, saying
        told[sentence] = saying.t
    assert len(told) >= 4, "there are faults to be told"


def test_one_thing_is_said_at_a_time(run: Run):
    speech = Speech(Words())
    for (_, sooner, _), (_, later, _) in pairwise(run.log.said()):
        cut = later.urgency == 0 and sooner.urgency >= 2
        assert cut or later.t - sooner.t >= speech.seconds(sooner) - 1e-6, (sooner, later)


def test_the_same_reason_is_not_repeated_within_seven_seconds(run: Run):
    told: dict[Phrase, float] = {}
    for _, saying, sentence in run.log.said():
        if saying.code == "setup" and not sentence.key.isdigit():
            assert saying.t - told.get(sentence, float("-inf")) >= 7.0, saying
            told[sentence] = saying.t
    assert {sentence.key for sentence in told} >= {"setup.no-one", "setup.face"}


def test_what_is_said_is_heard(run: Run):
    said = [Words().say(sentence) for _, _, sentence in run.log.said()]
    assert [text for text, urgency in run.log.heard if urgency < 9] == said
    for text in ("Ask a doctor first, above all when your upper back hurts already.", "Breathe", "Done for today"):
        assert text in said
    sounds = {text for text, urgency in run.log.heard if urgency == 9}
    assert sounds >= {Sound.COUNTED, Sound.HELD, Sound.ATTEMPT, Sound.GO}


def test_it_ends_with_the_summary(run: Run):
    lines = [Words().say(line) for line in run.log.moments[-1].lines]
    assert lines[:-1] == [
        "Isometric neck press: 8 of 8", "Butterfly: 3 of 3", "Bear roll: 10 of 10", "Wall arm slides: 6 of 7",
        "Seated thoracic extension: 6 of 6", "Arm reach on hands and knees: 6 of 6",
        "Stationary bike or treadmill: one minute",
    ]  # fmt: skip
    assert lines[-1].endswith(" minutes altogether")


def test_the_diary_holds_all_of_it(run: Run):
    with Diary.open(run.folder) as diary:
        (entry,) = diary.log().workouts
    assert isinstance(entry, Entry)
    assert (entry.day, entry.finished, entry.pain_before, entry.pain_after) == (DAY, True, 4, 5)
    assert [(one.step, one.valid, one.effort) for one in entry.sets[:4]] == [
        (0, 2, 4),
        (1, 2, 4),
        (2, 2, None),
        (3, 2, 7),
    ]
    assert [one.step for one in entry.sets] == list(range(12))
    assert all(one.done for one in entry.sets)
    # The two minutes and the pauses in which nobody trained are not counted.
    assert entry.minutes * 60 <= run.outcome.seconds - 125


def test_the_session_is_whole_and_judged_alike_again(run: Run):
    with Recording(run.session) as recording:
        assert not recording.interrupted
        assert [one.settings.exercise for one in recording.sets] == [one.exercise.id for one in STEPS]
        assert [list(one.reps) for one in recording.sets] == [list(over.result.reps) for over in run.log.sets]
        stages = [event.text for event in recording.events if event.kind == "stage"]
        assert set(stages) == {str(stage) for stage in Stage}
        assert len([event for event in recording.events if event.kind == "answer"]) == 14
        assert [one.same for one in rejudge(recording)] == [True] * len(STEPS)


def test_what_was_measured_is_kept(run: Run):
    kept = calibrations.read(run.folder)
    assert {exercise for exercise, _ in kept} >= {"butterfly", "thoracic-extension", "arm-slides", "isometric-neck"}
