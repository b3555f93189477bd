"""Apply rules that were tried dry: a second person's decision."""

from datetime import timedelta

from pymongo.client_session import ClientSession

from services.hours.domain.rules.refusals import (
    GainsByIt,
    NoSuchTrial,
    SamePersonTwice,
    TrialNotCounted,
    TrialTooOld,
)
from services.hours.store import Store
from services.hours.store.rules.trials import APPLYING, COUNTED, COUNTING
from shared.auth import Identity
from shared.clock import Clock
from shared.context import request_id
from shared.storage.mongo import Document

MOST_DAYS = 7
_ROW = ("_id", "organisation_id", "path", "from", "to", "values")
SPREADING = timedelta(seconds=15)
"""Until then every process has read the new row: three times as long as a book is kept, and longer
than a transaction that began before may try."""


def apply_rules(
    trial_id: str, reason: str, *, by: Identity, store: Store, clock: Clock
) -> Document:
    """Write the row for the past period; the worker then counts everybody again by reversals and
    new credits (recount_by_rules). The reason stands in each.

    What is applied already is returned as it is. Raises NoSuchTrial, OutOfScope, SamePersonTwice,
    GainsByIt, TrialNotCounted, TrialTooOld.
    """

    def write(session: ClientSession) -> Document:
        trial = store.trials.find(trial_id, session)
        if trial is None:
            raise NoSuchTrial
        organisation = store.copies.organisation(trial["organisation_id"]) or trial
        by.must_reach("coordinator", organisation["path"])
        if trial["state"] not in (COUNTING, COUNTED):
            return trial
        must_be_hers_to_apply(trial, by, store)
        now = clock()
        if now - trial["at"] > timedelta(days=MOST_DAYS):
            raise TrialTooOld(days=MOST_DAYS)
        words = {"by": by.volunteer_id, "at": now, "reason": reason}
        row = {key: trial[key] for key in _ROW}
        store.rules.add(row | words, session)
        sums = dict.fromkeys(("people", "gained", "lost", "journals"), 0)
        changes = {
            "state": APPLYING,
            "working": True,
            "cursor": "",
            "carried": 0,
            "done": 0,
            "total": store.served.count(),
            "request_id": request_id.get(),
            "applied": {**words, **sums, "begins_at": now + SPREADING},
        }
        return store.trials.apply(trial_id, changes, session)

    return store.transaction(write)


def must_be_hers_to_apply(trial: Document, by: Identity, store: Store) -> None:
    """Raises SamePersonTwice, TrialNotCounted, GainsByIt."""
    if by.volunteer_id == trial["by"]:
        raise SamePersonTwice
    if trial["state"] == COUNTING:
        raise TrialNotCounted
    line = store.trials.line(trial["_id"], by.volunteer_id)
    if line and line["difference"] > 0:
        raise GainsByIt
