"""Record an honour a volunteer was given (order 67, article 9: name, date, unit)."""

from datetime import date, tzinfo

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.domain.rewards.records import AboutOneself, must_be_possible
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.contracts.hours_rewards import HonourAwarded
from shared.ids import command_id
from shared.storage.mongo import Document
from shared.storage.outbox import FIELD, fact


def award_honour(
    volunteer_id: str,
    title: str,
    day: date,
    unit: str | None = None,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
    zone: tzinfo,
) -> Document:
    """Return the honour; ``unit``: who gave it, her organisation where nobody is named.

    Raises NoSuchVolunteer, OutOfScope, AboutOneself, DateImpossible.
    """
    person = store.copies.person(volunteer_id)
    if person is None:
        raise NoSuchVolunteer(field="volunteer_id")
    by.must_reach("coordinator", person["organisation_path"])
    if volunteer_id == by.volunteer_id:
        raise AboutOneself(field="volunteer_id")
    at, key = clock(), command_id()
    must_be_possible(day, at.astimezone(zone).date())
    giver = unit or _name(person["organisation_id"], store)
    said = {"title": title, "unit": giver, "date": day.isoformat()}
    told = {"honour_id": key, "volunteer_id": volunteer_id, **said}
    return store.honours.add(
        {
            "_id": key,
            "volunteer_id": volunteer_id,
            "organisation_id": person["organisation_id"],
            "organisation_path": person["organisation_path"],
            **said,
            "by": by.volunteer_id,
            "at": at,
            "revoked": None,
            FIELD: [fact(HonourAwarded, key, told, at=at)],
        }
    )


def _name(organisation_id: str, store: Store) -> str:
    return str((store.copies.organisation(organisation_id) or {}).get("name", ""))
