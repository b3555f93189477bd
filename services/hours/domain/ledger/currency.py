"""The time currency: journals between purses. Whole minutes; a journal sums to zero.

A journal's id says what it is about, "earn:<journal>" or "redeem:<reservation>", so that whatever
is repeated meets what stands there already.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

CurrencyJournal = dict[str, Any]
"""{_id, kind, lines: [{purse, minutes}], at, by, reason, refers}; a journal is never changed."""

EARN, EARN_REVERSAL = "earn", "earn_reversal"
DONATE, TRANSFER, CAP, EXPIRE = "donate", "transfer", "cap", "expire"
REDEEM, GIVE_BACK = "redeem", "give_back"
KINDS = (EARN, EARN_REVERSAL, DONATE, TRANSFER, REDEEM, GIVE_BACK, CAP, EXPIRE)


class Unbalanced(ValueError):
    """Raised when a journal moves nothing, parts of minutes, or more out than in: our own fault."""


def volunteer_purse(volunteer_id: str) -> str:
    return f"volunteer:{volunteer_id}"


def team_purse(team_id: str) -> str:
    """A team's minutes can only be donated."""
    return f"team:{team_id}"


def minted_purse(organisation_id: str, month: str) -> str:
    """Where earned minutes come from: the one kind of purse that is below zero. ``month``:
    "2026-05"."""
    return f"minted:{organisation_id}:{month}"


def pool_purse(organisation_id: str) -> str:
    """What was donated to an organisation."""
    return f"pool:{organisation_id}"


def shop_purse(organisation_id: str) -> str:
    """What was paid in an organisation's shop."""
    return f"shop:{organisation_id}"


def expired_purse(organisation_id: str) -> str:
    """What nobody used in time."""
    return f"expired:{organisation_id}"


def entry(
    key: str,
    kind: str,
    lines: Mapping[str, int],
    *,
    at: datetime,
    by: str | None = None,
    reason: str | None = None,
    refers: str | None = None,
) -> CurrencyJournal:
    """A journal ready for ``post_currency``; ``lines``: minutes by purse, those of 0 left out.

    ``refers``: the id of what it is about, a journal of the record or a reservation. Raises
    Unbalanced.
    """
    moved = {purse: minutes for purse, minutes in lines.items() if minutes}
    whole = {type(minutes) for minutes in moved.values()} == {int}
    if kind not in KINDS or not whole or sum(moved.values()) != 0:
        raise Unbalanced(f"{kind} {key} moves {dict(lines)}")
    return {
        "_id": key,
        "kind": kind,
        "lines": [{"purse": purse, "minutes": minutes} for purse, minutes in moved.items()],
        "at": at,
        "by": by,
        "reason": reason,
        "refers": refers,
    }
