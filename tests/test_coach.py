"""What is said and when, as whole sequences: each row is a story in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from status_figures import EXERCISE, fault, rep, status

from trainer.coach import RANKS, Coach, Cue
from trainer.exercises import exercises, find
from trainer.saying import Phrase
from trainer.status import ActiveFault, Hero, State, Status
from trainer.words import Words

WORDS = Words()
Story = Callable[[float], Status]
HANDS, PALMS, TIPS = "Hands on your shoulders", "Palms stay there", "Fingertips are enough"
ELBOWS, HEAD, SLOWER, LONGER = "Lift your elbows", "Keep your head still", "Slower", "Hold a little longer"


def told(story: Story, until_s: float, fps: float = 20, *, framing: bool = True) -> list[tuple[float, str]]:
    """When each cue appeared, and its text."""
    coach, heard, last = Coach(framing=framing), list[tuple[float, str]](), None
    for i in range(round(until_s * fps) + 1):
        cue = coach.step(story(i / fps))
        if cue is not None and cue is not last:
            heard.append((i / fps, WORDS.say(cue.phrase)))
        last = cue
    return heard


def during(*faults: tuple[str, float, float], **changes: object) -> Story:
    """An exercise with faults from ... to ... seconds."""

    def at(t: float) -> Status:
        return status(t, active=tuple(fault(code, a) for code, a, b in faults if a <= t < b), **changes)

    return at


def ending(story: Story, *ends: tuple[float, str | None, str | None], lasts_s: float = 2.0) -> Story:
    """The same story, with repetitions that end at these seconds: reason, and another fault's code."""
    reps = [rep(end, reason, fault=code, lasts_s=lasts_s) for end, reason, code in ends]

    def at(t: float) -> Status:
        done = [r for r in reps if r.end_s <= t + 1e-6]
        new = tuple(r for r in done if abs(t - r.end_s) < 1e-6)
        return replace(story(t), new_reps=new, last_rep=done[-1] if done else None)

    return at


def each(period_s: float, *reasons: str | None) -> Story:
    """A movement each period_s, with its fault in the middle of its time, for these reasons."""
    middles = [(reason, (i + 0.3) * period_s, (i + 0.7) * period_s) for i, reason in enumerate(reasons) if reason]
    ends = [((i + 1) * period_s, reason, None) for i, reason in enumerate(reasons)]
    return ending(during(*middles), *ends, lasts_s=period_s)


