"""The same attendances in any order, any number of times, in any lots, by any number of consumers:
the same balances, no minute twice, and a ledger that sums to zero."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.hours.domain.claims import claim_of
from services.hours.domain.counting import count_all
from services.hours.domain.days import Days
from services.hours.domain.journals import standing
from services.hours.operations.reverse_journal import reverse_journal
from services.hours.store import accounts, journals
from shared.auth import Grant, Identity
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ZONE, attendance

Data = dict[str, Any]
ROOT = Identity("auditor", "V0", (Grant("coordinator", "/"),))
SHIFTS = [("09:00", "11:30"), ("10:00", "16:00"), ("22:00", "26:00")]


@st.composite
def season(draw: st.DrawFn) -> list[Data]:
    """Attendances of three people in two organisations over a month's end, with corrections."""
    found = []
    for name in range(draw(st.integers(2, 8))):
        shift = draw(st.sampled_from(SHIFTS))
        fixed = {
            "shift_id": draw(st.sampled_from("xyz")),
            "volunteer_id": draw(st.sampled_from(["li", "wang", "zhao"])),
            "organisation_id": draw(st.sampled_from(["east", "west"])),
        }
        for revision in range(1, draw(st.sampled_from([1, 1, 2, 3])) + 1):
            start = draw(st.integers(8 * 60, 26 * 60))
            end = start + draw(st.integers(0, 5 * 60))
            clock = [f"{one // 60}:{one % 60:02d}:{one % 59:02d}" for one in (start, end)]
            day = draw(st.sampled_from([27, 28, 28, 35]))
            void = draw(st.sampled_from([False, False, False, True]))
            more = {**fixed, "revision": revision, "void": void}
            found.append(attendance(*clock, shift, name=str(name), day=day, **more))
    return found


def standing_minutes(bank: Bank) -> dict[str, int]:
    found = standing(bank.journals())
    return {one.attendance_id: one.count.minutes for one in found}


def expected_minutes(bank: Bank, told: list[Data]) -> dict[str, int]:
    """Each person's latest revisions, counted at once."""
    latest = {one["attendance_id"]: one for one in told}
    people: dict[str, list[Data]] = {}
    for one in latest.values():
        people.setdefault(one["volunteer_id"], []).append(one)
    rules = bank.settings.rules
    return {
        key: count.minutes
        for of_one in people.values()
        for key, count in count_all(
            [claim_of(one, rules, ZONE) for one in of_one], Days(rules, ZONE)
        ).items()
    }


def empty(bank: Bank) -> None:
    for name in (journals.COLLECTION, accounts.COLLECTION):
        bank.database[name].delete_many({})


class Kept(NamedTuple):
    """Minutes: of each attendance by its journals, in all volunteers' accounts, and of the whole
    ledger."""

    attendances: dict[str, int]
    volunteers: int
    ledger: int


def kept(bank: Bank) -> Kept:
    """Fails where an account is not the sum of its journals."""
    rows = bank.database["accounts"].find({"_id": {"$regex": "^volunteer:"}})
    ledger = bank.recount().ledger_minutes
    return Kept(standing_minutes(bank), sum(row["minutes"] for row in rows), ledger)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(season(), st.data())
def test_order_repeats_and_lots_do_not_matter(
    bank: Bank, told: list[Data], data: st.DataObject
) -> None:
    empty(bank)
    repeats = data.draw(st.lists(st.sampled_from(told), max_size=6))
    arriving = data.draw(st.permutations(told + repeats))
    while arriving:
        size = data.draw(st.integers(1, len(arriving)))
        lot, arriving = arriving[:size], arriving[size:]
        bank.hear(*lot)
    expected = expected_minutes(bank, told)
    assert kept(bank) == Kept(expected, volunteers=sum(expected.values()), ledger=0)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(season(), st.data())
def test_reversals_between_deliveries_stay(
    bank: Bank, told: list[Data], data: st.DataObject
) -> None:
    empty(bank)
    latest = list({one["attendance_id"]: one for one in told}.values())
    late = data.draw(st.lists(st.sampled_from(told), max_size=4))
    bank.hear(*latest)
    open_credits = [one["attendance_id"] for one in latest if not one["void"]]
    gone = data.draw(st.lists(st.sampled_from(open_credits), unique=True)) if open_credits else []
    for attendance_id in gone:
        [claim] = [one for one in standing(bank.journals()) if one.attendance_id == attendance_id]
        reverse_journal(
            f"{attendance_id}-{claim.entry:03d}",
            "不在现场",
            by=ROOT,
            store=bank.store,
            settings=bank.settings,
            zone=ZONE,
            clock=bank.clock,
        )
    bank.hear(*late)
    left = [one for one in latest if one["attendance_id"] not in gone]
    expected = expected_minutes(bank, left)
    assert kept(bank) == Kept(expected, volunteers=sum(expected.values()), ledger=0)


def test_parallel_consumers_agree(bank: Bank) -> None:
    """Each lot goes to two consumers at once, and all lots meet the same few people."""
    chance = random.Random(5)
    told = []
    for n in range(60):
        start = chance.randrange(8 * 60, 15 * 60)
        end = start + chance.randrange(0, 4 * 60)
        clock = [f"{one // 60}:{one % 60:02d}" for one in (start, end)]
        fixed = {"volunteer_id": f"v{n % 4}", "shift_id": f"s{n % 3}"}
        told += [
            attendance(*clock, ("09:00", "16:00"), name=f"{n}", revision=revision, **fixed)
            for revision in range(1, 1 + chance.choice([1, 1, 2]))
        ]
    lots = [told[start : start + 5] for start in range(0, len(told), 5)] * 2
    chance.shuffle(lots)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda lot: bank.hear(*lot), lots))
    expected = expected_minutes(bank, told)
    assert kept(bank) == Kept(expected, volunteers=sum(expected.values()), ledger=0)
