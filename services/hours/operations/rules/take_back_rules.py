"""Take back rules that do not hold yet."""

from datetime import tzinfo

from services.hours.domain.rules.refusals import NoSuchRule, RuleInForce
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def take_back_rules(
    row_id: str, *, by: Identity, store: Store, zone: tzinfo, clock: Clock
) -> Document:
    """The row stays in the history, marked; taking it back twice changes nothing.

    Raises NoSuchRule, OutOfScope, RuleInForce.
    """
    row, now = store.rules.find(row_id), clock()
    if row is None:
        raise NoSuchRule
    organisation = store.copies.organisation(row["organisation_id"])
    by.must_reach("coordinator", (organisation or row)["path"])
    if row.get("taken_back"):
        return row
    if row["from"] <= now.astimezone(zone).date().isoformat():
        raise RuleInForce
    return store.rules.take_back(row_id, {"by": by.volunteer_id, "at": now})
