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
        was reversed, in the months of that year's accounts."""
        key = {"volunteer": "$volunteer_id", "activity": "$activity_id", "kind": "$activity_kind"}
        steps = [_of_year(year, organisation_ids), {"$group": {"_id": key, **_MINUTES}}]
        yield from self._rows.aggregate(steps, allowDiskUse=True)

    def kinds(self, year: int, organisation_ids: Sequence[str]) -> list[Document]:
        """{_id: kind, minutes, attendances} of the same journals: an attendance is a person at a
        shift on a day, of whom a credit that is not void stands."""
        sign = {"$cond": [{"$eq": ["$kind", "credit"]}, 1, -1]}
        names = ("activity_kind", "volunteer_id", "shift_id", "day")
        each = {
            "_id": {name: f"${name}" for name in names},
            "minutes": _MINUTES["minutes"],
            "standing": {"$sum": {"$cond": ["$void", 0, sign]}},
        }
        kinds = {
            "_id": "$_id.activity_kind",
            "minutes": {"$sum": "$minutes"},
            "attendances": {"$sum": {"$cond": [{"$gt": ["$standing", 0]}, 1, 0]}},
        }
        steps = [_of_year(year, organisation_ids), {"$group": each}, {"$group": kinds}]
        return list(self._rows.aggregate([*steps, {"$sort": {"_id": 1}}], allowDiskUse=True))


_FIRST = {"$first": "$lines.minutes"}
_BACK = {"$cond": [{"$eq": ["$checked_in_by", BACK_ENTRY]}, _FIRST, 0]}
_MINUTES: Document = {"minutes": {"$sum": _FIRST}, "back_minutes": {"$sum": _BACK}}


def _of_year(year: int, organisation_ids: Sequence[str]) -> Document:
    """The journals of a year's accounts; check-ins lie a month off at most."""
    return {
        "$match": {
            "volume": {"$gte": (year - 1) * 100 + 12, "$lte": (year + 1) * 100 + 1},
            "organisation_id": {"$in": list(organisation_ids)},
            "lines.account": {"$regex": f"^issued:.*:{year}-"},
        }
    }


def volumes(first: datetime, last: datetime) -> list[int]:
    """The volumes (months in UTC) of the ledger between two instants."""
    found, month = [], datetime(first.year, first.month, 1, tzinfo=first.tzinfo)
    while month <= last:
        found.append(volume_of(minute_of(month + _A_DAY)))
        month = (month + timedelta(days=32)).replace(day=1)
    return sorted({volume_of(minute_of(first)), *found, volume_of(minute_of(last))})
