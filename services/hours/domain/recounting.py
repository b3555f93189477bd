"""Credits that stand, counted again under other rules or limits."""

from dataclasses import replace
from datetime import tzinfo

from services.hours.domain.claims import NOTHING, Claim
from services.hours.domain.rules import Source
from services.hours.domain.times import instant_of, local, minute_of


def claim_again(claim: Claim, source: Source, zone: tzinfo) -> Claim:
    """The claim of a credit that stands as it would be under the rules of ``source``."""
    record = claim.record
    begins, ends = minute_of(record["shift_start"]), minute_of(record["shift_end"])
    rules = source.rules_for(record["organisation_path"], local(begins, zone)[0])
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
