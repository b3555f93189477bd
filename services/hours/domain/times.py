"""Instants as whole minutes since 1970, and what a local clock shows then."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(moment: datetime) -> int:
    """The minute an instant lies in, seconds cut off."""
    return int(moment.timestamp() // 60)


def instant_of(minute: int) -> datetime:
    """The instant a minute begins at, in UTC."""
    return _EPOCH + timedelta(minutes=minute)


@lru_cache(maxsize=16_384)
def local(minute: int, zone: tzinfo) -> tuple[date, str]:
    """The local day and clock time, "09:02", of a minute."""
    moment = instant_of(minute).astimezone(zone)
    return moment.date(), f"{moment.hour:02d}:{moment.minute:02d}"


@lru_cache(maxsize=16_384)
def month_of(minute: int, zone: tzinfo) -> str:
    """The local month of a minute: "2026-05"."""
    return instant_of(minute).astimezone(zone).strftime("%Y-%m")
