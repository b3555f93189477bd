"""Events as the other services publish them, checked against their contracts."""

from datetime import UTC, datetime
from typing import Any

from shared.contracts import activities, hours, volunteers
from shared.contracts.envelope import Contract, Event, new_event

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ID = "0123456789abcdef01234567"

_SIGN_UP: dict[str, Any] = {
    "sign_up_id": "s1",
    "activity_id": "a1",
    "activity_title": "重阳敬老",
    "organisation_id": "o1",
    "organisation_path": "/o1/",
    "address": "东门街道妇女之家",
    "shift_id": "sh1",
    "role": "陪护",
    "volunteer_id": "v1",
    "start": "2026-11-21T00:30:00.000+00:00",
    "end": "2026-11-21T03:30:00.000+00:00",
    "revision": 1,
}
_HOURS: dict[str, Any] = {
    "journal_id": "j1",
    "attendance_id": "t1",
    "volunteer_id": "v1",
    "activity_id": "a1",
    "activity_title": "重阳敬老",
    "shift_id": "sh1",
    "organisation_id": "o1",
    "organisation_path": "/o1/",
    "check_in_at": "2026-11-21T00:30:00.000+00:00",
    "check_out_at": "2026-11-21T02:35:00.000+00:00",
    "minutes": 125,
    "explanation": {"zh": "全程在场。", "en": "Present all the time."},
}
_VOLUNTEER: dict[str, Any] = {
    "volunteer_id": "v1",
    "number": "V000001",
    "name": "$张三丰",
    "pinyin": ["zhang san feng"],
    "sex": "female",
    "birth_date": "1960-02-29",
    "phone": "+8613800138000",
    "email": "v1@example.org",
    "wants_email": True,
    "language": "zh",
    "status": "active",
    "organisation_id": "o1",
    "organisation_path": "/o1/",
    "team_ids": [],
    "qualifications": [],
    "revision": 1,
}
_MORE: dict[type[Contract], dict[str, Any]] = {
    activities.SignUpReceived: _SIGN_UP,
    activities.SignUpAccepted: _SIGN_UP,
    activities.SignUpWaitlisted: {**_SIGN_UP, "position": 4},
    activities.SignUpMovedUp: _SIGN_UP,
    activities.SignUpDeclined: {**_SIGN_UP, "reason": None},
    activities.SignUpWithdrawn: _SIGN_UP,
    activities.SignUpRescheduled: {**_SIGN_UP, "changes": ["address", "shifts"]},
    activities.SignUpCancelled: {**_SIGN_UP, "reason": "台风。"},
    activities.NoShowMarked: _SIGN_UP,
    hours.HoursCredited: _HOURS,
    hours.HoursCorrected: {**_HOURS, "minutes_before": 180, "reason": "签退时间有误"},
    hours.StarReached: {"volunteer_id": "v1", "star": 1, "minutes": 6000},
}
KINDS = tuple(_MORE)
_ALL = {**_MORE, volunteers.VolunteerRegistered: _VOLUNTEER}


def event(contract: type[Contract], *, event_id: str = ID, at: datetime = AT, **data: Any) -> Event:
    """One event of this contract; ``data`` replaces what the usual one says."""
    whole = {**_ALL[contract], **data}
    return new_event(contract(), "subject", whole, event_id=event_id, at=at, request_id="r1")
