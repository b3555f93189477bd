"""The collection ``accesses``: who looked at whose data, and when."""

from collections.abc import Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from shared.ids import new_id
from shared.storage.mongo import Db

COLLECTION = "accesses"


def indexes(days: int) -> list[IndexModel]:
    """Entries are found by whom they are about and go after ``days``."""
    return [
        IndexModel([("about", ASCENDING), ("_id", DESCENDING)], name="about"),
        IndexModel([("at", ASCENDING)], name="kept", expireAfterSeconds=days * 86400),
    ]


class Accesses:
    """Looks at other people's data. Nobody's own looks at herself are noted."""

    def __init__(self, database: Db) -> None:
        self.collection = database[COLLECTION]

    def note(
        self,
        by: str,
        about: Sequence[str],
        what: str,
        at: datetime,
        session: ClientSession | None = None,
    ) -> None:
        """One look: at one person's details, or at a page of a list."""
        others = [one for one in about if one != by]
        if others:
            self.collection.insert_one(
                {"_id": new_id(), "by": by, "about": others, "what": what, "at": at},
                session=session,
            )
