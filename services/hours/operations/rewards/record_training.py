"""Record a training and who took part (order 67, article 8: name, content, hours, unit, date)."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from pymongo.client_session import ClientSession

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.domain.rewards.records import AboutOneself, must_be_possible
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id, id_from
from shared.storage.mongo import Document


class Training(NamedTuple):
    """``unit``: who held it; None: the organisation that records it."""

    organisation_id: str
    title: str
    content: str
    minutes: int
    date: date
    unit: str | None


def record_training(
    training: Training,
    volunteer_ids: Sequence[str],
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    zone: tzinfo,
) -> list[Document]:
    """Return a record for each participant, in their order; all are written or none.

    Raises NoSuchOrganisation, NoSuchVolunteer, OutOfScope, AboutOneself, DateImpossible.
    """
    unit = _must_be_hers_to_record(training, volunteer_ids, by, store)
    command, at = command_id(), clock()
    must_be_possible(training.date, at.astimezone(zone).date())
    kept = {**_kept(training, unit), "by": by.volunteer_id, "at": at, "revoked": None}
    rows = [
        {"_id": id_from(command, one), "volunteer_id": one, **kept}
        for one in dict.fromkeys(volunteer_ids)
    ]

    def write(session: ClientSession) -> list[Document]:
        keys = [row["_id"] for row in rows]
        if before := store.trainings.some(keys, session):
            return sorted(before, key=lambda row: keys.index(row["_id"]))
        store.trainings.add_all(rows, session)
        return rows

    return store.transaction(write)


def _kept(training: Training, unit: Document) -> Document:
    """What the records of all participants say."""
    return {
        **training._asdict(),
        "organisation_path": unit["path"],
        "unit": training.unit or unit["name"],
        "date": training.date.isoformat(),
    }


def _must_be_hers_to_record(
    training: Training, volunteer_ids: Sequence[str], by: Identity, store: Store
) -> Document:
    """The organisation. Raises NoSuchOrganisation, NoSuchVolunteer, OutOfScope, AboutOneself."""
    organisation = store.copies.known_organisation(training.organisation_id)
    by.must_reach("organiser", organisation["path"])
    people = store.copies.people(volunteer_ids)
    for place, one in enumerate(volunteer_ids):
        if one not in people:
            raise NoSuchVolunteer(field=f"volunteer_ids.{place}")
        by.must_reach("organiser", people[one]["organisation_path"])
    if by.volunteer_id in people:
        raise AboutOneself(field="volunteer_ids")
    return organisation
