"""Taps that a phone kept while it had no network, and the time that each counts.

A tap is an organiser's call of the roll, told later. Its time comes from a clock nobody here can
see, so it is bounded by what we do see: the roster was prepared then, the taps were sent now, and
at both moments the phone said what its clock showed. In doubt the least counts (ADR 34).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.refusal import Conflict

OFFLINE = "offline"
SLACK = timedelta(seconds=5)
"""What a slow answer may put between the server's clock and the phone's note of it."""
STEADY = timedelta(minutes=2)
"""A phone whose clock moved less between preparing and sending has a steady clock."""


class TapBeforeRoster(Conflict):
    """Raised for a tap older than the roster it was made on."""

    zh = "点名时间早于名单保存到本机的时间，不能计入。"
    en = "This tap is older than the roster on this phone, so it cannot count."


class TapAfterSending(Conflict):
    """Raised for a tap from the future."""

    zh = "点名时间晚于发送时间，不能计入；请检查手机时钟。"
    en = "This tap lies in the future, so it cannot count. Please look at the phone's clock."


class SentTooLate(Conflict):
    """Raised when taps come so long after the shift that they are a back-entry by now."""

    zh = "离线点名须在场次结束后{hours}小时内发送；已超过，请按补录办理。"
    en = "Kept taps are taken until {hours} hours after the shift. Please file a back-entry."


class LaterRecord(Conflict):
    """Raised when attendance after the tap's time stands in the row already."""

    zh = "此人在该时间之后已有考勤记录，未改动；如有出入请更正该条考勤。"
    en = "There is a later attendance of this person already; nothing was changed. Correct it."


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap. ``tap_id``: the phone's own, the same when sent again. ``at``: by the phone's clock.

    The person is named by ``sign_up_id``, ``number`` or a scanned ``code``. ``walk_in`` as in a
    roll's call, and ``over_places``.
    """

    tap_id: str
    action: str
    at: datetime
    sign_up_id: str | None = None
    number: str | None = None
    code: str | None = None
    walk_in: bool = False
    over_places: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the server's clock and the phone's showed, at preparing and at sending."""

    prepared_at: datetime
    phone_prepared_at: datetime
    sent_at: datetime
    phone_sent_at: datetime

    @property
    def ahead(self) -> timedelta:
        """How much the phone's clock is ahead of ours now; negative: behind."""
        return self.phone_sent_at - self.sent_at

    @property
    def steady(self) -> bool:
        """Whether nobody has set the phone's clock since the roster was prepared."""
        return abs(self.ahead - (self.phone_prepared_at - self.prepared_at)) <= STEADY

    def counted(self, tap: Tap) -> datetime:
        """The tap's time by our clock: coming counts from the later of the two readings, going
        until the earlier. Raises TapBeforeRoster, TapAfterSending."""
        one = tap.at - (self.phone_prepared_at - self.prepared_at)
        other = tap.at - self.ahead
        early, late = min(one, other), max(one, other)
        if late < self.prepared_at - SLACK:
            raise TapBeforeRoster(field="at")
        if early > self.sent_at + SLACK:
            raise TapAfterSending(field="at")
        at = late if tap.action == "in" else early
        return min(max(at, self.prepared_at), self.sent_at)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is done in one write: a tap, or coming and going after each other."""

    tap: Tap
    at: datetime
    out: Tap | None = None
    left_at: datetime | None = None


def visits(taps: Sequence[tuple[Tap, datetime]]) -> list[Visit]:
    """One person's taps with their counted times, in the order they were made."""
    found: list[Visit] = []
    for tap, at in sorted(taps, key=lambda one: one[0].at):
        last = found[-1] if found else None
        if tap.action == "out" and last and last.tap.action == "in" and last.out is None:
            found[-1] = replace(last, out=tap, left_at=max(at, last.at))
        else:
            found.append(Visit(tap, at))
    return found
