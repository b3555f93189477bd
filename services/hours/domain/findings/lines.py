"""A credited presence, as the detectors look at it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime, tzinfo
from posixpath import commonpath
from typing import Any, NamedTuple, TypeVar

BACK_ENTRY = "back_entry"
Key = TypeVar("Key", bound=Hashable)


class Place(NamedTuple):
    """Where an activity takes place: degrees (WGS 84), and the radius in metres within which a
    phone is there, where the activity names one."""

    latitude: float
    longitude: float
    radius: int | None


class Line(NamedTuple):
    """One credit that stands. ``minutes``: what it counts; ``way``: how she was checked in."""

    journal_id: str
    volunteer_id: str
    activity_id: str
    activity_title: str
    organisation_path: str
    came: datetime
    left: datetime
    minutes: int
    way: str
    left_by: str
    recorded_by: str | None
    approved_by: str | None
    at: datetime
    """When it was credited."""
    device: str | None = None
    """A keyed hash of the phone's mark, where the phone sent one."""
    distance: int | None = None
    """Metres between the phone and the activity's place, where she checked in by location."""
    place: Place | None = None

    @property
    def attendance_id(self) -> str:
        return self.journal_id.rpartition("-")[0]

    @property
    def recorders(self) -> tuple[str, ...]:
        """Who wrote or approved it, where she did not check in by herself."""
        return tuple(who for who in (self.recorded_by, self.approved_by) if who)


def grouped(lines: Iterable[Line], key: Callable[[Line], Key | None]) -> dict[Key, list[Line]]:
    """Lines by ``key``; those without one are left out."""
    found: defaultdict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        if (one := key(line)) is not None:
            found[one].append(line)
    return dict(found)


def people_of(lines: Iterable[Line]) -> list[str]:
    """Whose minutes they are, each once, in a steady order."""
    return sorted({line.volunteer_id for line in lines})


def local_day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def common_path(lines: Iterable[Line]) -> str:
    """The smallest organisation that all of them belong to: "/" where there is none."""
    return commonpath([line.organisation_path for line in lines]).rstrip("/") + "/"


def trace_of(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """What an ``attendance_recorded`` tells of the phone, to be kept for a while."""
    told = {name: data[name] for name in ("device", "distance") if name in data}
    if not told:
        return None
    return {"_id": data["attendance_id"], "at": datetime.fromisoformat(data["check_in_at"]), **told}
