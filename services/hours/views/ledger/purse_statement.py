"""The journals of a purse, one line each, with what moved its minutes."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from services.hours.domain.ledger.explanations import explain, minutes_in, others_in
from services.hours.store import Store
from services.hours.views.cursors import moment_and_key
from shared import paging
from shared.storage.mongo import Document

_OF_SERVICE = ("earn", "earn_reversal", "cap")


def purse_statement(
    purse: str, cursor: str | None, limit: int, *, store: Store, zone: tzinfo, language: str
) -> dict[str, Any]:
    """{items, next_cursor}: the latest first. Raises CursorInvalid."""
    rows = store.currency_journals.statement(purse, moment_and_key(cursor), limit + 1)
    page = rows[:limit]
    further = paging.encode([page[-1]["at"], page[-1]["_id"]]) if len(rows) > limit else None
    lines = lines_of(page, purse, store=store, zone=zone, language=language)
    return {"items": lines, "next_cursor": further}


def lines_of(
    journals: Sequence[Document], purse: str, *, store: Store, zone: tzinfo, language: str
) -> list[dict[str, Any]]:
    """Journals as the owner of ``purse`` sees them; ``minutes`` are negative where they went
    out. A volunteer on the other side is named by her number alone (order 685, article 20)."""
    services = store.journals.services(
        [one["refers"] for one in journals if one["kind"] in _OF_SERVICE]
    )
    names = _names({name for one in journals for name in others_in(one, purse)}, store)
    return [
        {
            "journal_id": one["_id"],
            "kind": one["kind"],
            "minutes": minutes_in(one, purse),
            "explanation": explain(one, purse, _facts(one, purse, services, names, zone), language),
            "reason": one["reason"],
            "refers": one["refers"],
            "at": one["at"],
        }
        for one in journals
    ]


def _facts(
    journal: Document,
    purse: str,
    services: Mapping[str, Document],
    names: Mapping[str, str],
    zone: tzinfo,
) -> dict[str, str]:
    facts = {}
    if service := services.get(journal["refers"] or ""):
        facts["title"] = service["activity_title"]
        facts["day"] = f"{service['check_in_at'].astimezone(zone):%Y-%m-%d}"
    known = [names[name] for name in others_in(journal, purse) if name in names]
    if known:
        facts["other"] = known[0]
    return facts


def _names(purses: set[str], store: Store) -> dict[str, str]:
    """What people call the owners of these purses."""
    by_kind: dict[str, list[str]] = {}
    for purse in purses:
        kind, _, key = purse.partition(":")
        by_kind.setdefault(kind, []).append(key)
    found: dict[str, str] = {}
    if people := by_kind.get("volunteer"):
        known = store.copies.people(people).values()
        found |= {f"volunteer:{one['_id']}": one["number"] for one in known}
    if teams := by_kind.get("team"):
        found |= {f"team:{one['_id']}": one["name"] for one in store.copies.teams(teams)}
    if pools := by_kind.get("pool"):
        known_pools = store.copies.organisations(pools)
        found |= {f"pool:{one['_id']}": one["name"] for one in known_pools}
    return found
