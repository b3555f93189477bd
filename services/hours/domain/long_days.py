"""Days of which more was served than counts by itself: what waits, and for whom."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from services.hours.domain.claims import Claim, Count
from services.hours.domain.days import Days
from services.hours.domain.rules.levels import need_of, need_of_all

_TOLD = ("attendance_id", "activity_title", "organisation_id", "organisation_path")


class LongDay(NamedTuple):
    """All claims of a person's day, with what counts of each."""

    claims: tuple[tuple[Claim, Count], ...]

    @property
    def minutes(self) -> int:
        """What counts."""
        return sum(count.minutes for _, count in self.claims)

    @property
    def held(self) -> int:
        """What waits."""
        return sum(count.held for _, count in self.claims)


def long_days(
    wanted: Iterable[date], claims: Iterable[Claim], counts: Mapping[str, Count], days: Days
) -> dict[date, LongDay]:
    """These days, with the claims that lie on each."""
    found: dict[date, list[tuple[Claim, Count]]] = {day: [] for day in wanted}
    for claim in claims:
        if (day := days.day_of(claim)) in found and not claim.void:
            found[day].append((claim, counts[claim.attendance_id]))
    return {day: LongDay(tuple(its)) for day, its in sorted(found.items())}


def note_of(volunteer_id: str, day: date, its: LongDay, days: Days) -> dict[str, Any]:
    """What an approver is shown of a day, and what it needs next (store/rules/approvals.py)."""
    needs = [
        need_of(
            claim.record["organisation_path"], count.limit, days.rules_of(claim).day_limit_parent
        )
        for claim, count in its.claims
        if count.held
    ]
    need = need_of_all(needs) if needs else None
    recorders = {who for claim, _ in its.claims for who in _recorders(claim)} - {None}
    return {
        "volunteer_id": volunteer_id,
        "date": day.isoformat(),
        "minutes": its.minutes,
        "held": its.held,
        "stage": need and need.stage,
        "ceiling": need and need.ceiling,
        "path": need and need.path,
        "claims": [_shown(claim, count) for claim, count in its.claims],
        "recorded_by": sorted(recorders),
    }


def _recorders(claim: Claim) -> list[str | None]:
    """Whoever had a hand in the attendance's being written down."""
    return [claim.record["recorded_by"], claim.record.get("evidence", {}).get("approved_by")]


def _shown(claim: Claim, count: Count) -> dict[str, Any]:
    return {
        **{key: claim.record[key] for key in _TOLD},
        "minutes": count.minutes,
        "held": count.held,
    }
