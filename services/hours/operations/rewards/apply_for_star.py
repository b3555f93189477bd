"""Apply for the star one's service reaches, where stars are given on application."""

from datetime import tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.journals import volunteer_account
from services.hours.domain.rewards.stars import (
    OPEN,
    NoStarToApplyFor,
    NotOnApplication,
    held,
)
from services.hours.domain.stars import star_of
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.refusal import NotYet
from shared.storage.mongo import Document
from shared.storage.repeats import marked


def apply_for_star(*, by: Identity, store: Store, clock: Clock, zone: tzinfo) -> Document:
    """Return the application; while one is open, that one.

    Raises NotYet, NotOnApplication, NoStarToApplyFor.
    """
    person, at, key = store.copies.person(by.volunteer_id), clock(), command_id()
    if person is None:
        raise NotYet
    today = at.astimezone(zone).date()
    rules = store.rules.book().rules_for(person["organisation_path"], today)
    if not rules.stars_on_application:
        raise NotOnApplication

    def write(session: ClientSession) -> Document:
        waiting = store.star_applications.waiting(by.volunteer_id, session)
        if before := waiting or store.star_applications.find(key, session):
            return before
        name = volunteer_account(by.volunteer_id)
        account = store.accounts.of([name], session).get(name, {"minutes": 0})
        star = star_of(account["minutes"], rules.stars)
        granted = store.star_applications.granted(by.volunteer_id, session)
        if star <= held(account, star, granted, on_application=True):
            raise NoStarToApplyFor
        asked = {"_id": key, "star": star, "minutes": account["minutes"], "at": at}
        return store.star_applications.add({**asked, **_of(person)}, session)

    return store.transaction(write)


def _of(person: Document) -> Document:
    """What is the same in every application of hers while it is open."""
    return {
        "volunteer_id": person["_id"],
        "organisation_id": person["organisation_id"],
        "organisation_path": person["organisation_path"],
        "status": OPEN,
        "decision": None,
        "standing": person["_id"],
        **marked(),
    }
