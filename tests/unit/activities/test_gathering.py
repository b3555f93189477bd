"""Gathered writes: no timer; whoever comes meanwhile goes together; each is told her own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from services.activities.store.gathering import Gathering


class Slow:
    """A write that lasts until it is let go; even numbers find what they need, 13 breaks it."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.begun, self.go_on = Event(), Event()

    def __call__(self, items: list[int]) -> list[bool]:
        self.written.append(items)
        self.begun.set()
        assert self.go_on.wait(30)
        if 13 in items:
            raise OSError("the database is away")
        return [item % 2 == 0 for item in items]


@pytest.fixture
def slow() -> Slow:
    return Slow()


def rush(slow: Slow, first: int, *others: int) -> list[Callable[[], bool]]:
    """``first`` is under way while ``others`` come; then the write goes on. Their outcomes."""
    gathered = Gathering(slow)
    with ThreadPoolExecutor(1 + len(others)) as pool:
        told: list[Future[bool]] = [pool.submit(gathered, first)]
        assert slow.begun.wait(30)
        told += [pool.submit(gathered, other) for other in others]
        while len(gathered._waiting) < len(others):
            assert not told[0].done()
        slow.go_on.set()
    return [one.result for one in told]


def test_who_comes_alone_is_written_alone(slow: Slow) -> None:
    slow.go_on.set()
    gathered = Gathering(slow)
    assert [gathered(number) for number in (2, 3, 4)] == [True, False, True]
    assert slow.written == [[2], [3], [4]]


def test_those_who_come_meanwhile_go_together_and_each_is_told_her_own(slow: Slow) -> None:
    told = rush(slow, 2, 3, 4, 5, 6)
    assert [one() for one in told] == [True, False, True, False, True]
    assert [sorted(items) for items in slow.written] == [[2], [3, 4, 5, 6]]


def test_a_fault_is_told_to_all_of_its_round_and_to_nobody_else(slow: Slow) -> None:
    first, *others = rush(slow, 2, 4, 13, 6)
    assert first()
    for one in others:
        with pytest.raises(OSError, match="away"):
            one()
    slow.written.clear()
    assert Gathering(slow)(8)
    assert slow.written == [[8]]


def test_a_fault_of_the_first_stops_nobody(slow: Slow) -> None:
    first, *others = rush(slow, 13, 4, 5)
    with pytest.raises(OSError, match="away"):
        first()
    assert [one() for one in others] == [True, False]
