"""Records for the domain's tests: an activity as the store keeps it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from services.activities.domain import drafting

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def shift(start: float = 49, end: float = 51, places: int = 3, **more: Any) -> dict[str, Any]:
    """A shift from so many to so many hours from now."""
    roles = [{"name": "志愿者", "places": places}]
    return {"start": at(start), "end": at(end), "roles": roles} | more


def activity(*shifts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A published activity; ids are "1", "2", … in the order of the shifts and their roles."""
    fields = {
        "_id": "a",
        "status": "published",
        "title": "敬老",
        "kind": "敬老",
        "description": "聊天",
        "risks": "无",
        "bodily_risk": False,
        "insurance": None,
        "address": "广场",
        "point": None,
        "organisation_id": "o",
        "organisation_path": "/o/",
        "person_in_charge_id": "p",
        "contact": None,
        "mode": "first_come",
        "opens_at": None,
        "closes_at": None,
        "withdrawal_minutes": 60,
        "minimum_age": None,
        "maximum_age": None,
        "qualifications": [],
        "team_ids": [],
        "check_in": {"location": False, "radius": None},
        "shifts": list(shifts) or [shift()],
        "revision": 2,
    }
    numbers = count(1)
    return drafting.compose(fields | more, lambda: str(next(numbers)))
