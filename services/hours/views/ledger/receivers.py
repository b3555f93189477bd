"""Who would be given time currency: shown before anything moves."""

from typing import NamedTuple

from services.hours.domain.ledger.refusals import NoSuchReceiver, NoSuchTeam, NotAMember, ToOneself
from services.hours.store import Store
from shared.auth import Identity
from shared.refusal import NotYet

_HIDDEN = "＊＊"


class Receiver(NamedTuple):
    """``name``: as the giver may see it; ``number``: of a volunteer, "" of others."""

    name: str
    number: str = ""


def receiver_by_number(number: str, by: Identity, *, store: Store) -> Receiver:
    """A volunteer, with the first character of her name alone: enough to notice a wrong number,
    and nobody is made known by it (order 685, article 20). Raises NoSuchReceiver, ToOneself."""
    found = store.copies.numbered(number)
    if found is None or found["status"] != "active":
        raise NoSuchReceiver(field="number")
    if found["_id"] == by.volunteer_id:
        raise ToOneself(field="number")
    return Receiver(f"{found['name'][:1]}{_HIDDEN}", found["number"])


def receiver_of_donation(team_id: str | None, by: Identity, *, store: Store) -> Receiver:
    """A team of hers, else the pool of her organisation. Raises NotYet, NoSuchTeam, NotAMember."""
    person = store.copies.person(by.volunteer_id)
    if person is None:
        raise NotYet
    if team_id is None:
        organisation = store.copies.organisation(person["organisation_id"])
        if organisation is None:
            raise NotYet
        return Receiver(organisation["name"])
    team = store.copies.team(team_id)
    if team is None or team["status"] != "active":
        raise NoSuchTeam(field="team_id")
    if team_id not in person["team_ids"]:
        raise NotAMember(field="team_id")
    return Receiver(team["name"])
