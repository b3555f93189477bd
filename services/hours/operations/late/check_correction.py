"""Check a request for correction: the organiser says what she found (order 67, article 13)."""

from pymongo.client_session import ClientSession

from services.hours.domain.late.corrections import told
from services.hours.domain.late.steps import must_be_another, must_be_open
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import CorrectionChecked
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking


def check_correction(
    key: str, finding: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """The checked request; somebody else decides it.

    Raises NoSuchCorrection, OutOfScope, OwnHours, Settled.
    """

    def write(session: ClientSession) -> Document:
        request = store.corrections.get(key, session)
        by.must_reach("organiser", store.copies.path_of(request))
        must_be_another(by.volunteer_id, request)
        if is_repeat(request):
            return request
        must_be_open(request, "filed")
        at = clock()
        check = {"by": by.volunteer_id, "number": by.number, "finding": finding, "at": at}
        data = told(request, request["volunteer_id"]) | {"finding": finding}
        events = [fact(CorrectionChecked, key, data, at=at)]
        writes = {
            "$set": {"status": "checked", "check": check},
            "$push": {FIELD: {"$each": events}, **marking()},
        }
        return store.corrections.save(key, writes, session)

    return store.transaction(write)
