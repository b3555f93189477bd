"""Settle one going that a phone kept; and what every settling needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain.attendance import (
    attendance_data,
    closed,
    may_check_out,
    must_not_be_own,
)
from services.activities.domain.check_in_rules import CheckInRules
from services.activities.domain.corrections import Correction, corrected
from services.activities.domain.roll import Outcome
from services.activities.domain.taps import OFFLINE, LaterRecord, Tap
from services.activities.operations.check_in import presence
from services.activities.operations.check_out import answer, leaving
from services.activities.store import Store
from shared.context import command_key
from shared.contracts.activities import AttendanceRecorded
from shared.ids import id_from
from shared.refusal import Refusal
from shared.storage.mongo import Document
from shared.storage.outbox import fact
from shared.storage.repeats import FIELD as COMMANDS

_REASON = "离线点名签退 · checked out by a tap kept without network"


class RowChanged(Exception):
    """Raised when a row was not as it was read."""


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


def settle_leaving(
    tap: Tap,
    at: datetime,
    row: Document,
    desk: Desk,
    late: Refusal | None,
    session: ClientSession | None,
) -> Outcome:
    """What came of it. Raises RowChanged, LaterRecord, ``late`` and what check-out raises."""
    if told := stands(tap, row, desk):
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
    write(leaving(row, interval, desk.now, OFFLINE), tap, desk, session)
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
            raise RowChanged
    finally:
        command_key.reset(token)
    return Outcome("done", answer(row, told))


def stands(tap: Tap, row: Document, desk: Desk) -> Outcome | None:
    """What this very tap has written before, if it has."""
    command = command_of(tap, desk)
    if command not in row.get(COMMANDS, ()):
        return None
    if tap.action == "in":
        for one in row["intervals"]:
            if one["attendance_id"] == command:
                return Outcome("done", answer(row, one))
    return Outcome("done", _as_it_is(row))


def _as_it_is(row: Document) -> dict[str, Any]:
    if row["open"]:
        return presence(row, row["open"])
    return answer(row, row["intervals"][-1]) if row["intervals"] else {}


def write(move: Any, tap: Tap, desk: Desk, session: ClientSession | None) -> None:
    """Raises RowChanged."""
    token = command_key.set(command_of(tap, desk))
    try:
        if not desk.store.attendance.write([move], session):
            raise RowChanged
    finally:
        command_key.reset(token)
