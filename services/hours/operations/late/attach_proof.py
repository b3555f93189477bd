"""Attach a proof to what somebody filed: she who filed it, until it is decided."""

import hashlib

from bson import ObjectId
from pymongo.client_session import ClientSession

from services.hours.domain.late.proofs import Upload, kind_of
from services.hours.domain.late.steps import must_be_open, must_be_the_filer
from services.hours.store import Store
from services.hours.store.late.filed import Filed
from shared.auth import Identity
from shared.clock import Clock
from shared.storage.mongo import Document
from shared.storage.repeats import marking


def attach_proof(
    key: str, upload: Upload, *, by: Identity, among: Filed, store: Store, clock: Clock
) -> Document:
    """The record with its proof; another file takes the place of the first, the same one changes
    nothing.

    The file is stored first and named afterwards, in one transaction with the step: what is never
    named goes (clear_proofs). Raises NoSuchBackEntry, NoSuchCorrection, NotHersToWithdraw, Settled,
    ProofKindWrong, ProofTooLarge.
    """
    record = _hers(key, by, among)
    kind, sha256 = kind_of(upload), hashlib.sha256(upload.data).hexdigest()
    if record["proof"] and record["proof"]["sha256"] == sha256:
        return record
    must_be_open(record, "filed", "checked")
    at = clock()
    facts = {"sha256": sha256, "kind": kind, "bytes": len(upload.data), "at": at}
    file_id = store.proofs.keep(upload.data, {**facts, "proves": key}, at)

    def name(session: ClientSession) -> Document:
        record = _hers(key, by, among, session)
        must_be_open(record, "filed", "checked")
        before: ObjectId | None = (record["proof"] or {}).get("file_id")
        store.proofs.name(file_id, before, at, session)
        proof: Document = {"$set": {"proof": {"file_id": file_id, **facts}}}
        if mark := marking():
            proof["$push"] = mark
        return among.save(key, proof, session)

    try:
        return store.transaction(name)
    except Exception:
        store.proofs.discard(file_id)
        raise


def _hers(key: str, by: Identity, among: Filed, session: ClientSession | None = None) -> Document:
    record = among.get(key, session)
    must_be_the_filer(by.volunteer_id, record)
    return record
