"""Confirm rules that somebody else has set: whoever sets them may gain by them herself."""

from datetime import tzinfo

from services.hours.domain.rules.refusals import (
    NoSuchRule,
    RuleInForce,
    RuleTakenBack,
    SamePersonTwice,
)
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def confirm_rules(
    row_id: str, *, by: Identity, store: Store, zone: tzinfo, clock: Clock
) -> Document:
    """The row holds from its day on; confirming it twice changes nothing.

    It has to be confirmed before its day begins: hours of that day are credited by the rules that
    hold then. Raises NoSuchRule, OutOfScope, SamePersonTwice, RuleTakenBack, RuleInForce.
    """
    row, now = store.rules.find(row_id), clock()
    if row is None:
        raise NoSuchRule
    organisation = store.copies.organisation(row["organisation_id"])
    by.must_reach("coordinator", (organisation or row)["path"])
    if row["by"] == by.volunteer_id:
        raise SamePersonTwice
    if row.get("confirmed") or "confirmed" not in row:
        return row
    if row.get("taken_back"):
        raise RuleTakenBack
    if row["from"] <= now.astimezone(zone).date().isoformat():
        raise RuleInForce
    return store.rules.confirm(row_id, {"by": by.volunteer_id, "at": now})
