"""Under whatever rules and approvals: the order in which attendances come does not matter."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.hours.domain.claims import Count, claim_of
from services.hours.domain.counting import count_all
from services.hours.domain.days import Days
from services.hours.domain.journals import standing
from services.hours.domain.rules import Row, RuleBook, Rules
from services.hours.settings import HoursSettings
from services.hours.store.rules.approvals import day_key
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import VOLUNTEER, ZONE, at, attendance
from tests.unit.hours.seasons import APPROVED, Data, attendances, books


def begin(bank: Bank, rules: RuleBook, approved: dict[date, int]) -> Bank:
    """A bank without a past in which these rules hold."""
    for name in ("journals", "accounts", "rules", "approvals"):
        bank.database[name].delete_many({})
    for row in rules.rows:
        bank.store.rules.add(
            {
                "_id": row.row_id,
                "organisation_id": row.organisation_id,
                "path": "/",
                "from": row.first,
                "values": dict(row.values),
                "by": "b",
                "at": row.at,
            }
        )
    for day, limit in approved.items():
        bank.database["approvals"].insert_one(
            {
                "_id": day_key(VOLUNTEER, day),
                "volunteer_id": VOLUNTEER,
                "date": day.isoformat(),
                "limit": limit,
                "decisions": [],
            }
        )
    own = HoursSettings(rules.defaults)
    return Bank(bank.database, own, bank.clock)


class Books(NamedTuple):
    """What counts of each attendance, and the minutes that wait for an approval, by their day."""

    counts: dict[str, Count]
    held: dict[str, int]


def kept(bank: Bank) -> Books:
    """As journals and approvals say; fails where an account is not the sum of its journals."""
    bank.recount()
    noted = {row["date"]: row.get("held", 0) for row in bank.database["approvals"].find()}
    return Books(counts_of(bank), {day: minutes for day, minutes in noted.items() if minutes})


def counted_at_once(told: list[Data], days: Days) -> Books:
    """As the last revisions say, had all of them come together."""
    latest = {one["attendance_id"]: one for one in told}
    claims = [claim_of(one, days.source, ZONE) for one in latest.values()]
    counts = count_all(claims, days)
    held: Counter[str] = Counter()
    for claim in claims:
        held[days.day_of(claim).isoformat()] += counts[claim.attendance_id].held
    return Books(counts, {day: minutes for day, minutes in held.items() if minutes})


def counts_of(bank: Bank) -> dict[str, Count]:
    return {one.attendance_id: one.count for one in standing(bank.journals())}


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(attendances(10), books(), APPROVED, st.data())
def test_order_repeats_and_lots_do_not_matter(
    bank: Bank, told: list[Data], rules: RuleBook, approved: dict[date, int], data: st.DataObject
) -> None:
    mine = begin(bank, rules, approved)
    repeats = data.draw(st.lists(st.sampled_from(told), max_size=4))
    arriving = data.draw(st.permutations(told + repeats))
    while arriving:
        size = data.draw(st.integers(1, len(arriving)))
        lot, arriving = arriving[:size], arriving[size:]
        mine.hear(*lot)
    assert kept(mine) == counted_at_once(told, Days(rules, ZONE, approved))


def test_the_longest_way_a_change_goes(bank: Bank) -> None:
    """One more visit to a shift makes another visit to it long enough; that takes the minute of a
    third, so that the way to its shift counts for a fourth, which leaves less of its day to a
    fifth, four days later."""
    usual = Rules(grace_before=120, travel_minutes=30, day_limit=120)
    strict = Row("1", "b", "2026-01-01", {"minimum_share": 100}, at("00:00"))
    book = RuleBook([strict], usual)
    mine = begin(bank, book, {})
    first, second = ("02:04", "50:03"), ("50:01", "80:00")
    here: dict[str, Any] = {"shift_id": "first", "organisation_path": "/a/b/"}
    there: dict[str, Any] = {"shift_id": "second", "organisation_path": "/a/"}
    told = [
        attendance("24:03", "48:02", first, name="another", **here),
        attendance("48:01", "48:02", second, name="third", **there),
        attendance("72:00", "72:30", second, name="fourth", **there),
        attendance("95:59", "97:59", ("95:59", "97:59"), name="fifth", organisation_path="/a/"),
    ]
    fifth = told[-1]["attendance_id"]
    for one in told:
        mine.hear(one)
    before = counts_of(mine)
    told.append(attendance("00:04", "10:00", first, name="one", **here))
    mine.hear(told[-1])
    after = counts_of(mine)
    assert kept(mine) == counted_at_once(told, Days(book, ZONE))
    assert (before[fifth].minutes, after[fifth].minutes) == (90, 60)
