"""Look whether a back-entry of the same presence stands."""

from pymongo.client_session import ClientSession

from services.hours.domain.journals import entry_of
from services.hours.store import Store
from shared.storage.mongo import Document


def make_room(standing: str, *, store: Store, session: ClientSession) -> Document | None:
    """What stands about this presence; one whose credit was reversed stands no more and makes room
    for another."""
    before = store.back_entries.same(standing, session)
    if before is None or before["status"] != "approved":
        return before
    chain = store.journals.chains([before["_id"]], session)
    if max(chain, key=entry_of)["kind"] == "credit":
        return before
    store.back_entries.save(before["_id"], {"$unset": {"standing": ""}}, session)
    return None
