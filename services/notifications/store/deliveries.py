"""E-mails to send: the collection ``deliveries``.

_id = id_from(event, volunteer, "email"), volunteer_id, kind, at, texts,
state (see domain/deliveries), tries, error | None,
due_at: when it may be taken; taking it moves this past the lease, so a crash gives it back,
claim: who has it in hand | None, settled_at: only once it waits no more.

The address stands in no delivery: it is looked up when the mail is sent.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from pymongo import ASCENDING, IndexModel

from services.notifications.domain.deliveries import Delivery
from services.notifications.domain.messages import Message, Text
from services.notifications.store.writes import delete_slowly, insert_new
from shared.ids import id_from, new_id
from shared.storage.mongo import Db, Document


class Deliveries:
    """Each method is one round trip, ``claim`` three."""

    def __init__(self, database: Db) -> None:
        self._deliveries = database["deliveries"]

    def prepare(self) -> None:
        self._deliveries.create_indexes(
            [
                IndexModel(
                    [("due_at", ASCENDING)],
                    name="due",
                    partialFilterExpression={"state": "waiting"},
                ),
                IndexModel(
                    [("settled_at", ASCENDING)],
                    name="age",
                    partialFilterExpression={"settled_at": {"$exists": True}},
                ),
            ]
        )

    def add(self, messages: Sequence[Message]) -> None:
        """A delivery for each message, due at once; one already there stays as it is."""
        insert_new(self._deliveries, [_document(one) for one in messages])

    def any_due(self, now: datetime) -> bool:
        return self._deliveries.find_one(_due(now), {"_id": 1}) is not None

    def claim(self, now: datetime, until: datetime, most: int) -> list[Delivery]:
        """Take up to ``most`` that are due, the longest due first; they are ours ``until`` then."""
        claim = new_id()
        ids = [
            row["_id"]
            for row in self._deliveries.find(_due(now), {"_id": 1}, limit=most).sort("due_at")
        ]
        if not ids:
            return []
        self._deliveries.update_many(
            {"_id": {"$in": ids}, **_due(now)}, {"$set": {"claim": claim, "due_at": until}}
        )
        mine = self._deliveries.find({"_id": {"$in": ids}, "claim": claim})
        return [_delivery(row, claim) for row in mine]

    def settle(self, one: Delivery, state: str, now: datetime, error: str | None = None) -> None:
        """It waits no more."""
        self._deliveries.update_one(
            {"_id": one.id, "claim": one.claim},
            {
                "$set": {"state": state, "settled_at": now, "error": error, "claim": None},
                "$unset": {"due_at": ""},
            },
        )

    def postpone(self, one: Delivery, until: datetime, error: str) -> None:
        """It failed once more and is tried again at ``until``."""
        self._deliveries.update_one(
            {"_id": one.id, "claim": one.claim},
            {
                "$set": {"due_at": until, "error": error, "claim": None},
                "$inc": {"tries": 1},
            },
        )

    def release(self, claim: str, now: datetime) -> None:
        """Give back what was claimed and not tried."""
        self._deliveries.update_many(
            {"claim": claim, "state": "waiting"}, {"$set": {"due_at": now, "claim": None}}
        )

    def forget(self, before: datetime) -> int:
        """Delete what was settled before then; several round trips."""
        return delete_slowly(self._deliveries, {"settled_at": {"$lt": before}})


def _due(now: datetime) -> Document:
    return {"state": "waiting", "due_at": {"$lte": now}}


def _document(message: Message) -> Document:
    return {
        "_id": id_from(message.event_id, message.volunteer_id, "email"),
        "volunteer_id": message.volunteer_id,
        "kind": message.kind,
        "at": message.at,
        "texts": asdict(message)["texts"],
        "state": "waiting",
        "due_at": message.at,
        "tries": 0,
        "claim": None,
        "error": None,
    }


def _delivery(row: Document, claim: str) -> Delivery:
    texts = {language: Text(**text) for language, text in row["texts"].items()}
    named = {key: row[key] for key in ("volunteer_id", "kind", "at", "tries")}
    return Delivery(id=row["_id"], texts=texts, claim=claim, **named)
