"""The collection ``issuers``: who signs for an organisation, as its coordinator said.

_id = organisation_id, name (None: that of the organisation), responsible, handler, contact, by, at,
commands (shared/storage/repeats.py)
"""

from collections.abc import Mapping, Sequence

from shared.storage.mongo import Db, Document

COLLECTION = "issuers"


class Issuers:
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        self._rows = database[COLLECTION]

    def put(self, organisation_id: str, profile: Mapping[str, object]) -> None:
        """What holds from now on; certificates of before keep what they say."""
        self._rows.replace_one({"_id": organisation_id}, profile, upsert=True)

    def nearest(self, organisation_ids: Sequence[str]) -> Document | None:
        """The profile of the first of these that has one."""
        found = {one["_id"]: one for one in self._rows.find({"_id": {"$in": organisation_ids}})}
        return next((found[one] for one in organisation_ids if one in found), None)
