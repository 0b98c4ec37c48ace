"""Work in a thread of its own: in order, bounded, and what goes wrong in it comes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

import pytest

from trainer.inorder import MOST_WAITING, InOrder

WAIT_S = 10.0


class BrokenError(Exception):
    """What a task raises."""


def fail() -> None:
    raise BrokenError("on purpose")


def test_everything_is_done_in_order_elsewhere() -> None:
    done: list[tuple[int, str]] = []
    with InOrder("elsewhere") as thread:
        for i in range(50):
            thread.put(lambda i=i: done.append((i, threading.current_thread().name)))  # type: ignore[misc]
    assert [i for i, _ in done] == list(range(50))
    assert {name for _, name in done} == {"elsewhere_0"}
    assert not any(thread.name.startswith("elsewhere") for thread in threading.enumerate())


def test_who_hands_over_goes_on_meanwhile_but_not_without_end() -> None:
    gate, handed = threading.Event(), list[int]()

    def hand_over(thread: InOrder) -> None:
        for i in range(MOST_WAITING + 1):
            thread.put(lambda: None if gate.wait(WAIT_S) else fail())
            handed.append(i)

    with InOrder("work") as thread:
        other = threading.Thread(target=hand_over, args=(thread,))
        other.start()
        other.join(0.2)
        assert handed == list(range(MOST_WAITING)), "four may wait, the fifth not"
        gate.set()
        other.join(WAIT_S)
        assert handed == list(range(MOST_WAITING + 1))


def do(tasks: Iterable[Callable[[], object]]) -> None:
    """All of them in a thread."""
    with InOrder("work") as thread:
        for task in tasks:
            thread.put(task)


def test_an_error_comes_out_at_the_end_and_what_follows_is_given_up() -> None:
    done: list[int] = []
    with pytest.raises(BrokenError, match="on purpose"):
        do([lambda: done.append(1), fail, lambda: done.append(2)])
    assert done == [1]


def test_an_error_comes_out_of_a_later_put() -> None:
    handed: list[int] = []

    def tasks() -> Iterator[Callable[[], object]]:
        for i in range(100):
            handed.append(i)
            yield fail

    with pytest.raises(BrokenError):
        do(tasks())
    assert len(handed) <= MOST_WAITING + 1


def test_an_error_outside_is_the_one_that_is_told_and_what_waits_is_given_up() -> None:
    gate, done = threading.Event(), list[int]()

    def interrupted() -> Iterator[Callable[[], object]]:
        yield lambda: gate.wait(WAIT_S)
        yield lambda: done.append(1)
        threading.Timer(0.1, gate.set).start()
        raise ValueError("outside")

    with pytest.raises(ValueError, match="outside"):
        do(interrupted())
    assert done == []
