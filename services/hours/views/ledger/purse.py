"""What a purse of the time currency holds."""

from datetime import date
from typing import Any

from services.hours.domain.ledger.currency import (
    expired_purse,
    pool_purse,
    shop_purse,
    team_purse,
    volunteer_purse,
)
from services.hours.domain.ledger.refusals import NoSuchTeam, NotAMember
from services.hours.domain.refusals import NoSuchOrganisation
from services.hours.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document

_SUMS = ("minutes", "earned", "received", "spent")


def purse_of(volunteer_id: str, today: date, *, store: Store) -> dict[str, Any]:
    """{volunteer_id, minutes, earned, received, spent, frozen, cap_minutes, redeem_from, teams}.

    ``minutes`` = earned + received - spent; below zero where hours were taken back that had been
    spent. ``frozen``: why, or None. ``cap_minutes``: None where there is no cap. ``teams``: the
    purses of her teams.
    """
    person = store.copies.person(volunteer_id) or {"organisation_path": "/", "team_ids": []}
    rules = store.rules.book().rules_for(person["organisation_path"], today)
    return {
        "volunteer_id": volunteer_id,
        **_shown(store.purses.find(volunteer_purse(volunteer_id))),
        "cap_minutes": rules.cap_minutes or None,
        "redeem_from": rules.redeem_from,
        "teams": _teams(person["team_ids"], volunteer_id, store),
    }


def team_purse_of(team_id: str, by: Identity, *, store: Store) -> dict[str, Any]:
    """{team_id, name, leads, minutes, …} for its members and its organisation's coordinators.

    Raises NoSuchTeam, NotAMember.
    """
    team = must_reach_team(team_id, by, store=store)
    return _team(team, store.purses.find(team_purse(team_id)), by.volunteer_id)


def must_reach_team(team_id: str, by: Identity, *, store: Store) -> Document:
    """Raises NoSuchTeam, NotAMember."""
    team = store.copies.team(team_id)
    if team is None:
        raise NoSuchTeam
    person = store.copies.person(by.volunteer_id) or {"team_ids": []}
    if team_id not in person["team_ids"] and not by.reaches(
        "coordinator", team["organisation_path"]
    ):
        raise NotAMember
    return team


def organisation_purses(organisation_id: str, by: Identity, *, store: Store) -> dict[str, Any]:
    """{organisation_id, pool, shop, expired}: minutes donated to it, paid in its shop and not used
    in time. Raises NoSuchOrganisation, OutOfScope."""
    organisation = store.copies.organisation(organisation_id)
    if organisation is None:
        raise NoSuchOrganisation
    by.must_reach("organiser", organisation["path"])
    names = {
        "pool": pool_purse(organisation_id),
        "shop": shop_purse(organisation_id),
        "expired": expired_purse(organisation_id),
    }
    purses = store.purses.of(names.values())
    found = {key: purses.get(name, {}).get("minutes", 0) for key, name in names.items()}
    return {"organisation_id": organisation_id, **found}


def _teams(team_ids: list[str], volunteer_id: str, store: Store) -> list[dict[str, Any]]:
    teams = store.copies.teams(team_ids)
    purses = store.purses.of([team_purse(team["_id"]) for team in teams]) if teams else {}
    return [_team(team, purses.get(team_purse(team["_id"]), {}), volunteer_id) for team in teams]


def _team(team: Document, purse: Document, volunteer_id: str) -> dict[str, Any]:
    return {
        "team_id": team["_id"],
        "name": team["name"],
        "leads": volunteer_id in team["leader_ids"],
        **_shown(purse),
    }


def _shown(purse: Document) -> dict[str, Any]:
    frozen = purse.get("frozen")
    return {
        **{name: purse.get(name, 0) for name in _SUMS},
        "frozen": frozen and frozen["reason"],
    }
