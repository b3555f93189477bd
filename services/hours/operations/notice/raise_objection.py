"""Object to a line in public notice: it is held until a coordinator has decided."""

from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal
from services.hours.domain.notice.refusals import NotInNotice, NotOfTheOrganisation, OwnLine
from services.hours.domain.refusals import NoSuchJournal
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import CreditHeld
from shared.ids import id_from
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import marked


def raise_objection(
    journal_id: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Return the objection; one a person and line: a second one meets the first.

    Whose hours they are is told that the line is held, and why, and not by whom. Raises
    NoSuchJournal, OwnLine, NotOfTheOrganisation, NotInNotice.
    """
    key = id_from("objection", journal_id, by.volunteer_id)

    def write(session: ClientSession) -> Document:
        if before := store.objections.find(key, session):
            return before
        journal = store.journals.find(journal_id, session)
        if journal is None or "volunteer_id" not in journal:
            raise NoSuchJournal
        _must_be_a_member(by, journal, store)
        if store.notices.hold(journal_id, 1, session) is None:
            raise NotInNotice
        objection = _objection(key, journal, reason, by, clock)
        store.objections.add(objection, session)
        return objection

    return store.transaction(write)


def _must_be_a_member(by: Identity, journal: Journal, store: Store) -> None:
    if journal["volunteer_id"] == by.volunteer_id:
        raise OwnLine
    person = store.copies.person(by.volunteer_id)
    own, its = (person or {}).get("organisation_path", ""), journal["organisation_path"]
    member = own and (own.startswith(its) or its.startswith(own))
    if not member and not by.reaches("organiser", its):
        raise NotOfTheOrganisation


def _objection(key: str, journal: Journal, reason: str, by: Identity, clock: Clock) -> Document:
    at = clock()
    kept = ("volunteer_id", "organisation_id", "organisation_path", "activity_id", "activity_title")
    told = {"volunteer_id", "activity_id", "activity_title"}
    about = {name: journal[name] for name in kept}
    data = {name: about[name] for name in told} | {
        "journal_id": journal["_id"],
        "minutes": journal["lines"][0]["minutes"],
        "reason": reason,
    }
    return {
        "_id": key,
        "journal_id": journal["_id"],
        **about,
        "by": by.volunteer_id,
        "reason": reason,
        "at": at,
        "status": "open",
        "decision": None,
        FIELD: [fact(CreditHeld, key, data, at=at)],
        **marked(),
    }
