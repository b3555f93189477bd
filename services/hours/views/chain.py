"""Every step of one attendance in the ledger: how its minutes came, went and came anew."""

from datetime import tzinfo
from typing import Any

from services.hours.domain.journals import entry_of
from services.hours.domain.ledger.pages import PAGE
from services.hours.domain.refusals import NoSuchJournal
from services.hours.store import Store
from services.hours.views.balance import must_reach_volunteer
from services.hours.views.notice.becoming_final import progress_of
from services.hours.views.notice.objections import shown
from services.hours.views.statement import line_of
from shared.auth import Identity


def chain_of(
    journal_id: str, by: Identity, *, store: Store, zone: tzinfo, language: str
) -> dict[str, Any]:
    """{volunteer_id, steps, stands, minutes, organisation, objections, corrections} for herself and
    the coordinators of her organisation.

    ``steps``: the lines of a statement, the first credit first; ``stands``: the last of them where
    it is a credit, else None; ``minutes``: what counts now; ``organisation``: the name of who
    recorded it; ``objections``: without who raised them. Raises NoSuchJournal, OutOfScope.
    """
    attendance, _, entry = journal_id.rpartition("-")
    rows = store.journals.chains([attendance]) if attendance and entry.isdigit() else []
    chain = sorted((row for row in rows if row["kind"] != PAGE), key=entry_of)
    if not any(row["_id"] == journal_id for row in chain):
        raise NoSuchJournal
    volunteer_id = chain[0]["volunteer_id"]
    must_reach_volunteer(volunteer_id, by, store=store)
    far = progress_of(chain, store=store, zone=zone)
    steps = [line_of(row, zone, language, far.get(row["_id"])) for row in chain]
    last = steps[-1]
    against = store.objections.against([row["_id"] for row in chain])
    organisation = store.copies.organisation(last["organisation_id"]) or {}
    return {
        "volunteer_id": volunteer_id,
        "steps": steps,
        "stands": last if last["kind"] == "credit" else None,
        "minutes": sum(step["minutes"] for step in steps),
        "organisation": organisation.get("name", ""),
        "objections": [shown(one) for one in against],
        "corrections": store.corrections.about(volunteer_id, attendance),
    }
