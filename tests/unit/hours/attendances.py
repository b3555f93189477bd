"""Made-up attendances, as the activities service tells them. Times are "HH:MM" in Shanghai."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.contracts.activities import AttendanceRecorded
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import Event, instant, new_event
from shared.ids import id_from, new_id

ZONE = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 5, 3, tzinfo=ZONE)
ORGANISATION = id_from("organisation", "a")
VOLUNTEER = id_from("volunteer", "a")


def at(clock: str, day: int = 0) -> datetime:
    """``clock`` may pass 24:00: "26:30" is half past two on the next day."""
    hours, minutes = clock.split(":")[:2]
    seconds = int(clock.split(":")[2]) if clock.count(":") == 2 else 0
    return DAY + timedelta(days=day, hours=int(hours), minutes=int(minutes), seconds=seconds)


def attendance(
    check_in: str = "09:02",
    check_out: str = "11:47",
    shift: tuple[str, str] = ("09:00", "11:30"),
    *,
    name: str = "1",
    day: int = 0,
    **more: Any,
) -> dict[str, Any]:
    """The data of one ``attendance_recorded``; ``name`` makes its id."""
    return {
        "attendance_id": id_from("attendance", name),
        "sign_up_id": id_from("sign_up", name),
        "activity_id": id_from("activity", "a"),
        "activity_title": "敬老院陪伴",
        "kind": "elderly",
        "organisation_id": ORGANISATION,
        "organisation_path": f"/{ORGANISATION}/",
        "shift_id": id_from("shift", name),
        "role": "陪伴",
        "volunteer_id": VOLUNTEER,
        "shift_start": instant(at(shift[0], day)),
        "shift_end": instant(at(shift[1], day)),
        "check_in_at": instant(at(check_in, day)),
        "check_out_at": instant(at(check_out, day)),
        "checked_in_by": "qr",
        "checked_out_by": "qr",
        "recorded_by": None,
        "reason": None,
        "void": False,
        "revision": 1,
        **more,
    }


def recorded(data: dict[str, Any], request_id: str = "request-1") -> Event:
    """The event of that attendance; a new one each time, as after a second publication."""
    contract = CONTRACTS[AttendanceRecorded.type]
    return new_event(
        contract,
        data["attendance_id"],
        data,
        event_id=new_id(),
        at=datetime.fromisoformat(data["check_out_at"]),
        request_id=request_id,
    )
