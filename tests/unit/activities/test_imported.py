"""What a row of somebody's list becomes: a draft, a closed record, or a refusal."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.activities.domain.imported import (
    EndBeforeStart,
    HalfPoint,
    PeriodNotShift,
    PlacesMissing,
    RowsDiffer,
    TimeMissing,
    TooManyShifts,
    activity_of,
)
from services.activities.domain.lifecycle import InThePast
from services.activities.operations.import_columns import COLUMNS
from shared.imports.columns import CellUnreadable

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def row(**more: Any) -> dict[str, Any]:
    usual = {
        "title": "义诊",
        "kind": "健康",
        "date": date(2026, 12, 1),
        "times": [time(9), time(12)],
        "places": 5,
    }
    return {**dict.fromkeys(column.name for column in COLUMNS), **usual, **more}


def shifts(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    found = activity_of(rows, ZONE, NOW)["shifts"]
    return [(f"{s['start']:%d %H:%M}", f"{s['end']:%d %H:%M}") for s in found]


def test_a_future_row_becomes_a_draft_in_local_time() -> None:
    found = activity_of([row(latitude=31.2, longitude=121.4)], ZONE, NOW)
    assert found["status"] == "draft"
    assert found["point"] == {"latitude": 31.2, "longitude": 121.4}
    assert found["shifts"][0]["start"] == datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    assert found["shifts"][0]["roles"] == [{"name": "志愿者", "places": 5}]


@pytest.mark.parametrize(
    ("more", "times"),
    [
        ({"times": [time(22), time(2)]}, ("01 22:00", "02 02:00")),
        ({"times": [time(22), time(2)], "end_date": date(2026, 12, 2)}, ("01 22:00", "02 02:00")),
        ({"times": [time(22), time(0)]}, ("01 22:00", "02 00:00")),
        ({"times": [time(9)], "hours": 2.5}, ("01 09:00", "01 11:30")),
    ],
)
def test_times(more: dict[str, Any], times: tuple[str, str]) -> None:
    assert shifts(row(**more)) == [times]


def test_times_belong_to_the_list_s_own_zone() -> None:
    found = activity_of([row(timezone=ZoneInfo("Europe/London"))], ZONE, NOW)["shifts"][0]
    assert found["start"] == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    column = next(column for column in COLUMNS if column.name == "timezone")
    assert column.value("Europe/London", ()) == ZoneInfo("Europe/London")
    for wrong in ("Mars/North", "../../etc/passwd", "/etc/passwd", "America"):
        with pytest.raises(CellUnreadable):
            column.value(wrong, ())


def test_rows_of_one_activity_are_its_shifts_and_roles() -> None:
    rows = [row(role="引导"), row(role="急救", places=1), row(date=date(2026, 12, 2), title=None)]
    found = activity_of(rows, ZONE, NOW)["shifts"]
    assert [[r["name"] for r in shift["roles"]] for shift in found] == [
        ["引导", "急救"],
        ["志愿者"],
    ]
    days = [row(date=date.fromordinal(date(2027, 1, 1).toordinal() + n)) for n in range(201)]
    assert len(activity_of(days[1:], ZONE, NOW)["shifts"]) == 200
    with pytest.raises(TooManyShifts):
        activity_of(days, ZONE, NOW)
    with pytest.raises(RowsDiffer) as refused:
        activity_of([row(), row(title="讲座")], ZONE, NOW)
    assert refused.value.field == "title"


@pytest.mark.parametrize(
    ("more", "refusal", "field"),
    [
        ({"times": None}, TimeMissing, "times"),
        ({"times": [time(9)]}, TimeMissing, "times"),
        ({"times": [time(9), time(10), time(11)]}, TimeMissing, "times"),
        ({"end_date": date(2026, 12, 24)}, PeriodNotShift, "end_date"),
        ({"end_date": date(2026, 11, 30)}, EndBeforeStart, "end_date"),
        ({"places": None}, PlacesMissing, "places"),
        ({"places": 0}, PlacesMissing, "places"),
        ({"latitude": 31.2}, HalfPoint, "latitude"),
        ({"latitude": 131.2, "longitude": 31.0}, HalfPoint, "latitude"),
        ({"date": date(2026, 11, 21)}, InThePast, "date"),  # 9:00 in Shanghai is this very moment
        ({"date": date(2011, 1, 22)}, InThePast, "date"),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, Any], refusal: Any, field: str) -> None:
    with pytest.raises(refusal) as refused:
        activity_of([row(**more)], ZONE, NOW)
    assert refused.value.field == field


def test_an_archive_keeps_what_is_over_as_closed_with_or_without_times() -> None:
    timed = activity_of([row(date=date(2026, 11, 20), past="archive")], ZONE, NOW)
    assert timed["status"] == "closed"
    assert timed["ended_at"] == datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    period = row(date=date(2011, 6, 6), end_date=date(2012, 6, 4), past="archive", times=None)
    period["places"] = None
    found = activity_of([period], ZONE, NOW)
    assert found["shifts"] == []
    assert found["starts_at"] == datetime(2011, 6, 5, 16, 0, tzinfo=UTC)
    assert found["ends_at"] == datetime(2012, 6, 4, 16, 0, tzinfo=UTC)


def test_an_archive_refuses_what_runs_and_drafts_what_comes() -> None:
    running = row(date=date(2026, 11, 1), end_date=date(2026, 11, 30), times=None, past="archive")
    with pytest.raises(TimeMissing):
        activity_of([running], ZONE, NOW)
    began = row(date=date(2026, 11, 20), past="archive")
    with pytest.raises(InThePast):
        activity_of([began, row()], ZONE, NOW)
    assert activity_of([row(past="archive")], ZONE, NOW)["status"] == "draft"
