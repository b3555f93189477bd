"""An organisation takes over the records and certificates of one that ended or was merged.

民发〔2015〕149号: after a merger or dissolution the successor, or the unit above, certifies.
"""

from pymongo.client_session import ClientSession

from services.hours.domain.notice.custody_refusals import (
    HasSuccessor,
    InACircle,
    ReceiverClosed,
    ToItself,
)
from services.hours.store import Store
from services.hours.store.notice.custody import SUCCESSION
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat, marked


def name_successor(
    from_id: str, to_id: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the succession. It takes an administrator above both.

    Raises ToItself, NoSuchOrganisation, OutOfScope, ReceiverClosed, HasSuccessor, InACircle.
    """
    _must_be_hers_to_name(from_id, to_id, by, store)
    row: Document = {
        "_id": command_id(),
        "kind": SUCCESSION,
        "from_id": from_id,
        "to_id": to_id,
        "status": "accepted",
        "by": by.volunteer_id,
        "at": clock(),
        "decision": {"by": by.volunteer_id, "reason": reason, "at": clock()},
        **marked(),
    }

    def write(session: ClientSession) -> Document:
        known = store.custody.successors(session)
        if from_id in known:
            before = store.custody.find(row["_id"], session)
            if before and is_repeat(before):
                return before
            raise HasSuccessor
        if last_of(to_id, known) == from_id:
            raise InACircle
        store.custody.add(row, session)
        return row

    return store.transaction(write)


def _must_be_hers_to_name(from_id: str, to_id: str, by: Identity, store: Store) -> None:
    """Raises ToItself, NoSuchOrganisation, OutOfScope, ReceiverClosed."""
    if from_id == to_id:
        raise ToItself(field="to_organisation_id")
    for field, key in (("from_organisation_id", from_id), ("to_organisation_id", to_id)):
        organisation = store.copies.known_organisation(key, field=field)
        by.must_reach("administrator", organisation["path"])
        if key == to_id and organisation["status"] != "active":
            raise ReceiverClosed


def last_of(organisation_id: str, successors: dict[str, str]) -> str:
    """The organisation at the end of a line of successors."""
    while organisation_id in successors:
        organisation_id = successors[organisation_id]
    return organisation_id
