"""Who may take which step: persons count, not their roles."""

from collections.abc import Mapping
from typing import Any

from services.hours.domain.late.refusals import NeedsSecondPerson, NotHersToWithdraw, Settled
from services.hours.domain.refusals import OwnHours

Filed = Mapping[str, Any]


def must_be_another(who: str, record: Filed, *before: str | None) -> None:
    """Nobody decides about herself, and nobody takes two steps; ``before``: who took the others.

    Raises OwnHours, NeedsSecondPerson.
    """
    if who == record["volunteer_id"]:
        raise OwnHours
    if who in before:
        raise NeedsSecondPerson


def must_be_the_filer(who: str, record: Filed) -> None:
    """Raises NotHersToWithdraw."""
    if who != record["filed_by"]:
        raise NotHersToWithdraw


def must_be_open(record: Filed, *states: str) -> None:
    """Raises Settled."""
    if record["status"] not in states:
        raise Settled(status=record["status"])
