"""Activities as people see them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.activities.domain.missing import NoSuchActivity
from services.activities.domain.placing import counter_id
from services.activities.store import Store
from services.activities.store.activities import squeezed
from services.activities.store.programme import within
from shared import paging
from shared.auth import Identity, OutOfScope
from shared.refusal import Invalid
from shared.storage.mongo import Document

Plain = dict[str, Any]
_EARTH_RADIUS_METRES = 6_371_008.8


class HalfAPoint(Invalid):
    zh = "请同时提供纬度和经度。"
    en = "Give both latitude and longitude."


def activity(activity_id: str, identity: Identity | None, *, store: Store) -> Plain:
    """One activity. Raises NoSuchActivity, also for a draft the caller may not see."""
    found = store.activities.get(activity_id)
    if found is None or (found["status"] == "draft" and not _may_manage(identity, found)):
        raise NoSuchActivity()
    return shown(found, store)


def activities(
    args: Mapping[str, Any], identity: Identity | None, *, store: Store, now: datetime
) -> Plain:
    """A page of the list; ``args`` as ActivitiesArgs says.

    Raises OutOfScope for drafts without the role, HalfAPoint, CursorInvalid.
    """
    match = _match(args, identity, store, now)
    after = paging.decode(args["cursor"], 2) if args["cursor"] else None
    rows = store.activities.page(match, after, args["limit"] + 1, free=args["free"])
    page = rows[: args["limit"]]
    more = len(rows) > len(page)
    last = paging.encode([page[-1]["starts_at"], page[-1]["_id"]]) if more else None
    return {"items": many_shown(page, store), "next_cursor": last}


def _match(
    args: Mapping[str, Any], identity: Identity | None, store: Store, now: datetime
) -> Document:
    match: Document = {"status": args["status"]}
    begins = args["from_"] or (now if args["status"] == "published" else None)
    if begins:
        match["ends_at"] = {"$gt": begins}
    if args["to"]:
        match["starts_at"] = {"$lt": args["to"]}
        match["shifts"] = within(begins, args["to"])
    if args["kind"]:
        match["kind"] = args["kind"]
    if args["q"]:
        match["$and"] = [{"$or": _found_by(args["q"])}]
    if (args["latitude"] is None) != (args["longitude"] is None):
        raise HalfAPoint(field="latitude" if args["latitude"] is None else "longitude")
    if args["latitude"] is not None:
        centre = [[args["longitude"], args["latitude"]], args["radius"] / _EARTH_RADIUS_METRES]
        match["point"] = {"$geoWithin": {"$centerSphere": centre}}
    paths = _paths(args, identity, store)
    if paths is not None:
        match["$or"] = [{"organisation_path": {"$regex": f"^{re.escape(p)}"}} for p in paths]
    return match


def _found_by(text: str) -> list[Document]:
    """The title in characters, pinyin and initials; the place."""
    address = re.escape(unicodedata.normalize("NFKC", text))
    return [
        {"search": {"$regex": re.escape(squeezed(text))}},
        {"address": {"$regex": address, "$options": "i"}},
    ]


def _paths(args: Mapping[str, Any], identity: Identity | None, store: Store) -> list[str] | None:
    """The subtrees the list is about; None is all of them. Drafts only in one's own."""
    asked = None
    if args["organisation_id"]:
        found = store.copies.organisation(args["organisation_id"])
        asked = found["path"] if found else f"/{args['organisation_id']}/"
    if args["status"] != "draft":
        return None if asked is None else [asked]
    mine = identity.paths("organiser") if identity else []
    if not mine:
        raise OutOfScope()
    if asked is None:
        return mine
    if not any(asked.startswith(path) for path in mine):
        raise OutOfScope()
    return [asked]


def shown(found: Document, store: Store) -> Plain:
    """One activity, ready for its answer."""
    return many_shown([found], store)[0]


def many_shown(rows: Sequence[Document], store: Store) -> list[Plain]:
    """Activities with names and places; three reads for all of them."""
    counters = {c["_id"]: c for c in store.places.of_activities([row["_id"] for row in rows])}
    people = store.people.get_many({row["person_in_charge_id"] for row in rows})
    units = store.copies.organisations({row["organisation_id"] for row in rows})
    return [_shown(row, counters, people, units) for row in rows]


def _shown(
    row: Document,
    counters: Mapping[str, Document],
    people: Mapping[str, Document],
    units: Mapping[str, Document],
) -> Plain:
    in_charge, unit = row["person_in_charge_id"], row["organisation_id"]
    return {
        **row,
        "activity_id": row["_id"],
        "bring": row.get("bring", ""),
        "point": _point(row["point"]),
        "organisation": units[unit]["name"] if unit in units else "",
        "person_in_charge": {
            "volunteer_id": in_charge,
            "name": people[in_charge]["name"] if in_charge in people else "",
        },
        "shifts": counted(row, counters),
    }


def counted(row: Document, counters: Mapping[str, Document]) -> list[Plain]:
    """The shifts of an activity, each role with its numbers; ``counters`` by their ids."""
    return [
        {**shift, "roles": [_role(shift, role, counters) for role in shift["roles"]]}
        for shift in row["shifts"]
    ]


def _role(shift: Document, role: Document, counters: Mapping[str, Document]) -> Plain:
    found = counters.get(counter_id(shift["shift_id"], role["role_id"]), {})
    numbers = {name: found.get(name, 0) for name in ("taken", "waiting", "applied")}
    return {**role, **numbers, "free": max(0, role["places"] - numbers["taken"])}


def _point(point: Document | None) -> Plain | None:
    if point is None:
        return None
    longitude, latitude = point["coordinates"]
    return {"latitude": latitude, "longitude": longitude}


def _may_manage(identity: Identity | None, row: Document) -> bool:
    return identity is not None and identity.reaches("organiser", row["organisation_path"])
