"""The collection roster_views: sets of roster filters a person has given names to.

_id        str, id_from("roster view", volunteer_id, name)
owner      str, the volunteer id of whose view it is; nobody else sees it
name       str, at most 40 characters
words      {word: text}, the filters as the page's address spells them; read anew at each use
"""

from collections.abc import Mapping

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

    def save(self, owner: str, name: str, words: Mapping[str, str]) -> Document:
        """Keep these filters under this name; what had the name before is replaced."""
        view = {"owner": owner, "name": name, "words": dict(words)}
        key = id_from("roster view", owner, name)
        self._rows.replace_one({"_id": key}, view, upsert=True)
        return view | {"_id": key}

    def delete(self, owner: str, view_id: str) -> None:
        """Forget one of her own; one that is gone is gone."""
        self._rows.delete_one({"_id": view_id, "owner": owner})
