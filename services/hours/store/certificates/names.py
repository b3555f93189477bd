"""What certificates read of our copies (store/copies.py names the fields), many at once."""

from collections.abc import Iterable

from shared.storage.mongo import Db, Document

_ACTIVITY = {"address": 1, "person_in_charge_id": 1}
_ORGANISATION = {"name": 1, "path": 1, "status": 1}


class Names:
    """Each method is one round trip; what we have no copy of is left out."""

    def __init__(self, database: Db) -> None:
        self._database = database

    def activities(self, ids: Iterable[str]) -> dict[str, Document]:
        """{_id, address, person_in_charge_id} by id."""
        return self._of("activities", ids, _ACTIVITY)

    def people(self, ids: Iterable[str]) -> dict[str, Document]:
        """{_id, name} by id."""
        return self._of("people", ids, {"name": 1})

    def organisations(self, ids: Iterable[str]) -> dict[str, Document]:
        """{_id, name, path, status} by id."""
        return self._of("organisations", ids, _ORGANISATION)

    def _of(self, collection: str, ids: Iterable[str], fields: Document) -> dict[str, Document]:
        rows = self._database[collection].find({"_id": {"$in": list(set(ids))}}, fields)
        return {row["_id"]: row for row in rows}
