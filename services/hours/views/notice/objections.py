"""Objections, as who raised them and who decides reads them; nobody reads who raised one."""

from collections.abc import Mapping
from typing import Any

from services.hours.store import Store
from shared import paging
from shared.auth import Identity


def objections_of(by: Identity, cursor: str | None, limit: int, *, store: Store) -> dict[str, Any]:
    """{items, next_cursor}: what this person objected to, the latest first."""
    return _page(store.objections.of(by.volunteer_id, _after(cursor), limit + 1), limit)


def objections_to_decide(
    by: Identity, cursor: str | None, limit: int, *, store: Store
) -> dict[str, Any]:
    """{items, next_cursor}: open ones within a coordinator's organisations."""
    paths = by.paths("coordinator")
    return _page(store.objections.open_within(paths, _after(cursor), limit + 1), limit)


def shown(objection: Mapping[str, Any]) -> dict[str, Any]:
    """One objection without who raised it."""
    decision = objection["decision"] or {}
    kept = ("journal_id", "activity_id", "activity_title", "organisation_id", "reason", "at")
    return {
        "objection_id": objection["_id"],
        **{name: objection[name] for name in (*kept, "status")},
        "decided_at": decision.get("at"),
        "decision_reason": decision.get("reason"),
    }


def _page(rows: list[dict[str, Any]], limit: int) -> dict[str, Any]:
    page = rows[:limit]
    further = paging.encode([page[-1]["_id"]]) if len(rows) > limit else None
    return {"items": [shown(one) for one in page], "next_cursor": further}


def _after(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    [key] = paging.decode(cursor, 1)
    if not isinstance(key, str):
        raise paging.CursorInvalid(field="cursor")
    return key
