"""Check a volunteer in: one conditional write, and a read only to explain a no.

A launch event checks in thousands within minutes, so the good path is the proof (computed), then
the one write that every rule stands in as a condition. Checking in twice gives the first answer.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from pymongo.client_session import ClientSession

from services.activities.domain.attendance import opened_as, opening
from services.activities.domain.check_in_rules import (
    check_in_refusal,
    own_code_refusal,
    tries_refusal,
)
from services.activities.operations.prove_presence import Claim, Proof, prove_presence, rules_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.store.moves import Entry
from shared.clock import Clock
from shared.context import command_key
from shared.ids import id_from, new_id
from shared.refusal import Refusal
from shared.storage.mongo import Busy, Document

_ATTEMPTS = 3


def check_in(
    claim: Claim, *, store: Store, clock: Clock, settings: ActivitySettings
) -> dict[str, Any]:
    """{sign_up_id, shift_id, attendance_id, check_in_at, checked_in_by}, the same when repeated:
    under a key also when the code is over by then.

    Raises what prove_presence raises, and NotSignedUp, NotAccepted, ShiftCancelled, TooEarly,
    TooLate, PairsUsed, OwnCode, TooManyTries, Busy.
    """
    try:
        return _come(claim, clock(), store, settings)
    except Refusal:
        if row := store.sign_ups.of_command(claim.volunteer_id):
            return presence(row, row["open"] or opened_as(row["intervals"][-1]))
        raise


def _come(claim: Claim, now: datetime, store: Store, settings: ActivitySettings) -> dict[str, Any]:
    proof = prove_presence(claim, now, store=store, settings=settings)
    entry = _entry(claim, proof, now, settings)
    for _ in range(_ATTEMPTS):
        pairs: int | None = None
        if proof.shared_day:
            entered, pairs = _enter_counted(entry, store)
        else:
            entered = store.attendance.enter(entry)
        if entered:
            return presence({"_id": entry.sign_up_id, "shift_id": proof.shift_id}, entry.opened)
        row = store.sign_ups.get(entry.sign_up_id)
        if row and proof.way == "code" and (no := tries_refusal(row, now, rules_of(settings))):
            raise no  # first of all, or a guesser would hear of the right digits
        if row is not None and row["open"]:
            return presence(row, row["open"])
        if no := _refusal(row, proof, now, settings, pairs):
            raise no
    raise Busy(seconds=1)


def _entry(claim: Claim, proof: Proof, now: datetime, settings: ActivitySettings) -> Entry:
    rules = rules_of(settings)
    typed = proof.way == "code"
    return Entry(
        sign_up_id=id_from(proof.shift_id, claim.volunteer_id),
        opened=opening(new_id(), now, proof.way, None) | traces(claim, proof, settings),
        day=rules.day(now),
        pairs_a_day=rules.pairs_a_day,
        by_code=proof.by_code,
        tries=rules.tries if typed else None,
        tries_since=now - rules.tries_window if typed else None,
        marks=("by_location",) if proof.way == "location" else (),
        command=command_key.get(),
    )


def traces(claim: Claim, proof: Proof, settings: ActivitySettings) -> dict[str, Any]:
    """What the detectors of the hour bank look at, where there is any. Of a phone's mark only a
    keyed hash is kept: it says that two are the same, and nothing else."""
    found: dict[str, Any] = {}
    if claim.device is not None:
        key = settings.code_secret.encode()[:64]
        found["device"] = blake2b(claim.device.encode(), key=key, digest_size=12).hexdigest()
    if proof.distance is not None:
        found["distance"] = proof.distance
    return found


def _enter_counted(entry: Entry, store: Store) -> tuple[bool, int | None]:
    """The check-in where the day's pairs stand in several rows: under the person's lock."""

    def work(session: ClientSession) -> tuple[bool, int | None]:
        row = store.sign_ups.get(entry.sign_up_id, session)
        if row is None:
            return False, None
        who = [row["volunteer_id"]]
        counted = store.attendance.pairs_on(row["activity_id"], who, entry.day, session)
        pairs = counted[row["volunteer_id"]]
        allowed = pairs < entry.pairs_a_day
        return allowed and store.attendance.enter(entry, session), pairs

    return store.transaction(work)


def _refusal(
    row: Document | None,
    proof: Proof,
    now: datetime,
    settings: ActivitySettings,
    pairs: int | None,
) -> Refusal | None:
    rules = rules_of(settings)
    if no := check_in_refusal(row, now, rules, pairs=pairs):
        return no
    assert row is not None  # noqa: S101 (a missing row has been refused)
    return own_code_refusal(row) if proof.by_code else None


def presence(row: Mapping[str, Any], opened: Mapping[str, Any]) -> dict[str, Any]:
    """Being in, as the volunteer and her organiser are told it. ``row``: _id and shift_id."""
    return {
        "sign_up_id": row["_id"],
        "shift_id": row["shift_id"],
        "attendance_id": opened["attendance_id"],
        "check_in_at": opened["at"],
        "checked_in_by": opened["by"],
    }
