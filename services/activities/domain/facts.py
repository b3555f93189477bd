"""What rows and events say, from an activity and a person. Events: RFC 3339."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Record = Mapping[str, Any]

_SIGN_UP = (
    "activity_id",
    "activity_title",
    "organisation_id",
    "organisation_path",
    "address",
    "shift_id",
    "role",
    "volunteer_id",
    "revision",
)
_ACTIVITY = (
    "title",
    "kind",
    "organisation_id",
    "organisation_path",
    "person_in_charge_id",
    "address",
    "status",
    "revision",
)


def place_of(
    activity: Record, shift: Record, role: Record, opens: int, closes: int
) -> dict[str, Any]:
    """The fields of a sign-up row that follow the activity.

    ``opens``: minutes before the start when check-in opens; ``closes``: minutes after the end
    when check-out closes.
    """
    return {
        "activity_id": activity["_id"],
        "activity_revision": activity["revision"],
        "shift_id": shift["shift_id"],
        "role_id": role["role_id"],
        "activity_title": activity["title"],
        "kind": activity["kind"],
        "address": activity["address"],
        "organisation_id": activity["organisation_id"],
        **unit_of(activity["organisation_path"]),
        "role": role["name"],
        "start": shift["start"],
        "end": shift["end"],
        "opens_at": shift["start"] - timedelta(minutes=opens),
        "closes_at": shift["end"] + timedelta(minutes=closes),
    }


def unit_of(path: str) -> dict[str, Any]:
    """Where the organising unit stands: its path, and all units above it and itself."""
    return {"organisation_path": path, "organisation_ids": path.strip("/").split("/")}


def person_of(person: Record) -> dict[str, Any]:
    """The fields of a sign-up row that follow the person."""
    return {
        "volunteer_id": person["_id"],
        "number": person["number"],
        "name": person["name"],
        "pinyin": list(person["pinyin"]),
        "name_key": (person["pinyin"] or [person["name"]])[0],
        "phone": person["phone"],
        "team_ids": list(person["team_ids"]),
        "person_organisation_path": person["organisation_path"],
        "person_revision": person["revision"],
    }


def sign_up_data(row: Record, **more: Any) -> dict[str, Any]:
    """The data of every event about a sign-up (SignUpFact), of ``row`` as it will be saved."""
    return {
        "sign_up_id": row["_id"],
        **{name: row[name] for name in _SIGN_UP},
        "start": instant(row["start"]),
        "end": instant(row["end"]),
        **more,
    }


def activity_data(activity: Record, **more: Any) -> dict[str, Any]:
    """The data of every event about an activity (ActivityState), of it as it will be saved."""
    return {
        "activity_id": activity["_id"],
        **{name: activity[name] for name in _ACTIVITY},
        "shifts": [
            {
                "shift_id": shift["shift_id"],
                "start": instant(shift["start"]),
                "end": instant(shift["end"]),
            }
            for shift in activity["shifts"]
            if shift["cancelled"] is None
        ],
        "place": place_on_earth(activity),
        **more,
    }


def place_on_earth(activity: Record) -> dict[str, Any] | None:
    """Where it is, in degrees, and the metres around; None where nobody said."""
    if not activity.get("point"):
        return None
    longitude, latitude = activity["point"]["coordinates"]
    radius = activity["check_in"]["radius"]
    return {"latitude": float(latitude), "longitude": float(longitude), "radius": radius}


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
