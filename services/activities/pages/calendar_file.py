"""Sign-ups as an iCalendar file (RFC 5545), in the office's own zone (VTIMEZONE)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration, vText

from shared.storage.mongo import Document

_STATUS = {"accepted": "CONFIRMED", "no_show": "CONFIRMED"}
_OPEN = ("applied", "waitlisted")
_FIRST, _LAST = date(2024, 1, 1), date(2038, 1, 1)
_ASK_AGAIN = timedelta(hours=1)
_WAITING = {"applied": ("待确认：", "Applied: "), "waitlisted": ("候补：", "Waitlist: ")}
_NAME = ("爱心计时·我的班次", "Kindhours: my shifts")


def calendar_file(
    rows: Iterable[Document], zone: ZoneInfo, public_url: str, *, english: bool
) -> bytes:
    """The file. What was cancelled or given back stays in it as CANCELLED: a calendar that has it
    takes it out. The same sign-up keeps its UID, SEQUENCE grows with each change of it."""
    file = Calendar()
    file.add("prodid", "-//Kindhours//My shifts//ZH")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", vText(_NAME[english]))
    file.add("x-wr-timezone", vText(zone.key))
    file.add("refresh-interval", vDuration(_ASK_AGAIN), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", vDuration(_ASK_AGAIN))
    file.add_component(_zone(zone.key))
    for row in rows:
        file.add_component(_event(row, zone, public_url, english=english))
    return bytes(file.to_ical())


def _event(row: Document, zone: ZoneInfo, public_url: str, *, english: bool) -> Event:
    status = row["status"]
    tentative = status in _OPEN
    changed = _changed(row)
    event = Event()
    event.add("uid", f"{row['_id']}@kindhours")
    event.add("sequence", row["revision"])
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", row["start"].astimezone(zone))
    event.add("dtend", row["end"].astimezone(zone))
    event.add("summary", _WAITING.get(status, ("", ""))[english] + row["activity_title"])
    event.add("location", row["address"])
    role = ("岗位：", "Role: ")[english] + row["role"]
    url = f"{public_url}/my/shifts/{row['_id']}"
    event.add("description", "\n".join(filter(None, (role, row["reason"], url))))
    event.add("url", url)
    event.add("status", "TENTATIVE" if tentative else _STATUS.get(status, "CANCELLED"))
    event.add("transp", "OPAQUE" if status in _STATUS else "TRANSPARENT")
    return event


def _changed(row: Document) -> datetime:
    """When the row was written last, to the second as the format has it."""
    last: datetime = max(row["signed_up_at"], row.get("changed_at") or row["signed_up_at"])
    return last.astimezone(UTC).replace(microsecond=0)


@lru_cache(maxsize=4)
def _zone(name: str) -> Timezone:
    return Timezone.from_tzid(name, first_date=_FIRST, last_date=_LAST)
