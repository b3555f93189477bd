"""What a volunteer looks through: what is on soon, a day's or a month's shifts, words to filter by.

A card is {activity_id, title, kind, address, organisation, start, end, free, places, waiting, more,
mode, opens_at, closed}: the next shift and its places, and how many other shifts are ahead;
``opens_at`` only where signing up has not begun.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from services.activities.domain.placing import counter_id
from services.activities.store import Store
from services.activities.views.activities import counted
from shared.storage.mongo import Document

Plain = dict[str, Any]
_SOON = tuple(timedelta(days=days) for days in (5, 40))
_LOOKED_THROUGH = 200
_NUMBERS = ("free", "places", "waiting")
_MOST_A_MONTH = 1000


def soon(*, store: Store, now: datetime, most: int) -> list[Plain]:
    """Cards of what begins soon and has a free place, the next first. Looks further ahead only
    where the next days have little."""
    found: list[Plain] = []
    for ahead in _SOON:
        found = _placed(store, now, now + ahead)
        if len(found) >= most:
            break
    shown = sorted(found, key=lambda one: one["start"])[:most]
    units = store.copies.organisations({one["organisation_id"] for one in shown})
    return [one | {"organisation": _name(units, one["organisation_id"])} for one in shown]


def _placed(store: Store, now: datetime, until: datetime) -> list[Plain]:
    """Cards of what begins until then and takes people now or later."""
    rows = store.programme.beginning(now, until, _LOOKED_THROUGH, over=False)
    counters = store.places.get_many(_counters(rows, now, until))
    items = [row | {"activity_id": row["_id"], "shifts": counted(row, counters)} for row in rows]
    made = (card(item, now, now, until) for item in items)
    return [one for one in made if one and one["free"] and not one["closed"]]


def _counters(rows: Iterable[Document], begin: datetime, end: datetime) -> list[str]:
    """The ids of the counters of what begins in this time: an activity may have years of shifts."""
    return [
        counter_id(shift["shift_id"], role["role_id"])
        for row in rows
        for shift in row["shifts"]
        if begin < shift["start"] < end
        for role in shift["roles"]
    ]


def cards(
    items: Iterable[Plain], now: datetime, bounds: tuple[datetime, datetime] | None = None
) -> list[Plain]:
    """A card for each activity, the next first; its shift is the next one, within ``bounds``, with
    a place if any has one."""
    since, until = bounds or (now, None)
    made = (card(item, now, since, until) for item in items)
    return sorted((one for one in made if one), key=lambda one: one["start"])


def card(
    item: Plain, now: datetime, since: datetime, until: datetime | None = None
) -> Plain | None:
    """None: no shift of it is ahead. ``until``: only shifts that begin before it count."""
    held = [one for one in item["shifts"] if one["cancelled"] is None]
    ahead = [one for one in held if one["end"] > max(since, now)]
    if not ahead:
        return None
    open_ones = [one for one in ahead if now < one["start"] < (until or one["end"])]
    placed = [one for one in open_ones if any(role["free"] for role in one["roles"])]
    shift = (placed or open_ones or ahead)[0]
    names = ("activity_id", "title", "kind", "address", "mode", "organisation_id")
    opens_at = item["opens_at"]
    return {
        **{name: item[name] for name in names},
        "opens_at": opens_at if opens_at is not None and opens_at > now else None,
        "organisation": item.get("organisation", ""),
        "start": shift["start"],
        "end": shift["end"],
        **{name: sum(role[name] for role in shift["roles"]) for name in _NUMBERS},
        "more": len(ahead) - 1,
        "closed": not open_ones or (item["closes_at"] is not None and item["closes_at"] <= now),
    }


def month(first: date, zone: tzinfo, *, store: Store) -> dict[date, list[Plain]]:
    """The shifts of the month that begins on ``first`` by local day: {start, title, activity_id}.

    A shift that lasts over midnight stands on the day it starts.
    """
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(following(first), time(), zone)
    rows = store.programme.beginning(begin, end, _MOST_A_MONTH, over=True)
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
