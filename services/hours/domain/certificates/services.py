"""The services a certificate lists: what stands of a person's journals, a line a turn-out.

A line, as certificates keep it:

    journals     ids of the credits it rests on, at most one an attendance
    date         "2026-05-03", the local day it belongs to: that of the shift
    spans        [[start, end], …] instants between which minutes count
    title, role  the activity and what she did there (order 67, article 7: name and content)
    place, in_charge     address, name of the person in charge; None where nobody told us
    organisation_id, unit   who organised and recorded it, and its name
    minutes      what counts
    back_entry   whether it was entered afterwards, with proof, instead of by check-in
    in_notice    whether it was still in public notice then: it stands, and may be objected to
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from services.hours.domain.certificates.period import Days
from services.hours.domain.journals import Journal, minutes_of
from services.hours.domain.times import local

Line = dict[str, Any]
BACK_ENTRY = "back_entry"


class Place(NamedTuple):
    """What an activity's own record adds to its journals."""

    address: str | None
    in_charge: str | None


NOWHERE = Place(None, None)


def standing_credits(journals: Iterable[Journal], days: Days, zone: tzinfo) -> list[Journal]:
    """The credits of these days that were not reversed and count something."""
    found = list(journals)
    reversed_ids = {one["reverses"] for one in found if one["kind"] == "reversal"}
    return [
        one
        for one in found
        if one["kind"] == "credit"
        and one["_id"] not in reversed_ids
        and minutes_of(one) > 0
        and days.first <= _day(one, zone) <= days.last
    ]


def lines_of(
    credits_: Iterable[Journal],
    places: Mapping[str, Place],
    units: Mapping[str, str],
    zone: tzinfo,
) -> list[Line]:
    """A line for each turn-out, in the order of time; several in/out pairs of it are one.

    ``places`` by activity, ``units`` are the names of organisations by id.
    """
    lines: dict[tuple[Any, ...], Line] = {}
    for one in sorted(credits_, key=_when):
        back = one["checked_in_by"] == BACK_ENTRY
        line = lines.get(key := (one["shift_id"], one["day"], back))
        if line is None:
            line = lines[key] = _line(one, back, places, units, zone)
        line["journals"].append(one["_id"])
        line["spans"].append([one["window"]["start"], one["window"]["end"]])
        line["minutes"] += minutes_of(one)
    return list(lines.values())


def _line(
    credit: Journal,
    back: bool,
    places: Mapping[str, Place],
    units: Mapping[str, str],
    zone: tzinfo,
) -> Line:
    place = places.get(credit["activity_id"], NOWHERE)
    return {
        "journals": [],
        "date": _day(credit, zone).isoformat(),
        "spans": [],
        "title": credit["activity_title"],
        "role": credit["role"],
        "place": place.address,
        "in_charge": place.in_charge,
        "organisation_id": credit["organisation_id"],
        "unit": units.get(credit["organisation_id"], ""),
        "minutes": 0,
        "back_entry": back,
        "in_notice": False,
    }


def _day(credit: Journal, zone: tzinfo) -> date:
    return local(credit["day"], zone)[0]


def _when(credit: Journal) -> tuple[datetime, str]:
    return credit["window"]["start"], credit["_id"]
