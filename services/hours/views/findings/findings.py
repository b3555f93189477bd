"""The findings within a coordinator's organisations, with the credits they rest on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from services.hours.domain.findings.explanations import explained
from services.hours.store import Store
from services.hours.store.findings.rows import Wanted
from services.hours.views.cursors import moment_and_key
from shared import paging
from shared.auth import Identity
from shared.storage.mongo import Document


def findings_in_scope(
    organisation_id: str | None,
    wanted: Wanted,
    cursor: str | None,
    limit: int,
    *,
    by: Identity,
    store: Store,
) -> dict[str, Any]:
    """{items, next_cursor, looked_at}: the latest first. ``wanted`` without its paths.

    Raises NoSuchOrganisation, OutOfScope, CursorInvalid.
    """
    paths = by.paths("coordinator")
    if organisation_id:
        organisation = store.copies.known_organisation(organisation_id)
        by.must_reach("coordinator", organisation["path"])
        paths = [organisation["path"]]
    rows = store.findings.list(wanted._replace(paths=paths), moment_and_key(cursor), limit + 1)
    page, further = rows[:limit], None
    if len(rows) > limit:
        further = paging.encode([page[-1]["found_at"], page[-1]["_id"]])
    items = list(_named(page, store))
    return {"items": items, "next_cursor": further, "looked_at": store.findings.look().get("at")}


def one_finding(key: str, *, by: Identity, store: Store) -> dict[str, Any]:
    """A finding with the credits it rests on. Raises NoSuchFinding, OutOfScope."""
    finding = store.findings.get(key)
    by.must_reach("coordinator", store.copies.path_of(finding))
    services = store.journals.services(finding["evidence"])
    journals = [
        {"journal_id": one, **_service(services[one])}
        for one in finding["evidence"]
        if one in services
    ]
    return {**shown(finding, store=store), "journals": journals}


def shown(finding: Document, *, store: Store) -> dict[str, Any]:
    """A finding as coordinators read it."""
    return next(_named([finding], store))


def _named(rows: Sequence[Document], store: Store) -> Iterator[dict[str, Any]]:
    ids = {who for row in rows for who in (*row["people"], *row["recorders"])}
    people = store.copies.people(ids) if ids else {}
    for row in rows:
        decision = row["decision"] or {}
        yield {
            **row,
            "finding_id": row["_id"],
            "explanation": explained(row["kind"], row["facts"]),
            "people": list(_persons(row["people"], people)),
            "recorders": list(_persons(row["recorders"], people)),
            "settled_by": decision.get("number"),
            "settled_at": decision.get("at"),
            "reason": decision.get("reason"),
            "frozen": decision.get("frozen", []),
        }


def _persons(ids: Iterable[str], people: dict[str, Document]) -> Iterator[dict[str, Any]]:
    for who in ids:
        known = people.get(who, {})
        yield {"volunteer_id": who, "name": known.get("name"), "number": known.get("number")}


def _service(journal: Document) -> dict[str, Any]:
    return {
        "activity_title": journal["activity_title"],
        "check_in_at": journal["check_in_at"],
    }
