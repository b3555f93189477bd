"""Suspend a volunteer, let one leave, take one back."""

from pymongo.client_session import ClientSession

from services.volunteers.domain import roles, volunteers
from services.volunteers.domain.organisations import OrganisationClosed
from services.volunteers.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat


def change_standing(
    volunteer_id: str,
    step: str,
    *,
    reason: str | None,
    actor: Identity,
    store: Store,
    clock: Clock,
) -> Document:
    """The record after ``step``: "suspended", "left" or "returned".

    Everybody may leave herself; all else is a coordinator's. Who leaves leads no team any more and
    is signed out everywhere; the record itself is kept. Raises OutOfScope, RanksAbove,
    StandingUnfit, LastAdministrator, OrganisationClosed.
    """

    def work(session: ClientSession) -> Document:
        at = clock()
        person = store.people.get(volunteer_id, session)
        own = step == "left" and actor.volunteer_id == volunteer_id
        if not own:
            actor.must_reach("coordinator", person["organisation_path"])
        if is_repeat(person):
            return person
        if not own:
            roles.check_rank(store.people.authority(actor.volunteer_id, session), person)
        changes = volunteers.standing(person, step, by=actor.volunteer_id, reason=reason, at=at)
        if step == "returned":
            _check_home(person, store, session)
        else:
            keep_an_administrator(person, store, session)
        if step == "left":
            _leave(person, store, session, clock)
        store.accesses.note(actor.volunteer_id, [volunteer_id], "change", at, session)
        return store.people.change(person, changes, told=step, at=at, session=session)

    return store.transaction(work)


def keep_an_administrator(person: Document, store: Store, session: ClientSession) -> None:
    """Raises LastAdministrator when the whole tree would be without one after ``person``.

    The lock lets two administrators who remove each other come one after the other.
    """
    mine = {
        one["organisation_path"]
        for one in person["grants"]
        if one["role"] == "administrator" and one["organisation_path"].count("/") == 2
    }
    if not mine or person["status"] != "active":
        return
    store.organisations.lock(session)
    for path in mine:
        if not store.people.has_other_administrator(path, person["_id"], session):
            raise roles.LastAdministrator()


def _check_home(person: Document, store: Store, session: ClientSession) -> None:
    if store.organisations.get(person["organisation_id"], session)["status"] != "active":
        raise OrganisationClosed()


def _leave(person: Document, store: Store, session: ClientSession, clock: Clock) -> None:
    store.sessions.end_all(person["_id"], session)
    for team in store.teams.led_by(person["_id"], session):
        others = [one for one in team["leader_ids"] if one != person["_id"]]
        store.teams.change(team, {"leader_ids": others}, at=clock(), session=session)
