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
from shared.storage.mongo import Document


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
    """How many were decided; and for the others the name and why not. Who signed up first comes
    first, where places are few.

    A refusal of one keeps nobody else from a decision. Raises OutOfScope, NoSuchSignUp for one of
    another activity: then nothing is decided.
    """
    rows = [_row(key, message.activity_id, store) for key in dict.fromkeys(message.sign_up_ids)]
    parts: dict[str, Any] = {"store": store, "clock": clock}
    refused = []
    for row in sorted(rows, key=lambda row: (row["signed_up_at"], row["name"])):
        try:
            if message.verdict == "accept":
                accept(Accept(row["_id"], message.by), settings=settings, **parts)
            else:
                decline(Decline(row["_id"], message.by, message.reason), **parts)
        except Refusal as no:
            refused.append((str(row["name"]), no))
    return len(rows) - len(refused), refused


def _row(sign_up_id: str, activity_id: str, store: Store) -> Document:
    row = store.sign_ups.get(sign_up_id)
    if row is None or row["activity_id"] != activity_id:
        raise NoSuchSignUp()
    return row
