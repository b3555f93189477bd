"""How service becomes time currency, and how that ends: earned, taken back, capped, expired."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.hours.domain.ledger.currency import (
    CAP,
    EARN,
    EARN_REVERSAL,
    EXPIRE,
    CurrencyJournal,
    entry,
    expired_purse,
    minted_purse,
    pool_purse,
    volunteer_purse,
)


def earned(credit: Mapping[str, Any], minutes: int, at: datetime) -> CurrencyJournal:
    """What a credit of the record earns, minted by the organisation and month it drew on.

    ``minutes``: weighted, above 0. A credit earns once, whenever it is asked.
    """
    _, organisation_id, month = credit["lines"][1]["account"].split(":")
    lines = {
        volunteer_purse(credit["volunteer_id"]): minutes,
        minted_purse(organisation_id, month): -minutes,
    }
    return entry(f"earn:{credit['_id']}", EARN, lines, at=at, refers=credit["_id"])


def unearned(
    earn: CurrencyJournal, reason: str | None, at: datetime, cap: CurrencyJournal | None = None
) -> CurrencyJournal:
    """Takes back what a credit earned, when the credit was reversed; once, whenever it is asked.

    ``cap``: what of it was donated because of the cap comes from the pool, not from its owner.
    """
    lines = {line["purse"]: -line["minutes"] for line in earn["lines"]}
    for line in cap["lines"] if cap else ():
        lines[line["purse"]] = lines.get(line["purse"], 0) - line["minutes"]
    key = f"earn_reversal:{earn['refers']}"
    return entry(key, EARN_REVERSAL, lines, at=at, reason=reason, refers=earn["refers"])


def capped(
    earn: CurrencyJournal, minutes: int, organisation_id: str, at: datetime
) -> CurrencyJournal:
    """Donates what passes the cap, ``minutes`` as ``excess`` says, to an organisation's pool."""
    lines = {earn["lines"][0]["purse"]: -minutes, pool_purse(organisation_id): minutes}
    return entry(f"cap:{earn['refers']}", CAP, lines, at=at, refers=earn["refers"])


def expired(
    volunteer_id: str, minutes: int, organisation_id: str, month: str, at: datetime
) -> CurrencyJournal:
    """What nobody used in time, ``minutes`` as ``overdue`` says; once a person and ``month``."""
    lines = {volunteer_purse(volunteer_id): -minutes, expired_purse(organisation_id): minutes}
    return entry(f"expire:{volunteer_id}:{month}", EXPIRE, lines, at=at, refers=month)


def excess(purse_minutes: int, minutes: int, cap: int) -> int:
    """How many of the ``minutes`` earned now go to the pool: what passes ``cap`` (practice:
    1,500 h).

    Never more than is earned, so that a lower cap takes nothing from anybody; 0: no cap.
    """
    return min(minutes, max(0, purse_minutes + minutes - cap)) if cap else 0


def overdue(came_in_before: int, went_out: int) -> int:
    """Minutes that expire: what came in before the cutoff and has not gone out since, the oldest
    first. ``went_out``: all that ever did."""
    return max(0, came_in_before - went_out)
