"""One thing that waits for a decision, as whoever decides reads it."""

from datetime import date, tzinfo
from typing import Any

from services.hours.domain.notice.custody_refusals import NoSuchTransfer
from services.hours.domain.notice.refusals import NoSuchObjection
from services.hours.domain.refusals import NoSuchJournal
from services.hours.domain.rules.refusals import NoSuchLongDay, NoSuchRule
from services.hours.store import Store
from services.hours.store.rules.approvals import day_key
from services.hours.views.office.lists import COORDINATOR, with_people, with_units
from services.hours.views.statement import line_of
from shared.auth import Identity
from shared.storage.mongo import Document


def one_long_day(volunteer_id: str, day: date, *, by: Identity, store: Store) -> Document:
    """Somebody's day over its limit, for whoever may approve it, with names.

    Raises NoSuchLongDay, OutOfScope.
    """
    row = store.approvals.find(day_key(volunteer_id, day))
    if row is None:
        raise NoSuchLongDay
    by.must_reach(COORDINATOR, row["path"])
    deciders = [{"by": one["by"]} for one in row["decisions"]]
    people = with_people([{"by": volunteer_id}, *deciders], "by", store=store)[0]["people"]
    units = with_units(row["claims"], "organisation_id", store=store)
    return {**row, "people": people, "units": units[0]["units"] if units else {}}


def one_objection(
    key: str, *, by: Identity, store: Store, zone: tzinfo, language: str
) -> tuple[Document, Document]:
    """The objection, and the journal it is against; ``line`` explains it. Who objects is not
    shown to anybody. Raises NoSuchObjection, OutOfScope."""
    found = store.objections.find(key)
    if found is None:
        raise NoSuchObjection
    by.must_reach(COORDINATOR, found["organisation_path"])
    journal = store.journals.find(found["journal_id"]) or {}
    named = with_people(with_units([found], "organisation_id", store=store), store=store)[0]
    line = line_of(journal, zone, language) if journal else None
    return {**named, "line": line}, journal


def one_transfer(key: str, *, by: Identity, store: Store) -> Document:
    """A transfer to one of her organisations. Raises NoSuchTransfer, OutOfScope."""
    row = store.custody.find(key)
    if row is None or "volunteer_id" not in row:
        raise NoSuchTransfer
    by.must_reach(COORDINATOR, row["to_path"])
    return with_units(with_people([row], store=store), "from_id", "to_id", store=store)[0]


def one_application(key: str, *, by: Identity, store: Store) -> Document:
    """An application for a star. Raises NoSuchApplication, OutOfScope."""
    row = store.star_applications.get(key)
    by.must_reach(COORDINATOR, store.copies.path_of(row))
    return with_units(with_people([row], store=store), "organisation_id", store=store)[0]


def one_row_of_rules(key: str, *, by: Identity, store: Store) -> Document:
    """What somebody set or set out to set. Raises NoSuchRule, OutOfScope."""
    row = store.rules.find(key)
    if row is None:
        raise NoSuchRule
    organisation = store.copies.organisation(row["organisation_id"]) or row
    by.must_reach(COORDINATOR, organisation["path"])
    marks = [{"by": (row.get(name) or {}).get("by")} for name in ("confirmed", "taken_back")]
    named = with_people([{"by": row["by"]}, *marks], "by", store=store)[0]["people"]
    return {**with_units([row], "organisation_id", store=store)[0], "people": named}


def one_credit(
    key: str, *, by: Identity, store: Store, zone: tzinfo, language: str
) -> tuple[Document, Document]:
    """A line of somebody's pass book as a coordinator reads it, with ``reversed_by``: the journal
    that took it back, or None; and the journal itself. Raises NoSuchJournal, OutOfScope."""
    journal = store.journals.find(key)
    if journal is None:
        raise NoSuchJournal
    by.must_reach(COORDINATOR, store.copies.path_of(journal))
    chain = store.journals.chains([journal["attendance_id"]])
    back = next((one for one in chain if one.get("reverses") == key), None)
    line = {**line_of(journal, zone, language), "reversed_by": back}
    named = with_units(with_people([line], store=store), "organisation_id", store=store)
    return named[0], journal


def line_under(
    request: Document, *, store: Store, zone: tzinfo, language: str
) -> dict[str, Any] | None:
    """The line of the pass book that a request for correction is about; None: nothing stands."""
    journal = store.journals.find(request["journal_id"]) if request["journal_id"] else None
    return line_of(journal, zone, language) if journal else None
