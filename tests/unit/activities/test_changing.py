"""What may change in a published activity, and what a change means for each sign-up."""

from typing import Any

import pytest

from services.activities.domain import changing, drafting, following, lifecycle, placing
from shared.refusal import Refusal
from tests.unit.activities.activity_records import NOW, activity, at, shift
from tests.unit.activities.test_placing import row

OTHER = {"name": "别的", "places": 9}
FRESH = iter(f"new{n}" for n in range(1000))


def merged(old: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return changing.merge(old, fields, lambda: next(FRESH))


def counters(taken: int = 0, waiting: int = 0, applied: int = 0) -> dict[str, Any]:
    return {"1:2": {"taken": taken, "waiting": waiting, "applied": applied}}


def same(old: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The first shift of an activity as it is sent back, with other values."""
    found = old["shifts"][0]
    return {name: found[name] for name in ("shift_id", "start", "end", "roles")} | more


def places(number: int) -> list[dict[str, Any]]:
    return [{"role_id": "2", "name": "志愿者", "places": number}]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "新"}, ["title"]),
        ({"title": "敬老"}, []),
        ({"address": "公园", "risks": "路滑"}, ["risks", "address"]),
    ],
)
def test_what_changed_is_named(fields: dict[str, Any], expected: list[str]) -> None:
    old = activity()
    assert changing.check_change(old, merged(old, **fields), counters(), NOW) == expected


@pytest.mark.parametrize(
    ("change", "count", "no", "field"),
    [
        ({"roles": places(1)}, counters(taken=2), changing.PlacesTaken, "shifts.0.roles.0.places"),
        ({"roles": places(2)}, counters(taken=2), None, None),
        ({"roles": [OTHER]}, counters(applied=1), changing.ShiftInUse, "shifts"),
        ({"roles": [OTHER]}, counters(), None, None),
        ({"start": at(-1)}, counters(), lifecycle.InThePast, "shifts.0.start"),
        ({"start": at(48), "end": at(52)}, counters(taken=3), None, None),
    ],
)  # fmt: skip
def test_shifts(
    change: dict[str, Any], count: dict[str, Any], no: type[Refusal] | None, field: str | None
) -> None:
    old = activity()
    new = merged(old, shifts=[same(old, **change)])
    if no is None:
        assert changing.check_change(old, new, count, NOW) == ["shifts"]
        return
    with pytest.raises(no) as refused:
        changing.check_change(old, new, count, NOW)
    assert refused.value.field == field


def test_a_running_shift_may_last_longer_but_not_begin_again() -> None:
    old = activity()
    during = at(50)
    longer = merged(old, shifts=[same(old, end=at(53))])
    assert changing.check_change(old, longer, counters(3), during) == ["shifts"]
    with pytest.raises(lifecycle.InThePast):
        changing.check_change(old, merged(old, shifts=[same(old, start=at(50.5))]), {}, during)
    with pytest.raises(lifecycle.InThePast):
        changing.check_change(old, merged(old, shifts=[same(old, end=at(49.5))]), {}, during)


def test_cancelled_shifts_stay_whatever_is_sent() -> None:
    old = activity(shift(cancelled="雨"), shift(60, 61))
    new = merged(
        old, shifts=[same(old), same(old, shift_id=old["shifts"][1]["shift_id"], roles=[])]
    )
    assert [one["cancelled"] for one in new["shifts"]] == ["雨", None]
    assert new["starts_at"] == at(49)


def test_foreign_ids_are_refused() -> None:
    old = activity()
    with pytest.raises(changing.UnknownShift):
        merged(old, shifts=[same(old, shift_id="foreign")])
    with pytest.raises(changing.UnknownShift):
        merged(old, shifts=[same(old, roles=[{"role_id": "foreign", "name": "a", "places": 1}])])
    twice = merged(old, shifts=[same(old), same(old)])
    with pytest.raises(drafting.ShiftTwice):
        drafting.check(twice, 24, 100)


def test_the_last_shift_cannot_be_cancelled_twice_or_afterwards() -> None:
    held = activity()
    gone = lifecycle.without_shift(held, "1", "雨", NOW)
    assert drafting.span(gone) == {"starts_at": None, "ends_at": None}
    with pytest.raises(lifecycle.AlreadyOver):
        lifecycle.without_shift({**held, "shifts": gone}, "1", "雨", NOW)
    with pytest.raises(lifecycle.AlreadyOver):
        lifecycle.without_shift(held, "1", "雨", at(51))


TARGET = {"activity_title": "讲座", "address": "广场", "role": "引导", "start": at(5), "end": at(6)}


@pytest.mark.parametrize(
    ("mine", "busy", "cancelled", "fate"),
    [
        (row(1, 2), [(5, 6, "r")], None, following.FOLLOWS),
        (row(1, 2), [(1, 2, "r")], None, following.LATER),
        (row(1, 2), [(5, 6, "r"), (5.5, 7, "x")], None, following.CLASH),
        (row(1, 2), [(5, 6, "r"), (6, 7, "x")], None, following.FOLLOWS),
        (row(1, 2, open={"at": at(1)}), [(5, 6, "r"), (5.5, 7, "x")], None, following.FOLLOWS),
        (row(1, 2, status="waitlisted"), [(5.5, 7, "x")], None, following.FOLLOWS),
        (row(1, 2), [(1, 2, "r")], "雨", following.CANCELLED),
        (row(1, 2, open={"at": at(1)}), [(5, 6, "r")], "雨", following.FOLLOWS),
    ],
)
def test_the_fate_of_a_sign_up(
    mine: dict[str, Any], busy: list[Any], cancelled: str | None, fate: str
) -> None:
    entries: list[Any] = []
    for start, end, name in busy:
        entries = placing.with_place(entries, row(start, end, name), NOW)
    found = following.fate(mine, {"cancelled": cancelled}, TARGET, {"busy": entries})
    assert found == fate


def test_only_what_is_hers_is_told() -> None:
    mine = TARGET | {"address": "公园", "start": at(4)}
    assert following.changes(mine, TARGET) == ["address", "start"]
    assert following.changes(TARGET, TARGET) == []
