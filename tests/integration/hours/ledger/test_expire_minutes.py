"""Minutes that nobody used in time expire, the oldest first, where a rule says so."""

from datetime import UTC, date, datetime

import pytest

from services.hours.domain.ledger.currency import entry
from services.hours.domain.rules import Rules
from services.hours.operations.ledger.expire_minutes import expire_minutes, month_back
from services.hours.store import Store
from tests.conftest import SettableClock
from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import MINTED, open_office, post, purses
from tests.integration.hours.matrix import HER, OTHER, TOWN
from tests.unit.hours.attendances import ZONE

HERS, OTHERS, EXPIRED = f"volunteer:{HER}", f"volunteer:{OTHER}", f"expired:{TOWN}"


@pytest.fixture
def yearly(bank: Bank, clock: SettableClock) -> Bank:
    """A bank whose minutes are worth something for twelve months; it is 10 November 2026."""
    open_office(bank)
    bank.store = Store(bank.database, rules=Rules(expire_months=12))
    clock.now = datetime(2026, 11, 10, tzinfo=UTC)
    return bank


def move(bank: Bank, key: str, kind: str, at: datetime, **lines: int) -> None:
    named = {
        {"hers": HERS, "others": OTHERS, "minted": MINTED}.get(name, f"{name}:{TOWN}"): minutes
        for name, minutes in lines.items()
    }
    post(bank, entry(key, kind, named, at=at, refers="x-000"))


def expire(bank: Bank) -> int:
    return expire_minutes(store=bank.store, clock=bank.clock, zone=ZONE)


OLD = datetime(2025, 10, 31, 15, 59, tzinfo=UTC)
NEW = datetime(2025, 10, 31, 16, 0, tzinfo=UTC)


def test_what_came_in_too_long_ago_expires_once(yearly: Bank, clock: SettableClock) -> None:
    move(yearly, "earn:1", "earn", OLD, hers=100, minted=-100)
    move(yearly, "earn:2", "earn", NEW, hers=50, minted=-50)
    assert expire(yearly) == 1
    assert {name: purses(yearly)[name] for name in (HERS, EXPIRED)} == {HERS: 50, EXPIRED: 100}
    assert expire(yearly) == 0
    clock.now = datetime(2026, 12, 1, tzinfo=UTC)
    assert expire(yearly) == 1
    assert purses(yearly)[HERS] == 0
    lines = yearly.store.currency_journals.statement(HERS, None, 10)
    assert {one["refers"] for one in lines if one["kind"] == "expire"} == {"2025-11", "2025-12"}


def test_the_oldest_minutes_are_spent_first(yearly: Bank) -> None:
    move(yearly, "earn:1", "earn", OLD, hers=100, minted=-100)
    move(yearly, "earn:2", "earn", NEW, hers=50, minted=-50)
    move(yearly, "donate:1", "donate", NEW, hers=-70, pool=70)
    move(yearly, "redeem:1", "redeem", NEW, hers=-20, shop=20)
    move(yearly, "give_back:1", "give_back", NEW, hers=20, shop=-20)
    assert expire(yearly) == 1
    assert purses(yearly)[EXPIRED] == 30
    assert purses(yearly)[HERS] == 50


def test_what_was_taken_back_does_not_expire_too(yearly: Bank) -> None:
    move(yearly, "earn:1", "earn", OLD, hers=100, minted=-100)
    move(yearly, "earn_reversal:1", "earn_reversal", NEW, hers=-100, minted=100)
    move(yearly, "earn:2", "earn", NEW, hers=30, minted=-30)
    move(yearly, "transfer:1", "transfer", NEW, hers=-30, others=30)
    assert expire(yearly) == 0
    assert purses(yearly)[OTHERS] == 30


def test_a_frozen_purse_waits(yearly: Bank) -> None:
    move(yearly, "earn:1", "earn", OLD, hers=100, minted=-100)
    yearly.store.transaction(
        lambda one: yearly.store.purses.freeze(HERS, by="x", at=OLD, reason="核查", session=one)
    )
    assert expire(yearly) == 0
    yearly.store.transaction(lambda one: yearly.store.purses.unfreeze(HERS, one))
    assert expire(yearly) == 1


def test_without_such_a_rule_nothing_expires(bank: Bank) -> None:
    open_office(bank)
    move(bank, "earn:1", "earn", datetime(2001, 1, 1, tzinfo=UTC), hers=100, minted=-100)
    assert expire(bank) == 0


def test_months_go_back_over_the_new_year() -> None:
    assert month_back(date(2026, 1, 31), 12) == date(2025, 1, 1)
    assert month_back(date(2026, 1, 31), 2) == date(2025, 11, 1)
    assert month_back(date(2026, 11, 10), 11) == date(2025, 12, 1)
