"""Who looked at rosters: read by coordinators for their subtrees."""

from datetime import datetime
from typing import Any

from services.activities.store import Store
from shared import paging
from shared.auth import Identity


def looks(
    identity: Identity,
    by: str | None,
    since: datetime | None,
    cursor: str | None,
    limit: int,
    *,
    store: Store,
) -> dict[str, Any]:
    """{items, next_cursor}, the newest first. Raises CursorInvalid."""
    before = str(paging.decode(cursor, 1)[0]) if cursor else None
    rows = store.looks.page(identity.paths("coordinator"), by, since, before, limit + 1)
    shown = rows[:limit]
    more = paging.encode([shown[-1]["_id"]]) if len(rows) > limit else None
    return {"items": [{"id": row["_id"], **row} for row in shown], "next_cursor": more}
