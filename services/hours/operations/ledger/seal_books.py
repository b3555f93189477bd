"""Seal each chain of pages once a day, as far as it goes, and sign the seal."""

from datetime import tzinfo

from services.hours.domain.ledger.seals import Seal, seal_id, seal_of
from services.hours.store import Store
from shared.clock import Clock
from shared.logs import logger


def seal_books(*, store: Store, clock: Clock, zone: tzinfo) -> list[Seal]:
    """Seal what stands written; returns the seals made now.

    Asked often, it does so once a local day, soon after midnight, where a chain has grown. Each
    seal goes to the log as well: whoever keeps the logs elsewhere holds a witness that nobody
    with the database can change. Raises MasterKeyMissing.
    """
    at = clock()
    day = at.astimezone(zone).date()
    made = []
    for chain, head in store.seals.heads().items():
        before = store.seals.last(chain)
        if before and (before["_id"] >= seal_id(chain, day) or before["page"] >= head.number):
            continue
        journals = store.seals.journals(chain, before["page"] if before else 0, head.number)
        seal = seal_of(chain, day, head, before, journals=journals, at=at)
        seal |= _signed(seal["seal"], store)
        if store.seals.add(seal):
            made.append(seal)
            logger().info(
                "ledger sealed",
                chain=chain, day=seal["day"], page=seal["page"], seal=seal["seal"].hex(),
            )  # fmt: skip
    return made


def _signed(digest: bytes, store: Store) -> Seal:
    root = store.copies.root()
    if root is None:
        return {"key_id": None, "signature": None}
    signer = store.keys.signer(root["_id"])
    return {"key_id": signer.key_id, "signature": signer.key.sign(digest)}
