"""What takes long is counted by one thread, and the others read what was counted last."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count as numbers
from threading import Event

import pytest

from services.hours.pages.keeping import Kept

START, LASTING = datetime(2026, 11, 22, tzinfo=UTC), timedelta(seconds=10)


class Time:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class Slow:
    """A count that has begun and lasts until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.let_go.wait(10)
        return "new"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def each() -> Iterator[int]:
    """1, 2, 3 …: what a count says that is made anew each time."""
    return numbers(1)


def test_a_count_stands_for_its_time_and_says_when_it_was_made(
    time: Time, each: Iterator[int]
) -> None:
    kept = Kept(time, LASTING)
    assert kept.of("a", lambda: next(each)) == (1, START)
    time.now += LASTING - timedelta(milliseconds=1)
    assert kept.of("a", lambda: next(each)) == (1, START)
    assert kept.of("b", lambda: next(each)).found == 2, "another thing is counted by itself"
    time.now += timedelta(milliseconds=1)
    assert kept.of("a", lambda: next(each)) == (3, START + LASTING)


def test_a_clock_that_was_put_back_makes_counts_anew(time: Time, each: Iterator[int]) -> None:
    kept = Kept(time, LASTING)
    kept.of("a", lambda: next(each))
    time.now -= timedelta(hours=1)
    assert kept.of("a", lambda: next(each)).found == 2


def test_one_counts_and_those_beside_it_do_not_wait(time: Time) -> None:
    kept, slow = Kept(time, LASTING), Slow()
    kept.of("a", lambda: "old")
    time.now += LASTING
    with ThreadPoolExecutor(1) as beside:
        first = beside.submit(kept.of, "a", slow)
        assert slow.begun.wait(10)
        assert kept.of("a", lambda: "a second count").found == "old"
        slow.let_go.set()
        assert first.result().found == "new"
    assert kept.of("a", lambda: "a third count").found == "new"


def test_what_is_far_too_old_is_waited_for(time: Time) -> None:
    kept, slow = Kept(time, LASTING), Slow()
    kept.of("a", lambda: "of yesterday")
    time.now += timedelta(days=1)
    with ThreadPoolExecutor(2) as beside:
        first = beside.submit(kept.of, "a", slow)
        assert slow.begun.wait(10)
        second = beside.submit(kept.of, "a", lambda: "a second count")
        slow.let_go.set()
        assert (first.result().found, second.result().found) == ("new", "new")


def test_the_keeping_is_bounded(time: Time, each: Iterator[int]) -> None:
    kept = Kept(time, LASTING)
    for key in range(201):
        kept.of(key, lambda: next(each))
    assert kept.of(0, lambda: next(each)).found == 202, "the first were let go"
    assert kept.of(200, lambda: next(each)).found == 201
