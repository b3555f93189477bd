"""The inbox of every person: the collection ``messages``.

_id = id_from(event, volunteer, "inbox"), event_id, volunteer_id, kind, at, read_at | None,
about{activity_id, shift_id, sign_up_id as far as the event names them},
texts{zh: {title, body}, en: {title, body}},
commands: by which command all were marked as read, if it had a key (shared/storage/repeats.py)
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import OperationFailure

from services.notifications.domain.messages import Message
from services.notifications.store.writes import delete_slowly, insert_new
from shared.ids import id_from
from shared.storage.mongo import Db, Document
from shared.storage.repeats import marked

_NO_SUCH_INDEX = 2  # BadValue: the hint names none
NEWEST = [("at", DESCENDING), ("_id", DESCENDING)]


class Inbox:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._messages = database["messages"]

    def prepare(self) -> None:
        whose = ("volunteer_id", ASCENDING)
        self._messages.create_indexes(
            [
                IndexModel([whose, *NEWEST], name="newest"),
                IndexModel(
                    [whose, *NEWEST], name="unread", partialFilterExpression={"read_at": None}
                ),
                IndexModel([("at", ASCENDING)], name="age"),
            ]
        )

    def put(self, messages: Sequence[Message]) -> None:
        """Add messages; one already there stays as it is, read or unread."""
        insert_new(
            self._messages,
            [
                {"_id": id_from(one.event_id, one.volunteer_id, "inbox"), **asdict(one)}
                | {"read_at": None}
                for one in messages
            ],
        )

    def page(
        self, volunteer_id: str, *, unread: bool, after: tuple[datetime, str] | None, limit: int
    ) -> list[Document]:
        """The newest first, those ``after`` (at, id) of the last page; at most ``limit``."""
        query: Document = {"volunteer_id": volunteer_id}
        if unread:
            query["read_at"] = None
        if after:
            at, last = after
            query["at"] = {"$lte": at}
            query["$or"] = [{"at": {"$lt": at}}, {"_id": {"$lt": last}}]
        return list(self._messages.find(query, limit=limit).sort(NEWEST))

    def count_unread(self, volunteer_id: str, most: int = 1_000_000) -> int:
        """How many are unread; counted no further than ``most``, in the index of those alone."""
        unread = {"volunteer_id": volunteer_id, "read_at": None}
        try:
            return self._messages.count_documents(unread, limit=most, hint="unread")
        except OperationFailure as no:
            if no.code != _NO_SUCH_INDEX:
                raise
        return self._messages.count_documents(unread, limit=most)  # no worker has made it yet

    def mark_read(self, message_id: str, volunteer_id: str, now: datetime) -> Document | None:
        """Mark one of her own as read, and answer it; the first time it was read stays."""
        return self._messages.find_one_and_update(
            {"_id": message_id, "volunteer_id": volunteer_id},
            [{"$set": {"read_at": {"$ifNull": ["$read_at", now]}}}],
            return_document=ReturnDocument.AFTER,
        )

    def mark_all_read(self, volunteer_id: str, now: datetime) -> int:
        """How many were unread until now; a repeated command marks no more and answers the same.

        Under a key that is two round trips.
        """
        hers: Document = {"volunteer_id": volunteer_id}
        if (mark := marked()) and (before := self._messages.count_documents({**hers, **mark})):
            return before
        change = {"$set": {"read_at": now, **mark}}
        return self._messages.update_many({**hers, "read_at": None}, change).modified_count

    def forget(self, before: datetime) -> int:
        """Delete messages about facts older than ``before``; several round trips."""
        return delete_slowly(self._messages, {"at": {"$lt": before}})
