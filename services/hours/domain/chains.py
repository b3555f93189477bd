"""What the journals already written say about claims that arrive."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.hours.domain.claims import Claim, Impossible
from services.hours.domain.days import Days
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


def touched(claims: Sequence[Claim], seen: Known, days: Days) -> list[Claim]:
    """All claims of those of whose claims one shares minutes or a shift with what was ``seen``,
    corrects it, or makes a day with it that may be over its limit."""
    by_person: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in seen:
        by_person[one["volunteer_id"]].append(one)
    if not by_person:
        return []
    hers: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.volunteer_id in by_person:
            hers[claim.volunteer_id].append(claim)
    return [
        claim
        for person, mine in hers.items()
        for claim in mine
        if _long(mine, by_person[person], days)
        or any(_touch(one, other) for one in mine for other in by_person[person])
    ]


def _touch(claim: Claim, seen: Mapping[str, Any]) -> bool:
    if claim.attendance_id == seen["attendance_id"] or claim.session.shift_id == seen["shift_id"]:
        return True
    mine, its = claim.record["window"], seen["window"]
    return bool(mine["start"] < its["end"] and its["start"] < mine["end"])


def _long(claims: Sequence[Claim], seen: Known, days: Days) -> bool:
    """Whether one of the claims may, with what was seen, be over the limit of its day."""
    # A credit and its reversal show one window; of corrections each may be the one that stands.
    others = {(one["attendance_id"], *one["window"].values()): one for one in seen}
    lengths = [_length(one["window"]) for one in others.values()]
    lengths += [claim.end - claim.start for claim in claims]
    if not days.source.may_pass(sum(lengths), len(lengths)):
        return False
    of_day: defaultdict[date, list[int]] = defaultdict(list)
    for one in others.values():
        of_day[days.day_at(one["check_in_at"])].append(_length(one["window"]))
    for claim in claims:
        of_day[days.day_of(claim)].append(claim.end - claim.start)
    return any(
        days.source.may_pass(sum(of_day[day]), len(of_day[day]))
        for day in {days.day_of(claim) for claim in claims}
    )


def _length(window: Mapping[str, datetime]) -> int:
    """Minutes."""
    return int((window["end"] - window["start"]).total_seconds() // 60)


def free_places(known: Known) -> dict[str, int]:
    """The first free place in the chain of each attendance that has journals."""
    places: dict[str, int] = {}
    for one in known:
        key = one["attendance_id"]
        places[key] = max(places.get(key, 0), entry_of(one) + 1)
    return places
