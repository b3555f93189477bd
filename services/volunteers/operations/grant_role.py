"""Give a role within a subtree, or take it back."""

from dataclasses import dataclass

from pymongo.client_session import ClientSession

from services.volunteers.domain import roles
from services.volunteers.domain.teams import NotActive
from services.volunteers.operations.change_standing import keep_an_administrator
from services.volunteers.store import Store
from services.volunteers.store.records import again
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """Which role, to whom, from which organisation downwards."""

    volunteer_id: str
    role: str
    organisation_id: str


def grant_role(asked: Giving, *, actor: Identity, store: Store, clock: Clock) -> Document:
    """The record of who has the role now; it is in her next token.

    Raises OwnRole, RoleNotYours (by the roles the actor holds this moment), NotActive.
    """
    if asked.volunteer_id == actor.volunteer_id:
        raise roles.OwnRole(field="volunteer_id")

    def work() -> Document:
        organisation = store.organisations.chosen(asked.organisation_id, field="organisation_id")
        giver = store.people.authority(actor.volunteer_id)
        roles.check_giving(giver["grants"], asked.role, organisation["path"])
        person = store.people.get(asked.volunteer_id)
        if is_repeat(person):
            return person
        if person["status"] != "active":
            raise NotActive(name=person["name"])
        given = {
            "role": asked.role,
            "organisation_id": organisation["_id"],
            "organisation_path": organisation["path"],
            "by": actor.volunteer_id,
            "at": clock(),
        }
        return store.people.change_silently(
            person, {"grants": roles.with_role(person["grants"], given)}
        )

    return again(work)


def withdraw_role(asked: Giving, *, actor: Identity, store: Store) -> Document:
    """The record without the role; who never had it stays as she is.

    Everybody may lay down her own. Raises RoleNotYours, LastAdministrator.
    """

    def work(session: ClientSession) -> Document:
        organisation = store.organisations.get(asked.organisation_id, session)
        person = store.people.get(asked.volunteer_id, session)
        if asked.volunteer_id != actor.volunteer_id:
            giver = store.people.authority(actor.volunteer_id, session)
            roles.check_giving(giver["grants"], asked.role, organisation["path"])
        left = roles.without_role(person["grants"], asked.role, asked.organisation_id)
        if left == person["grants"]:
            return person
        taken = [one for one in person["grants"] if one not in left]
        keep_an_administrator({**person, "grants": taken}, store, session)
        return store.people.change_silently(person, {"grants": left}, session)

    return store.transaction(work)
