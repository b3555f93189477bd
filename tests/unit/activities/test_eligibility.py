"""Who may sign up: ages on the day in the office's zone, windows, roles."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.activities.domain import eligibility
from shared.refusal import Refusal
from tests.unit.activities.activity_records import NOW, activity, at, shift

ZONE = ZoneInfo("Asia/Shanghai")
ADULT = {"status": "active", "birth_date": "1980-05-04", "qualifications": [], "team_ids": []}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-11-23", "2026-11-23", 18),
        ("2008-11-24", "2026-11-23", 17),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("2000-01-01", "1999-01-01", -1),
    ],
)
def test_whole_years(born: str, day: str, age: int) -> None:
    assert eligibility.age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


def test_the_day_is_the_offices() -> None:
    """16:30 in Greenwich is past midnight in Shanghai: there she is 18."""
    late = {"start": datetime(2026, 11, 22, 16, 30, tzinfo=UTC)}
    person = ADULT | {"birth_date": "2008-11-23"}
    held = activity(minimum_age=18)
    eligibility.check_person(held, late, person, ZONE, youngest=6)
    with pytest.raises(eligibility.TooYoung):
        eligibility.check_person(held, late, person, ZoneInfo("Europe/London"), youngest=6)


def test_young_children_are_marked() -> None:
    child = ADULT | {"birth_date": "2018-01-01"}
    assert eligibility.marks({"start": NOW}, child, ZONE, 10) == ["accompanied"]
    assert eligibility.marks({"start": NOW}, ADULT, ZONE, 10) == []


@pytest.mark.parametrize(
    ("held", "now", "no"),
    [
        (activity(), at(48.99), None),
        (activity(), at(49), eligibility.ShiftBegun),
        (activity(closes_at=at(10)), at(10), eligibility.WindowClosed),
        (activity(closes_at=at(10)), at(9.99), None),
        (activity(opens_at=at(10)), at(9.99), eligibility.WindowNotOpen),
        (activity(opens_at=at(10)), at(10), None),
        (activity(status="cancelled"), NOW, eligibility.NotOpen),
        (activity(status="ended"), NOW, eligibility.NotOpen),
        (activity(shift(cancelled="雨"), shift(60, 61)), NOW, eligibility.NotOpen),
    ],
)
def test_the_window(held: dict, now: datetime, no: type[Refusal] | None) -> None:  # type: ignore[type-arg]
    if no is None:
        eligibility.check_window(held, held["shifts"][0], now, ZONE)
    else:
        with pytest.raises(no):
            eligibility.check_window(held, held["shifts"][0], now, ZONE)


def test_a_walk_in_comes_from_the_opening_to_the_end() -> None:
    held, early = activity(), timedelta(minutes=30)
    first = held["shifts"][0]
    for come in (first["start"] - early, first["end"] - timedelta(minutes=1)):
        eligibility.check_walk_in(held, first, come, early)
    for come in (first["start"] - early - timedelta(minutes=1), first["end"]):
        with pytest.raises(eligibility.NotOpen):
            eligibility.check_walk_in(held, first, come, early)


def test_the_only_role_need_not_be_named() -> None:
    one, two = {"role_id": "1"}, {"role_id": "2"}
    assert eligibility.choose_role({"roles": [one]}, None) == one
    assert eligibility.choose_role({"roles": [one, two]}, "2") == two
    with pytest.raises(eligibility.ChooseRole):
        eligibility.choose_role({"roles": [one, two]}, None)
    with pytest.raises(eligibility.UnknownRole):
        eligibility.choose_role({"roles": [one]}, "2")
