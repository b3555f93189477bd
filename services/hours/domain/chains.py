"""What the journals already written say about claims that arrive."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.hours.domain.claims import Claim, Impossible
from services.hours.domain.journals import entry_of

Known = Iterable[Mapping[str, Any]]
"""Journals, or what a glance at them shows."""


def newer(claims: Sequence[Claim], known: Known) -> list[Claim]:
    """The claims that ``known`` has not heard of, in this or a later revision.

    Raises Impossible when an attendance would change hands: a fault in the publisher.
    """
    heard: dict[str, int] = {}
    owner: dict[str, str] = {}
    for one in known:
        key = one["attendance_id"]
        heard[key] = max(heard.get(key, -1), one["attendance_revision"])
        owner[key] = one["volunteer_id"]
    if not heard:
        return list(claims)
    for claim in claims:
        if owner.get(claim.attendance_id, claim.volunteer_id) != claim.volunteer_id:
            raise Impossible(f"attendance {claim.attendance_id} is another volunteer's")
    return [one for one in claims if one.revision > heard.get(one.attendance_id, -1)]


def touched(claims: Sequence[Claim], seen: Known) -> list[Claim]:
    """All claims of those of whose claims one shares minutes or a shift with what was ``seen``,
    or corrects it."""
    by_person: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in seen:
        by_person[one["volunteer_id"]].append(one)
    if not by_person:
        return []
    people = {
        claim.volunteer_id
        for claim in claims
        if any(_touch(claim, one) for one in by_person.get(claim.volunteer_id, ()))
    }
    return [claim for claim in claims if claim.volunteer_id in people]


def _touch(claim: Claim, seen: Mapping[str, Any]) -> bool:
    if claim.attendance_id == seen["attendance_id"] or claim.session.shift_id == seen["shift_id"]:
        return True
    mine, its = claim.record["window"], seen["window"]
    return bool(mine["start"] < its["end"] and its["start"] < mine["end"])


def free_places(known: Known) -> dict[str, int]:
    """The first free place in the chain of each attendance that has journals."""
    places: dict[str, int] = {}
    for one in known:
        key = one["attendance_id"]
        places[key] = max(places.get(key, 0), entry_of(one) + 1)
    return places
