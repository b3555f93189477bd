"""Taking a call of the roll back, soon after: the wrong person was tapped."""

from datetime import datetime, timedelta

from services.activities.domain.attendance import Interval
from services.activities.domain.check_in_rules import Row
from services.activities.domain.taps import OFFLINE
from shared.refusal import Conflict

CALLED = ("roll_call", "walk_in", OFFLINE)
REASON = "误点撤销 · tapped by mistake"


class NothingToUndo(Conflict):
    """Raised when the last move of a person was not a call, or was too long ago."""

    zh = "只能撤销{minutes}分钟内由负责人点名的最后一次签到或签退；其他情况请用更正。"
    en = (
        "Only an organiser's last call can be taken back, within {minutes} minutes. "
        "Otherwise correct the attendance."
    )


def undoable(row: Row, now: datetime, minutes: int) -> str | None:
    """ "in" or "out": which call of this row can be taken back; None: neither."""
    since = now - timedelta(minutes=minutes)
    if opened := row["open"]:
        return "in" if opened["by"] in CALLED and opened["at"] >= since else None
    if not row["intervals"] or now > row["closes_at"]:
        return None
    last = row["intervals"][-1]
    called = last["checked_out_by"] in CALLED and last["revision"] == 1 and not last["void"]
    return "out" if called and last["check_out_at"] >= since else None


def taken_back(interval: Interval, by: str, now: datetime) -> Interval:
    """The interval, one revision on, that counts nothing."""
    kept = ("check_in_at", "check_out_at", "checked_in_by", "checked_out_by", "recorded_by",
            "reason", "void", "revision")  # fmt: skip
    return {
        **interval,
        "void": True,
        "recorded_by": by,
        "reason": REASON,
        "revision": interval["revision"] + 1,
        "corrected_at": now,
        "history": [*interval.get("history", []), {field: interval[field] for field in kept}],
    }
