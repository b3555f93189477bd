"""The claim of an approved back-entry, with the evidence its journals bear.

Two persons and a proof stand in each journal: whoever reads it needs nothing else. They are named
by number, since a journal is for ever and a name is not (ADR 27).
"""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from services.hours.domain.claims import BACK_ENTRY as BACK_ENTRY
from services.hours.domain.claims import Claim, claim_of
from services.hours.domain.rules import Source

_ALIKE = (
    "volunteer_id", "activity_id", "activity_title", "organisation_id", "organisation_path",
    "shift_id", "role",
)  # fmt: skip
_TIMES = ("shift_start", "shift_end", "check_in_at", "check_out_at")


def claim_of_back_entry(entry: Mapping[str, Any], source: Source, zone: tzinfo) -> Claim:
    """What an approved back-entry asks to have counted, as an attendance of its own id.

    Raises Impossible.
    """
    data = {name: entry[name] for name in _ALIKE} | {
        "attendance_id": entry["_id"],
        "revision": 1,
        "kind": entry["activity_kind"],
        **{name: entry[name].isoformat() for name in _TIMES},
        "checked_in_by": BACK_ENTRY,
        "checked_out_by": BACK_ENTRY,
        "recorded_by": entry["filed_by"],
        "reason": None,
        "void": False,
    }
    claim = claim_of(data, source, zone)
    claim.record["evidence"] = {
        "back_entry_id": entry["_id"],
        "filed_by": entry["filed_by"],
        "filed_number": entry["filed_number"],
        "approved_by": entry["decision"]["by"],
        "approved_number": entry["decision"]["number"],
        "proof_sha256": entry["proof"]["sha256"],
    }
    return claim


def back_minutes_of(journal: Mapping[str, Any], minutes: int) -> int:
    """How many of the minutes of one of its lines were entered afterwards: all or none."""
    return minutes if journal["checked_in_by"] == BACK_ENTRY else 0
