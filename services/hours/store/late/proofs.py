"""Proofs: files in the GridFS bucket ``proofs``, and the collection ``proofs.pending``.

A file is written in many parts and then named by what it proves. A process may die in between, so
each file stands among the pending ones from before its first part until it is named; what pends for
long is cleared away.

proofs.pending   _id = the file's, at
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from bson import ObjectId
from gridfs import GridFSBucket
from gridfs.errors import NoFile
from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.store.late.filed import BACK_ENTRIES, CORRECTIONS
from shared.storage.mongo import Db, Document

BUCKET = "proofs"
PENDING = f"{BUCKET}.pending"
INDEXES = [IndexModel([("at", ASCENDING)], name="at")]
_PART = 255 * 1024


class Proofs:
    """The files, by their ids."""

    def __init__(self, database: Db) -> None:
        self._database = database
        self._pending = database[PENDING]

    def keep(self, data: bytes, facts: Document, at: datetime) -> ObjectId:
        """Store a file that pends until ``name`` says what it proves."""
        file_id = ObjectId()
        self._pending.insert_one({"_id": file_id, "at": at})
        self._bucket().upload_from_stream_with_id(file_id, facts["sha256"], data, metadata=facts)
        return file_id

    def name(
        self, file_id: ObjectId, instead: ObjectId | None, at: datetime, session: ClientSession
    ) -> None:
        """The file is named in a record by this transaction; the one it is ``instead`` of goes."""
        self._pending.delete_one({"_id": file_id}, session=session)
        if instead:
            self._pending.insert_one({"_id": instead, "at": at}, session=session)

    def pending_since(self, at: datetime, most: int) -> list[ObjectId]:
        """Files that nobody named since then, the oldest first."""
        rows = self._pending.find({"at": {"$lte": at}}, limit=most).sort("at", ASCENDING)
        return [row["_id"] for row in rows]

    def discard(self, file_id: ObjectId) -> None:
        """Delete a file that pends, or what there is of it; one that is named stays."""
        owned = {"proof.file_id": file_id}
        if not any(
            self._database[name].find_one(owned, {"_id": 1}) for name in (BACK_ENTRIES, CORRECTIONS)
        ):
            with suppress(NoFile):  # its parts may be there all the same, and are gone then
                self._bucket().delete(file_id)
        self._pending.delete_one({"_id": file_id})

    def read(self, file_id: ObjectId) -> Iterator[bytes]:
        """The file, part by part."""
        with self._bucket().open_download_stream(file_id) as stream:
            while part := stream.read(_PART):
                yield part

    def _bucket(self) -> GridFSBucket:
        return GridFSBucket(self._database, bucket_name=BUCKET)
