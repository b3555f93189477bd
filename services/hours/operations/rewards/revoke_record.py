"""Revoke an honour, a training or an evaluation that was recorded in error."""

from pymongo.client_session import ClientSession

from services.hours.domain.rewards.records import AboutOneself, AlreadyRevoked, stands
from services.hours.store import Store
from services.hours.store.rewards.records import HONOURS, Records
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_rewards import HonourRevoked
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


def revoke_record(
    key: str, reason: str, *, by: Identity, among: Records, store: Store, clock: Clock
) -> Document:
    """Return the record: it is kept, with who revoked it, when and why; of an honour she is told.

    Raises NoSuchRecord, OutOfScope, AboutOneself, AlreadyRevoked.
    """

    def write(session: ClientSession) -> Document:
        record = among.get(key, session)
        by.must_reach("coordinator", store.copies.path_of(record))
        if record["volunteer_id"] == by.volunteer_id:
            raise AboutOneself
        if is_repeat(record):
            return record
        if not stands(record):
            raise AlreadyRevoked
        at = clock()
        revoked = {"by": by.volunteer_id, "at": at, "reason": reason}
        writes: Document = {"$set": {"revoked": revoked}, "$unset": {"standing": ""}}
        pushed = marking()
        if among.name == HONOURS:
            names = ("volunteer_id", "title", "unit", "date")
            told = {"honour_id": key, "reason": reason, **{name: record[name] for name in names}}
            pushed[FIELD] = fact(HonourRevoked, key, told, at=at)
        if pushed:
            writes["$push"] = pushed
        return among.save(key, writes, session) or record

    return store.transaction(write)
