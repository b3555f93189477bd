"""Decide an objection: its line is reversed, or goes on to become final."""

from datetime import tzinfo
from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal
from services.hours.domain.notice.refusals import (
    NeedsAnotherPerson,
    NoSuchObjection,
    ObjectionDecided,
)
from services.hours.operations.reverse_journal import reverse_in
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts import hours_people
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact
from shared.storage.repeats import is_repeat, marking

UPHELD, DISMISSED = "upheld", "dismissed"


class Decision(NamedTuple):
    """``verdict``: upheld or dismissed; the reason is read by both sides."""

    objection_id: str
    verdict: str
    reason: str


def decide_objection(
    decision: Decision,
    *,
    by: Identity,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    clock: Clock,
) -> Document:
    """Return the decided objection. One transaction: nothing is held and decided at once.

    Raises NoSuchObjection, OutOfScope, NeedsAnotherPerson, ObjectionDecided.
    """

    def write(session: ClientSession) -> Document:
        objection = store.objections.find(decision.objection_id, session)
        if objection is None:
            raise NoSuchObjection
        journal = store.journals.find(objection["journal_id"], session) or {}
        must_be_hers_to_decide(objection, journal, by)
        if objection["status"] != "open":
            if is_repeat(objection):
                return objection
            raise ObjectionDecided
        store.notices.hold(objection["journal_id"], -1, session)
        if decision.verdict == UPHELD and _stands(journal, store, session):
            why = decision.reason
            reverse_in(session, journal, why, store=store, settings=settings, zone=zone, at=clock())
        return _save(objection, decision, by, store, clock, session)

    return store.transaction(write)


def must_be_hers_to_decide(objection: Document, journal: Journal, by: Identity) -> None:
    """Not the objector, nor whose hours they are, nor who recorded or approved them.

    Raises OutOfScope, NeedsAnotherPerson.
    """
    by.must_reach("coordinator", objection["organisation_path"])
    approved_by = journal.get("evidence", {}).get("approved_by")
    sides = (objection["by"], objection["volunteer_id"], journal.get("recorded_by"), approved_by)
    if by.volunteer_id in sides:
        raise NeedsAnotherPerson


def _stands(journal: Journal, store: Store, session: ClientSession) -> bool:
    chain = store.journals.chains([journal["attendance_id"]], session)
    return not any(one.get("reverses") == journal["_id"] for one in chain)


def _save(
    objection: Document,
    decision: Decision,
    by: Identity,
    store: Store,
    clock: Clock,
    session: ClientSession,
) -> Document:
    """Both sides are told: whose line it is, and who objected."""
    at = clock()
    data = {name: objection[name] for name in ("activity_id", "activity_title", "journal_id")}
    data |= {"reason": decision.reason, "verdict": decision.verdict}
    sides = (
        (hours_people.HeldCreditDecided, objection["volunteer_id"]),
        (hours_people.ObjectionDecided, objection["by"]),
    )
    told = [
        fact(kind, objection["_id"], {**data, "volunteer_id": who}, at=at) for kind, who in sides
    ]
    decided = {
        "status": decision.verdict,
        "decision": {"by": by.volunteer_id, "reason": decision.reason, "at": at},
    }
    pushed = {FIELD: {"$each": told}, **marking()}
    store.objections.save(objection, {"$set": decided, "$push": pushed}, session)
    return {**objection, **decided}
