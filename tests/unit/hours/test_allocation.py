"""No minute counts twice, in whatever order, how often and in what lots attendances arrive."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.hours.domain.allocation import allocate
from services.hours.domain.chains import free_places, newer
from services.hours.domain.claims import Claim, Count, Impossible, claim_of
from services.hours.domain.counting import count_all
from services.hours.domain.days import Days
from services.hours.domain.journals import Journal, journals_of, minutes_of, reason_of, standing
from services.hours.domain.rules import RuleBook, Rules, Source
from tests.unit.hours.attendances import ZONE, at, attendance
from tests.unit.hours.seasons import APPROVED, Data, attendances, books


class Ledger:
    """One person's journals in memory; ``approved``: what was approved of her long days."""

    def __init__(self, rules: Source, approved: Mapping[date, int] | None = None) -> None:
        self.rules = rules
        self.days = Days(rules, ZONE, approved or {})
        self.journals: list[Journal] = []
        self.turnouts = 0

    def hear(self, *lot: Data) -> None:
        newest: dict[str, Claim] = {}
        for claim in (claim_of(data, self.rules, ZONE) for data in lot):
            rival = newest.get(claim.attendance_id)
            if rival is None or claim.revision > rival.revision:
                newest[claim.attendance_id] = claim
        fresh = newer(list(newest.values()), self.journals)
        self._post({claim.attendance_id: claim for claim in fresh})

    def take_back(self, attendance_id: str) -> None:
        self._post({attendance_id: None})

    def _post(self, changes: dict[str, Claim | None]) -> None:
        stand = {one.attendance_id: one for one in standing(self.journals)}
        allocation = allocate(changes, stand, self.days)
        free = free_places(self.journals)
        for posting in allocation.postings:
            place = free.get(posting.attendance_id, 0)
            self.journals += journals_of(posting, place, reason_of(posting), at("12:00"))
        self.turnouts += sum(allocation.turnouts.values())

    def counts(self) -> dict[str, Count]:
        return {one.attendance_id: one.count for one in standing(self.journals)}

    def minutes(self) -> dict[str, int]:
        return {one.attendance_id: one.count.minutes for one in standing(self.journals)}


def counted(
    latest: Sequence[Data], rules: Source, approved: Mapping[date, int] | None = None
) -> dict[str, Count]:
    claims = [claim_of(data, rules, ZONE) for data in latest]
    return count_all(claims, Days(rules, ZONE, approved or {}))


@given(attendances(), books(), APPROVED, st.data())
def test_the_outcome_depends_on_the_attendances_alone(
    told: list[Data], rules: RuleBook, approved: dict[date, int], data: st.DataObject
) -> None:
    ledger = Ledger(rules, approved)
    arriving = data.draw(st.permutations(told + data.draw(st.lists(st.sampled_from(told)))))
    while arriving:
        size = data.draw(st.integers(1, len(arriving)))
        lot, arriving = arriving[:size], arriving[size:]
        ledger.hear(*lot)
    latest = {one["attendance_id"]: one for one in told}  # revisions rise within ``told``
    expected = counted(list(latest.values()), rules, approved)
    assert ledger.counts() == expected
    assert ledger.minutes() == {key: count.minutes for key, count in expected.items()}
    held = {claim_of(one, rules, ZONE).session for one in latest.values() if not one["void"]}
    assert ledger.turnouts == len(held)
    for journal in ledger.journals:
        assert sum(line["minutes"] for line in journal["lines"]) == 0
    assert sum(map(minutes_of, ledger.journals)) == sum(ledger.minutes().values())


@given(attendances(), st.data())
def test_a_credit_taken_back_leaves_its_minutes_to_the_others(
    told: list[Data], data: st.DataObject
) -> None:
    ledger = Ledger(Rules())
    latest = {one["attendance_id"]: one for one in told}
    gone = data.draw(st.sampled_from(sorted(latest)))
    ledger.hear(*latest.values())
    ledger.take_back(gone)
    rest = [one for key, one in latest.items() if key != gone]
    assert ledger.minutes() == {key: count.minutes for key, count in counted(rest, Rules()).items()}
    ledger.hear(latest[gone])
    assert gone not in ledger.minutes(), "the same revision does not bring it back"


@given(attendances())
def test_together_the_claims_count_the_time_they_cover(told: list[Data]) -> None:
    rules = Rules(day_limit=24 * 60)
    latest = {one["attendance_id"]: one for one in told}
    claims = [claim_of(one, rules, ZONE) for one in latest.values()]
    covered = {minute for claim in claims for minute in range(claim.start, claim.end)}
    counts = counted(list(latest.values()), rules).values()
    assert sum(count.minutes + count.held for count in counts) == len(covered)


def test_the_earlier_check_in_has_the_shared_minutes() -> None:
    early = attendance("09:00", "11:30", name="early")
    late = attendance("10:00", "12:00", ("10:00", "12:00"), name="late")
    for order in ([early, late], [late, early]):
        ledger = Ledger(Rules())
        for one in order:
            ledger.hear(one)
        assert ledger.minutes() == {early["attendance_id"]: 150, late["attendance_id"]: 30}


def test_a_repeat_writes_nothing() -> None:
    ledger = Ledger(Rules())
    ledger.hear(attendance(), attendance())
    ledger.hear(attendance())
    assert len(ledger.journals) == 1


def test_a_neighbour_that_stays_the_same_is_left_alone() -> None:
    ledger = Ledger(Rules())
    ledger.hear(attendance("09:00", "11:30", name="first"))
    ledger.hear(attendance("13:00", "15:00", ("13:00", "15:00"), name="second"))
    ledger.hear(attendance("11:00", "12:00", ("11:00", "12:00"), name="third"))
    assert [one["kind"] for one in ledger.journals] == ["credit"] * 3


def test_leaving_and_coming_back_is_one_turn_out_with_one_minimum_share() -> None:
    ledger = Ledger(Rules(minimum_share=60))
    morning = attendance("09:00", "10:00", name="1", shift_id="s")
    ledger.hear(morning)
    assert sum(ledger.minutes().values()) == 0
    ledger.hear(attendance("10:30", "11:30", name="2", shift_id="s"))
    assert (sum(ledger.minutes().values()), ledger.turnouts) == (120, 1)
    ledger.hear({**morning, "void": True, "revision": 2})
    assert (sum(ledger.minutes().values()), ledger.turnouts) == (0, 1)


def test_an_attendance_does_not_change_hands() -> None:
    ledger = Ledger(Rules())
    ledger.hear(attendance())
    with pytest.raises(Impossible, match="another volunteer's"):
        ledger.hear(attendance(volunteer_id="somebody else", revision=2))
