"""A volunteer asks that another organisation keeps and certifies what one has recorded of her.

Her asking is the consent that the practice of 2012 wants (domain.md).
"""

from pymongo.client_session import ClientSession

from services.hours.domain.notice.custody_refusals import (
    NoSuchTransfer,
    ReceiverClosed,
    ToItself,
    TransferAsked,
    TransferDecided,
)
from services.hours.store import Store
from services.hours.store.notice.custody import TRANSFER
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat, marked, marking


def ask_for_transfer(
    from_id: str, to_id: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the transfer, which waits for the receiving organisation.

    Raises ToItself, NoSuchOrganisation, ReceiverClosed, TransferAsked.
    """
    if from_id == to_id:
        raise ToItself(field="to_organisation_id")
    store.copies.known_organisation(from_id, field="from_organisation_id")
    receiver = store.copies.known_organisation(to_id, field="to_organisation_id")
    if receiver["status"] != "active":
        raise ReceiverClosed
    row: Document = {
        "_id": command_id(),
        "kind": TRANSFER,
        "volunteer_id": by.volunteer_id,
        "from_id": from_id,
        "to_id": to_id,
        "to_path": receiver["path"],
        "status": "asked",
        "by": by.volunteer_id,
        "at": clock(),
        "decision": None,
        **marked(),
    }

    def write(session: ClientSession) -> Document:
        if before := store.custody.asked(by.volunteer_id, from_id, session):
            if is_repeat(before):
                return before
            raise TransferAsked
        store.custody.add(row, session)
        return row

    return store.transaction(write)


def withdraw_transfer(key: str, *, by: Identity, store: Store, clock: Clock) -> Document:
    """Take back what was asked for and is not decided. Raises NoSuchTransfer, TransferDecided."""

    def write(session: ClientSession) -> Document:
        row = store.custody.find(key, session)
        if row is None or row.get("volunteer_id") != by.volunteer_id:
            raise NoSuchTransfer
        if row["status"] != "asked":
            if is_repeat(row):
                return row
            raise TransferDecided
        ended = {"status": "withdrawn", "decision": {"by": by.volunteer_id, "at": clock()}}
        store.custody.save(row, {"$set": ended, **_push()}, session)
        return {**row, **ended}

    return store.transaction(write)


def _push() -> Document:
    return {"$push": marks} if (marks := marking()) else {}
