"""Check a volunteer out: her interval closes, and the fact goes out with the same write."""

from datetime import datetime
from typing import Any

from services.activities.domain.attendance import (
    attendance_data,
    closed,
    may_check_out,
    traces_of,
)
from services.activities.domain.check_in_rules import (
    NotSignedUp,
    own_code_refusal,
    tries_refusal,
)
from services.activities.operations.prove_presence import Claim, Proof, prove_presence, rules_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.store.moves import Exit
from shared.clock import Clock
from shared.contracts.activities import AttendanceRecorded
from shared.ids import id_from
from shared.refusal import Refusal
from shared.storage.mongo import Busy, Document
from shared.storage.outbox import fact
from shared.storage.repeats import is_repeat

_ATTEMPTS = 3


def check_out(
    claim: Claim, *, store: Store, clock: Clock, settings: ActivitySettings
) -> dict[str, Any]:
    """{sign_up_id, shift_id, attendance_id, check_in_at, check_out_at, …}, the same when repeated:
    under a key also when the code is over by then.

    Raises what prove_presence raises, and NotSignedUp, NotCheckedIn, CheckOutForgotten, OwnCode,
    TooManyTries, Busy.
    """
    try:
        return _go(claim, clock(), store, settings)
    except Refusal:
        if row := store.sign_ups.of_command(claim.volunteer_id):
            return answer(row, row["intervals"][-1])
        raise


def _go(claim: Claim, now: datetime, store: Store, settings: ActivitySettings) -> dict[str, Any]:
    proof = prove_presence(claim, now, store=store, settings=settings)
    sign_up_id = id_from(proof.shift_id, claim.volunteer_id)
    for _ in range(_ATTEMPTS):
        row = store.sign_ups.get(sign_up_id)
        if row is None:
            raise NotSignedUp()
        if proof.way == "code" and (no := tries_refusal(row, now, rules_of(settings))):
            raise no
        if is_repeat(row) or not may_check_out(row, now):
            return answer(row, row["intervals"][-1])
        going = _exit(row, proof, now)
        if store.attendance.leave(going):
            return answer(going.row, going.interval)
    raise Busy(seconds=1)


def _exit(row: Document, proof: Proof, now: datetime) -> Exit:
    if proof.by_code and (no := own_code_refusal(row)):
        raise no
    return leaving(row, closed(row["open"], now, proof.way, None), now)


def leaving(row: Document, interval: dict[str, Any], now: datetime, *marks: str) -> Exit:
    """The write that closes a row's open interval, with its event."""
    data = attendance_data(row, interval) | traces_of(row["open"])
    return Exit(row, interval, fact(AttendanceRecorded, row["_id"], data, at=now), marks)


def answer(row: Document, interval: Any) -> dict[str, Any]:
    """An interval as its owner and its organiser are told it."""
    told = (
        "attendance_id", "check_in_at", "check_out_at", "checked_in_by", "checked_out_by", "void",
        "revision",
    )  # fmt: skip
    whose = {"sign_up_id": row["_id"], "shift_id": row["shift_id"]}
    return whose | {field: interval[field] for field in told}
