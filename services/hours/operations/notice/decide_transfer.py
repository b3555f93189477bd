"""The receiving organisation says whether it takes a volunteer's record over."""

from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.notice.custody_refusals import (
    NoSuchTransfer,
    OwnTransfer,
    TransferDecided,
)
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import TransferDecided as Told
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


class Answer(NamedTuple):
    """``verdict``: accepted or declined."""

    transfer_id: str
    verdict: str
    reason: str


def decide_transfer(answer: Answer, *, by: Identity, store: Store, clock: Clock) -> Document:
    """Return the decided transfer; the volunteer is told.

    Raises NoSuchTransfer, OutOfScope, OwnTransfer, TransferDecided.
    """

    def write(session: ClientSession) -> Document:
        row = store.custody.find(answer.transfer_id, session)
        if row is None or "volunteer_id" not in row:
            raise NoSuchTransfer
        by.must_reach("coordinator", row["to_path"])
        must_not_be_hers(row, by)
        if row["status"] != "asked":
            if is_repeat(row):
                return row
            raise TransferDecided
        return _save(row, answer, by, store, clock, session)

    return store.transaction(write)


def must_not_be_hers(row: Document, by: Identity) -> None:
    """Nobody answers her own wish. Raises OwnTransfer."""
    if row["volunteer_id"] == by.volunteer_id:
        raise OwnTransfer


def _save(
    row: Document,
    answer: Answer,
    by: Identity,
    store: Store,
    clock: Clock,
    session: ClientSession,
) -> Document:
    at = clock()
    receiver = store.copies.organisation(row["to_id"]) or {"name": row["to_id"]}
    decided = {
        "status": answer.verdict,
        "decision": {"by": by.volunteer_id, "reason": answer.reason, "at": at},
    }
    data = {
        "volunteer_id": row["volunteer_id"],
        "organisation": receiver["name"],
        "verdict": answer.verdict,
        "reason": answer.reason,
    }
    told = [fact(Told, row["_id"], data, at=at)]
    pushed = {FIELD: {"$each": told}, **marking()}
    store.custody.save(row, {"$set": decided, "$push": pushed}, session)
    return {**row, **decided}
