"""What rewards and exports read of the collection ``journals`` (store/journals.py names the
fields)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pymongo import ASCENDING, DESCENDING

from services.hours.domain.claims import BACK_ENTRY
from services.hours.domain.times import minute_of, volume_of
from services.hours.store.journals import COLLECTION
from shared.storage.mongo import Db, Document

_A_DAY = timedelta(days=1)
_READ = dict.fromkeys(
    (
        "kind", "reverses", "volunteer_id", "activity_id", "activity_title", "activity_kind",
        "organisation_id", "organisation_path", "shift_id", "day", "role", "check_in_at",
        "check_out_at", "checked_in_by", "lines", "window", "void",
    ),
    1,
)  # fmt: skip


class Services:
    """Each method is one round trip, or a stream."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def at_activity(self, volunteer_id: str, activity: Document) -> bool:
        """Whether a credit stands that says she was at the activity."""
        first, last = activity["start"] - _A_DAY, activity["end"] + _A_DAY
        query = {
            "volume": {"$in": volumes(first, last)},
            "volunteer_id": volunteer_id,
            "check_in_at": {"$gte": first, "$lt": last},
        }
        found = list(self._rows.find(query, _READ, hint="volumes"))
        gone = {one["reverses"] for one in found if one["kind"] == "reversal"}
        hers = (one for one in found if one["activity_id"] == activity["_id"])
        return any(
            one["kind"] == "credit" and one["_id"] not in gone and not one["void"] for one in hers
        )

    def month(self, volume: int, organisation_ids: Sequence[str]) -> Iterator[Document]:
        """The credits and reversals of these organisations with a check-in in one month (UTC), in
        the order of people: whoever has many is read once."""
        query = {"volume": volume, "organisation_id": {"$in": list(organisation_ids)}}
        order = [("volume", DESCENDING), ("volunteer_id", ASCENDING), ("check_in_at", DESCENDING)]
        yield from self._rows.find(query, _READ, hint="volumes", batch_size=5_000).sort(order)

    def year(self, year: int, organisation_ids: Sequence[str]) -> Iterator[Document]:
        """{_id: {volunteer, activity, kind}, minutes, back_minutes}: what was credited less what
        was reversed, in the months of that year's accounts. Check-ins lie a month off at most."""
        ends = {"$regex": f"^issued:.*:{year}-"}
        back = {"$eq": ["$checked_in_by", BACK_ENTRY]}
        minutes = {"$first": "$lines.minutes"}
        steps: list[Document] = [
            {
                "$match": {
                    "volume": {"$gte": (year - 1) * 100 + 12, "$lte": (year + 1) * 100 + 1},
                    "organisation_id": {"$in": list(organisation_ids)},
                    "lines.account": ends,
                }
            },
            {
                "$group": {
                    "_id": {
                        "volunteer": "$volunteer_id",
                        "activity": "$activity_id",
                        "kind": "$activity_kind",
                    },
                    "minutes": {"$sum": minutes},
                    "back_minutes": {"$sum": {"$cond": [back, minutes, 0]}},
                }
            },
        ]
        yield from self._rows.aggregate(steps, allowDiskUse=True)


def volumes(first: datetime, last: datetime) -> list[int]:
    """The volumes (months in UTC) of the ledger between two instants."""
    found, month = [], datetime(first.year, first.month, 1, tzinfo=first.tzinfo)
    while month <= last:
        found.append(volume_of(minute_of(month + _A_DAY)))
        month = (month + timedelta(days=32)).replace(day=1)
    return sorted({volume_of(minute_of(first)), *found, volume_of(minute_of(last))})
