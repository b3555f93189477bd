"""Dismiss a finding: somebody has looked, and there is nothing in it."""

from pymongo.client_session import ClientSession

from services.hours.operations.findings.settle_finding import settle_finding
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document


def dismiss_finding(key: str, reason: str, *, by: Identity, store: Store, clock: Clock) -> Document:
    """The finding as it is then. Raises what settle_finding raises."""

    def write(session: ClientSession) -> Document:
        finding, done = settle_finding(key, by=by, store=store, session=session)
        if done:
            return finding
        decision = {"by": by.volunteer_id, "number": by.number, "reason": reason, "at": clock()}
        return store.findings.settle(key, "dismissed", {**decision, "frozen": []}, session)

    return store.transaction(write)
