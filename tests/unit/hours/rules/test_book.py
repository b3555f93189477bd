"""Which rules hold for an organisation on a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.hours.domain.rules import Row, RuleBook, Rules
from services.hours.domain.rules.book import FOR_EVER

PROVINCE, COUNTY, TOWN = "p", "c", "t"
PATH = "/p/c/t/"
MAY = date(2026, 5, 4)
BEFORE, AFTER = date(2026, 4, 30), date(2026, 6, 1)


def row(
    owner: str, first: str = "2026-05-01", *, at: int = 0, last: str = FOR_EVER, **values: Any
) -> Row:
    written = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=at)
    return Row(f"{owner}{first}{at}", owner, first, values, written, last)


def book(*rows: Row) -> RuleBook:
    return RuleBook(rows, Rules(step=5))


def test_without_rows_the_defaults_hold() -> None:
    assert book().rules_for(PATH, MAY) == Rules(step=5)
    assert book().value("notice_days", PATH, MAY) == 3
    assert book().origin("step", PATH, MAY) == (5, None)


def test_a_row_holds_from_its_day_on_for_all_below() -> None:
    rules = book(row(COUNTY, grace_after=10))
    assert rules.value("grace_after", PATH, BEFORE) == 0
    assert rules.value("grace_after", PATH, date(2026, 5, 1)) == 10
    assert rules.value("grace_after", "/p/c/", AFTER) == 10
    assert rules.value("grace_after", "/p/", AFTER) == 0
    assert rules.value("grace_after", "/p/other/", AFTER) == 0


def test_each_value_is_inherited_for_itself_from_the_nearest() -> None:
    rules = book(
        row(PROVINCE, grace_after=10, minimum_share=60), row(COUNTY, grace_after=20), row(TOWN)
    )
    found = rules.rules_for(PATH, MAY)
    assert (found.grace_after, found.minimum_share, found.step) == (20, 60, 5)
    origin = rules.origin("minimum_share", PATH, MAY)
    assert origin.row is not None
    assert origin.row.organisation_id == PROVINCE


def test_of_an_organisations_own_rows_the_latest_day_decides_then_the_latest_word() -> None:
    rules = book(
        row(TOWN, "2026-05-20", at=1, step=10),
        row(TOWN, "2026-05-01", at=2, step=15),
        row(TOWN, "2026-05-20", at=3, step=30),
    )
    days = [date(2026, 5, day) for day in (1, 19, 20)]
    assert [rules.value("step", PATH, day) for day in days] == [15, 15, 30]


def test_none_gives_a_value_back_to_what_is_above() -> None:
    rules = book(row(COUNTY, step=10), row(TOWN, step=30), row(TOWN, "2026-05-20", at=1, step=None))
    assert rules.value("step", PATH, MAY) == 30
    assert rules.value("step", PATH, AFTER) == 10


def test_a_row_for_a_past_period_goes_before_those_that_do_not_end() -> None:
    period = row(TOWN, "2026-04-01", at=9, last="2026-05-10", step=20)
    rules = book(row(TOWN, "2026-05-01", step=10), period)
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 10), date(2026, 5, 11)]
    assert [rules.value("step", PATH, day) for day in days] == [5, 20, 20, 10]
    undone = rules.with_row(row(TOWN, "2026-04-01", at=10, last="2026-05-10", step=None))
    assert [undone.value("step", PATH, day) for day in days] == [5, 5, 10, 10]


def test_a_quick_look_says_whether_a_day_may_be_over_anybodys_limit() -> None:
    assert [book().may_pass(minutes, 1) for minutes in (475, 476)] == [False, True]
    rules = book(row(TOWN, day_limit=300), row(COUNTY, day_limit=None, travel_minutes=20))
    assert [rules.may_pass(minutes, 2) for minutes in (250, 251)] == [False, True]


def test_what_was_asked_is_kept_and_the_keeping_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.hours.domain.rules.book._MOST_KNOWN", 2)
    rules = book(row(TOWN, step=10))
    assert rules.rules_for(PATH, MAY) is rules.rules_for(PATH, MAY)
    for number in range(10):
        assert rules.rules_for(f"/p/{number}/", MAY).step == 5
    assert len(rules._known) <= 2
