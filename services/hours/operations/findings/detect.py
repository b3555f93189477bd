"""Look for what is suspicious, and list it for coordinators: each thing once."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from services.hours.domain.findings.detectors import suspicions
from services.hours.domain.findings.limits import Limits
from services.hours.domain.findings.lines import local_day
from services.hours.domain.findings.suspicion import Suspicion
from services.hours.store import Store
from shared.clock import Clock
from shared.ids import id_from
from shared.storage.mongo import Document

GROWN = 2
"""What was settled comes up again when there is so many times the evidence."""


def detect(*, store: Store, limits: Limits, zone: tzinfo, clock: Clock) -> int:
    """Look once each local day, and when somebody asked; how many new findings there are.

    Cut off, or done twice at once, it finds the same things under the same ids.
    """
    now, last = clock(), store.findings.look()
    day = local_day(now, zone).isoformat()
    asked, done = last.get("asked_at"), last.get("at")
    if last.get("day") == day and not (asked and done and asked >= done):
        return 0
    since = now - timedelta(days=limits.days)
    lines = store.presences.since(since, store.traces.since(since))
    attended, objected = store.presences.attended(lines), store.presences.objected(lines)
    found = suspicions(lines, limits, zone, attended=attended, objected=objected)
    new = _keep(found, now, store)
    store.findings.looked(day, now)
    return new


def _keep(found: Iterable[Suspicion], now: datetime, store: Store) -> int:
    bases = {id_from("finding", one.kind, *one.about): one for one in found}
    known = store.findings.last(bases) if bases else {}
    new: list[Document] = []
    grown: list[Document] = []
    for base, one in bases.items():
        before = known.get(base)
        if before is None:
            new.append(_finding(base, base, one, now))
        elif before["status"] == "open":
            if one.size > before["size"]:
                grown.append(_finding(before["_id"], base, one, now))
        elif one.size >= GROWN * before["size"]:
            again = _finding(id_from(base, before["_id"]), base, one, now)
            new.append({**again, "again_after": before["_id"]})
    store.findings.keep(new, grown)
    return len(new)


def _finding(key: str, base: str, one: Suspicion, now: datetime) -> Document:
    return {
        "_id": key,
        "base": base,
        "again_after": None,
        "kind": one.kind,
        "facts": one.facts,
        "organisation_id": one.organisation_path.strip("/").rpartition("/")[2] or None,
        "organisation_path": one.organisation_path,
        "people": list(one.people),
        "recorders": list(one.recorders),
        "evidence": list(one.evidence),
        "size": one.size,
        "latest": one.latest,
        "found_at": now,
        "status": "open",
        "decision": None,
    }
