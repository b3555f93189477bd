"""The outbox history of people: names and phones that hold no more are not kept for ever.

Whoever learns of people takes the highest revision only, so of those told long ago the last one of
each person is enough: it moves into a lot of its own,

    _id       "state-" and the volunteer's id: behind all other lots, where a refill still meets it
    type, count, body    as in every lot (shared/storage/outbox.py)
    revision  int, of the state in it
"""

from collections.abc import Iterable
from datetime import datetime

from pymongo import ASCENDING, UpdateOne
from pymongo.errors import BulkWriteError

from shared.contracts.envelope import Event, instant, packed, read, written
from shared.contracts.volunteers import VolunteerChanged, VolunteerRegistered
from shared.storage.mongo import Db, Document
from shared.storage.outbox import HISTORY

_STATE = "state-"
_DUPLICATE = 11000


class PastStates:
    """What was told of people, lot by lot."""

    def __init__(self, database: Db) -> None:
        self._lots = database[HISTORY]

    def fold(self, before: datetime, most: int) -> int:
        """Fold up to ``most`` lots, the oldest first, all told before; returns how many.

        The last states are written before the lots go: work that is cut off is done again.
        """
        types = [VolunteerRegistered.type, VolunteerChanged.type]
        lots = self._lots.find({"type": {"$in": types}, "_id": {"$lt": _STATE}}, limit=most)
        gone, last = [], dict[str, Event]()
        for lot in lots.sort("_id", ASCENDING):
            events = read(lot["body"])
            if any(event["time"] >= instant(before) for event in events):
                break
            gone.append(lot["_id"])
            for event in events:
                if _revision(event) > _revision(last.get(event["subject"])):
                    last[event["subject"]] = event
        if gone:
            self._keep(last.values())
            self._lots.delete_many({"_id": {"$in": gone}})
        return len(gone)

    def _keep(self, states: Iterable[Event]) -> None:
        writes = [
            UpdateOne(
                {"_id": _STATE + state["subject"], "revision": {"$lt": _revision(state)}},
                {"$set": _lot(state)},
                upsert=True,
            )
            for state in states
        ]
        try:
            self._lots.bulk_write(writes, ordered=False)
        except BulkWriteError as trouble:  # a duplicate: a later state stands there already
            if any(error["code"] != _DUPLICATE for error in trouble.details["writeErrors"]):
                raise


def _revision(state: Event | None) -> int:
    return int(state["data"]["revision"]) if state else -1


def _lot(state: Event) -> Document:
    body = packed(written([state]))
    return {"type": state["type"], "count": 1, "body": body, "revision": _revision(state)}
