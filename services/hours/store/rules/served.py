"""Reading what people have served, to count it again. Nothing is written here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pymongo import ASCENDING
from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal, volunteer_account
from services.hours.domain.times import minute_of, volume_of
from services.hours.store.ledger.chains import RECORD
from shared.storage.mongo import Db

_PEOPLE = volunteer_account("")
_BEHIND = _PEOPLE[:-1] + ";"
_MONTH = timedelta(days=28)
_AT_ONCE = 100_000
_MOST_PEOPLE = 200


class Served:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[RECORD.journals]
        self._accounts = database[RECORD.accounts]

    def count(self) -> int:
        """How many people have an account."""
        return self._accounts.count_documents({"_id": {"$gt": _PEOPLE, "$lt": _BEHIND}})

    def people(self, after: str, most: int) -> list[str]:
        """The next people who have an account, in the order of their ids: so many that they have
        ``most`` journals together, at least one while there is one."""
        found: list[str] = []
        for row in self._accounts.find(
            {"_id": {"$gt": volunteer_account(after), "$lt": _BEHIND}},
            {"journals": 1},
            limit=_MOST_PEOPLE,
        ).sort("_id", ASCENDING):
            most -= row["journals"]
            if found and most < 0:
                break
            found.append(row["_id"].removeprefix(_PEOPLE))
        return found

    def between(
        self,
        people: Iterable[str],
        first: datetime,
        last: datetime,
        session: ClientSession | None = None,
    ) -> list[Journal]:
        """All journals of these people about check-ins from ``first`` to before ``last``."""
        volumes, moment = {volume_of(minute_of(last))}, first
        while moment < last:
            volumes.add(volume_of(minute_of(moment)))
            moment += _MONTH
        query = {
            "volume": {"$in": sorted(volumes)},
            "volunteer_id": {"$in": list(people)},
            "check_in_at": {"$gte": first, "$lt": last},
        }
        return list(self._rows.find(query, batch_size=_AT_ONCE, session=session))
