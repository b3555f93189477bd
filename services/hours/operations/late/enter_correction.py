"""Make an accepted request a back-entry: who checked it stands for the filer, who decided it for
the approver, and its proof is the request's file, or what the checker found and wrote down."""

import hashlib
from datetime import datetime, tzinfo

from pymongo.client_session import ClientSession

from services.hours.domain.late.presence import Presence
from services.hours.domain.late.proofs import STATEMENT
from services.hours.domain.late.refusals import BackEntryWaits
from services.hours.operations.late.approve_back_entry import credit_back_entry
from services.hours.operations.late.make_room import make_room
from services.hours.settings import HoursSettings
from services.hours.store import Store
from shared.ids import id_from
from shared.storage.mongo import Document

_ALIKE = (
    "volunteer_id", "activity_id", "activity_title", "activity_kind", "organisation_id",
    "organisation_path", "shift_id", "shift_start", "shift_end", "role", "check_in_at",
    "check_out_at", "decision",
)  # fmt: skip


def enter_correction(
    request: Document,
    *,
    store: Store,
    settings: HoursSettings,
    zone: tzinfo,
    at: datetime,
    session: ClientSession,
) -> Document:
    """The back-entry, approved and credited in the open transaction. Raises BackEntryWaits."""
    check = request["check"]
    times = (request["check_in_at"], request["check_out_at"])
    standing = Presence(request["shift_id"], request["volunteer_id"], *times).key
    if make_room(standing, store=store, session=session):
        raise BackEntryWaits
    entry = {
        "_id": id_from("correction", request["_id"]),
        **{name: request[name] for name in _ALIKE},
        "reason": request["text"],
        "filed_by": check["by"],
        "filed_number": check["number"],
        "filed_at": check["at"],
        "status": "approved",
        "standing": standing,
        "proof": request["proof"] or _statement(check["finding"], check["at"]),
        "correction_id": request["_id"],
    }
    store.back_entries.add(entry, session)
    credit_back_entry(entry, store=store, session=session, settings=settings, zone=zone, at=at)
    return entry


def _statement(text: str, at: datetime) -> Document:
    written = text.encode()
    sha256 = hashlib.sha256(written).hexdigest()
    return {"text": text, "kind": STATEMENT, "sha256": sha256, "bytes": len(written), "at": at}
