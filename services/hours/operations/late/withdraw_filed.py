"""Withdraw a back-entry or a request for correction: she who filed it, until it is decided."""

from pymongo.client_session import ClientSession

from services.hours.domain.late.steps import must_be_open, must_be_the_filer
from services.hours.store import Store
from services.hours.store.late.filed import Filed
from shared.auth import Identity
from shared.storage.mongo import Document


def withdraw_filed(key: str, *, by: Identity, among: Filed, store: Store) -> Document:
    """The withdrawn record; withdrawing it again changes nothing.

    Raises NoSuchBackEntry, NoSuchCorrection, NotHersToWithdraw, Settled.
    """

    def write(session: ClientSession) -> Document:
        record = among.get(key, session)
        must_be_the_filer(by.volunteer_id, record)
        if record["status"] == "withdrawn":
            return record
        must_be_open(record, "filed", "checked")
        writes = {"$set": {"status": "withdrawn"}, "$unset": {"standing": ""}}
        return among.save(key, writes, session)

    return store.transaction(write)
