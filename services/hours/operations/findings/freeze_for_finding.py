"""Freeze purses because of a finding, while somebody looks into it."""

from collections.abc import Sequence

from pymongo.client_session import ClientSession

from services.hours.domain.findings.refusals import NotInFinding
from services.hours.operations.findings.settle_finding import settle_finding
from services.hours.operations.notice.freeze_purse import freeze_in
from services.hours.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.ids import id_from
from shared.storage.mongo import Document


def freeze_for_finding(
    key: str,
    reason: str,
    volunteer_ids: Sequence[str] = (),
    *,
    by: Identity,
    store: Store,
    clock: Clock,
) -> Document:
    """The finding as it is then; all the purses are frozen, or none.

    ``volunteer_ids``: some of those the finding names; all whose hours they are where none is
    named. A purse that is frozen already stays so. Raises NotInFinding, OutOfScope for a person of
    another organisation, and what settle_finding raises.
    """

    def write(session: ClientSession) -> Document:
        finding, done = settle_finding(key, by=by, store=store, session=session)
        if done:
            return finding
        wanted = list(dict.fromkeys(volunteer_ids)) or finding["people"]
        if not {*finding["people"], *finding["recorders"]}.issuperset(wanted):
            raise NotInFinding(field="volunteer_ids")
        frozen = _freeze(wanted, finding, reason, by, store, clock, session)
        decision = {"by": by.volunteer_id, "number": by.number, "reason": reason, "at": clock()}
        return store.findings.settle(key, "frozen", {**decision, "frozen": frozen}, session)

    return store.transaction(write)


def _freeze(
    wanted: Sequence[str],
    finding: Document,
    reason: str,
    by: Identity,
    store: Store,
    clock: Clock,
    session: ClientSession,
) -> list[str]:
    people = store.copies.people(wanted, session)
    for who in wanted:
        person = people.get(who)
        if person is None:
            raise NotInFinding(field="volunteer_ids")
        by.must_reach("coordinator", person["organisation_path"])
    frozen = []
    for who in wanted:
        last = store.freezes.last(who, session)
        if last is None or last["lifted"] is not None:
            name = id_from("freeze", finding["_id"], who)
            freeze_in(session, people[who], reason, by=by, store=store, clock=clock, key=name)
            frozen.append(who)
    return frozen