STORIES = [
    pytest.param(during(), 60, [], id="all is well for a minute: silence"),
    pytest.param(during(("hands-off", 1.0, 1.3)), 10, [], id="a fault of 0.3 s: silence"),
    pytest.param(
        during(("elbows-dropped", 1.0, 3.0)), 20, [(1.4, ELBOWS), (4.0, "good")],
        id="a warning of 2 s: one cue, and once that it is fixed, a second after it is",
    ),
    pytest.param(
        during(("hands-off", 1.0, 3.0)), 20, [(1.4, HANDS)],
        id="what breaks the movement is not made good within it",
    ),
    pytest.param(
        during(("elbows-dropped", 1.0, 2.2), ("hands-off", 3.0, 8.0)), 11, [(1.4, ELBOWS), (4.4, HANDS)],
        id="nothing is good while another fault breaks the movement, be it as new as that",
    ),
    pytest.param(
        during(("elbows-dropped", 1.0, 2.0), ("too-fast", 1.5, 8.0)), 7, [(1.4, ELBOWS), (4.4, SLOWER)],
        id="nothing is good while something else waits to be told",
    ),
    pytest.param(
        ending(during(("elbows-dropped", 1.0, 2.2), ("hands-off", 3.0, 6.0)), (9.0, None, None), lasts_s=2.5), 11,
        [(1.4, ELBOWS), (4.4, HANDS), (9.0, "good")],
        id="then the next repetition that counts is",
    ),
    pytest.param(
        during(("elbows-dropped", 1.0, 2.0), ("elbows-dropped", 2.8, 3.5)), 4.4, [(1.4, ELBOWS)],
        id="away for 0.8 s only: not fixed",
    ),
    pytest.param(
        during(("elbows-dropped", 0.0, 1.0), ("elbows-dropped", 3.8, 6.0)), 7.3, [(0.4, ELBOWS), (2.0, "good")],
        id="the same fault again after 3 s: silence",
    ),
    pytest.param(
        during(("elbows-dropped", 0.0, 1.0), ("elbows-dropped", 8.4, 10.0)), 10,
        [(0.4, ELBOWS), (2.0, "good"), (8.8, ELBOWS)],
        id="fixed, and again after 8 s: the first words again",
    ),
    pytest.param(
        during(("hands-off", 0.0, 60.0)), 58, [(0.4, HANDS), (7.4, PALMS), (14.4, TIPS), (44.4, HANDS), (51.4, PALMS)],
        id="a fault that stays: other words each seven seconds, an easier task, half a minute of silence",
    ),
    pytest.param(
        during(("elbows-dropped", 0.0, 20.0)), 20, [(0.4, ELBOWS), (7.4, ELBOWS), (14.4, ELBOWS)],
        id="a check without other words: the same ones each seven seconds",
    ),
    pytest.param(
        each(5.0, *["hands-off"] * 7), 34, [(1.9, HANDS), (6.9, PALMS), (11.9, TIPS)],
        id="in each movement again: other words each time, then silence",
    ),
    pytest.param(
        each(3.0, *["hands-off"] * 3), 9, [(1.3, HANDS), (6.0, PALMS)],
        id="quick movements: nothing within four seconds of the last words",
    ),
    pytest.param(
        each(3.0, "hands-off", None, "hands-off"), 10, [(1.3, HANDS), (6.0, "good"), (9.0, HANDS)],
        id="the same words not within seven seconds, though it was put right",
    ),
    pytest.param(
        ending(during(("hands-off", 0.5, 1.0), ("hands-off", 10.0, 11.0)), (2.0, None, None)), 12,
        [(0.9, HANDS), (10.4, PALMS)],
        id="a movement that had begun before puts nothing right",
    ),
    pytest.param(
        each(5.0, "hands-off", None, "hands-off"), 15, [(1.9, HANDS), (10.0, "good"), (11.9, HANDS)],
        id="a movement without it: good, and the first words when it comes back",
    ),
    pytest.param(
        during(("elbows-dropped", 0.0, 9.0), ("hands-off", 0.0, 9.0)), 5, [(0.4, HANDS), (3.4, ELBOWS)],
        id="two of form at once: the one that breaks first, then the one that warns",
    ),
    pytest.param(
        during(("elbows-dropped", 0.0, 9.0), ("hands-off", 0.2, 9.0)), 5, [(0.4, ELBOWS), (3.4, HANDS)],
        id="a cue of form is not cut short by another of form",
    ),
    pytest.param(
        during(("hands-off", 0.0, 9.0), ("head-moves", 1.0, 9.0)), 3, [(0.4, HANDS), (1.4, HEAD)],
        id="safety does not wait",
    ),
    pytest.param(
        during(("too-fast", 0.0, 9.0), ("hands-off", 0.5, 9.0)), 3, [(0.4, SLOWER), (0.9, HANDS)],
        id="form before pace",
    ),
    pytest.param(
        during(("elbows-dropped", 0.0, 1.0), phase="rest"), 9, [(0.4, ELBOWS)],
        id="a fault that ends with its movement is not fixed",
    ),
    pytest.param(
        ending(during(("elbows-dropped", 0.0, 1.0), phase="rest"), (6.0, None, None)), 9,
        [(0.4, ELBOWS), (6.0, "good")],
        id="the next repetition without it is",
    ),
    pytest.param(
        ending(during(("hands-off", 0.5, 1.0), phase="rest"), (2.0, None, None)), 9, [(0.9, HANDS)],
        id="one that had begun before it was told is not",
    ),
    pytest.param(ending(during(), (6.0, None, None)), 9, [], id="a good repetition after nothing was told: silence"),
    pytest.param(
        ending(during(phase="rest"), (2.0, "short-hold", None)), 20, [(2.0, LONGER)],
        id="an attempt: its reason, once",
    ),
    pytest.param(
        ending(during(phase="rest"), (2.0, None, "too-fast")), 20, [(2.0, SLOWER)],
        id="it counts, and what was wrong with it is told when it is known",
    ),
    pytest.param(
        ending(during(phase="rest"), (2.0, "short-hold", "too-fast")), 20, [(2.0, LONGER)],
        id="an attempt: its reason alone",
    ),
    pytest.param(
        ending(during(phase="rest"), (2.0, "short-hold", "elbows-dropped")), 20, [(2.0, LONGER)],
        id="even where the other fault would be told first",
    ),
    pytest.param(
        ending(during(state=State.LOST), (2.0, "short-hold", None)), 20, [],
        id="an attempt of someone who is out of sight: silence",
    ),
    pytest.param(
        ending(during(("hands-off", 0.5, 1.9), phase="rest"), (2.0, "hands-off", None)), 20, [(0.9, HANDS)],
        id="an attempt whose reason was told while it happened: nothing more",
    ),
    pytest.param(
        ending(during(("hands-off", 0.0, 1.0), phase="rest"), (1.0, "short-hold", None)), 9,
        [(0.4, HANDS), (3.4, LONGER)],
        id="an attempt while another cue is read: its reason waits",
    ),
    pytest.param(
        ending(during(("elbows-dropped", 0.5, 3.0)), (2.0, "short-hold", None)), 6.9, [(0.9, ELBOWS), (3.9, LONGER)],
        id="nothing is good within five seconds of an attempt",
    ),
    pytest.param(
        ending(during(("elbows-dropped", 0.0, 1.0)), (3.0, "not-a-check", None)), 9, [(0.4, ELBOWS), (2.0, "good")],
        id="a reason that no check explains: silence",
    ),
    pytest.param(
        during(("hands-off", 0.0, 9.0), state=State.LOST), 9, [], id="who is out of sight is not scolded",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "until_s", "expected"), STORIES)
