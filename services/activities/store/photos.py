"""The collection photos: the pictures in an activity's file, each whole in its record.

They were made small and written anew before (operations/add_photo.py), so one is far below the
16 MB of a document, and nothing of the phone stands in it: no place, no serial number.

_id           str
activity_id   str
place         int from 0, unique within the activity: so there are never too many
digest        str, SHA-256 of the file as it came: the same file twice is one photo
data          bytes, JPEG
width, height int, pixels
about         str, what can be seen, for those who do not see it; may be empty
added_by, added_at
"""

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.storage.mongo import Db, Document

COLLECTION = "photos"
INDEXES = [
    IndexModel([("activity_id", ASCENDING), ("place", ASCENDING)], unique=True),
    IndexModel([("activity_id", ASCENDING), ("digest", ASCENDING)], unique=True),
]


class Photos:
    """Reads and writes of photos."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def of_activity(self, activity_id: str) -> list[Document]:
        """In the order of their places, without the pictures themselves."""
        found = self._rows.find({"activity_id": activity_id}, {"data": 0})
        return list(found.sort("place", ASCENDING))

    def same(self, activity_id: str, digest: str) -> Document | None:
        """The photo made of this file, if there is one."""
        return self._rows.find_one({"activity_id": activity_id, "digest": digest}, {"data": 0})

    def get(self, activity_id: str, photo_id: str) -> Document | None:
        return self._rows.find_one({"_id": photo_id, "activity_id": activity_id})

    def insert(self, photo: Document) -> bool:
        """False: its place, its file or its command is there already."""
        try:
            self._rows.insert_one(photo)
        except DuplicateKeyError:
            return False
        return True

    def describe(self, activity_id: str, photo_id: str, about: str) -> bool:
        """Say what can be seen; False: there is no such photo."""
        found = self._rows.update_one(
            {"_id": photo_id, "activity_id": activity_id}, {"$set": {"about": about}}
        )
        return found.matched_count == 1

    def remove(self, activity_id: str, photo_id: str) -> None:
        self._rows.delete_one({"_id": photo_id, "activity_id": activity_id})
