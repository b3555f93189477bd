"""How far the lines of a statement have come: in public notice, held by an objection, or final."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from services.hours.domain.notice.lots import earns
from services.hours.store import Store

NOTICE, HELD, FINAL = "notice", "held", "final"


class Progress(NamedTuple):
    """``until``: when the notice ends; None while a credit of this moment is being listed."""

    state: str
    until: datetime | None = None


def progress_of(
    journals: Sequence[Mapping[str, Any]], *, store: Store, zone: tzinfo
) -> dict[str, Progress]:
    """The state of each of these credits; two round trips. What counts nothing, or earns nothing,
    is final as it is."""
    book = store.rules.book()
    asked = [
        one["_id"] for one in journals if one["kind"] == "credit" and earns(one, book, zone) > 0
    ]
    if not asked:
        return {}
    found = {}
    for lot in store.notices.holding(asked):
        for line in lot["lines"]:
            state = HELD if line["held"] else NOTICE
            found[line["journal_id"]] = Progress(state, lot["due"])
    rest = [key for key in asked if key not in found]
    earned = store.currency_journals.known([f"earn:{key}" for key in rest]) if rest else set()
    for key in rest:
        found[key] = Progress(FINAL if f"earn:{key}" in earned else NOTICE)
    return found