def test_stories(story: Story, until_s: float, expected: list[tuple[float, str]]) -> None:
    heard = told(story, until_s)
    assert [text for _, text in heard] == [text for _, text in expected]
    assert [t for t, _ in heard] == pytest.approx([t for t, _ in expected], abs=0.051)


@pytest.mark.parametrize("fps", [8, 15, 30, 60])
def test_seconds_count_not_frames(fps: float) -> None:
    heard = told(during(("elbows-dropped", 1.0, 3.0)), 8, fps)
    assert [text for _, text in heard] == [ELBOWS, "good"]
    assert heard[0][0] == pytest.approx(1.4, abs=1 / fps + 0.001)


def test_a_cue_is_shown_for_three_seconds_as_the_same_object() -> None:
    coach = Coach()
    shown = [coach.step(during(("hands-off", 0.0, 9.0))(i / 10)) for i in range(70)]
    assert [i for i, cue in enumerate(shown) if cue is not None] == list(range(4, 34))
    assert len({id(cue) for cue in shown if cue is not None}) == 1
    assert shown[4] == Cue(Phrase(HANDS), "hands-off", "break", 0.4, 2)


LOST = "I can't see your left elbow"


def lost(since_s: float, until_s: float, state: State = State.LOST) -> Story:
    def at(t: float) -> Status:
        return status(t, state=state, reason=Phrase(LOST)) if since_s <= t < until_s else status(t)

    return at


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(lost(1.0, 1.3), [], id="out of sight for 0.3 s: silence"),
        pytest.param(lost(1.0, 4.0), [(1.4, LOST)], id="out of sight for 3 s: once"),
        pytest.param(lost(1.0, 4.0, State.POSITIONING), [(1.4, LOST)], id="where to stand: the same"),
        pytest.param(lost(0.0, 9.0, State.NO_ONE), [], id="no one there: nobody to talk to"),
    ],
)
def test_what_cannot_be_seen_is_told_without_blame(story: Story, expected: list[tuple[float, str]]) -> None:
    heard = told(story, 6)
    assert [text for _, text in heard] == [text for _, text in expected]
    assert [t for t, _ in heard] == pytest.approx([t for t, _ in expected], abs=0.051)


