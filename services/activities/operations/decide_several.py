"""Choose among applicants: several at once, each with an outcome of her own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.activities.domain.missing import NoSuchSignUp
from services.activities.operations.decide_sign_up import Accept, Decline, accept, decline
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.auth import Identity
from shared.clock import Clock
from shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class DecideSeveral:
    """``verdict``: accept or decline; ``reason`` is told to those declined."""

    activity_id: str
    sign_up_ids: Sequence[str]
    verdict: str
    by: Identity
    reason: str | None = None


def decide_several(
    message: DecideSeveral, *, store: Store, clock: Clock, settings: ActivitySettings
) -> tuple[int, list[tuple[str, Refusal]]]:
    """How many were decided; and for the others the name and why not, in their order.

    A refusal of one keeps nobody else from a decision. Raises OutOfScope, NoSuchSignUp for one of
    another activity: then nothing is decided.
    """
    names = {}
    for key in message.sign_up_ids:
        row = store.sign_ups.get(key)
        if row is None or row["activity_id"] != message.activity_id:
            raise NoSuchSignUp()
        names[key] = str(row["name"])
    parts: dict[str, Any] = {"store": store, "clock": clock}
    refused = []
    for key, name in names.items():
        try:
            if message.verdict == "accept":
                accept(Accept(key, message.by), settings=settings, **parts)
            else:
                decline(Decline(key, message.by, message.reason), **parts)
        except Refusal as no:
            refused.append((name, no))
    return len(names) - len(refused), refused
