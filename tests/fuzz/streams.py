"""Streams of poses as no camera should give them, and all that must hold of whatever the trainer makes of them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from figures import other
from sample_truth import NAMES, exercise_of, recorded

from trainer.coach import Announcer, Coach, after_set
from trainer.exercise import Exercise
from trainer.exercises import exercises
from trainer.pose import Joint, Point, Pose
from trainer.session import Session
from trainer.status import Rep, Result, Status
from trainer.workout.conductor import Conductor
from trainer.workout.judging import alone, parts
from trainer.workout.moment import Action, SetOver
from trainer.workout.steps import Step, Workout

SPECIAL = (math.nan, math.inf, -math.inf, 1e30, -1e30, 0.0, 3.4e38)
"""What stands in a float32 when something went wrong."""
SIZES = ((1, 1), (64, 36), (36, 640), (3840, 2160), (640, 480))
JUMPS_S = (-3600.0, -1.0, -0.03, 0.0, 0.9, 1.1, 30.0, 3600.0, 1e9)
EPS = 1e-6


class Harm(NamedTuple):
    """One thing that goes wrong: what, from which pose, for how many, and a byte that says the rest."""

    kind: str
    start: int
    length: int
    amount: int


def _valued(pose: Pose, amount: int) -> Pose:
    """One joint, or all, of the picture, the world or the visibility has a value that is no place."""
    value, target, joint = SPECIAL[amount % len(SPECIAL)], amount // len(SPECIAL) % 3, amount % len(Joint)
    joints = set(Joint) if amount > 230 else {joint}
    put: Callable[[Sequence[Point]], list[Point]] = lambda points: [  # noqa: E731
        (value, value, value) if j in joints else p for j, p in enumerate(points)
    ]
    if target == 2:
        return replace(pose, visibility=[value if j in joints else v for j, v in enumerate(pose.visibility)])
    return replace(pose, world=put(pose.world)) if target else replace(pose, image=put(pose.image))


def _shifted(pose: Pose, amount: int) -> Pose:
    off = (amount - 128) * 8
    return replace(pose, image=[(x + off, y - off / 2, z) for x, y, z in pose.image])


def _small(pose: Pose, amount: int) -> Pose:
    scale = (0.0, 1e-30, 1e-3, 0.05)[amount % 4]
    image = [(320 + x * scale, 240 + y * scale, z * scale) for x, y, z in pose.image]
    world = [(x * scale, y * scale, z * scale) for x, y, z in pose.world] if amount & 4 else pose.world
    return replace(pose, image=image, world=world)


def _swapped(pose: Pose, amount: int) -> Pose:
    """Left is called right; amount: only in the picture, only in the world, or both."""
    image = [pose.image[other(j)] for j in Joint] if amount % 3 != 1 else pose.image
    world = [pose.world[other(j)] for j in Joint] if amount % 3 != 0 else pose.world
    return replace(pose, image=image, world=world)


def _shaken(pose: Pose, amount: int) -> Pose:
    chance = random.Random(f"{amount} {pose.t}")
    return replace(
        pose,
        image=[(x + chance.gauss(0, amount), y + chance.gauss(0, amount), z) for x, y, z in pose.image],
        world=[(x, y + chance.gauss(0, amount / 200), z + chance.gauss(0, amount / 200)) for x, y, z in pose.world],
    )


def _turned(pose: Pose, amount: int) -> Pose:
    if amount & 1:
        return replace(pose, image=[(y, x, z) for x, y, z in pose.image])
    return replace(pose, image=[(x, pose.size[1] - y, z) for x, y, z in pose.image], world=pose.world)


SPOILT: dict[str, Callable[[Pose, int], Pose]] = {
    "value": _valued,
    "jump": _shifted,
    "small": _small,
    "swap": _swapped,
    "shake": _shaken,
    "turn": _turned,
    "nobody": lambda pose, amount: Pose(pose.t, pose.size, people=0),
    "crowd": lambda pose, amount: replace(pose, people=amount, sure=bool(amount & 1)),
    "size": lambda pose, amount: replace(pose, size=SIZES[amount % len(SIZES)]),
    "visible": lambda pose, amount: replace(pose, visibility=[amount / 255] * len(Joint)),
}
"""What happens to a pose."""


def _again(times: list[float], i: int, amount: int) -> float:
    return times[i - 1] if i else times[0]


def _step(times: list[float], i: int, amount: int) -> float:
    return times[i] + JUMPS_S[amount % len(JUMPS_S)]


def _quick(times: list[float], i: int, amount: int) -> float:
    return times[i - 1] + 0.001 if i else times[0]


def _no_time(times: list[float], i: int, amount: int) -> float:
    return SPECIAL[amount % 3]


TIMES: dict[str, Callable[[list[float], int, int], float]] = {
    "again": _again, "step": _step, "quick": _quick, "no time": _no_time,
}  # fmt: skip
"""What happens to a time stamp."""
KINDS = (*SPOILT, *TIMES)


@cache
def stretch(name: str, start: int, fps: int = 5, seconds: float = 6.0) -> tuple[Pose, ...]:
    """Some seconds of a sample as a slow camera would have seen them; start is a share of 255."""
    poses = recorded(name)[:: 30 // fps]
    count = round(seconds * fps)
    first = (len(poses) - count) * start // 255
    return tuple(poses[first : first + count])


def spoilt(poses: Sequence[Pose], harms: Iterable[Harm]) -> list[Pose]:
    """The poses with everything that goes wrong, one after the other."""
    found = list(poses)
    for kind, start, length, amount in harms:
        first = start * len(found) // 256
        for i in range(first, min(first + 1 + length, len(found))):
            if kind in TIMES:
                found[i] = replace(
                    found[i], t=TIMES[kind]([pose.t for pose in found[max(i - 1, 0) : i + 1]], min(i, 1), amount)
                )
            else:
                found[i] = SPOILT[kind](found[i], amount) if found[i].found else found[i]
    return found


def drawn(data: bytes) -> tuple[str, list[Pose], int]:
    """A sample's name, poses, and a number to choose by, from the bytes of a fuzzer: three, and four for each harm."""
    head, rest = data[:3].ljust(3, b"\0"), data[3:]
    name = NAMES[head[0] % len(NAMES)]
    harms = [Harm(KINDS[rest[i] % len(KINDS)], *rest[i + 1 : i + 4]) for i in range(0, len(rest) - 3, 4)]
    return name, spoilt(stretch(name, head[1] // 16 * 17), harms[:12]), head[2]


def endure(name: str, poses: Sequence[Pose], choice: int) -> None:
    """Everything that looks at poses, over these, and all that must hold of it."""
    exercise = exercises()[exercise_of(name)]
    if choice & 4:
        check_conductor(exercise, poses, choice)
    else:
        check_session(exercise, poses)


def check_session(exercise: Exercise, poses: Sequence[Pose]) -> Result:
    """Session, coach and announcer over these poses: no exception, and all counts and clocks fit together."""
    session, quick, coach, announcer = Session(exercise), Session(exercise), Coach(), Announcer()
    told: list[Rep] = []
    last = -math.inf
    for pose in poses:
        status = session.step(pose)
        told += status.new_reps
        assert quick.judge(pose) == status.new_reps
        assert status.t >= last, "time runs forward"
        last = status.t
        check_status(status, told)
        announcer.step(status, coach.step(status))
    result = session.finish()
    assert result.reps[: len(told)] == tuple(told), "what was told stays"
    check_result(result, exercise)
    after_set(result, exercise)
    return result


def check_conductor(exercise: Exercise, poses: Sequence[Pose], choice: int) -> None:
    """A whole workout over these poses, with somebody who presses keys: no exception, and the facts fit together."""
    workout = Workout(tuple(Step(exercise, reps=1 + choice % 3, rest_s=1.0) for _ in range(2)))
    conductor = alone(exercise) if choice & 1 else Conductor(workout, parts())
    facts = []
    for i, pose in enumerate(poses):
        moment = conductor.step(pose)
        facts += moment.facts
        assert 1 <= moment.number <= moment.of
        assert moment.ring is None or 0 <= moment.ring.share <= 1
        assert 0 <= moment.green <= 1
        if moment.status is not None:
            check_status(moment.status, None)
        if choice & 2 and i % 7 == choice % 7:
            conductor.ask(list(Action)[i * choice % len(Action)])
            conductor.answer(choice % 11)
    facts += conductor.finish()
    for over in facts:
        if isinstance(over, SetOver):
            check_result(over.result, exercise)
            assert 0 <= over.valid <= sum(rep.valid for rep in over.result.reps)
            assert 0 <= over.seconds < math.inf


def check_status(status: Status, told: Sequence[Rep] | None) -> None:
    """What must hold at every moment; told: the repetitions announced so far."""
    assert status.valid >= 0 <= status.attempts
    if told is not None:
        assert status.valid + status.attempts == len(told)
        assert status.valid == sum(rep.valid for rep in told)
    finite = [status.t, status.hold_s, status.good_s, status.elapsed_s, status.cadence or 0.0, status.clock_s or 0.0]
    assert all(map(math.isfinite, finite)), finite
    assert 0 <= status.good_s <= status.hold_s + EPS
    assert status.hold_s <= status.elapsed_s + EPS
    assert 0 <= (status.clock_s or 0.0) <= status.elapsed_s + EPS
    assert (status.cadence or 0.0) >= 0
    assert 0 < len(status.hero.text) <= 6
    assert status.hero.share is None or math.isfinite(status.hero.share)
    assert all(fault.since_s <= status.t for fault in status.active)


def check_result(result: Result, exercise: Exercise) -> None:
    """What must hold of a whole set."""
    codes = {check.code for check in exercise.checks} | {"paused", "no-shrink"}
    assert [rep.index for rep in result.reps] == list(range(len(result.reps)))
    assert all(a.end_s <= b.end_s + EPS for a, b in pairwise(result.reps) if a.side == b.side)
    for rep in result.reps:
        assert rep.start_s <= rep.peak_s + EPS
        assert rep.peak_s <= rep.end_s + EPS
        assert -EPS <= rep.good_s <= rep.hold_s + EPS
        assert rep.hold_s <= rep.end_s - rep.start_s + EPS
        assert rep.valid == (rep.reason is None)
        assert rep.valid == all(fault.severity != "break" for fault in rep.faults)
        assert rep.reason is None or rep.reason in codes
        assert math.isfinite(rep.size or 0.0)
        assert math.isfinite(rep.travel or 0.0)
        assert not {fault.code for fault in rep.faults} & set(rep.unseen)
    for fault in (*result.spans, *(fault for rep in result.reps for fault in rep.faults)):
        assert fault.code in codes
        assert fault.start_s <= fault.end_s
        assert not math.isnan(fault.worst)
