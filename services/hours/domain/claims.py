"""A claim: what one attendance, in its latest revision, asks to have counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

from services.hours.domain.rules import DAY, Rules, Source
from services.hours.domain.rules.terms import Terms
from services.hours.domain.times import (
    instant_of,
    local,
    minute_of,
    moment_of,
    month_of,
    volume_of,
)

BACK_ENTRY = "back_entry"
"""How somebody checked in of whom it was written down afterwards."""
_EARLY = 2 * 60
_YEARS = range(2000, 2101)
_FIRST, _LAST = (minute_of(datetime(year, 1, 2, tzinfo=UTC)) for year in (2000, 2100))
_LONGEST_REASON = 500


class Impossible(ValueError):
    """Raised when no person can have been present like that."""


class Count(NamedTuple):
    """What counts of a claim, and why not all of its window does."""

    minutes: int
    overlap: int = 0
    """Minutes of the window that count for an earlier claim already."""
    short: bool = False
    """Less than the rules' minimum share of the shift."""
    rest: int = 0
    """Minutes of break that were cut off."""
    travel: int = 0
    """Minutes added for the way."""
    held: int = 0
    """Minutes over the person's limit of the day, which wait for an approval."""
    limit: int = 0
    """That limit, where something is held."""


NOTHING = Count(0)


class Session(NamedTuple):
    """One person's turn-out at one shift: one attendance (人次), however often she went in and out.

    A long shift is a session each 24 hours, from two hours before its start.
    """

    account: str
    """The account its minutes come from: the organisation's of the month it began in."""
    shift_id: str
    day: int
    """The minute its 24 hours are counted from: the shift's start, or that of a later day of it."""


@dataclass(slots=True)
class Claim:
    """``check_in``, ``start`` and ``end`` are minutes since 1970; ``start == end``: nothing in it.

    ``record`` is what the journals keep of it. Of a claim that is credited, ``entry`` is its
    credit's place in the attendance's chain of journals and ``count`` what was credited.
    """

    attendance_id: str
    volunteer_id: str
    revision: int
    check_in: int
    start: int
    end: int
    void: bool
    session: Session
    needed: int
    """Minutes of presence in the session it asks for; 0 where it is long enough by itself."""
    terms: Terms
    record: dict[str, Any]
    entry: int = -1
    count: Count = NOTHING


def claim_of(data: Mapping[str, Any], source: Source, zone: tzinfo) -> Claim:
    """The claim of an ``attendance_recorded`` under the rules of its organisation on the local day
    its shift begins; ``zone`` says which day and month that is.

    Raises Impossible.
    """
    check_in_at = datetime.fromisoformat(data["check_in_at"])
    check_out_at = datetime.fromisoformat(data["check_out_at"])
    shift_start, begins = moment_of(data["shift_start"])
    shift_end, ends = moment_of(data["shift_end"])
    check_in, check_out = minute_of(check_in_at), minute_of(check_out_at)
    times = (check_in_at, check_out_at, shift_start, shift_end)
    void = data["void"]
    if not _possible(check_in, check_out, begins, ends):
        _must_be_possible(*times, void)
    rules = rules_of(data, begins, source, zone)
    start, end = rules.window(check_in, check_out, begins, ends)
    if void:
        end = start
    day = begins + (check_in - begins + _EARLY) // DAY * DAY
    account = f"issued:{data['organisation_id']}:{month_of(day, zone)}"
    needed = rules.needed(begins, ends) if rules.minimum_share and not void else 0
    record = _record(data, times, (start, end))
    record |= {"volume": volume_of(check_in), "day": day}
    record["rules"] = kept = rules.kept(end - start, needed)
    return Claim(
        data["attendance_id"],
        data["volunteer_id"],
        data["revision"],
        check_in,
        start,
        end,
        void,
        Session(account, data["shift_id"], day),
        kept["needed"],
        rules.terms,
        record,
    )


def rules_of(record: Mapping[str, Any], begins: int, source: Source, zone: tzinfo) -> Rules:
    """The rules for an attendance or a journal whose shift ``begins`` at that minute."""
    rules = source.rules_for(record["organisation_path"], local(begins, zone)[0])
    return rules.strict() if record["checked_in_by"] == BACK_ENTRY else rules


def _record(
    data: Mapping[str, Any], times: tuple[datetime, ...], window: tuple[int, int]
) -> dict[str, Any]:
    check_in_at, check_out_at, shift_start, shift_end = times
    return {
        "attendance_id": data["attendance_id"],
        "attendance_revision": data["revision"],
        "volunteer_id": data["volunteer_id"],
        "activity_id": data["activity_id"],
        "activity_title": data["activity_title"],
        "activity_kind": data["kind"],
        "organisation_id": data["organisation_id"],
        "organisation_path": data["organisation_path"],
        "shift_id": data["shift_id"],
        "role": data["role"],
        "shift_start": shift_start,
        "shift_end": shift_end,
        "check_in_at": check_in_at,
        "check_out_at": check_out_at,
        "checked_in_by": data["checked_in_by"],
        "checked_out_by": data["checked_out_by"],
        "recorded_by": data["recorded_by"],
        "void": data["void"],
        "reason": data["reason"] and data["reason"][:_LONGEST_REASON],
        "window": {"start": instant_of(window[0]), "end": instant_of(window[1])},
    }


def _possible(check_in: int, check_out: int, begins: int, ends: int) -> bool:
    """A quick look at what is almost always right."""
    return _FIRST < begins < ends < _LAST and _FIRST < check_in < check_out < check_in + DAY < _LAST


def _must_be_possible(
    check_in_at: datetime,
    check_out_at: datetime,
    shift_start: datetime,
    shift_end: datetime,
    void: bool,
) -> None:
    for moment in (check_in_at, check_out_at, shift_start, shift_end):
        if moment.year not in _YEARS:
            raise Impossible(f"{moment} is outside the years 2000 to 2100")
    if void:
        return
    if check_out_at < check_in_at:
        raise Impossible(f"check-out at {check_out_at}, before the check-in at {check_in_at}")
    if (check_out_at - check_in_at).total_seconds() > DAY * 60:
        raise Impossible(f"present for more than 24 hours: {check_in_at} to {check_out_at}")
    if shift_end <= shift_start:
        raise Impossible(f"the shift ends at {shift_end}, not after its start at {shift_start}")
