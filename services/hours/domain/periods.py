"""Periods of whole months, as reports ask for them."""

from dataclasses import dataclass

from services.hours.domain.refusals import PeriodInvalid

LONGEST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Period:
    """From one month to another, both within: "2026-01" to "2026-06"."""

    first: str
    last: str

    def __post_init__(self) -> None:
        """Raises PeriodInvalid when it ends before it begins or takes more than ten years."""
        if not 0 <= _number(self.last) - _number(self.first) < LONGEST_MONTHS:
            raise PeriodInvalid(field="to", months=LONGEST_MONTHS)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
