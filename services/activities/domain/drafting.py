"""What makes a description of an activity consistent, before anybody can see it.

The fields are those of the activity's record (see ``store/activities.py``), shifts and roles with
or without their ids.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from shared.refusal import Invalid

Record = Mapping[str, Any]
COPIED = (
    "title",
    "kind",
    "description",
    "risks",
    "bodily_risk",
    "insurance",
    "bring",
    "address",
    "point",
    "organisation_id",
    "person_in_charge_id",
    "contact",
    "mode",
    "withdrawal_minutes",
    "minimum_age",
    "maximum_age",
    "qualifications",
    "team_ids",
    "check_in",
)
MODES = ("first_come", "organiser_chooses")


class EndBeforeStart(Invalid):
    zh = "结束时间必须晚于开始时间。"
    en = "The end must be after the start."


class ShiftTooLong(Invalid):
    """Raised for a shift longer than the office's longest: most likely a wrong date."""

    zh = "一个场次最长{hours}小时，请检查日期；多天的活动请分成几个场次。"
    en = "A shift lasts at most {hours} hours. Check the date, or make several shifts."


class WindowTurned(Invalid):
    zh = "报名截止时间必须晚于报名开始时间。"
    en = "The sign-up window must close after it opens."


class AgesTurned(Invalid):
    zh = "最大年龄不能小于最小年龄。"
    en = "The highest age cannot be below the lowest."


class RoleTwice(Invalid):
    zh = "同一场次中岗位名称“{role}”重复。"
    en = "The role “{role}” stands twice in one shift."


class ShiftTwice(Invalid):
    zh = "同一场次或岗位被提交了两次。"
    en = "The same shift or role was sent twice."


class NoPoint(Invalid):
    """Raised when check-in by location is allowed but nothing says where."""

    zh = "允许定位签到时，请填写活动地点的坐标和允许的半径（米）。"
    en = "Check-in by location needs the activity's point and a radius in metres."


class TooFewForLocation(Invalid):
    zh = "定位签到只适用于不少于{people}个名额的大型活动。"
    en = "Check-in by location is for large activities with at least {people} places."


def compose(fields: Record, new_id: Callable[[], str]) -> dict[str, Any]:
    """``fields`` as the record keeps them: ids given, shifts by start, first and last instant."""
    composed = dict(fields)
    shifts = [_shift(shift, new_id) for shift in fields.get("shifts", ())]
    composed["shifts"] = sorted(shifts, key=lambda shift: (shift["start"], shift["shift_id"]))
    return composed | span(composed["shifts"])


def _shift(shift: Record, new_id: Callable[[], str]) -> dict[str, Any]:
    return {
        "shift_id": shift.get("shift_id") or new_id(),
        "start": shift["start"],
        "end": shift["end"],
        "cancelled": shift.get("cancelled"),
        "roles": [
            {
                "role_id": role.get("role_id") or new_id(),
                "name": role["name"],
                "places": role["places"],
            }
            for role in shift["roles"]
        ],
    }


def span(shifts: Sequence[Record]) -> dict[str, datetime | None]:
    """``starts_at`` and ``ends_at`` over the shifts that are not cancelled."""
    held = [shift for shift in shifts if shift["cancelled"] is None]
    return {
        "starts_at": min((shift["start"] for shift in held), default=None),
        "ends_at": max((shift["end"] for shift in held), default=None),
    }


def check(activity: Record, longest_hours: int, location_people: int) -> None:
    """Raises the first thing that contradicts itself; ``field`` says where it stands."""
    opens, closes = activity["opens_at"], activity["closes_at"]
    if opens is not None and closes is not None and closes <= opens:
        raise WindowTurned(field="closes_at")
    youngest, oldest = activity["minimum_age"], activity["maximum_age"]
    if youngest is not None and oldest is not None and oldest < youngest:
        raise AgesTurned(field="maximum_age")
    for place, shift in enumerate(activity["shifts"]):
        _check_shift(shift, f"shifts.{place}", longest_hours)
    _check_ids(activity["shifts"])
    if activity["check_in"]["location"]:
        _check_location(activity, location_people)


def _check_shift(shift: Record, field: str, longest_hours: int) -> None:
    if shift["end"] <= shift["start"]:
        raise EndBeforeStart(field=f"{field}.end")
    if shift["end"] - shift["start"] > timedelta(hours=longest_hours):
        raise ShiftTooLong(field=f"{field}.end", hours=longest_hours)
    names: set[str] = set()
    for place, role in enumerate(shift["roles"]):
        if role["name"] in names:
            raise RoleTwice(field=f"{field}.roles.{place}.name", role=role["name"])
        names.add(role["name"])


def _check_ids(shifts: Sequence[Record]) -> None:
    ids = [shift["shift_id"] for shift in shifts]
    ids += [role["role_id"] for shift in shifts for role in shift["roles"]]
    if len(set(ids)) != len(ids):
        raise ShiftTwice(field="shifts")


def _check_location(activity: Record, location_people: int) -> None:
    if activity["point"] is None or activity["check_in"]["radius"] is None:
        raise NoPoint(field="check_in")
    places = sum(
        role["places"]
        for shift in activity["shifts"]
        if shift["cancelled"] is None
        for role in shift["roles"]
    )
    if activity["shifts"] and places < location_people:
        raise TooFewForLocation(field="check_in", people=location_people)


def as_copy(activity: Record) -> dict[str, Any]:
    """The fields of a new draft that says the same; its shifts get ids of their own."""
    fields = {name: value for name, value in activity.items() if name in COPIED}
    fields |= {"opens_at": None, "closes_at": None}
    fields["shifts"] = [
        {
            "start": shift["start"],
            "end": shift["end"],
            "roles": [{"name": r["name"], "places": r["places"]} for r in shift["roles"]],
        }
        for shift in activity["shifts"]
        if shift["cancelled"] is None
    ]
    return fields
