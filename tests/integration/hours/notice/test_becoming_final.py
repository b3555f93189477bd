"""Credits stand in public notice and then earn time currency, each once, whatever dies."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from services.hours.domain.ledger.currency import pool_purse, volunteer_purse
from services.hours.domain.rules import Rules
from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.notice.settle_notices import settle_notices
from services.hours.settings import HoursSettings
from services.hours.store import Store
from tests.conftest import SettableClock
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, ZONE, attendance

PURSE = volunteer_purse(VOLUNTEER)


@dataclass
class Office:
    """The bank with its chores."""

    bank: Bank
    store: Store

    def show(self) -> None:
        while list_credits(store=self.store, clock=self.bank.clock, zone=ZONE):
            pass

    def settle(self) -> None:
        while settle_notices(store=self.store, clock=self.bank.clock, zone=ZONE):
            pass

    def purse(self, name: str = PURSE) -> int:
        return int(self.store.purses.find(name)["minutes"])

    def lots(self) -> list[dict[str, Any]]:
        return list(self.bank.database["notices"].find())

    def until(self, year: int, month: int, day: int, hour: int = 0) -> None:
        self.bank.clock.now = datetime(year, month, day, hour, tzinfo=ZONE)


@pytest.fixture
def office(bank: Bank, clock: SettableClock) -> Office:
    clock.now = datetime(2026, 5, 8, 15, tzinfo=ZONE)  # a Friday; Saturday the 9th is worked
    return Office(bank, bank.store)


def ruled(office: Office, **rules: Any) -> None:
    office.bank.settings = HoursSettings(rules=Rules(**rules))
    office.store = Store(office.bank.database, rules=office.bank.settings.rules)


def test_a_credit_becomes_final_after_three_working_days(office: Office) -> None:
    office.bank.hear(attendance())
    office.show()
    [lot] = office.lots()
    assert lot["due"] == datetime(2026, 5, 13, tzinfo=ZONE), "Saturday, Monday and Tuesday"
    office.until(2026, 5, 12, 23)
    office.settle()
    assert office.purse() == 0
    office.until(2026, 5, 13)
    office.settle()
    assert office.purse() == 148
    assert office.lots() == []
    assert office.purse(f"minted:{ORGANISATION}:2026-05") == -148


def test_without_notice_it_is_final_at_once(office: Office) -> None:
    ruled(office, notice_days=0)
    office.bank.hear(attendance())
    office.show()
    office.settle()
    assert office.purse() == 148


def test_a_kind_has_its_weight_and_parts_of_a_minute_are_cut_off(office: Office) -> None:
    ruled(office, notice_days=0, weights={"elderly": 150, "other": 10})
    office.bank.hear(attendance("09:00", "09:01"))
    office.show()
    office.settle()
    assert office.purse() == 1


def test_what_passes_the_cap_is_donated(office: Office) -> None:
    ruled(office, notice_days=0, cap_minutes=200)
    office.bank.hear(attendance(name="1"), attendance(name="2", day=1))
    office.show()
    office.settle()
    assert office.purse() == 200
    assert office.purse(pool_purse(ORGANISATION)) == 96


def test_a_reversal_during_the_notice_leaves_nothing(office: Office) -> None:
    office.bank.hear(attendance())
    office.show()
    office.bank.hear(attendance(revision=2, void=True, reason="没有来"))
    office.show()
    office.until(2026, 5, 20)
    office.settle()
    assert office.purse() == 0
    assert office.lots() == []
    assert office.bank.database["currency_journals"].count_documents({}) == 0


def test_a_reversal_that_was_not_seen_yet_earns_nothing(office: Office) -> None:
    """It may stand on another chain, whose pages come later."""
    office.bank.hear(attendance())
    office.show()
    office.bank.hear(attendance(revision=2, void=True, reason="没有来"))
    office.until(2026, 5, 20)
    office.settle()
    assert office.purse() == 0
    office.show()
    assert office.purse() == 0


def test_a_reversal_afterwards_takes_back_what_was_earned_and_capped(office: Office) -> None:
    ruled(office, notice_days=0, cap_minutes=100)
    office.bank.hear(attendance())
    office.show()
    office.settle()
    assert office.purse() == 100
    office.bank.hear(attendance(check_out="10:00", revision=2, reason="早退"))
    office.show()
    office.settle()
    assert office.purse() == 58
    assert office.purse(pool_purse(ORGANISATION)) == 0
    assert office.purse(f"minted:{ORGANISATION}:2026-05") == -58


@pytest.mark.parametrize("dies_after", ["open", "close", "follow"])
def test_dying_anywhere_earns_once(office: Office, dies_after: str) -> None:
    """Each step is done again from where the last one that was noted ended."""
    ruled(office, notice_days=0)
    office.bank.hear(attendance(name="1"), attendance(name="2", day=1))
    marks = list(office.bank.database["followed"].find())
    office.show()
    if dies_after != "open":
        office.settle()
    office.bank.database["followed"].delete_many({})  # the note of what was followed is lost
    office.bank.database["followed"].insert_many(marks) if marks else None
    if dies_after == "follow":
        office.bank.hear(attendance(name="1", revision=2, void=True, reason="没有来"))
    office.show()
    office.settle()
    office.show()
    office.settle()
    assert office.purse() == (148 if dies_after == "follow" else 296)
    assert office.lots() == []


def test_a_line_under_objection_stays_until_it_is_decided(office: Office) -> None:
    office.bank.hear(attendance(name="1"), attendance(name="2", day=1))
    office.show()
    [lot] = office.lots()
    held = lot["lines"][0]["journal_id"]
    office.store.transaction(lambda session: office.store.notices.hold(held, 1, session))
    office.until(2026, 5, 20)
    office.settle()
    assert office.purse() == 148
    office.settle()
    office.store.transaction(lambda session: office.store.notices.hold(held, -1, session))
    office.settle()
    assert office.purse() == 296
    assert office.lots() == []
