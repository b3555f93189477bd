"""The collection roster_views: sets of roster filters a person has given names to.

_id        str, id_from("roster view", volunteer_id, name)
owner      str, the volunteer id of whose view it is; nobody else sees it
name       str, at most 40 characters
words      {word: text}, the filters as the page's address spells them; read anew at each use
at         datetime of the last saving
"""

from collections.abc import Mapping
from datetime import datetime

from pymongo import ASCENDING, IndexModel

from shared.ids import id_from
from shared.storage.mongo import Db, Document

COLLECTION = "roster_views"
INDEXES = [IndexModel([("owner", ASCENDING), ("name", ASCENDING)])]


class RosterViews:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def of(self, owner: str) -> list[Document]:
        """All views of a person, by name."""
        return list(self._rows.find({"owner": owner}).sort("name", ASCENDING))

    def save(self, owner: str, name: str, words: Mapping[str, str], now: datetime) -> None:
        """Keep these filters under this name; what had the name before is replaced."""
        self._rows.replace_one(
            {"_id": id_from("roster view", owner, name)},
            {"owner": owner, "name": name, "words": dict(words), "at": now},
            upsert=True,
        )

    def delete(self, owner: str, view_id: str) -> None:
        """Forget one of her own; one that is gone is gone."""
        self._rows.delete_one({"_id": view_id, "owner": owner})
