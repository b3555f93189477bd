"""Try rules dry on a past period: who would gain or lose what."""

from collections.abc import Mapping
from datetime import date, timedelta, tzinfo
from typing import Any

from services.hours.domain.rules.trials import checked_trial
from services.hours.store import Store
from services.hours.store.rules.trials import COUNTING
from shared.auth import Identity
from shared.clock import Clock, system_clock
from shared.context import request_id
from shared.ids import command_id
from shared.storage.mongo import Document

KEPT = timedelta(days=90)


def try_rules(
    organisation_id: str,
    first: date,
    last: date,
    values: Mapping[str, Any],
    *,
    by: Identity,
    store: Store,
    zone: tzinfo,
    clock: Clock,
) -> Document:
    """Put a trial in line; the worker counts it (recount_by_rules). Nothing is credited.

    ``values``: None tries the period without what was applied to it before. Raises
    NoSuchOrganisation, OutOfScope, RulesEmpty, RuleUnknown, RuleInvalid, RuleNotForThePast,
    TrialPeriodInvalid.
    """
    organisation = store.copies.known_organisation(organisation_id)
    by.must_reach("coordinator", organisation["path"])
    now = clock()
    found = checked_trial(values, first, last, now.astimezone(zone).date())
    trial = {
        "organisation_id": organisation_id,
        "path": organisation["path"],
        "values": found,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "by": by.volunteer_id,
        "at": now,
        "total": store.served.count(),
    }
    return store.trials.start(trial | _unbegun())


def _unbegun() -> Document:
    """What a trial is when nobody has counted anything."""
    return {
        "_id": command_id(),
        "state": COUNTING,
        "working": True,
        "cursor": "",
        **dict.fromkeys(("done", "people", "gained", "lost", "tries", "carried"), 0),
        "applied": None,
        "request_id": request_id.get(),
        # By MongoDB's clock it goes, whatever day a rehearsal has.
        "expires_at": system_clock() + KEPT,
    }
