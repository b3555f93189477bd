"""Journals: double entry, written once and never changed.

The journals of one attendance are a chain, numbered from 0 in their ids: credit, reversal, credit…
At most the last of them is a credit that stands, so one attendance can never count twice.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from services.hours.domain.allocation import Posting
from services.hours.domain.claims import Claim, Count, Session
from services.hours.domain.rules.terms import Terms
from services.hours.domain.times import minute_of

Journal = dict[str, Any]
SHARED = "与另一次服务重叠的时间重新计算 / time shared with another service was counted anew"
MENDED = "考勤已更正 / the attendance was corrected"
_OF_THE_JOURNAL = {
    "_id", "kind", "lines", "overlap", "short", "at", "reverses", "commands",
    "rest", "travel", "held", "limit",
}  # fmt: skip
_SELDOM = ("rest", "travel", "held", "limit")


def journal_id(attendance_id: str, entry: int) -> str:
    """Sorts by attendance and then by place in its chain."""
    return f"{attendance_id}-{entry:03d}"


def entry_of(journal: Mapping[str, Any]) -> int:
    """The place of a journal in its attendance's chain."""
    return int(journal["_id"].rpartition("-")[2])


def volunteer_account(volunteer_id: str) -> str:
    return f"volunteer:{volunteer_id}"


def minutes_of(journal: Mapping[str, Any]) -> int:
    """What the journal adds to the volunteer's hours; negative for a reversal."""
    return int(journal["lines"][0]["minutes"])


def credit(claim: Claim, count: Count, entry: int, at: datetime) -> Journal:
    """The journal that moves a claim's minutes from its organisation to its volunteer.

    A claim of which nothing counts has one too: it says why.
    """
    journal = {
        "_id": journal_id(claim.attendance_id, entry),
        "kind": "credit",
        **claim.record,
        "overlap": count.overlap,
        "short": count.short,
        "lines": _lines(claim, count.minutes),
        "at": at,
    }
    return journal | _seldom(count) if count.rest or count.travel or count.held else journal


def reversal(claim: Claim, reason: str, at: datetime) -> Journal:
    """The journal that takes a standing credit back: its lines negated, with the reason."""
    return {
        "_id": journal_id(claim.attendance_id, claim.entry + 1),
        "kind": "reversal",
        **claim.record,
        "overlap": claim.count.overlap,
        "short": claim.count.short,
        **_seldom(claim.count),
        "lines": _lines(claim, -claim.count.minutes),
        "reverses": journal_id(claim.attendance_id, claim.entry),
        "reason": reason,
        "at": at,
    }


def journals_of(posting: Posting, free: int, reason: str, at: datetime) -> list[Journal]:
    """The one or two journals of a posting, the reversal first.

    ``free`` is the first free place in the attendance's chain, ``reason`` why a standing credit
    does not stay.
    """
    written = []
    if posting.reversed:
        written.append(reversal(posting.reversed, reason, at))
        free = posting.reversed.entry + 2
    if posting.credited:
        written.append(credit(posting.credited, posting.counted, free, at))
    return written


def reason_of(posting: Posting) -> str:
    """Why a posting takes a standing credit back, where no person said so."""
    if not posting.asked or posting.credited is None:
        return SHARED
    return posting.credited.record["reason"] or MENDED


def standing(journals: Iterable[Journal]) -> list[Claim]:
    """The claims whose credits stand among ``journals``, which hold each credit's reversal too."""
    found = list(journals)
    reversed_ids = {one["reverses"] for one in found if one["kind"] == "reversal"}
    return [
        claim_from(one)
        for one in found
        if one["kind"] == "credit" and one["_id"] not in reversed_ids
    ]


def claim_from(journal: Mapping[str, Any]) -> Claim:
    """The claim a credit was written for, under the rules of then."""
    source = journal["lines"][1]["account"]
    window = journal["window"]
    return Claim(
        journal["attendance_id"],
        journal["volunteer_id"],
        journal["attendance_revision"],
        minute_of(journal["check_in_at"]),
        minute_of(window["start"]),
        minute_of(window["end"]),
        journal["void"],
        Session(source, journal["shift_id"], journal["day"]),
        journal["rules"]["needed"],
        Terms.of(journal["rules"]),
        {key: value for key, value in journal.items() if key not in _OF_THE_JOURNAL},
        entry_of(journal),
        Count(
            minutes_of(journal),
            journal["overlap"],
            journal["short"],
            *(journal.get(name, 0) for name in _SELDOM),
        ),
    )


def _seldom(count: Count) -> dict[str, int]:
    """What few journals keep of a count."""
    return {name: value for name in _SELDOM if (value := getattr(count, name))}


def _lines(claim: Claim, minutes: int) -> list[dict[str, Any]]:
    return [
        {"account": volunteer_account(claim.volunteer_id), "minutes": minutes},
        {"account": claim.session.account, "minutes": -minutes},
    ]
