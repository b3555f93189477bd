"""What certificates read of the collection ``journals`` (store/journals.py names the fields)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pymongo import ASCENDING

from services.hours.domain.journals import Journal
from services.hours.domain.times import minute_of, volume_of
from services.hours.store.journals import COLLECTION
from services.hours.store.notice.lots import COLLECTION as NOTICES
from shared.storage.mongo import Db

_READ = dict.fromkeys(
    (
        "kind", "reverses", "attendance_id", "activity_id", "activity_title", "organisation_id",
        "shift_id", "day", "role", "window", "checked_in_by", "lines",
    ),
    1,
)  # fmt: skip
_DAYS_TO_THE_NEXT_MONTH = 31


class Credits:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]
        self._notices = database[NOTICES]

    def between(self, volunteer_id: str, first: datetime, last: datetime) -> list[Journal]:
        """A person's credits and reversals with a check-in between two instants."""
        query = {
            "volume": {"$in": _volumes(first, last)},
            "volunteer_id": volunteer_id,
            "check_in_at": {"$gte": first, "$lt": last},
        }
        return list(self._rows.find(query, _READ, hint="volumes", batch_size=10_000))

    def first_of(self, journals: Sequence[str]) -> datetime | None:
        """When the earliest written of these journals was written; None while none of them is."""
        found = self._rows.find({"_id": {"$in": list(journals)}}, {"at": 1})
        earliest = list(found.sort("at", ASCENDING).limit(1))
        return earliest[0]["at"] if earliest else None

    def in_notice(self, journals: Iterable[str]) -> dict[str, int]:
        """Those of these credits that are in public notice, with how many objections each has
        (store/notice/lots.py)."""
        asked = set(journals)
        lots = self._notices.find({"lines.journal_id": {"$in": list(asked)}}, {"lines": 1})
        lines = [line for lot in lots for line in lot["lines"]]
        return {one["journal_id"]: one["held"] for one in lines if one["journal_id"] in asked}


def _volumes(first: datetime, last: datetime) -> list[int]:
    """The volumes (months in UTC) of the ledger between two instants."""
    day = 24 * 60
    minutes = range(minute_of(first), minute_of(last), _DAYS_TO_THE_NEXT_MONTH // 2 * day)
    return sorted({volume_of(minute) for minute in (*minutes, minute_of(last))})
