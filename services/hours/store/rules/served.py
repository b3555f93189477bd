"""Reading what people have served, to count it again. Nothing is written here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pymongo.client_session import ClientSession

from services.hours.domain.journals import Journal
from services.hours.domain.times import minute_of, volume_of
from services.hours.store.ledger.chains import RECORD
from shared.storage.mongo import Db

_MONTH = timedelta(days=28)
_AT_ONCE = 100_000


class Served:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[RECORD.journals]

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
