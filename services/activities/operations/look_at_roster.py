"""Look at a roster, and leave a note that one looked."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.activities.domain.roster_lines import line
from services.activities.operations.see_roster import Criteria, Sight, see_roster
from services.activities.store import Store
from services.activities.store.rosters import sort_of
from shared import paging
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import new_id


def look_at_roster(
    criteria: Criteria,
    sort: str,
    cursor: str | None,
    limit: int,
    identity: Identity,
    *,
    counts: bool = True,
    store: Store,
    clock: Clock,
) -> dict[str, Any]:
    """{items, next_cursor, counts, counted_all}; ``counts`` by status come with the first page
    where they are wanted, and are of the first 10,000 rows when there are more.

    Raises NoSuchRoster, ChooseRoster, OutOfScope, TailTooLong, CursorInvalid.
    """
    sight = see_roster(criteria, identity, store=store)
    after = paging.decode(cursor, len(sort_of(sort)[0])) if cursor else None
    rows, last = store.rosters.page(sight.query, sort, after, limit)
    items = [line(row, sight.whole_phone(row)) for row in rows]
    wanted = counts and not cursor
    of_statuses, counted_all = store.rosters.counts(sight.query) if wanted else (None, None)
    whole = sum(map(sight.whole_phone, rows))
    note_look(criteria, sight, identity, "page", len(rows), whole, store, clock)
    return {
        "items": items,
        "next_cursor": last and paging.encode(last),
        "counts": of_statuses,
        "counted_all": counted_all,
    }


def note_look(
    criteria: Criteria,
    sight: Sight,
    identity: Identity,
    form: str,
    rows: int,
    whole_phones: int,
    store: Store,
    clock: Clock,
) -> None:
    """Log a look before its answer goes out."""
    asked = {
        word: value.isoformat() if isinstance(value, datetime) else value
        for word, value in asdict(criteria).items()
        if value
    }
    store.looks.record(
        {
            "_id": new_id(),
            "at": clock(),
            "by": identity.volunteer_id,
            "number": identity.number,
            "scope": sight.scope,
            "filter": asked,
            "form": form,
            "rows": rows,
            "whole_phones": whole_phones,
        }
    )
