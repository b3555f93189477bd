"""The days a certificate speaks of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from services.hours.domain.certificates.refusals import CertificatePeriodInvalid

LONGEST_YEARS = 10
_FIRST = date(2000, 1, 1)  # nothing is recorded before (domain/claims.py)
_SLACK = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Days:
    """From one local day to another, both within."""

    first: date
    last: date

    def must_be_certifiable(self, today: date) -> None:
        """Raises CertificatePeriodInvalid: nothing can be certified before it was done."""
        longest = _years_before(self.last, LONGEST_YEARS)
        if not longest < self.first <= self.last <= today:
            raise CertificatePeriodInvalid(field="to", years=LONGEST_YEARS)

    def around(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Instants between which every check-in of these days lies, in UTC."""
        begin = datetime.combine(max(self.first, _FIRST), time(), zone) - _SLACK
        end = datetime.combine(max(self.last, _FIRST), time(), zone) + _SLACK
        return begin.astimezone(UTC), end.astimezone(UTC)


def _years_before(day: date, years: int) -> date:
    """The same day so many years ago; 29 February becomes 28."""
    if day.year <= years:
        return date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
