"""Which minutes count: what the law leaves open, as one set of rules with a version.

Order 67 asks for the time really given and sets no rounding, no grace and no minimum share
(article 7), so each of these is a setting.
"""

from dataclasses import dataclass

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Rules:
    """Minutes, but for ``minimum_share``.

    Clock times are cut to the minute people read on the clock, so that an explanation adds up.
    """

    grace_before: int = 15
    """Presence counts from so long before the shift: whoever prepares is at work."""
    grace_after: int = 0
    """Presence counts until so long after the shift."""
    step: int = 1
    """A credit is cut down to a multiple of this."""
    minimum_share: int = 0
    """Whoever was there for less than so many per cent of the shift earns nothing; 0: off."""

    @property
    def version(self) -> str:
        """Names these rules in each journal; other values have another version."""
        return f"1:{self.grace_before}/{self.grace_after}/{self.step}/{self.minimum_share}"

    def window(
        self, check_in: int, check_out: int, shift_start: int, shift_end: int
    ) -> tuple[int, int]:
        """The part of a presence within the shift and its grace; empty when start == end."""
        start = max(check_in, shift_start - self.grace_before)
        return start, max(start, min(check_out, shift_end + self.grace_after))

    def needed(self, shift_start: int, shift_end: int) -> int:
        """Minutes of presence a shift asks for; of a shift of several days, each day."""
        return -(-min(shift_end - shift_start, DAY) * self.minimum_share // 100)
