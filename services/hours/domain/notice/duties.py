"""What is due by law: whose turn it is, until when, and who is late.

Order 67: service is recorded within 10 working days after the activity ends (article 11), and what
a volunteer reports is checked and corrected (articles 12 and 13). Minutes credit themselves; what
can be late is what waits for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Self

from services.hours.domain.notice.working_days import WorkingDays
from services.hours.domain.rules import Source

CLOSE, APPROVE, CHECK, DECIDE, LONG_DAY, OBJECTION = (
    "close_activity",
    "approve_back_entry",
    "check_correction",
    "decide_correction",
    "approve_long_day",
    "decide_objection",
)
_TURN = {CLOSE: "organiser", CHECK: "organiser"}
REMINDED_BEFORE = 3
"""Working days before the last day."""


@dataclass(frozen=True, slots=True)
class Duty:
    """``about``: the id of what waits; ``since``: when its time began to run; ``turn``: the role;
    ``person_id``: who is named, where somebody is; ``left``: working days, below 0 when over;
    ``late``: the last day has passed."""

    kind: str
    about: str
    title: str
    organisation_id: str
    organisation_path: str
    turn: str
    person_id: str | None
    since: datetime
    due: date
    left: int
    late: bool

    @property
    def stage(self) -> str | None:
        """What its person is reminded of by now: "late", "soon" or nothing yet."""
        if self.late:
            return "late"
        return "soon" if self.left <= REMINDED_BEFORE else None


@dataclass(frozen=True, slots=True)
class Count:
    """By what working days are counted."""

    rules: Source
    days: WorkingDays
    zone: tzinfo
    today: date

    @classmethod
    def at(cls, now: datetime, rules: Source, days: WorkingDays, zone: tzinfo) -> Self:
        return cls(rules, days, zone, now.astimezone(zone).date())


def duty(kind: str, row: Mapping[str, Any], since: datetime, count: Count) -> Duty:
    """What waits about ``row`` since then. ``row``: {_id, title or activity_title,
    organisation_id, organisation_path, person_in_charge_id where there is one}."""
    began = since.astimezone(count.zone).date()
    path = row["organisation_path"]
    due = count.days.after(began, count.rules.rules_for(path, began).recording_days)
    return Duty(
        kind,
        row["_id"],
        row.get("title") or row.get("activity_title") or "",
        row["organisation_id"],
        path,
        _TURN.get(kind, "coordinator"),
        row.get("person_in_charge_id"),
        since,
        due,
        count.days.between(count.today, due),
        count.today > due,
    )
