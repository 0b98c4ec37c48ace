"""A set of one side: what the other one does is neither counted nor told of."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from course_figures import PLAIN, Judge, Play, Ready, S, step
from figures import pose
from person import STAND
from status_figures import rep

from trainer.app import Outcome
from trainer.coach import Announcer, Coach, after_set
from trainer.commands import live
from trainer.exercise import Strictness
from trainer.exercises import find
from trainer.saying import Sound, fault_name, phrase
from trainer.status import Rep, Result
from trainer.words import Words
from trainer.workout.gestures import NOTHING
from trainer.workout.parts import Parts
from trainer.workout.sets import SetOn

WORDS = Words()


def on_side(side: str, end_s: float, reason: str | None = None, fault: str | None = None) -> Rep:
    return replace(rep(end_s, reason, fault=fault), side=side)


def judged(*reps: Rep, side: str | None) -> SetOn:
    """A set in which one of these ends with each second."""
    parts = Parts(
        lambda *_: Judge(list(reps)), lambda _: Ready(), lambda _: Coach(framing=False),
        lambda asked: Announcer(WORDS, side=asked.side), after_set,
    )  # fmt: skip
    return SetOn(step(reps=5, side=side), parts, told=True)


def heard(on: SetOn, until_s: float) -> list[tuple[float, str]]:
    """When a number was said, or the sound of an attempt was heard."""
    looks = [on.step(pose(i / 10, STAND), None, NOTHING) for i in range(round(until_s * 10) + 1)]
    said = [one for look in looks for one in look.said if one.code in ("count", "attempt")]
    return [(s.t, WORDS.say(s.phrase) if s.phrase else s.code) for s in said if s.sound is not Sound.COUNTED]


REPS = [on_side(side, t) for t, side in enumerate(("left", "left", "right", "left", "right"), 1)]


def test_the_voice_counts_the_side_that_was_asked_for():
    expected = [(1.0, "attempt"), (2.0, "attempt"), (3.0, "1"), (4.0, "attempt"), (5.0, "2")]
    assert heard(judged(*REPS, side="right"), 5) == expected
    expected = [(1.0, "1"), (2.0, "2"), (3.0, "attempt"), (4.0, "3"), (5.0, "attempt")]
    assert heard(judged(*REPS, side="left"), 5) == expected


def test_what_became_of_the_other_side_is_shown():
    on, shown = judged(*REPS, side="right"), []
    for i in range(51):
        status = on.step(pose(i / 10, STAND), None, NOTHING).status
        if status is not None and status.new_reps and status.last_rep is not None:
            shown.append((status.last_rep.valid, status.last_rep.reason))
    other = (False, "other-side")
    assert shown == [other, other, (True, None), other, (True, None)]
    assert WORDS.say(phrase("screen.no-because", why=fault_name("other-side"))) == "Not counted: other side"


def test_after_the_set_only_that_side_is_told_of():
    reps = [on_side("left", 1), on_side("left", 2, "hands-off"), on_side("left", 3, fault="too-fast")]
    reps += [on_side("right", 4), on_side("right", 5)]
    play = Play([step(reps=2, side="right"), step()], PLAIN, lambda: Judge(list(reps)))
    play.until(S.REST)
    assert [WORDS.say(line) for line in play.moments[-1].lines] == ["All 2 clean."]
    assert play.sets == [(1, 2, "done")]


def test_what_is_told_late_is_of_that_side():
    reps = (on_side("left", 1), on_side("right", 2, "hands-off"), on_side("left", 3), on_side("right", 4))
    result = Result(None, tuple(replace(one, index=at) for at, one in enumerate(reps)), (), (), late=(0, 1))
    told = judged(side="right").asked(result)
    assert ([one.index for one in told.reps], told.late) == ([1, 3], (0,))
    assert judged(side=None).asked(result) == result


def test_the_closing_table_counts_that_side(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    result = Result(None, tuple(replace(one, index=at) for at, one in enumerate(REPS)), (), ())
    monkeypatch.setattr(live, "train", lambda *_, **__: Outcome(result, 100, 6.0))
    wish = live.Wish("0", None, "right", None, None, "lite", Strictness.NORMAL, False, None)
    live.play(find("arm-reach"), wish, SimpleNamespace(size=(640, 480)))  # type: ignore[arg-type]
    assert ": 2 valid, 0 attempts, 3 of another side in 0:06.0." in capsys.readouterr().out
