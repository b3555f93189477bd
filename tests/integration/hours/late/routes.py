"""Who may enter hours afterwards, ask for corrections, and answer them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession

from tests.integration.hours.conftest import Bank
from tests.integration.hours.late.office import ACTIVITY, PDF, SHIFT, open_office
from tests.integration.hours.matrix import HER, PATH, TOWN, Route
from tests.unit.hours.attendances import at

FILER, CHECKER = "6" * 24, "7" * 24
_BY_ORGANISERS = [401, 403, 403, 200, 403, 200, 403, 200]
_BY_COORDINATORS = [401, 403, 403, 403, 403, 200, 403, 200, 403]
_READERS = [401, 200, 403, 200, 403, 200, 403, 200, 200]
_DECLINE = {"reason": "签名不清"}
_TIMES = {"check_in_at": at("09:30").isoformat(), "check_out_at": at("11:00").isoformat()}
_NO_FILE = 422
ROUTES = {
    "back-entries": Route(
        "GET",
        f"/api/v1/back-entries?organisation_id={TOWN}",
        [*_BY_ORGANISERS, 200],
    ),
    "filing a back-entry": Route(
        "POST",
        "/api/v1/back-entries",
        [401, 403, 403, 201, 403, 201, 403, 201, 403],
        {"shift_id": SHIFT, "volunteer_id": HER, "reason": "手机没电", **_TIMES},
    ),
    "a back-entry": Route("GET", "/api/v1/back-entries/{entry}", _READERS),
    "the proof of a back-entry": Route(
        "GET",
        "/api/v1/back-entries/{entry}/proof",
        [401, 403, 403, 200, 403, 200, 403, 200, 200],
    ),
    "proving a back-entry": Route(
        "POST",
        "/api/v1/back-entries/{entry}/proof",
        [401, 403, 403, *[_NO_FILE] * 6],
    ),
    "withdrawing a back-entry": Route(
        "POST", "/api/v1/back-entries/{entry}/withdraw", [401, *[403] * 8]
    ),
    "approving a back-entry": Route(
        "POST",
        "/api/v1/back-entries/{entry}/approve",
        _BY_COORDINATORS,
        {"proof_sha256": "0" * 64},
    ),
    "declining a back-entry": Route(
        "POST", "/api/v1/back-entries/{entry}/decline", _BY_COORDINATORS, _DECLINE
    ),
    "corrections": Route(
        "GET",
        f"/api/v1/corrections?organisation_id={TOWN}",
        [*_BY_ORGANISERS, 200],
    ),
    "my corrections": Route("GET", "/api/v1/corrections/me", [401, *[200] * 8]),
    "asking for a correction": Route(
        "POST",
        "/api/v1/corrections",
        [401, *[201] * 8],
        {"shift_id": SHIFT, "text": "签到时人太多", **_TIMES},
    ),
    "a correction": Route("GET", "/api/v1/corrections/{filed}", _READERS),
    "the proof of a correction": Route("GET", "/api/v1/corrections/{filed}/proof", _READERS),
    "proving a correction": Route(
        "POST", "/api/v1/corrections/{filed}/proof", [401, *[_NO_FILE] * 8]
    ),
    "withdrawing a correction": Route(
        "POST",
        "/api/v1/corrections/{filed}/withdraw",
        [401, 200, 403, 403, 403, 403, 403, 403, 200],
    ),
    "checking a correction": Route(
        "POST",
        "/api/v1/corrections/{filed}/check",
        [*_BY_ORGANISERS, 403],
        {"finding": "名单上有她的签名"},
    ),
    "deciding a correction": Route(
        "POST",
        "/api/v1/corrections/{checked}/decide",
        _BY_COORDINATORS,
        {"decision": "accept", "reason": "名单属实"},
    ),
}


def prepare(bank: Bank) -> dict[str, str]:
    """A back-entry of hers that waits with its proof, a request of hers, and one that was checked;
    nothing of an earlier try."""
    open_office(bank)
    for name in ("back_entries", "corrections", "journals", "accounts"):
        bank.database[name].delete_many({})
    now, store = bank.clock(), bank.store
    proof = _proof(bank, now)
    entry = _filed("4", FILER, now, proof=proof, reason="手机没电", role="")
    store.back_entries.add({**entry, "standing": "entry"})
    asked: Any = {"journal_id": None, "attendance_id": None, "check": None, "text": "签到时人太多"}
    filed = _filed("5", HER, now, proof=proof, **asked)
    store.corrections.add({**filed, "standing": "filed"})
    check = {"by": CHECKER, "number": "V7", "finding": "名单上有她的签名", "at": now}
    checked = {**_filed("8", HER, now, **asked), "check": check, "status": "checked"}
    store.corrections.add({**checked, "standing": "checked"})
    return {"entry": "4" * 24, "filed": "5" * 24, "checked": "8" * 24}


def _proof(bank: Bank, now: datetime) -> dict[str, Any]:
    facts = {"sha256": "0" * 64, "kind": "application/pdf", "bytes": len(PDF), "at": now}
    file_id = bank.store.proofs.keep(PDF, facts, now)

    def name(session: ClientSession) -> None:
        bank.store.proofs.name(file_id, None, now, session)

    bank.store.transaction(name)
    return {**facts, "file_id": file_id}


def _filed(sign: str, by: str, now: datetime, **more: Any) -> Mapping[str, Any]:
    return {
        "_id": sign * 24,
        "volunteer_id": HER,
        "activity_id": ACTIVITY,
        "activity_title": "敬老院陪伴",
        "activity_kind": "elderly",
        "organisation_id": TOWN,
        "organisation_path": PATH,
        "shift_id": SHIFT,
        "shift_start": at("09:00"),
        "shift_end": at("12:00"),
        "role": "",
        "check_in_at": at("09:30"),
        "check_out_at": at("11:00"),
        "filed_by": by,
        "filed_number": "V6",
        "filed_at": now,
        "status": "filed",
        "proof": None,
        "decision": None,
        **more,
    }