def test_where_a_set_up_leads_what_is_out_of_sight_is_left_to_it() -> None:
    def resting(t: float) -> Status:
        return replace(lost(1.0, 6.0, State.POSITIONING)(t), last_rep=rep(1.0))

    assert told(lost(1.0, 6.0), 6, framing=False) == []
    assert [text for _, text in told(resting, 6, framing=False)] == [LOST]


def test_the_hint_goes_as_soon_as_all_is_seen_again() -> None:
    coach, shown = Coach(), dict[float, Cue | None]()
    for i in range(40):
        shown[i / 10] = coach.step(lost(0.0, 2.0)(i / 10))
    assert shown[1.9] == Cue(Phrase(LOST), "not-seen", "see", 0.4, 1)
    assert shown[2.0] is None


def test_a_fault_that_is_out_of_sight_is_not_fixed() -> None:
    def story(t: float) -> Status:
        if t < 1.0:
            return during(("hands-off", 0.0, 9.0))(t)
        return status(t, state=State.LOST, reason=Phrase(LOST))

    assert [text for _, text in told(story, 6)] == [HANDS, LOST]


def test_good_goes_when_an_attempt_ends() -> None:
    story = ending(during(("elbows-dropped", 0.0, 1.0)), (3.0, "unknown", None))
    coach, shown = Coach(), dict[float, str | None]()
    for i in range(40):
        cue = coach.step(story(i / 10))
        shown[i / 10] = None if cue is None else cue.code
    assert (shown[2.9], shown[3.0]) == ("good", None)


def test_the_reason_of_an_attempt_comes_before_the_start_posture() -> None:
    def story(t: float) -> Status:
        if t < 2:
            return status(t)
        done = rep(2.0, "short-hold")
        new = (done,) if t == 2 else ()
        return status(t, state=State.POSITIONING, reason=Phrase("wide elbows"), new_reps=new, last_rep=done)

    heard = told(story, 9)
    assert [text for _, text in heard] == [LONGER, "wide elbows"]
    assert [t for t, _ in heard] == pytest.approx([2.0, 5.0], abs=0.051)


def test_arms_may_be_let_down_for_a_while_between_two_repetitions() -> None:
    def story(t: float) -> Status:
        away = {"state": State.POSITIONING, "reason": Phrase("wide elbows"), "last_rep": rep(2.0)}
        return status(t, **away) if t >= 2 else status(t)

    heard = told(story, 5)
    assert [text for _, text in heard] == ["wide elbows"]
    assert heard[0][0] == pytest.approx(3.5, abs=0.051)


def test_a_repetition_is_good_even_if_the_arms_go_down_at_once() -> None:
    def story(t: float) -> Status:
        now = ending(during(("hands-off", 0.0, 1.0)), (6.0, None, None))(t)
        return replace(now, state=State.POSITIONING, reason=Phrase("wide elbows")) if t >= 6 else now

    assert [text for _, text in told(story, 9)][:2] == [HANDS, "good"]


def riding(t: float, still: tuple[float, float], **changes: object) -> Status:
    at_rest = still[0] <= t < still[1]
    return status(t, cadence=0.0 if at_rest else 70.0, phase="rest" if at_rest else "moving", **changes)


