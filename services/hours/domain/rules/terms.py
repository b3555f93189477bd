"""How the presence of one claim becomes minutes: break, rounding, travel."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Terms(NamedTuple):
    """Minutes, but for ``nearest``. What is not named is off."""

    step: int = 1
    nearest: bool = False
    """Rounded to the nearest multiple of ``step``, not down."""
    break_after: int = 0
    break_minutes: int = 0
    travel: int = 0

    @property
    def plain(self) -> bool:
        """Whether every minute present is a minute that counts."""
        return self.step == 1 and not self.break_minutes and not self.travel

    def minutes_of(self, present: int) -> tuple[int, int]:
        """What counts of so many minutes present, before travel, and the break cut off.

        Of a presence a little longer than ``break_after`` only what is longer is cut off: whoever
        stays longer never has less.
        """
        rest = max(0, min(self.break_minutes, present - self.break_after))
        minutes = present - rest
        if self.nearest:
            return (2 * minutes + self.step) // (2 * self.step) * self.step, rest
        return minutes - minutes % self.step, rest

    def kept(self, present: int) -> dict[str, Any]:
        """What a journal keeps of them: what can matter to a claim of so many minutes."""
        found: dict[str, Any] = {"step": self.step}
        if self.nearest:
            found["nearest"] = True
        if self.break_minutes and present > self.break_after:
            found["break_after"] = self.break_after
            found["break_minutes"] = self.break_minutes
        if self.travel:
            found["travel"] = self.travel
        return found

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Terms":
        """The terms a journal keeps."""
        return cls(*(kept.get(name, cls._field_defaults[name]) for name in cls._fields))
