"""What a volunteer looks through: what is on soon, a day's or a month's shifts, words to filter by.

A card is {activity_id, title, kind, address, organisation, start, end, more, free, places, waiting,
mode, opens_at, closed}: the next shift, how many follow it, and the places of all that are ahead.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from services.activities.store import Store
from services.activities.views.activities import counted
from shared.storage.mongo import Document

Plain = dict[str, Any]
_SOON = timedelta(days=21)
_LOOKED_THROUGH = 100
_MOST_A_MONTH = 1000


def soon(*, store: Store, now: datetime, most: int) -> list[Plain]:
    """Cards of what begins within three weeks and has a free place, the next first."""
    rows = store.programme.between(now, now + _SOON, _LOOKED_THROUGH, over=False)
    counters = {c["_id"]: c for c in store.places.of_activities([row["_id"] for row in rows])}
    items = [row | {"activity_id": row["_id"], "shifts": counted(row, counters)} for row in rows]
    found = [one for one in cards(items, now) if one["free"] and not one["closed"]]
    shown = sorted(found, key=lambda one: one["start"])[:most]
    units = store.copies.organisations({one["organisation_id"] for one in shown})
    return [one | {"organisation": _name(units, one["organisation_id"])} for one in shown]


def cards(items: Iterable[Plain], now: datetime, since: datetime | None = None) -> list[Plain]:
    """A card for each activity; its shift is the next one after ``since``, with a place if any."""
    made = (card(item, now, since or now) for item in items)
    return [one for one in made if one is not None]


def card(item: Plain, now: datetime, since: datetime) -> Plain | None:
    """None: no shift of it is ahead."""
    held = [one for one in item["shifts"] if one["cancelled"] is None]
    ahead = [one for one in held if one["end"] > max(since, now)]
    if not ahead:
        return None
    open_ones = [one for one in ahead if one["start"] > now]
    placed = [one for one in open_ones if any(role["free"] for role in one["roles"])]
    shift = (placed or open_ones or ahead)[0]
    roles = [role for one in open_ones for role in one["roles"]]
    names = ("activity_id", "title", "kind", "address", "mode", "opens_at", "organisation_id")
    return {
        **{name: item[name] for name in names},
        "organisation": item.get("organisation", ""),
        "start": shift["start"],
        "end": shift["end"],
        "more": len(ahead) - 1,
        **{name: sum(role[name] for role in roles) for name in ("free", "places", "waiting")},
        "closed": not open_ones or (item["closes_at"] is not None and item["closes_at"] <= now),
    }


def month(first: date, zone: tzinfo, *, store: Store) -> dict[date, list[Plain]]:
    """The shifts of the month that begins on ``first`` by local day: {start, title, activity_id}.

    A shift that lasts over midnight stands on the day it starts.
    """
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(following(first), time(), zone)
    rows = store.programme.between(begin, end, _MOST_A_MONTH, over=True)
    days: dict[date, list[Plain]] = defaultdict(list)
    for row in rows:
        for shift in row["shifts"]:
            if shift["cancelled"] is None and begin <= shift["start"] < end:
                told = {"activity_id": row["_id"], "title": row["title"], "start": shift["start"]}
                days[shift["start"].astimezone(zone).date()].append(told)
    return {day: sorted(days[day], key=lambda one: one["start"]) for day in sorted(days)}


def following(first: date) -> date:
    """The first of the next month."""
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def districts(*, store: Store, now: datetime) -> list[Plain]:
    """The towns, or units above them, in which something is on: {organisation_id, name}."""
    units = store.copies.organisations(store.programme.organisation_ids(now))
    above = {one for unit in units.values() for one in unit["path"].strip("/").split("/")}
    known = units | store.copies.organisations(above - set(units))
    found = {_district(unit["path"], known) for unit in units.values()}
    named = [{"organisation_id": one, "name": _name(known, one)} for one in found if one in known]
    return sorted(named, key=lambda one: one["name"])


def near(volunteer_id: str, *, store: Store) -> str | None:
    """The district of a volunteer: her town, or her own unit where there is none above it."""
    person = store.people.get(volunteer_id)
    if person is None:
        return None
    path = person["organisation_path"]
    known = store.copies.organisations(path.strip("/").split("/"))
    return _district(path, known)


def _district(path: str, known: Mapping[str, Document]) -> str:
    """The town in a path of the tree, else its last unit."""
    ids: Sequence[str] = path.strip("/").split("/")
    towns = [one for one in ids if known.get(one, {}).get("level") == "town"]
    return towns[0] if towns else ids[-1]


def _name(units: Mapping[str, Document], organisation_id: str) -> str:
    return str(units[organisation_id]["name"]) if organisation_id in units else ""
