"""Ask for a correction of one's own hours: of a line, or of a shift where nothing stands."""

from datetime import datetime, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal, entry_of, standing
from services.hours.domain.late.corrections import Asked, about_line, must_differ, told
from services.hours.domain.late.presence import (
    Presence,
    about,
    must_be_over,
    must_be_recent,
    must_lie_within,
    must_not_be_longer,
)
from services.hours.domain.late.refusals import CorrectionWaits, NoSuchShift, SomethingStands
from services.hours.domain.refusals import NoSuchJournal
from services.hours.operations.late.file_back_entry import rules_of
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_people import CorrectionFiled, CorrectionRequested
from shared.ids import command_id
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, Fact, fact
from shared.storage.repeats import marked


def file_correction(
    asked: Asked, *, by: Identity, store: Store, zone: tzinfo, clock: Clock
) -> Document:
    """Return the request; the same one again meets the first. She and the person in charge of the
    activity are told.

    Raises NoSuchJournal, NoSuchShift, SomethingStands, NothingToCorrect, CorrectionWaits and what
    domain/late/presence.py raises.
    """
    now = clock()

    def look(session: ClientSession) -> Document:
        if asked.journal_id:
            return _of_line(asked, by, store, zone, now, session)
        return _of_shift(asked, by, store, zone, now, session)

    record = store.transaction(look)
    request = {
        "_id": command_id(),
        **record,
        "text": asked.text,
        "filed_by": by.volunteer_id,
        "filed_number": by.number,
        "filed_at": now,
        "status": "filed",
        "proof": None,
        "check": None,
        "decision": None,
        **marked(),
    }
    kept = store.corrections.add({**request, FIELD: _tell(request, store, now)})
    if any(kept[name] != record[name] for name in ("check_in_at", "check_out_at")):
        raise CorrectionWaits
    return kept


def last_of(attendance_id: str, store: Store, session: ClientSession) -> Journal:
    """The last journal of an attendance that has some."""
    return max(store.journals.chains([attendance_id], session), key=entry_of)


def must_be_empty(record: Document, store: Store, session: ClientSession) -> None:
    """Raises SomethingStands when a credit of hers stands at the shift."""
    if standing(store.journals.at_shift(record, session)):
        raise SomethingStands


def _of_line(
    asked: Asked, by: Identity, store: Store, zone: tzinfo, now: datetime, session: ClientSession
) -> Document:
    journal = store.journals.find(asked.journal_id or "", session)
    if journal is None or journal["volunteer_id"] != by.volunteer_id:
        raise NoSuchJournal(field="journal_id")
    last = last_of(journal["attendance_id"], store, session)
    record = about_line(last, asked.check_in_at, asked.check_out_at)
    must_be_recent(record, now)
    stood = (last["check_in_at"], last["check_out_at"])
    must_lie_within(record, rules_of(record, store, zone), now=now, zone=zone, stood=stood)
    must_differ(record, last)
    attendance_id = last["attendance_id"]
    names = {"journal_id": asked.journal_id, "attendance_id": attendance_id}
    return {**record, **names, "standing": f"line:{attendance_id}"}


def _of_shift(
    asked: Asked, by: Identity, store: Store, zone: tzinfo, now: datetime, session: ClientSession
) -> Document:
    activity = store.copies.activity_of(asked.shift_id or "")
    if activity is None:
        raise NoSuchShift(field="shift_id")
    presence = Presence(
        asked.shift_id or "", by.volunteer_id, asked.check_in_at, asked.check_out_at
    )
    record = about(activity, presence)
    must_be_over(activity, now)
    must_lie_within(record, rules_of(record, store, zone), now=now, zone=zone)
    must_not_be_longer(record)
    must_be_empty(record, store, session)
    names = {"journal_id": None, "attendance_id": None}
    return {**record, **names, "standing": f"shift:{presence.shift_id}:{by.volunteer_id}"}


def _tell(request: Document, store: Store, at: datetime) -> list[Fact]:
    hers, key = request["volunteer_id"], request["_id"]
    facts = [fact(CorrectionFiled, key, told(request, hers), at=at)]
    activity = store.copies.activity(request["activity_id"])
    charge = activity and activity["person_in_charge_id"]
    if charge and charge != hers:
        facts.append(fact(CorrectionRequested, key, told(request, charge), at=at))
    return facts
