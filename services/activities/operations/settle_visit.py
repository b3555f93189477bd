"""Settle one visit that a phone kept: write it, or say what stands there instead."""

from datetime import datetime

from pymongo.client_session import ClientSession

from services.activities.domain.attendance import (
    attendance_data,
    closed,
    may_check_out,
    must_not_be_own,
    opening,
)
from services.activities.domain.check_in_rules import check_in_refusal
from services.activities.domain.roll import Outcome, refused
from services.activities.domain.taps import OFFLINE, LaterRecord, Visit
from services.activities.operations.check_in import presence
from services.activities.operations.check_out import answer
from services.activities.operations.settle_leaving import (
    Desk,
    RowChanged,
    command_of,
    settle_leaving,
    stands,
    write,
)
from services.activities.store.moves import Entry, Stay
from shared.contracts.activities import AttendanceRecorded
from shared.refusal import Refusal
from shared.storage.mongo import Document
from shared.storage.outbox import fact

Both = tuple[Outcome, Outcome | None]


def settle_visit(
    visit: Visit, row: Document, desk: Desk, late: Refusal | None, session: ClientSession | None
) -> Both | None:
    """What came of its taps; None: the row changed meanwhile, read it again. ``late``: why nothing
    new is taken any more, if so."""
    try:
        if visit.tap.action == "out":
            return settle_leaving(visit.tap, visit.at, row, desk, late, session), None
        return _come(visit, row, desk, late, session)
    except RowChanged:
        return None
    except Refusal as no:
        return refused(no), refused(no) if visit.out else None


def _come(
    visit: Visit, row: Document, desk: Desk, late: Refusal | None, session: ClientSession | None
) -> Both:
    was_there = stands(visit.tap, row, desk) or _is_in(visit, row)
    if was_there is None:
        _may_come(visit.at, row, desk, late, session)
        entry = _entry(visit, row, desk)
        if visit.out is None:
            write(entry, visit.tap, desk, session)
            return Outcome("done", presence(row, entry.opened)), None
        assert visit.left_at is not None  # noqa: S101 (a visit that was left has its time)
        may_check_out({**row, "open": entry.opened}, visit.left_at)
        interval = closed(entry.opened, visit.left_at, OFFLINE, desk.recorder)
        event = fact(AttendanceRecorded, row["_id"], attendance_data(row, interval), at=desk.now)
        write(Stay(entry, interval, event, command_of(visit.out, desk)), visit.tap, desk, session)
        told = Outcome("done", answer(row, interval))
        return told, told
    if visit.out is None or visit.left_at is None:
        return was_there, None
    try:
        return was_there, settle_leaving(visit.out, visit.left_at, row, desk, late, session)
    except Refusal as no:
        return was_there, refused(no)


def _may_come(
    at: datetime, row: Document, desk: Desk, late: Refusal | None, session: ClientSession | None
) -> None:
    """Raises what a roll call at ``at`` would raise, and LaterRecord."""
    must_not_be_own(desk.recorder, row["volunteer_id"])
    if late:
        raise late
    if any(one["check_out_at"] > at for one in row["intervals"]):
        raise LaterRecord()
    pairs, day = None, desk.rules.day(at)
    if session:
        who = [row["volunteer_id"]]
        pairs = desk.store.attendance.pairs_on(desk.activity_id, who, day, session)[who[0]]
    called = {**row, "status": "accepted"} if row["status"] == "no_show" else row
    if no := check_in_refusal(called, at, desk.rules, pairs=pairs):
        raise no


def _entry(visit: Visit, row: Document, desk: Desk) -> Entry:
    command = command_of(visit.tap, desk)
    return Entry(
        sign_up_id=row["_id"],
        opened=opening(command, visit.at, OFFLINE, desk.recorder),
        day=desk.rules.day(visit.at),
        pairs_a_day=desk.rules.pairs_a_day,
        marks=(OFFLINE, "walk_in") if visit.tap.walk_in else (OFFLINE,),
        command=command,
        kept=True,
    )


def _is_in(visit: Visit, row: Document) -> Outcome | None:
    """She is in already, by her own check-in or by another organiser's call."""
    return Outcome("repeated", presence(row, row["open"])) if row["open"] else None
