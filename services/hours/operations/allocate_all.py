"""Allocate what counts of several people's claims, with what was approved of their long days."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from pymongo.client_session import ClientSession

from services.hours.domain.allocation import Allocation, Claims, allocate
from services.hours.domain.claims import Claim
from services.hours.domain.days import Days
from services.hours.domain.long_days import note_of
from services.hours.store import Store

Changes = Mapping[str, Mapping[str, Claim | None]]
"""By person and attendance; None: taken back."""


def allocate_all(
    changes: Changes,
    credited: Mapping[str, Claims],
    days: Days,
    *,
    store: Store,
    session: ClientSession,
    again: Collection[str] = (),
) -> dict[str, Allocation]:
    """By person. Where a day is over its limit, one round trip asks what was approved of it, and
    another notes what waits. ``again``: see ``allocate``."""
    found = {
        person: allocate(asked, credited.get(person, {}), days, again)
        for person, asked in changes.items()
    }
    long = {person: one.long_days for person, one in found.items() if one.long_days}
    if not long:
        return found
    approved = store.approvals.approved(
        [(person, day) for person, its in long.items() for day in its], session
    )
    for person, limits in approved.items():
        mine = replace(days, approved=limits)
        found[person] = allocate(changes[person], credited.get(person, {}), mine, again)
    store.approvals.note(
        [
            note_of(person, day, its, days)
            for person, one in found.items()
            for day, its in one.long_days.items()
            if day in _changed(one, days)
        ],
        session,
    )
    return found


def _changed(allocation: Allocation, days: Days) -> set[date]:
    claims = [claim for one in allocation.postings for claim in (one.credited, one.reversed)]
    return {days.day_of(claim) for claim in claims if claim}
