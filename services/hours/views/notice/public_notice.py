"""What stands in public notice: who is credited what, until when anybody may object."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from services.hours.domain.notice.refusals import NotInNotice, NotOfTheOrganisation
from services.hours.domain.refusals import NoSuchOrganisation
from services.hours.store import Store
from shared import paging
from shared.auth import Identity


def public_notice(
    organisation_id: str | None,
    cursor: str | None,
    limit: int,
    *,
    by: Identity,
    store: Store,
    zone: tzinfo,
) -> dict[str, Any]:
    """{items, next_cursor}: the lines of an organisation and those below it, the latest first.

    Without ``organisation_id``: of her own. Members see it, and whoever works there. Raises
    NoSuchOrganisation, NotOfTheOrganisation, CursorInvalid.
    """
    path = _path(organisation_id, by, store)
    before, skip = _place(cursor)
    items: list[dict[str, Any]] = []
    for lot in store.notices.within(path, before, limit + 1):
        lines = lot["lines"][skip if lot["_id"] == before else 0 :]
        for place, line in enumerate(lines, len(lot["lines"]) - len(lines)):
            if len(items) == limit:
                rows = _filled(items, store, zone)
                return {"items": rows, "next_cursor": paging.encode([lot["_id"], place])}
            items.append({**line, "lot": lot})
    return {"items": _filled(items, store, zone), "next_cursor": None}


def line_in_notice(journal_id: str, *, by: Identity, store: Store, zone: tzinfo) -> dict[str, Any]:
    """One line, for those who may object to it. Raises NotInNotice, NotOfTheOrganisation."""
    lots = store.notices.holding([journal_id])
    items = [
        {**line, "lot": lot}
        for lot in lots
        for line in lot["lines"]
        if line["journal_id"] == journal_id
    ]
    found = _filled(items[:1], store, zone)
    if not found:
        raise NotInNotice
    _path(found[0]["organisation_id"], by, store)
    return found[0]


def _path(organisation_id: str | None, by: Identity, store: Store) -> str:
    person = store.copies.person(by.volunteer_id) or {}
    own: str = person.get("organisation_path", "")
    if organisation_id is None:
        if not own:
            raise NoSuchOrganisation
        return own
    organisation = store.copies.organisation(organisation_id)
    if organisation is None:
        raise NoSuchOrganisation
    path: str = organisation["path"]
    member = own and (own.startswith(path) or path.startswith(own))
    if not member and not by.reaches("organiser", path):
        raise NotOfTheOrganisation
    return path


def _place(cursor: str | None) -> tuple[str | None, int]:
    if cursor is None:
        return None, 0
    lot, place = paging.decode(cursor, 2)
    if not isinstance(lot, str) or not isinstance(place, int):
        raise paging.CursorInvalid(field="cursor")
    return lot, max(0, place)


def _filled(items: list[dict[str, Any]], store: Store, zone: tzinfo) -> list[dict[str, Any]]:
    """The lines with what their journals and people say; two round trips."""
    keys = [item["journal_id"] for item in items]
    journals = {one["_id"]: one for one in store.notices.shown(keys)}
    people = store.copies.people({item["volunteer_id"] for item in items})
    return [
        _line(item, journals[item["journal_id"]], people.get(item["volunteer_id"], {}), zone)
        for item in items
        if item["journal_id"] in journals
    ]


def _line(
    item: Mapping[str, Any], journal: Mapping[str, Any], person: Mapping[str, Any], zone: tzinfo
) -> dict[str, Any]:
    return {
        "journal_id": journal["_id"],
        "volunteer_id": item["volunteer_id"],
        "name": person.get("name"),
        "number": person.get("number"),
        "activity_id": journal["activity_id"],
        "activity_title": journal["activity_title"],
        "organisation_id": journal["organisation_id"],
        "day": journal["shift_start"].astimezone(zone).date(),
        "minutes": journal["lines"][0]["minutes"],
        "back_entered": journal["checked_in_by"] == "back_entry",
        "until": item["lot"]["due"],
        "held": bool(item["held"]),
    }
