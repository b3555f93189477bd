"""Events as the other services publish them, checked against their contracts."""

from datetime import UTC, datetime
from typing import Any

from shared.contracts import activities, hours
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import Contract, Event, new_event
from tests.contracts.examples import EXAMPLES

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ID = "0123456789abcdef01234567"
KINDS = HEARS["notifications.tell_volunteer"]

_HOURS = {"check_out_at": "2026-11-21T02:35:00.000+00:00", "minutes": 125}
_OWN: dict[type[Contract], dict[str, Any]] = {
    activities.SignUpWaitlisted: {"position": 4},
    activities.SignUpRescheduled: {"changes": ["address", "shifts"]},
    activities.SignUpCancelled: {"reason": "台风。"},
    hours.HoursCredited: _HOURS,
    hours.HoursCorrected: {**_HOURS, "minutes_before": 180},
}


def event(contract: type[Contract], *, event_id: str = ID, at: datetime = AT, **data: Any) -> Event:
    """One event of this contract; ``data`` replaces what the usual one says."""
    whole = {**EXAMPLES[contract.type], **_OWN.get(contract, {}), **data}
    return new_event(contract(), "subject", whole, event_id=event_id, at=at, request_id="r1")
