"""How much of a person's day counts by itself: the daily limits and what was approved.

A day is the local day of the check-in. Of all she did on it, whoever she did it for, what comes
later waits once the limit of its organisation is reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from services.hours.domain.claims import Claim
from services.hours.domain.rules import Rules, Source
from services.hours.domain.times import local, minute_of


@dataclass(frozen=True, slots=True)
class Days:
    """The limits of one person's days, from the rules in force and what was approved."""

    source: Source
    zone: tzinfo
    approved: Mapping[date, int] = field(default_factory=dict)
    """Minutes up to which somebody let a day count."""

    def day_of(self, claim: Claim) -> date:
        return local(claim.check_in, self.zone)[0]

    def day_at(self, check_in_at: datetime) -> date:
        return local(minute_of(check_in_at), self.zone)[0]

    def rules_of(self, claim: Claim) -> Rules:
        """The rules of its organisation on the local day its shift began."""
        begins = local(minute_of(claim.record["shift_start"]), self.zone)[0]
        return self.source.rules_for(claim.record["organisation_path"], begins)

    def limit_of(self, claim: Claim, day: date) -> int:
        """Minutes of ``day`` up to which this claim counts."""
        return max(self.rules_of(claim).day_limit, self.approved.get(day, 0))
