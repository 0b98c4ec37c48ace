"""What is said and when, as whole sequences: each row is a story in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from status_figures import EXERCISE, fault, rep, status

from trainer.coach import RANKS, Coach, Cue
from trainer.exercises import exercises
from trainer.saying import Phrase
from trainer.status import State, Status
from trainer.words import Words

WORDS = Words()
Story = Callable[[float], Status]
HANDS, ELBOWS, HEAD, SLOWER = "Hands on your shoulders", "Lift your elbows", "Keep your head still", "Slower"


def told(story: Story, until_s: float, fps: float = 20) -> list[tuple[float, str]]:
    """When each cue appeared, and its text."""
    coach, heard, last = Coach(), list[tuple[float, str]](), None
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


def ending(end_s: float, reason: str | None, story: Story) -> Story:
    """The same story, with a repetition that ends at end_s."""

    def at(t: float) -> Status:
        return replace(story(t), new_reps=(rep(end_s, reason),)) if abs(t - end_s) < 1e-6 else story(t)

    return at


STORIES = [
    pytest.param(during(), 60, [], id="all is well for a minute: silence"),
    pytest.param(during(("hands-off", 1.0, 1.3)), 10, [], id="a fault of 0.3 s: silence"),
    pytest.param(
        during(("hands-off", 1.0, 3.0)), 20, [(1.4, HANDS), (4.0, "good")],
        id="a fault of 2 s: one cue, and once that it is fixed, a second after it is",
    ),
    pytest.param(
        during(("hands-off", 1.0, 2.0), ("hands-off", 2.8, 3.5)), 4.4, [(1.4, HANDS)],
        id="away for 0.8 s only: not fixed",
    ),
    pytest.param(
        during(("hands-off", 0.0, 1.0), ("hands-off", 3.8, 6.0)), 7, [(0.4, HANDS), (2.0, "good")],
        id="the same fault again after 3 s: silence",
    ),
    pytest.param(
        during(("hands-off", 0.0, 1.0), ("hands-off", 8.4, 10.0)), 10, [(0.4, HANDS), (2.0, "good"), (8.8, HANDS)],
        id="the same fault again after 8 s: told again",
    ),
    pytest.param(
        during(("hands-off", 0.0, 20.0)), 20, [(0.4, HANDS), (7.4, HANDS), (14.4, HANDS)],
        id="a fault that stays: each seven seconds",
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
        during(("hands-off", 0.0, 1.0), phase="rest"), 9, [(0.4, HANDS)],
        id="a fault that ends with its movement is not fixed",
    ),
    pytest.param(
        ending(6.0, None, during(("hands-off", 0.0, 1.0), phase="rest")), 9, [(0.4, HANDS), (6.0, "good")],
        id="the next repetition without it is",
    ),
    pytest.param(ending(6.0, None, during()), 9, [], id="a good repetition after nothing was told: silence"),
    pytest.param(
        ending(2.0, "short-hold", during(phase="rest")), 20, [(2.0, "Hold a little longer")],
        id="an attempt: its reason, once",
    ),
    pytest.param(
        ending(2.0, "hands-off", during(("hands-off", 0.0, 1.9), phase="rest")), 20, [(0.4, HANDS)],
        id="an attempt whose reason was told while it happened: nothing more",
    ),
    pytest.param(
        ending(1.0, "short-hold", during(("hands-off", 0.0, 1.0), phase="rest")), 9,
        [(0.4, HANDS), (3.4, "Hold a little longer")],
        id="an attempt while another cue is read: its reason waits",
    ),
    pytest.param(ending(2.0, "not-a-check", during()), 9, [], id="a reason that no check explains: silence"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "until_s", "expected"), STORIES)
def test_stories(story: Story, until_s: float, expected: list[tuple[float, str]]) -> None:
    heard = told(story, until_s)
    assert [text for _, text in heard] == [text for _, text in expected]
    assert [t for t, _ in heard] == pytest.approx([t for t, _ in expected], abs=0.051)


@pytest.mark.parametrize("fps", [8, 15, 30, 60])
def test_seconds_count_not_frames(fps: float) -> None:
    heard = told(during(("hands-off", 1.0, 3.0)), 8, fps)
    assert [text for _, text in heard] == [HANDS, "good"]
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


def test_order_of_importance() -> None:
    assert sorted(RANKS, key=lambda kind: RANKS[kind]) == ["safety", "see", "form", "range", "pace", "good"]


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
    assert [c.cue for c in EXERCISE.checks] == [HANDS, "Hold a little longer", ELBOWS, HEAD, SLOWER]
