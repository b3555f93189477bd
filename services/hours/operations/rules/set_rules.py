"""Set rules of an organisation for the days to come."""

from collections.abc import Mapping
from datetime import date, timedelta, tzinfo
from typing import Any

from services.hours.domain.rules.keys import checked
from services.hours.domain.rules.refusals import RuleTooEarly, RuleTooFar
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import command_id
from shared.storage.mongo import Document

_FURTHEST_DAYS = 3 * 366


def set_rules(
    organisation_id: str,
    first: date,
    values: Mapping[str, Any],
    *,
    by: Identity,
    store: Store,
    zone: tzinfo,
    clock: Clock,
) -> Document:
    """Write a row of rules that holds from the local day ``first`` on, tomorrow at the earliest,
    once somebody else has confirmed it (confirm_rules).

    A past day's hours are credited already; those are changed by a trial that a second person
    applies. Raises NoSuchOrganisation, OutOfScope, RulesEmpty, RuleUnknown, RuleInvalid,
    RuleTooEarly, RuleTooFar.
    """
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach("coordinator", organisation["path"])
    found, now = checked(values), clock()
    today = now.astimezone(zone).date()
    if first <= today:
        raise RuleTooEarly(field="from", earliest=today + timedelta(days=1))
    if first > (latest := today + timedelta(days=_FURTHEST_DAYS)):
        raise RuleTooFar(field="from", latest=latest)
    row = {
        "_id": command_id(),
        "organisation_id": organisation_id,
        "path": organisation["path"],
        "from": first.isoformat(),
        "values": found,
        "by": by.volunteer_id,
        "at": now,
        "confirmed": None,
    }
    return store.rules.add(row)
