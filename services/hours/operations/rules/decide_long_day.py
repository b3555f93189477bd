"""Let more of somebody's long day count, or don't: domain/rules/levels.py says who may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.allocation import REACH
from services.hours.domain.claims import Claim
from services.hours.domain.days import Days
from services.hours.domain.journals import standing
from services.hours.domain.refusals import OwnHours
from services.hours.domain.rules.levels import approver_path, shared_path
from services.hours.domain.rules.refusals import (
    ApprovalOutOfRange,
    NoSuchLongDay,
    NothingWaits,
    OwnRecord,
    SamePersonTwice,
)
from services.hours.operations.allocate_all import allocate_all
from services.hours.operations.post_journals import Entry, post_journals
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.store.rules.approvals import day_key
from shared.auth import Identity
from shared.clock import Clock
from shared.context import request_id
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat

APPROVED, DECLINED = "approved", "declined"


@dataclass(frozen=True, slots=True)
class Decision:
    """``minutes``: how much of the day counts in all; None: as much as may be approved."""

    approve: bool
    reason: str
    minutes: int | None = None


def decide_long_day(
    volunteer_id: str,
    day: date,
    decision: Decision,
    *,
    by: Identity,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    clock: Clock,
) -> Document:
    """Write the decision down; what is approved is reversed and credited anew with it.

    Returns the day as it is then. Raises NoSuchLongDay, OutOfScope, OwnHours, OwnRecord,
    SamePersonTwice, NothingWaits, ApprovalOutOfRange.
    """
    key = day_key(volunteer_id, day)

    def write(session: ClientSession) -> Document:
        row = store.approvals.find(key, session)
        if row is None:
            raise NoSuchLongDay
        must_be_hers_to_decide(row, by, store)
        if is_repeat(row):
            return row
        limit = _limit(row, by, decision)
        at = clock()
        words = _words(decision, row["stage"], limit) | {"by": by.volunteer_id, "at": at}
        if not decision.approve:
            store.approvals.decide(key, words, {}, session)
            return store.approvals.settle(key, False, session)
        store.approvals.decide(key, words, {"limit": limit}, session)
        entry = _count_again(volunteer_id, day, decision.reason, store, zone, session)
        post_journals([entry], store=store, session=session, settings=settings, zone=zone, at=at)
        wanted = row["minutes"] + row["held"]
        return store.approvals.settle(key, row["ceiling"] <= limit < wanted, session)

    return store.transaction(write)


def _words(decision: Decision, stage: int, limit: int) -> Document:
    """The decision as it is written down."""
    return {
        "decision": APPROVED if decision.approve else DECLINED,
        "stage": stage,
        "minutes": limit,
        "reason": decision.reason,
    }


def must_be_hers_to_decide(row: Document, by: Identity, store: Store) -> None:
    """Raises OutOfScope, OwnHours, OwnRecord."""
    held = [one for one in row["claims"] if one["held"]] or row["claims"]
    paths = [approver_path(store.copies.path_of(one), row["stage"] or 1) for one in held]
    by.must_reach("coordinator", shared_path(paths))
    if by.volunteer_id == row["volunteer_id"]:
        raise OwnHours
    if by.volunteer_id in row["recorded_by"]:
        raise OwnRecord


def must_not_have_approved(row: Document, by: Identity) -> None:
    """One person does not give two approvals of a day. Raises SamePersonTwice."""
    for one in row["decisions"]:
        other = one["decision"] == APPROVED and one["stage"] != row["stage"]
        if other and one["by"] == by.volunteer_id:
            raise SamePersonTwice


def _limit(row: Document, by: Identity, decision: Decision) -> int:
    """Minutes of the day that count with the decision."""
    if not row["held"]:
        raise NothingWaits
    if not decision.approve:
        return int(row["limit"])
    must_not_have_approved(row, by)
    high = min(row["minutes"] + row["held"], row["ceiling"])
    limit = high if decision.minutes is None else decision.minutes
    if not row["minutes"] < limit <= high:
        raise ApprovalOutOfRange(field="minutes_up_to", low=row["minutes"] + 1, high=high)
    return int(limit)


def _count_again(
    volunteer_id: str, day: date, reason: str, store: Store, zone: tzinfo, session: ClientSession
) -> Entry:
    """The allocation of her day, now that more of it was approved."""
    days = Days(store.rules.book(), zone)
    midnight = datetime.combine(day, datetime.min.time(), zone)
    reach = timedelta(minutes=2 * REACH)
    first, last = midnight - reach, midnight + timedelta(days=1) + reach
    around = store.served.between([volunteer_id], first, last, session)
    hers: dict[str, Claim] = {one.attendance_id: one for one in standing(around)}
    again = {key for key, one in hers.items() if one.count.held and days.day_of(one) == day}
    found = allocate_all(
        {volunteer_id: {}}, {volunteer_id: hers}, days, again=again, store=store, session=session
    )
    return Entry(volunteer_id, found[volunteer_id], {}, request_id.get(), reason)
