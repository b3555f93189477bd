"""Which journals a certificate lists, and how."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.hours.domain.certificates.certificate import reversals_of
from services.hours.domain.certificates.period import Days
from services.hours.domain.certificates.refusals import CertificatePeriodInvalid
from services.hours.domain.certificates.services import (
    NOWHERE,
    Place,
    lines_of,
    standing_credits,
)
from services.hours.domain.times import minute_of
from tests.unit.hours.attendances import ZONE

START = datetime(2026, 5, 3, 1, 0, tzinfo=UTC)
DAYS = Days(date(2026, 5, 3), date(2026, 5, 3))


def credit(name: str = "a", minutes: int = 60, **more: Any) -> dict[str, Any]:
    start = more.pop("start", START)
    return {
        "_id": f"{name}-000",
        "kind": "credit",
        "activity_id": "x",
        "activity_title": "敬老",
        "organisation_id": "o",
        "shift_id": "s",
        "day": minute_of(start),
        "role": "陪伴",
        "window": {"start": start, "end": start + timedelta(minutes=minutes)},
        "checked_in_by": "qr",
        "lines": [{"minutes": minutes}, {"minutes": -minutes}],
        **more,
    }


def lines(*credits_: dict[str, Any]) -> list[dict[str, Any]]:
    return lines_of(credits_, {"x": Place("街道", "李")}, {"o": "城东"}, ZONE)


def test_checked_in_and_back_entered_hours_are_apart() -> None:
    """Also where they are of one shift (practice: two kinds of hours, kept apart)."""
    found = lines(credit("a"), credit("b", checked_in_by="back_entry"))
    assert [(one["back_entry"], one["minutes"]) for one in found] == [(False, 60), (True, 60)]


def test_they_come_in_the_order_of_time() -> None:
    later = START + timedelta(hours=5)
    found = lines(credit("a", start=later, shift_id="t"), credit("b"))
    assert [one["journals"] for one in found] == [["b-000"], ["a-000"]]


def test_an_activity_nobody_told_us_of_has_no_place() -> None:
    [found] = lines_of([credit(activity_id="y")], {}, {}, ZONE)
    assert (found["place"], found["in_charge"], found["unit"]) == (*NOWHERE, "")


def test_a_reversed_credit_one_of_nothing_and_one_of_another_day_do_not_stand() -> None:
    taken = {**credit("a"), "_id": "a-001", "kind": "reversal", "reverses": "a-000"}
    another = credit("d", start=START + timedelta(days=1))
    given = [credit("a"), taken, credit("b", minutes=0), credit("c"), another]
    assert [one["_id"] for one in standing_credits(given, DAYS, ZONE)] == ["c-000"]


def test_the_reversal_of_a_credit_is_the_next_of_its_chain() -> None:
    assert reversals_of(["a-000", "b-009", "c-099"]) == ["a-001", "b-010", "c-100"]


@pytest.mark.parametrize(
    ("first", "last", "good"),
    [
        ("2026-11-21", "2026-11-21", True),
        ("2016-11-22", "2026-11-21", True),
        ("2016-11-21", "2026-11-21", False),
        ("2014-03-01", "2024-02-29", True),
        ("2014-02-28", "2024-02-29", False),
        ("0001-01-01", "0005-01-01", False),
        ("1026-11-21", "2026-11-21", False),
        ("2026-11-21", "2026-11-20", False),
        ("2026-11-21", "2026-11-22", False),
    ],
)
def test_a_period_ends_by_today_and_has_ten_years_at_most(
    first: str, last: str, good: bool
) -> None:
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    if good:
        days.must_be_certifiable(date(2026, 11, 21))
    else:
        with pytest.raises(CertificatePeriodInvalid):
            days.must_be_certifiable(date(2026, 11, 21))
