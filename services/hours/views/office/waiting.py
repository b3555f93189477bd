"""What waits for somebody's own decision, kind by kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from services.hours.store import Store
from services.hours.store.findings.rows import Wanted as FindingsWanted
from services.hours.views.findings.findings import findings_in_scope
from services.hours.views.late.filed import Wanted, filed_in_scope
from services.hours.views.notice.objections import objections_to_decide
from services.hours.views.office.lists import (
    applications_within,
    rules_to_confirm,
    transfers_to_decide,
)
from services.hours.views.rules.long_days import waiting_for
from shared.auth import Identity
from shared.storage.mongo import Document

MOST = 99

APPROVALS, OBJECTIONS, BACK_ENTRIES, CHECKS, CORRECTIONS, STARS, TRANSFERS, FINDINGS, RULES = (
    "approvals",
    "objections",
    "back_entries",
    "checks",
    "corrections",
    "stars",
    "transfers",
    "findings",
    "rules",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """``more``: there are others beside those counted."""

    kind: str
    count: int
    more: bool


def decisions_for(by: Identity, *, today: date, store: Store) -> list[Waiting]:
    """How much waits of each kind she may decide about as a coordinator, and of requests for
    correction that she may check as an organiser; at most 99 are counted."""
    found = ((kind, len(read())) for kind, read in _kinds(by, today, store))
    return [Waiting(kind, min(count, MOST), count > MOST) for kind, count in found]


def _kinds(
    by: Identity, today: date, store: Store
) -> Iterator[tuple[str, Callable[[], list[Document]]]]:
    most = MOST + 1
    filed = Wanted(None, "filed")
    yield (
        CHECKS,
        lambda: _not_hers(
            filed_in_scope(filed, None, most, by=by, among=store.corrections, store=store)["items"],
            by,
        ),
    )
    if not by.has("coordinator"):
        return
    mine = Wanted(None, "filed", waiting=True)
    checked = Wanted(None, "checked", waiting=True)
    opened = FindingsWanted((), None, "open")
    yield APPROVALS, lambda: waiting_for(by, None, most, store=store)["items"]
    yield OBJECTIONS, lambda: objections_to_decide(by, None, most, store=store)["items"]
    yield (
        BACK_ENTRIES,
        lambda: filed_in_scope(mine, None, most, by=by, among=store.back_entries, store=store)[
            "items"
        ],
    )
    yield (
        CORRECTIONS,
        lambda: filed_in_scope(checked, None, most, by=by, among=store.corrections, store=store)[
            "items"
        ],
    )
    yield STARS, lambda: applications_within(by, "open", None, most, store=store)["items"]
    yield TRANSFERS, lambda: transfers_to_decide(by, most, store=store)
    yield FINDINGS, lambda: findings_in_scope(None, opened, None, most, by=by, store=store)["items"]
    yield RULES, lambda: rules_to_confirm(by, today, most, store=store)


def _not_hers(rows: list[Document], by: Identity) -> list[Document]:
    return [one for one in rows if one["volunteer_id"] != by.volunteer_id]
