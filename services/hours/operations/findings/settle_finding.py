"""Who may settle a finding: a coordinator in scope whom it does not concern, once."""

from pymongo.client_session import ClientSession

from services.hours.domain.findings.refusals import ConcernedHerself, FindingSettled
from services.hours.store import Store
from shared.auth import Identity
from shared.storage.mongo import Document
from shared.storage.repeats import is_repeat


def settle_finding(
    key: str, *, by: Identity, store: Store, session: ClientSession
) -> tuple[Document, bool]:
    """The finding, and whether this very command has settled it before.

    Raises NoSuchFinding, OutOfScope, ConcernedHerself, FindingSettled.
    """
    finding = store.findings.get(key, session)
    by.must_reach("coordinator", store.copies.path_of(finding))
    if by.volunteer_id in {*finding["people"], *finding["recorders"]}:
        raise ConcernedHerself
    if is_repeat(finding):
        return finding, True
    if finding["status"] != "open":
        raise FindingSettled
    return finding, False
