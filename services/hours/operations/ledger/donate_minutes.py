"""Donate time currency: to one's organisation, to one's team, or a team's to its organisation."""

from services.hours.domain.ledger.currency import (
    DONATE,
    CurrencyJournal,
    pool_purse,
    team_purse,
    volunteer_purse,
)
from services.hours.domain.ledger.refusals import NoSuchTeam, NotAMember, NotTheLeader
from services.hours.operations.ledger.move_minutes import move_minutes
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.refusal import NotYet
from shared.storage.mongo import Document


def donate_minutes(
    minutes: int,
    team_id: str | None = None,
    reason: str | None = None,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
) -> CurrencyJournal:
    """Give minutes, 1 or more, to the team she belongs to, else to her organisation's pool.

    Nothing undoes it. Raises NotYet, NoSuchTeam, NotAMember, PurseTooLow, PurseFrozen.
    """
    person = store.copies.person(by.volunteer_id)
    if person is None:
        raise NotYet
    if team_id is None:
        into = pool_purse(person["organisation_id"])
    else:
        into = team_purse(_standing(team_id, store)["_id"])
        if team_id not in person["team_ids"]:
            raise NotAMember(field="team_id")
    lines = {volunteer_purse(by.volunteer_id): -minutes, into: minutes}
    return move_minutes(DONATE, lines, reason, by=by, store=store, clock=clock)


def donate_for_team(
    team_id: str,
    minutes: int,
    reason: str | None = None,
    *,
    by: Identity,
    store: Store,
    clock: Clock,
) -> CurrencyJournal:
    """A leader gives what the team was given to the pool of its organisation.

    A team's currency can only be donated. Raises NoSuchTeam, NotTheLeader, PurseTooLow,
    PurseFrozen.
    """
    team = _standing(team_id, store)
    if by.volunteer_id not in team["leader_ids"]:
        raise NotTheLeader
    lines = {team_purse(team_id): -minutes, pool_purse(team["organisation_id"]): minutes}
    return move_minutes(DONATE, lines, reason, by=by, store=store, clock=clock)


def _standing(team_id: str, store: Store) -> Document:
    team = store.copies.team(team_id)
    if team is None or team["status"] != "active":
        raise NoSuchTeam(field="team_id")
    return team