def test_a_pause_is_told_once_each_time() -> None:
    heard = told(lambda t: replace(riding(t % 25, (5.0, 20.0)), t=t), 49)
    assert [text for _, text in heard] == 2 * ["keep going: the clock stands still"]
    assert [t for t, _ in heard] == pytest.approx([5.0, 30.0], abs=0.051)


def test_a_rhythm_that_has_not_begun_is_no_pause() -> None:
    assert told(lambda t: status(t, cadence=None, phase="rest"), 9) == []


def test_posture_on_a_bike_is_told_each_two_minutes_at_most() -> None:
    slumped = ActiveFault(find("aerobic").checks[0], 1.0)

    def story(t: float) -> Status:
        return riding(t, (0, 0), exercise=find("aerobic"), active=(slumped,) if t >= 1 else ())

    heard = told(story, 250, fps=5)
    assert [text for _, text in heard] == ["Sit tall", "Lift your chest", "Go slower, and stay upright"]
    assert [t for t, _ in heard] == pytest.approx([1.4, 121.4, 241.4], abs=0.201)


@pytest.mark.parametrize(
    ("code", "share", "heard"), [("elbows-dropped", 0.49, 0), ("elbows-dropped", 0.5, 1), ("hands-off", 0.1, 1)]
)
def test_a_warning_waits_until_the_movement_is_half_way(code: str, share: float, heard: int) -> None:
    assert len(told(during((code, 0.0, 3.0), hero=Hero("1", "s", share)), 2)) == heard


def test_what_is_typical_of_a_hold_takes_a_second_to_be_told() -> None:
    usual = fault("hands-off", 1.0)
    typical = replace(usual, check=replace(usual.check, typical=True))
    heard = told(lambda t: status(t, active=(typical,) if t >= 1 else ()), 4)
    assert [text for _, text in heard] == [HANDS]
    assert heard[0][0] == pytest.approx(2.0, abs=0.051)


@pytest.mark.parametrize(("held", "heard"), [(2.4, []), (2.6, ["Keep your head still"])])
def test_who_may_be_scratching_the_head_is_not_corrected(held: float, heard: list[str]) -> None:
    press = find("isometric-neck")  # stays of less than 2.5 s are something else
    moves = ActiveFault(press.checks[0], 0.0)
    found = told(lambda t: status(t, exercise=press, active=(moves,), hold_s=held), 2)
    assert [text for _, text in found] == heard


def test_a_rhythm_that_goes_on_does_not_put_posture_right() -> None:
    slumped = ActiveFault(find("aerobic").checks[0], 1.0)

    def story(t: float) -> Status:
        beat = (rep(t, lasts_s=0.5),)
        return riding(t, (0, 0), exercise=find("aerobic"), active=(slumped,) if 1 <= t < 20 else (), new_reps=beat)

    assert [text for _, text in told(story, 30)] == ["Sit tall", "good"]


def test_order_of_importance() -> None:
    assert sorted(RANKS, key=lambda kind: RANKS[kind]) == ["safety", "see", "form", "range", "pace", "place", "good"]


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (("head-moves", "head-lift", "lumbar-lean"), "safety"),
        (("short-hold", "shallow", "arm-low", "elbows-apart", "asymmetric", "one-sided"), "range"),
        (("too-fast", "wrong-order"), "pace"),
        (("hands-off", "hand-off", "elbow-off-wall", "shrug", "slump", "trunk-twist"), "form"),
    ],
)
def test_what_each_check_of_the_seven_exercises_is_about(codes: tuple[str, ...], kind: str) -> None:
    checks = [check for exercise in exercises().values() for check in exercise.checks if check.code in codes]
    assert {check.code for check in checks} == set(codes)
    assert {check.kind for check in checks} == {kind}


def test_the_stand_in_exercise_has_the_cues_used_here() -> None:
    assert [c.cue for c in EXERCISE.checks] == [HANDS, LONGER, ELBOWS, HEAD, SLOWER]
