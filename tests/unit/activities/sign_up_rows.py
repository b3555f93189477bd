"""A sign-up row as the store keeps it, for tests: a shift from 22:00 to 02:00 over midnight."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.activities.domain.check_in_rules import CheckInRules

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 11, 22, 14, 0, tzinfo=UTC)  # 22:00 in Shanghai
END = START + timedelta(hours=4)
RULES = CheckInRules(ZONE, pairs_a_day=3, tries=5, tries_window=timedelta(minutes=10))
SHIFT, ACTIVITY, HER = "b" * 24, "a" * 24, "1" * 24


def row(**more: Any) -> dict[str, Any]:
    """An accepted sign-up; ``more`` says what is different."""
    return {
        "_id": "5" * 24,
        "activity_id": ACTIVITY,
        "activity_title": "夜间平安巡逻",
        "kind": "patrol",
        "address": "城关镇",
        "shift_id": SHIFT,
        "role_id": "c" * 24,
        "role": "巡逻员",
        "organisation_id": "d" * 24,
        "organisation_path": "/county/town/",
        "volunteer_id": HER,
        "start": START,
        "end": END,
        "opens_at": START - timedelta(hours=1),
        "closes_at": END + timedelta(hours=1),
        "status": "accepted",
        "open": None,
        "intervals": [],
        "marks": [],
        "revision": 1,
        **more,
    }


def opened(minutes: int, **more: Any) -> dict[str, Any]:
    """An ``open`` from so many minutes after the start."""
    at = START + timedelta(minutes=minutes)
    return {"attendance_id": "e" * 24, "at": at, "by": "qr", "recorded_by": None, **more}


def interval(begin: int, end: int, attendance_id: str = "f" * 24, **more: Any) -> dict[str, Any]:
    """A closed interval, in minutes after the start."""
    return {
        "attendance_id": attendance_id,
        "check_in_at": START + timedelta(minutes=begin),
        "check_out_at": START + timedelta(minutes=end),
        "checked_in_by": "qr",
        "checked_out_by": "qr",
        "recorded_by": None,
        "reason": None,
        "revision": 1,
        "void": False,
        **more,
    }
