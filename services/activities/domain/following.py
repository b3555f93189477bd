"""What a change of the activity means for one sign-up."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.activities.domain import placing

Record = Mapping[str, Any]

FOLLOWS, CANCELLED, CLASH, LATER = "follows", "cancelled", "clash", "later"

_TOLD = {
    "activity_title": "title",
    "address": "address",
    "start": "start",
    "end": "end",
    "role": "role",
}


def changes(row: Record, target: Record) -> list[str]:
    """What changes for this person, by the names the messages know; empty: nothing of hers."""
    return [name for field, name in _TOLD.items() if row[field] != target[field]]


def presence(row: Record, target: Record) -> dict[str, Any]:
    """What an open check-in remembers when its shift's end moves: the end that stood at check-in.

    ``until`` is written by the first move only; check-in itself writes nothing more for it.
    """
    opened = row["open"]
    if not opened or "until" in opened or row["end"] == target["end"]:
        return {}
    return {"open.until": row["end"]}


def moved(busy: Sequence[Record], activity: Record) -> list[Record]:
    """Busy times with the activity's shifts where they now are."""
    times = {s["shift_id"]: {"start": s["start"], "end": s["end"]} for s in activity["shifts"]}
    return [{**entry, **times.get(entry["shift_id"], {})} for entry in busy]


def fate(row: Record, shift: Record, target: Record, person: Record | None) -> str:
    """What becomes of a live row; ``person`` is known for accepted rows, as she now is.

    Who has checked in follows the times whatever they are. LATER: her busy times were just
    written by somebody else; the row is looked at again.
    """
    free = placing.may_be_released(row)
    if shift["cancelled"] is not None and free:
        return CANCELLED
    if row["status"] != "accepted" or person is None:
        return FOLLOWS
    own = [entry for entry in person["busy"] if entry["sign_up_id"] == row["_id"]]
    if any((e["start"], e["end"]) != (target["start"], target["end"]) for e in own):
        return LATER
    if free and placing.clash(person["busy"], {**row, **target}):
        return CLASH
    return FOLLOWS


def overlap_reason(title: str) -> str:
    """Why a place had to be given up after a change of times, for the message."""
    return (
        f"活动时间调整后与您已报名的“{title}”重叠。 The new times overlap your place in “{title}”."
    )
