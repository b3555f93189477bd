"""Requests for correction: what they are about, and what the others are told of them.

A volunteer may ask for it, the recording organisation checks it (order 67, articles 12 and 13), and
another person decides.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from services.hours.domain.late.refusals import NothingToCorrect

_OF_THE_LINE = (
    "volunteer_id", "activity_id", "activity_title", "activity_kind", "organisation_id",
    "organisation_path", "shift_id", "shift_start", "shift_end", "role",
)  # fmt: skip
_TOLD = ("activity_id", "activity_title", "shift_id")


class Asked(NamedTuple):
    """A line that is wrong (``journal_id``) or a shift at which nothing stands, and the times that
    are right."""

    journal_id: str | None
    shift_id: str | None
    check_in_at: datetime
    check_out_at: datetime
    text: str


class Verdict(NamedTuple):
    """``check_in_at`` and ``check_out_at``: other times than were asked for; None: those."""

    accepted: bool
    reason: str
    check_in_at: datetime | None = None
    check_out_at: datetime | None = None


def about_line(
    journal: Mapping[str, Any], check_in_at: datetime, check_out_at: datetime
) -> dict[str, Any]:
    """What a record of this presence says of itself, with other times."""
    times = {"check_in_at": check_in_at, "check_out_at": check_out_at}
    return {name: journal[name] for name in _OF_THE_LINE} | times


def must_differ(record: Mapping[str, Any], last: Mapping[str, Any]) -> None:
    """``last``: the last journal of the attendance. Raises NothingToCorrect."""
    same = all(record[name] == last[name] for name in ("check_in_at", "check_out_at"))
    if same and last["kind"] == "credit" and not last["void"]:
        raise NothingToCorrect


def told(request: Mapping[str, Any], whom: str) -> dict[str, Any]:
    """What every event about a request says."""
    return {
        "correction_id": request["_id"],
        "volunteer_id": whom,
        **{name: request[name] for name in _TOLD},
        "check_in_at": request["check_in_at"].isoformat(),
        "check_out_at": request["check_out_at"].isoformat(),
    }
