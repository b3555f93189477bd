"""A person's journals, one line each, with why so many minutes count."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from services.hours.domain.explanations import explain
from services.hours.domain.journals import minutes_of
from services.hours.store import Store
from services.hours.views.notice.becoming_final import FINAL, Progress, progress_of
from shared import paging

_PLAIN = (
    "kind", "attendance_id", "activity_id", "activity_title", "activity_kind", "organisation_id",
    "shift_id", "role", "shift_start", "shift_end", "check_in_at", "check_out_at",
    "checked_in_by", "checked_out_by", "reason", "at",
)  # fmt: skip

_YEARS = range(1990, 2200)


def statement_of(
    volunteer_id: str, cursor: str | None, limit: int, *, store: Store, zone: tzinfo, language: str
) -> dict[str, Any]:
    """{items, next_cursor}: the latest service first; a credit stands right below its reversal.

    Raises CursorInvalid.
    """
    rows = store.journals.statement(volunteer_id, _after(cursor), limit + 1)
    page = rows[:limit]
    further = None
    if len(rows) > limit:
        further = paging.encode([page[-1]["check_in_at"], page[-1]["_id"]])
    far = progress_of(page, store=store, zone=zone)
    lines = [line_of(row, zone, language, far.get(row["_id"])) for row in page]
    return {"items": lines, "next_cursor": further}


def line_of(
    journal: Mapping[str, Any], zone: tzinfo, language: str, progress: Progress | None = None
) -> dict[str, Any]:
    """One journal as its reader sees it; ``minutes`` are negative where it takes back.
    ``progress``: how far public notice has come, where there is one."""
    state, until = progress or Progress(FINAL)
    return {
        "journal_id": journal["_id"],
        "volunteer_id": journal["volunteer_id"],
        **{name: journal[name] for name in _PLAIN},
        "minutes": minutes_of(journal),
        "back_entry": journal.get("evidence"),
        "reverses": journal.get("reverses"),
        "rules_version": journal["rules"]["version"],
        "state": state,
        "notice_until": until,
        "explanation": explain(journal, zone, language),
    }


def _after(cursor: str | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    moment, key = paging.decode(cursor, 2)
    if not isinstance(moment, datetime) or moment.tzinfo is None or moment.year not in _YEARS:
        raise paging.CursorInvalid(field="cursor")
    if not isinstance(key, str):
        raise paging.CursorInvalid(field="cursor")
    return moment, key
