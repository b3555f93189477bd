"""Count how often somebody asks, and send away who asks too often."""

from datetime import datetime

from services.hours.domain.certificates.limits import Limit
from services.hours.store import Store


def count_knock(limit: Limit, who: str, *, store: Store, at: datetime) -> None:
    """Count ``who`` (an address, a volunteer) once. Raises the limit's refusal."""
    _count(limit, who, 1, store, at)


def count_wrong(limit: Limit, who: str, *, store: Store, at: datetime) -> None:
    """Let one that was counted already weigh as a wrong guess. Raises the limit's refusal."""
    _count(limit, who, limit.wrong - 1, store, at)


def _count(limit: Limit, who: str, weight: int, store: Store, at: datetime) -> None:
    count, left = store.certificates.knocks.count(
        limit.name, who, weight=weight, seconds=limit.seconds, at=at
    )
    if count > limit.most:
        raise limit.refusal(seconds=left)
