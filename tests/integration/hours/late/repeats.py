"""The commands of hours that come late, as they are repeated."""

from typing import Any

from tests.integration.hours.conftest import Bank
from tests.integration.hours.late.routes import ROUTES, prepare
from tests.integration.hours.matrix import COUNTY
from tests.integration.hours.repeated import Call, Commands

SCOPE = f"/{COUNTY}/"


def _call(bank: Bank, name: str, body: Any = None) -> Call:
    path, usual = ROUTES[name].filled(prepare(bank))
    return Call(path.removeprefix("/api/v1"), body or usual or {}, SCOPE)


def file_back_entry(bank: Bank) -> Call:
    return _call(bank, "filing a back-entry")


def approve_back_entry(bank: Bank) -> Call:
    return _call(bank, "approving a back-entry")


def decline_back_entry(bank: Bank) -> Call:
    return _call(bank, "declining a back-entry")


def file_correction(bank: Bank) -> Call:
    return _call(bank, "asking for a correction")


def check_correction(bank: Bank) -> Call:
    return _call(bank, "checking a correction")


def accept_correction(bank: Bank) -> Call:
    return _call(bank, "deciding a correction")


def decline_correction(bank: Bank) -> Call:
    return _call(bank, "deciding a correction", {"decision": "decline", "reason": "没有签名"})


_WITHDRAWN = "itself: what is withdrawn stays so"
_PROVEN = "itself: the same file again changes nothing"
COMMANDS: Commands = {
    "POST /back-entries": ("id", [file_back_entry]),
    "POST /back-entries/<key>/approve": ("mark", [approve_back_entry]),
    "POST /back-entries/<key>/decline": ("mark", [decline_back_entry]),
    "POST /back-entries/<key>/proof": (_PROVEN, []),
    "POST /back-entries/<key>/withdraw": (_WITHDRAWN, []),
    "POST /corrections": ("id", [file_correction]),
    "POST /corrections/<key>/check": ("mark", [check_correction]),
    "POST /corrections/<key>/decide": ("mark", [accept_correction, decline_correction]),
    "POST /corrections/<key>/proof": (_PROVEN, []),
    "POST /corrections/<key>/withdraw": (_WITHDRAWN, []),
}
