"""Lists of records, page by page, the latest first."""

from collections.abc import Mapping
from typing import Any

from services.hours.store import Store
from services.hours.store.rewards.rows import Rows
from services.hours.views.cursors import moment_and_key
from shared import paging
from shared.auth import Identity
from shared.storage.mongo import Document


def page_of(rows: Rows, query: Document, cursor: str | None, limit: int) -> dict[str, Any]:
    """{items, next_cursor}. Raises CursorInvalid."""
    found = rows.latest(query, moment_and_key(cursor), limit + 1)
    page = found[:limit]
    further = paging.encode([page[-1]["at"], page[-1]["_id"]]) if len(found) > limit else None
    return {"items": page, "next_cursor": further}


def of_organisation(
    organisation_id: str, role: str, by: Identity, *, store: Store
) -> Mapping[str, Any]:
    """The organisation, where somebody may read as ``role``. Raises NoSuchOrganisation,
    OutOfScope."""
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach(role, organisation["path"])
    return organisation
