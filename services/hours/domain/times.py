"""Instants as whole minutes since 1970, and what a local clock shows then.

Thousands of attendances a second pass here, and many share their shift: what repeats is kept.
"""

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache


def minute_of(moment: datetime) -> int:
    """The minute an instant lies in, seconds cut off."""
    return int(moment.timestamp() // 60)


def instant_of(minute: int) -> datetime:
    """The instant a minute begins at, in UTC."""
    return datetime.fromtimestamp(minute * 60, UTC)


@lru_cache(maxsize=4096)
def moment_of(text: str) -> tuple[datetime, int]:
    """An RFC 3339 instant and its minute."""
    moment = datetime.fromisoformat(text)
    return moment, minute_of(moment)


@lru_cache(maxsize=16_384)
def local(minute: int, zone: tzinfo) -> tuple[date, str]:
    """The local day and clock time, "09:02", of a minute."""
    moment = instant_of(minute).astimezone(zone)
    return moment.date(), f"{moment.hour:02d}:{moment.minute:02d}"


@lru_cache(maxsize=16_384)
def month_of(minute: int, zone: tzinfo) -> str:
    """The local month of a minute: "2026-05"."""
    return instant_of(minute).astimezone(zone).strftime("%Y-%m")


@lru_cache(maxsize=16_384)
def volume_of(minute: int) -> int:
    """The volume of the ledger an instant is written in: its month in UTC, 202605."""
    moment = instant_of(minute)
    return moment.year * 100 + moment.month
