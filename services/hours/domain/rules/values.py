"""All that an organisation may set for its hours, as one set of values.

Order 67 asks for the time really given and sets no rounding, no grace, no break, no daily limit,
no travel and no public notice (article 7), so each of these is a setting. The defaults follow the
practice in domain.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from services.hours.domain.rules.terms import Terms

DAY = 24 * 60
DOWN, NEAREST = "down", "nearest"
_USUAL_DAY = 8 * 60


@dataclass(frozen=True, slots=True)
class Rules:
    """Minutes, unless the name or the text says otherwise.

    Clock times are cut to the minute people read on the clock, so that an explanation adds up.
    """

    grace_before: int = 15
    """Presence counts from so long before the shift: whoever prepares is at work."""
    grace_after: int = 0
    """Presence counts until so long after the shift."""
    step: int = 1
    """A credit is rounded to a multiple of this."""
    minimum_share: int = 0
    """Whoever was there for less than so many per cent of the shift earns nothing; 0: off."""
    rounding: str = DOWN
    """Which multiple of ``step``: the one below ("down") or the nearest one ("nearest")."""
    break_after: int = 6 * 60
    """Whoever stays longer than this at a stretch has a break in it …"""
    break_minutes: int = 0
    """… of so long, which does not count; 0: off."""
    day_limit: int = _USUAL_DAY
    """More than this of one day waits for the parent organisation's approval …"""
    day_limit_parent: int = 12 * 60
    """… and more than this also for that of the level above."""
    travel_minutes: int = 0
    """Added to each attendance for the way; by the practice of 2012 travel does not count."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """Per cent of a minute that a kind of activity earns in the time currency; others 100."""
    notice_days: int = 3
    """Working days a credit stands in public notice before it is final; 0: none."""
    cap_minutes: int = 1_500 * 60
    """A purse of the time currency holds so much; what it earns above is donated; 0: no cap."""
    redeem_from: int = 100 * 60
    """The service somebody has given before she may redeem."""
    expire_months: int = 0
    """The time currency is worth something for so many months; 0: for ever."""
    stars: tuple[int, ...] = (6_000, 18_000, 36_000, 60_000, 90_000)
    """The service each star asks for, rising."""
    stars_on_application: bool = False
    """Stars are given when asked for, not by themselves."""
    back_entry_allowed: bool = True
    """Hours may be entered afterwards, with proof and two persons."""
    recording_days: int = 10
    """Working days after an activity's end within which it is recorded (order 67, article 11)."""
    version: str = field(init=False, compare=False)
    """Names the values that decide which minutes count; it stands in each journal."""
    terms: Terms = field(init=False, compare=False)
    """What becomes of the minutes that lie within a shift."""
    _plain: dict[str, Any] = field(init=False, compare=False, repr=False)
    """What almost all journals keep of rules without break, rounding and travel."""

    def __post_init__(self) -> None:
        version = f"1:{self.grace_before}/{self.grace_after}/{self.step}/{self.minimum_share}"
        nearest = self.rounding == NEAREST and self.step > 1
        breaks = (self.break_after, self.break_minutes) if self.break_minutes else (0, 0)
        version += "n" if nearest else ""
        version += f"b{self.break_after}-{self.break_minutes}" if self.break_minutes else ""
        version += f"t{self.travel_minutes}" if self.travel_minutes else ""
        version += f"d{self.day_limit}" if self.day_limit != _USUAL_DAY else ""
        terms = Terms(self.step, nearest, *breaks, self.travel_minutes)
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "terms", terms)
        plain = {"version": version, "needed": 0, **terms.kept(0)} if terms.plain else {}
        object.__setattr__(self, "_plain", plain)

    def rules_for(self, path: str, day: date) -> Self:
        """These rules, everywhere and always: a rule book of one page."""
        return self

    def strict(self) -> "Rules":
        """These rules for hours written down afterwards, which are never longer than the shift:
        without grace, travel and rounding up."""
        return replace(self, grace_before=0, grace_after=0, travel_minutes=0, rounding=DOWN)

    def may_pass(self, present: int, claims: int) -> bool:
        """Whether so many minutes of presence in so many claims can be over the limit of a day."""
        return present + claims * (self.step + self.travel_minutes) > self.day_limit

    def window(
        self, check_in: int, check_out: int, shift_start: int, shift_end: int
    ) -> tuple[int, int]:
        """The part of a presence within the shift and its grace; empty when start == end."""
        start = max(check_in, shift_start - self.grace_before)
        return start, max(start, min(check_out, shift_end + self.grace_after))

    def needed(self, shift_start: int, shift_end: int) -> int:
        """Minutes of presence a shift asks for; of a shift of several days, each day."""
        return -(-min(shift_end - shift_start, DAY) * self.minimum_share // 100)

    def kept(self, present: int, needed: int) -> dict[str, Any]:
        """What a journal keeps of the rules for a claim of so many minutes, when its shift asks
        for ``needed``: a claim that is long enough by itself asks for nothing."""
        if self._plain and present >= needed:
            return self._plain
        short = needed if present < needed else 0
        return {"version": self.version, "needed": short, **self.terms.kept(present)}
