"""What one person has served, added up from her journals: by month, and by who recorded it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from services.hours.domain.times import minute_of, volume_of
from services.hours.store.ledger.chains import RECORD
from shared.storage.mongo import Db, Document

_REACH = timedelta(days=2)  # a check-in lies so near to the beginning of its shift
_HERS: Document = {"$arrayElemAt": ["$lines.minutes", 0]}
_BACK: Document = {"$cond": [{"$eq": ["$checked_in_by", "back_entry"]}, _HERS, 0]}


class ServedBy:
    """Each method is one round trip along the index of the statement."""

    def __init__(self, database: Db) -> None:
        self._rows = database[RECORD.journals]

    def months(
        self, volunteer_id: str, first: datetime, end: datetime, zone: str
    ) -> Iterator[Document]:
        """{_id: "2026-05", minutes, back_minutes} by the local month in which a shift began, of
        shifts from ``first`` to before ``end``."""
        volumes = {"$gte": _volume(first - _REACH), "$lte": _volume(end + _REACH)}
        query = {
            "volume": volumes,
            "volunteer_id": volunteer_id,
            "shift_start": {"$gte": first, "$lt": end},
        }
        month = {"$dateToString": {"date": "$shift_start", "format": "%Y-%m", "timezone": zone}}
        sums: Document = {"minutes": {"$sum": _HERS}, "back_minutes": {"$sum": _BACK}}
        yield from self._add_up(query, {"_id": month, **sums})

    def organisations(self, volunteer_id: str) -> Iterator[Document]:
        """{_id: organisation, minutes} of all who ever recorded service of hers."""
        query = {"volume": {"$gt": 0}, "volunteer_id": volunteer_id}
        yield from self._add_up(query, {"_id": "$organisation_id", "minutes": {"$sum": _HERS}})

    def _add_up(self, query: Document, group: Document) -> Iterator[Any]:
        steps: list[Document] = [{"$match": query}, {"$group": group}]
        yield from self._rows.aggregate(steps, hint="volumes")


def _volume(moment: datetime) -> int:
    return volume_of(minute_of(moment))
