"""What may change in an activity that people can see and have signed up for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from services.activities.domain.drafting import compose
from services.activities.domain.lifecycle import InThePast, check_complete
from services.activities.domain.placing import counter_id
from shared.refusal import Conflict, Invalid

Record = Mapping[str, Any]

PUBLIC = (
    "title",
    "kind",
    "description",
    "risks",
    "bodily_risk",
    "insurance",
    "bring",
    "address",
    "point",
    "person_in_charge_id",
    "contact",
    "opens_at",
    "closes_at",
    "withdrawal_minutes",
    "minimum_age",
    "maximum_age",
    "qualifications",
    "team_ids",
    "check_in",
    "shifts",
)


class PlacesTaken(Conflict):
    """Raised when places would drop below those taken."""

    zh = "岗位“{role}”已录取{taken}人，名额不能少于{taken}。"
    en = "Places taken as “{role}”: {taken}; there cannot be fewer."


class ShiftInUse(Conflict):
    """Raised when a shift or role with sign-ups is left out of a change."""

    zh = "该场次或岗位已有人报名，不能删除。请取消该场次，报名者会收到通知。"
    en = "People have signed up here, so it cannot be removed. Cancel the shift; they will be told."


class Fixed(Conflict):
    """Raised for a field that people have signed up by."""

    zh = "活动发布后不能修改此项。"
    en = "This cannot change once the activity is published."


class UnknownShift(Invalid):
    zh = "此活动没有这个场次或岗位；新增时不要填写编号。"
    en = "This activity has no such shift or role; leave the id out to add one."


def merge(old: Record, changes: Record, new_id: Callable[[], str]) -> dict[str, Any]:
    """``old`` with ``changes``; a list of shifts replaces the shifts, except cancelled ones.

    Raises UnknownShift for ids that ``old`` does not have.
    """
    merged = {**old, **changes}
    if "shifts" in changes:
        before = {shift["shift_id"]: shift for shift in old["shifts"]}
        cancelled = [s for s in old["shifts"] if s["cancelled"] is not None]
        for place, shift in enumerate(changes["shifts"]):
            _check_known(shift, before, f"shifts.{place}")
        gone = {shift["shift_id"] for shift in cancelled}
        held = [s for s in changes["shifts"] if s.get("shift_id") not in gone]
        merged["shifts"] = [*cancelled, *held]
    return compose(merged, new_id)


def _check_known(shift: Record, before: Mapping[str, Record], field: str) -> None:
    shift_id = shift.get("shift_id")
    if shift_id is not None and shift_id not in before:
        raise UnknownShift(field=f"{field}.shift_id")
    known = {role["role_id"] for role in before[shift_id]["roles"]} if shift_id else set()
    for place, role in enumerate(shift["roles"]):
        if role.get("role_id") is not None and role["role_id"] not in known:
            raise UnknownShift(field=f"{field}.roles.{place}.role_id")


def check_change(
    old: Record, new: Record, counters: Mapping[str, Record], now: datetime
) -> list[str]:
    """What changes in a published activity, by field name; ``counters`` by "shift_id:role_id".

    Raises NotComplete, NoShifts, Fixed, ShiftInUse, InThePast, PlacesTaken.
    """
    check_complete(new)
    for name in ("mode", "organisation_id"):
        if old[name] != new[name]:
            raise Fixed(field=name)
    _check_times(old, new, now)
    _check_places(new, counters)
    return [name for name in PUBLIC if old.get(name) != new.get(name)]


def removed(new: Record, counters: Mapping[str, Record]) -> list[str]:
    """The counters whose shift or role ``new`` no longer has."""
    return sorted(set(counters) - set(_roles(new)))


def _check_times(old: Record, new: Record, now: datetime) -> None:
    """A start moves only before it is reached, an end only before it is over."""
    before = {shift["shift_id"]: shift for shift in old["shifts"]}
    for place, shift in enumerate(new["shifts"]):
        was = before.get(shift["shift_id"])
        for name in ("start", "end"):
            if was is None or was[name] != shift[name]:
                moments = [shift[name]] if was is None else [shift[name], was[name]]
                if min(moments) <= now:
                    raise InThePast(field=f"shifts.{place}.{name}")


def _check_places(new: Record, counters: Mapping[str, Record]) -> None:
    roles = _roles(new)
    for place_id, counter in counters.items():
        used = counter["taken"] + counter["waiting"] + counter["applied"]
        if place_id not in roles and used:
            raise ShiftInUse(field="shifts")
    for place_id, (field, role) in roles.items():
        taken = counters[place_id]["taken"] if place_id in counters else 0
        if role["places"] < taken:
            raise PlacesTaken(field=f"{field}.places", role=role["name"], taken=taken)


def _roles(activity: Record) -> dict[str, tuple[str, Record]]:
    """Each role by its counter's id, with where it stands in the input."""
    return {
        counter_id(shift["shift_id"], role["role_id"]): (f"shifts.{at}.roles.{place}", role)
        for at, shift in enumerate(activity["shifts"])
        for place, role in enumerate(shift["roles"])
    }
