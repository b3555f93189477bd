"""Credits that stand, counted again under other rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, tzinfo
from typing import NamedTuple

from services.hours.domain.allocation import Claims
from services.hours.domain.claims import NOTHING, Claim, rules_of
from services.hours.domain.rules import Source
from services.hours.domain.times import instant_of, local, minute_of


class Scope(NamedTuple):
    """The shifts of an organisation and all below it that begin on local days, both within."""

    organisation_id: str
    first: date
    last: date

    def holds(self, claim: Claim, zone: tzinfo) -> bool:
        """Whether a change of rules within this scope could change what counts of a claim."""
        record = claim.record
        if self.organisation_id not in record["organisation_path"].split("/"):
            return False
        return self.first <= local(minute_of(record["shift_start"]), zone)[0] <= self.last


class Again(NamedTuple):
    """What to allocate anew: claims that are others now, and those whose surroundings changed."""

    changes: Mapping[str, Claim | None]
    again: frozenset[str]
    complete: bool
    """False where more of them were left for later."""


def again_under(source: Source, hers: Claims, scope: Scope, zone: tzinfo, most: int) -> Again:
    """What the rules of ``source`` may change of somebody's claims, but no more than ``most``, the
    earliest first."""
    inside = [one for one in hers.values() if scope.holds(one, zone)]
    inside.sort(key=lambda claim: (claim.check_in, claim.attendance_id))
    changes: dict[str, Claim | None] = {}
    for place, claim in enumerate(inside):
        new = claim_again(claim, source, zone)
        if _differs(claim, new):
            if len(changes) == most:
                return Again(changes, _keys(inside[:place]), complete=False)
            changes[claim.attendance_id] = new
    return Again(changes, _keys(inside), complete=True)


def claim_again(claim: Claim, source: Source, zone: tzinfo) -> Claim:
    """The claim of a credit that stands as it would be under the rules of ``source``."""
    record = claim.record
    begins, ends = minute_of(record["shift_start"]), minute_of(record["shift_end"])
    rules = rules_of(record, begins, source, zone)
    check_out = minute_of(record["check_out_at"])
    start, end = rules.window(claim.check_in, check_out, begins, ends)
    if claim.void:
        end = start
    needed = rules.needed(begins, ends) if rules.minimum_share and not claim.void else 0
    kept = rules.kept(end - start, needed)
    window = {"start": instant_of(start), "end": instant_of(end)}
    return replace(
        claim,
        start=start,
        end=end,
        needed=kept["needed"],
        terms=rules.terms,
        record={**record, "window": window, "rules": kept},
        entry=-1,
        count=NOTHING,
    )


def _differs(old: Claim, new: Claim) -> bool:
    """Whether anything but the name of the rules is another: then the claim claims something
    else, be it that the same counts of it."""
    then, now = ({**one.record["rules"], "version": ""} for one in (old, new))
    return (old.start, old.end) != (new.start, new.end) or then != now


def _keys(claims: list[Claim]) -> frozenset[str]:
    return frozenset(claim.attendance_id for claim in claims)
