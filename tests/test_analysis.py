"""The loop from frames to an analysis, and its JSON, on stand-ins whose results are known."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import numpy as np
import pytest

from trainer.analysis import Analysis, duration, judge
from trainer.exercise import View
from trainer.exercises import exercises
from trainer.pose import JOINTS, Pose
from trainer.results import as_dict, as_json, rounded
from trainer.saying import Phrase, phrase
from trainer.sources import Frame
from trainer.status import Fault, Rep, Result

LOW = {"code": "arm-low", "severity": "break", "start_s": 3.3, "end_s": 8.7, "worst": -31.0, "unit": "deg"}
ARM_LOW = Fault("arm-low", "break", 3.3, 8.7, -31.0, "deg")
REP = Rep(0, "left", 1.9, 6.0, 10.0, 5.4, 0.4, False, "arm-low", (ARM_LOW,), ("trunk-twist",), 1.0)
SLUMP = Fault("slump", "warn", 6.3, 13.5, 29.0, "deg")
RESULT = Result(View.SIDE, (REP,), (SLUMP,), ("shrug",))


@dataclass
class Recorder:
    """Stands in for a session: remembers what it was given."""

    result: Result = RESULT
    finished: int = 0
    reasons: dict[float, Phrase] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.times: list[float] = []

    def step(self, pose: Pose) -> SimpleNamespace:
        assert not self.finished
        self.times.append(pose.t)
        return SimpleNamespace(t=pose.t, reason=self.reasons.get(pose.t))

    def finish(self) -> Result:
        self.finished += 1
        return self.result


def frames(*times: float) -> list[Frame]:
    return [Frame(t, np.zeros((2, 2, 3), np.uint8), i) for i, t in enumerate(times)]


def someone(frame: Frame) -> Pose:
    points = ((0.0, 0.0, 0.0),) * JOINTS
    return Pose(frame.t, frame.size, points, points, (1.0,) * JOINTS)


def no_one(frame: Frame) -> Pose:
    return Pose(frame.t, frame.size)


def exercise():
    return next(iter(exercises().values()))


def analysed(session: Recorder, *times: float, estimate=someone, watch=None) -> Analysis:
    return judge(frames(*times), estimate, session, source="a.mp4", exercise=exercise(), watch=watch)


def test_every_frame_is_judged_once_in_order_and_the_session_is_finished():
    session = Recorder()
    analysis = analysed(session, 0.0, 0.1, 0.25)
    assert session.times == [0.0, 0.1, 0.25]
    assert session.finished == 1
    assert analysis.result is RESULT
    assert (analysis.frames, analysis.frames_with_pose) == (3, 3)


def test_frames_without_a_person_are_judged_but_not_counted_as_seen():
    session = Recorder()
    analysis = analysed(session, 0.0, 0.1, 0.2, estimate=lambda f: someone(f) if f.index == 1 else no_one(f))
    assert session.times == [0.0, 0.1, 0.2]
    assert (analysis.frames, analysis.frames_with_pose) == (3, 1)


def test_a_watch_sees_frame_pose_and_status_of_the_same_moment():
    seen = []
    analysed(Recorder(), 0.0, 0.5, watch=lambda frame, pose, status: seen.append((frame.t, pose.t, status.t)))
    assert seen == [(0.0, 0.0, 0.0), (0.5, 0.5, 0.5)]


def test_what_stood_in_the_way_is_counted_the_most_frequent_first():
    dark, face = phrase("setup.dark"), phrase("setup.face")
    found = analysed(Recorder(reasons={0.1: dark, 0.2: face, 0.4: face}), 0.0, 0.1, 0.2, 0.3, 0.4)
    assert found.obstacles == ((face, 2), (dark, 1))
    assert analysed(Recorder(), 0.0, 0.1).obstacles == ()


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        ([], 0.0),
        ([0.0], 0.0),
        ([0.0, 0.5], 1.0),
        ([0.0, 0.1, 0.4, 0.6], 0.8),  # uneven: the last frame lasts 0.2 s, as long as the others on average
        ([2.0, 2.5, 3.0], 1.5),  # a file that does not start at zero is no longer for it
    ],
)
def test_duration_includes_the_last_frame(times: list[float], seconds: float):
    assert duration(times) == pytest.approx(seconds)


def analysis(result: Result = RESULT) -> Analysis:
    return Analysis(exercises()["arm-reach"], "clip.mp4", 39.59999, 1188, 1187, result)


def test_json_is_the_contract_to_the_letter():
    assert as_dict(analysis()) == {
        "schema": 1,
        "exercise": "arm-reach",
        "source": "clip.mp4",
        "view": "side",
        "duration_s": 39.6,
        "frames": 1188,
        "frames_with_pose": 1187,
        "reps": [
            {
                "index": 0,
                "side": "left",
                "start_s": 1.9,
                "peak_s": 6.0,
                "end_s": 10.0,
                "hold_s": 5.4,
                "good_s": 0.4,
                "valid": False,
                "reason": "arm-low",
                "faults": [LOW],
                "unseen": ["trunk-twist"],
            }
        ],
        "spans": [{"code": "slump", "start_s": 6.3, "end_s": 13.5, "worst": 29.0, "unit": "deg"}],
        "unseen": ["shrug"],
    }


def test_json_text_reads_back_as_the_same_values_and_ends_with_a_newline():
    text = as_json(analysis())
    assert json.loads(text) == as_dict(analysis())
    assert text.endswith("}\n")


def test_nobody_found_is_an_empty_result_without_a_view():
    told = as_dict(analysis(Result(None, (), (), ())))
    assert (told["view"], told["reps"], told["spans"], told["unseen"]) == (None, [], [], [])


def test_a_repetition_without_side_and_reason_has_null_for_them():
    told = json.loads(as_json(analysis(replace(RESULT, reps=(replace(REP, side=None, reason=None, valid=True),)))))
    assert (told["reps"][0]["side"], told["reps"][0]["reason"]) == (None, None)


def test_not_a_number_never_reaches_the_json():
    with pytest.raises(ValueError, match="JSON"):
        as_json(analysis(replace(RESULT, spans=(replace(SLUMP, worst=float("nan")),))))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.23456, "1.235"), (np.float32(0.5), "0.5"), (-0.0001, "0.0"), (2, "2.0"), (1e-9, "0.0")],
)
def test_numbers_are_plain_and_rounded(value: float, expected: str):
    assert json.dumps(rounded(value)) == expected
