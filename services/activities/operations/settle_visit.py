"""Settle one visit that a phone kept: write it, or say what stands there instead."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain.attendance import (
    attendance_data,
    closed,
    may_check_out,
    must_not_be_own,
    opening,
)
from services.activities.domain.check_in_rules import CheckInRules, check_in_refusal
from services.activities.domain.corrections import Correction, corrected
from services.activities.domain.roll import Outcome, refused
from services.activities.domain.taps import OFFLINE, LaterRecord, Tap, Visit
from services.activities.operations.check_in import presence
from services.activities.operations.check_out import answer, leaving
from services.activities.store import Store
from services.activities.store.moves import Entry, Stay
from shared.context import command_key
from shared.contracts.activities import AttendanceRecorded
from shared.ids import id_from
from shared.refusal import Refusal
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import FIELD as COMMANDS

Both = tuple[Outcome, Outcome | None]
_REASON = "离线点名签退 · checked out by a tap kept without network"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where taps are settled: whose they are, of which shift, and when. ``shared``: the day's pairs
    are counted over several shifts."""

    store: Store
    rules: CheckInRules
    shift_id: str
    activity_id: str
    recorder: str
    now: datetime
    shared: bool


def command_of(tap: Tap, desk: Desk) -> str:
    """The name a tap leaves in the row it writes."""
    return id_from("tap", desk.shift_id, desk.recorder, tap.tap_id)


def settle_visit(
    visit: Visit, row: Document, desk: Desk, late: Refusal | None, session: ClientSession | None
) -> Both | None:
    """What came of its taps; None: the row changed meanwhile, read it again. ``late``: why nothing
    new is taken any more, if so."""
    try:
        if visit.tap.action == "out":
            return _go(visit.tap, visit.at, row, desk, late, session), None
        return _come(visit, row, desk, late, session)
    except _Changed:
        return None
    except Refusal as no:
        return refused(no), refused(no) if visit.out else None


class _Changed(Exception):
    """Raised when a row was not as it was read."""


def _come(
    visit: Visit, row: Document, desk: Desk, late: Refusal | None, session: ClientSession | None
) -> Both:
    was_there = _stands(visit.tap, row, desk) or _is_in(visit, row)
    if was_there is None:
        _may_come(visit.at, row, desk, late, session)
        entry = _entry(visit, row, desk)
        if visit.out is None:
            _write(entry, visit.tap, desk, session)
            return Outcome("done", presence(row, entry.opened)), None
        assert visit.left_at is not None  # noqa: S101 (a visit that was left has its time)
        may_check_out({**row, "open": entry.opened}, visit.left_at)
        interval = closed(entry.opened, visit.left_at, OFFLINE, desk.recorder)
        event = fact(AttendanceRecorded, row["_id"], attendance_data(row, interval), at=desk.now)
        _write(Stay(entry, interval, event, command_of(visit.out, desk)), visit.tap, desk, session)
        told = Outcome("done", answer(row, interval))
        return told, told
    if visit.out is None or visit.left_at is None:
        return was_there, None
    try:
        return was_there, _go(visit.out, visit.left_at, row, desk, late, session)
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


def _go(
    tap: Tap,
    at: datetime,
    row: Document,
    desk: Desk,
    late: Refusal | None,
    session: ClientSession | None,
) -> Outcome:
    if told := _stands(tap, row, desk):
        return told
    must_not_be_own(desk.recorder, row["volunteer_id"])
    if late:
        raise late
    last = row["intervals"][-1] if row["intervals"] else None
    if row["open"] and at < row["open"]["at"]:
        raise LaterRecord()
    if not row["open"] and last and last["checked_out_by"] == "system":
        return _corrected(tap, at, row, last, desk, session)
    if not may_check_out(row, at):
        return Outcome("repeated", answer(row, last))
    interval = closed(row["open"], at, OFFLINE, desk.recorder)
    _write(leaving(row, interval, desk.now, OFFLINE), tap, desk, session)
    return Outcome("done", answer(row, interval))


def _corrected(
    tap: Tap, at: datetime, row: Document, last: Any, desk: Desk, session: ClientSession | None
) -> Outcome:
    """Her check-out had been forgotten, as it seemed: the tap says when she went. Raises what a
    correction raises: a time outside of the shift's window is none."""
    wanted = Correction(_REASON, check_out_at=at)
    whose = last["attendance_id"]
    told = corrected(row, whose, wanted, by=desk.recorder, now=desk.now, zone=desk.rules.zone)
    if told is None:
        return Outcome("repeated", answer(row, last))
    told["checked_out_by"] = OFFLINE
    event = fact(AttendanceRecorded, row["_id"], attendance_data(row, told), at=desk.now)
    token = command_key.set(command_of(tap, desk))
    try:
        if not desk.store.attendance.correct(row, told, event, session):
            raise _Changed
    finally:
        command_key.reset(token)
    return Outcome("done", answer(row, told))


def _stands(tap: Tap, row: Document, desk: Desk) -> Outcome | None:
    """What this very tap has written before, if it has."""
    command = command_of(tap, desk)
    if command not in row.get(COMMANDS, ()):
        return None
    if tap.action == "in":
        for one in row["intervals"]:
            if one["attendance_id"] == command:
                return Outcome("done", answer(row, one))
    return Outcome("done", _as_it_is(row))


def _is_in(visit: Visit, row: Document) -> Outcome | None:
    """She is in already, by her own check-in or by another organiser's call."""
    return Outcome("repeated", presence(row, row["open"])) if row["open"] else None


def _as_it_is(row: Document) -> dict[str, Any]:
    if row["open"]:
        return presence(row, row["open"])
    return answer(row, row["intervals"][-1]) if row["intervals"] else {}


def _write(move: Any, tap: Tap, desk: Desk, session: ClientSession | None) -> None:
    """Raises _Changed."""
    token = command_key.set(command_of(tap, desk))
    try:
        if not desk.store.attendance.write([move], session):
            raise _Changed
    finally:
        command_key.reset(token)
