"""Who may check in when: the reasons for a no, in the order a person wants to hear them.

A row is a sign-up as the store keeps it. The store's check-in says the same as a filter of one
conditional write; these functions explain what that write refused, and a test holds the two
together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.activities.domain.eligibility import spoken
from shared.refusal import Conflict, Forbidden, Refusal, TooMany

Row = Mapping[str, Any]


class NotSignedUp(Conflict):
    """Raised when a person has no sign-up for the shift."""

    zh = "您没有报名这个场次，请先报名，或请现场负责人登记。"
    en = "You have not signed up for this shift. Sign up first, or ask the organiser on site."


class NotAccepted(Conflict):
    """Raised when a sign-up waits, or was given back or declined."""

    zh = "您的报名目前是“{status_zh}”，只有已录取的报名才能签到。"
    en = "Your sign-up is {status}; only accepted ones can check in."


class ShiftCancelled(Conflict):
    """Raised when the shift does not take place."""

    zh = "这个场次已取消。"
    en = "This shift was cancelled."


class TooEarly(Conflict):
    """Raised before check-in opens."""

    zh = "签到将于{opens}开始，请届时再来。"
    en = "Check-in opens at {opens}. Please come back then."


class TooLate(Conflict):
    """Raised when the shift is over."""

    zh = "这个场次已于{end}结束，不能再签到。"
    en = "This shift ended at {end}; nobody can check in any more."


class PairsUsed(Conflict):
    """Raised when a person has been in and out as often as one day allows."""

    zh = "您今天在本活动已签到{limit}次，达到每天上限。"
    en = "Check-ins that a day allows at this activity: {limit}. You have used them all today."


class OwnCode(Forbidden):
    """Raised when whoever shows the code tries to use it: nobody vouches for herself."""

    zh = "您展示过本场次的签到码，不能自己扫码签到，请另一位负责人为您点名。"
    en = (
        "You have shown this shift's code yourself, so you cannot use it. "
        "Let another organiser call you on the roll."
    )


class TooManyTries(TooMany):
    """Raised when a person typed wrong digits again and again."""

    zh = "数字码输错次数过多，请{seconds}秒后再试，或直接扫描二维码。"
    en = "Too many wrong digits. Try again in {seconds} s, or scan the code instead."


@dataclass(frozen=True, slots=True)
class CheckInRules:
    """The office's settings for check-in."""

    zone: ZoneInfo
    pairs_a_day: int
    tries: int
    tries_window: timedelta

    def day(self, at: datetime) -> str:
        """The local day a check-in belongs to: "2025-11-22"."""
        return at.astimezone(self.zone).date().isoformat()


STATUS_ZH = {
    "applied": "待审核",
    "waitlisted": "候补中",
    "declined": "未录取",
    "withdrawn": "已退出",
    "no_show": "缺席",
}


def check_in_refusal(
    row: Row | None, now: datetime, rules: CheckInRules, *, pairs: int | None = None
) -> Refusal | None:
    """Why this person may not be checked in at ``now``; None when she may (or is in already).

    ``pairs``: how often she has been in at this activity today, where that is more than the row
    itself says. These are the rules for every road, the roll call too.
    """
    if row is None:
        return NotSignedUp()
    status = row["status"]
    if status == "cancelled":
        return ShiftCancelled()
    if status == "no_show" or (status == "accepted" and now >= row["end"] and not row["open"]):
        return TooLate(end=spoken(row["end"], rules.zone))
    if status != "accepted":
        return NotAccepted(status=status, status_zh=STATUS_ZH[status])
    if row["open"]:
        return None
    if now < row["opens_at"]:
        return TooEarly(opens=spoken(row["opens_at"], rules.zone))
    if (pairs_on(row, rules.day(now)) if pairs is None else pairs) >= rules.pairs_a_day:
        return PairsUsed(limit=rules.pairs_a_day)
    return None


def own_code_refusal(row: Row) -> Refusal | None:
    """Whoever has shown a shift's code is no stranger to it: another organiser calls her."""
    return OwnCode() if row.get("shows_code") else None


def tries_refusal(row: Row, now: datetime, rules: CheckInRules) -> Refusal | None:
    """Guessing six digits is stopped per person and shift, for a while."""
    tries = row.get("tries")
    if not tries or tries["count"] < rules.tries:
        return None
    left = tries["since"] + rules.tries_window - now
    return TooManyTries(seconds=max(1, round(left.total_seconds()))) if left > timedelta() else None


def pairs_on(row: Row, day: str) -> int:
    """How many check-ins of this row belong to the local ``day``."""
    return int(row.get("pairs", {}).get(day, 0))


def shares_a_day(
    shift_id: str, shifts: Iterable[Row], early: timedelta, rules: CheckInRules
) -> bool:
    """Whether another of the activity's ``shifts`` takes check-ins on a local day this one does.

    ``early``: how long before a shift's start check-in opens.
    """
    days = {
        shift["shift_id"]: (rules.day(shift["start"] - early), rules.day(shift["end"]))
        for shift in shifts
    }
    first, last = days[shift_id]
    return any(
        begin <= last and first <= end for other, (begin, end) in days.items() if other != shift_id
    )
