"""What the bank tells the others, as events ready for an outbox.

Thousands are made in a second, so they are written down as their contracts ask for and not
validated one by one; a test holds each kind against its contract.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from services.hours.domain.explanations import explain_in_all
from services.hours.domain.journals import Journal, minutes_of
from shared.context import request_id as current_request
from shared.contracts.envelope import Contract, Event, instant
from shared.contracts.hours import HoursCorrected, HoursCredited, StarReached
from shared.contracts.hours_people import MinutesReceived
from shared.ids import id_from, new_id


def tell_credit(credit: Journal, zone: tzinfo, request_id: str) -> Event:
    """``hours_credited``: an attendance counts for the first time."""
    data = _data(credit, minutes_of(credit), explain_in_all(credit, zone))
    return _event(HoursCredited, new_id(), credit["_id"], credit["at"], data, request_id)


def tell_correction(
    journal: Journal, before: int, reason: str, zone: tzinfo, request_id: str
) -> Event:
    """``hours_corrected``: ``journal`` is the credit that counts instead of ``before`` minutes, or
    the reversal after which nothing does."""
    minutes = minutes_of(journal) if journal["kind"] == "credit" else 0
    data = _data(journal, minutes, explain_in_all(journal, zone))
    data |= {"minutes_before": before, "reason": reason}
    return _event(HoursCorrected, new_id(), journal["_id"], journal["at"], data, request_id)


def tell_star(volunteer_id: str, star: int, minutes: int, at: datetime, request_id: str) -> Event:
    """``star_reached``, which has the same id however often it is told."""
    event_id = id_from("star_reached", volunteer_id, str(star))
    data = {"volunteer_id": volunteer_id, "star": star, "minutes": minutes}
    return _event(StarReached, event_id, volunteer_id, at, data, request_id)


def tell_receiver(journal: Mapping[str, Any], data: Mapping[str, Any]) -> Event:
    """``minutes_received``: time currency came from another volunteer."""
    request_id, key = current_request.get(), journal["_id"]
    return _event(MinutesReceived, new_id(), key, journal["at"], data, request_id)


def _data(journal: Journal, minutes: int, explanation: Mapping[str, str]) -> dict[str, Any]:
    return {
        "journal_id": journal["_id"],
        "attendance_id": journal["attendance_id"],
        "volunteer_id": journal["volunteer_id"],
        "activity_id": journal["activity_id"],
        "activity_title": journal["activity_title"],
        "shift_id": journal["shift_id"],
        "organisation_id": journal["organisation_id"],
        "organisation_path": journal["organisation_path"],
        "check_in_at": instant(journal["check_in_at"]),
        "check_out_at": instant(journal["check_out_at"]),
        "minutes": minutes,
        "explanation": explanation,
    }


@lru_cache(maxsize=16)
def _time(at: datetime) -> str:
    """All events of a batch have the same time."""
    return instant(at)


def _event(
    contract: type[Contract],
    event_id: str,
    subject: str,
    at: datetime,
    data: Mapping[str, Any],
    request_id: str,
) -> Event:
    return {
        "id": event_id,
        "source": "/hours",
        "type": contract.type,
        "specversion": "1.0",
        "time": _time(at),
        "subject": subject,
        "dataversion": contract.version,
        "requestid": request_id,
        "data": data,
    }
