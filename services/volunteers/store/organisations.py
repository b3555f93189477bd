"""The collection ``organisations``: the tree, by materialised paths."""

from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel, ReturnDocument
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

from services.volunteers.domain.organisations import (
    OrganisationClosed,
    OrganisationExists,
    state_of,
)
from services.volunteers.store.records import HIDDEN, beginning, save
from shared.contracts.volunteers import OrganisationChanged
from shared.refusal import Invalid, NotFound
from shared.storage.mongo import Db, Document
from shared.storage.outbox import fact, outbox_index

COLLECTION = "organisations"
LOCK = "trees"
_ACTIVE = {"status": "active"}
INDEXES = [
    IndexModel([("path", ASCENDING)], name="path", unique=True),
    IndexModel(
        [("parent_id", ASCENDING), ("name", ASCENDING)],
        name="name_among_sisters",
        unique=True,
        partialFilterExpression=_ACTIVE,
    ),
    IndexModel(
        [("code", ASCENDING)],
        name="code",
        unique=True,
        partialFilterExpression={**_ACTIVE, "code": {"$type": "string"}},
    ),
    IndexModel([("moved_from.at", ASCENDING)], name="moved", sparse=True),
    outbox_index(),
]


class UnknownOrganisation(NotFound):
    """Raised when there is no such organisation."""

    zh = "没有这个组织。"
    en = "There is no such organisation."


class NoSuchOrganisation(Invalid):
    """Raised when the input names an organisation that is not there."""

    zh = "所选组织不存在，请重新选择。"
    en = "The organisation chosen does not exist. Please choose again."


class Organisations:
    """The tree's records."""

    def __init__(self, database: Db) -> None:
        self.collection = database[COLLECTION]
        self._lock = database[LOCK]

    def get(self, organisation_id: str, session: ClientSession | None = None) -> Document:
        """The record without its outbox. Raises UnknownOrganisation."""
        found = self.find(organisation_id, session)
        if found is None:
            raise UnknownOrganisation()
        return found

    def find(self, organisation_id: str, session: ClientSession | None = None) -> Document | None:
        """The record without its outbox, or None."""
        return self.collection.find_one({"_id": organisation_id}, HIDDEN, session=session)

    def chosen(
        self, organisation_id: str, session: ClientSession | None = None, *, field: str
    ) -> Document:
        """The open organisation that the input names in ``field``.

        Raises NoSuchOrganisation, OrganisationClosed.
        """
        try:
            found = self.get(organisation_id, session)
        except UnknownOrganisation:
            raise NoSuchOrganisation(field=field) from None
        if found["status"] != "active":
            raise OrganisationClosed(field=field)
        return found

    def called(self, text: str, scope: str) -> list[Document]:
        """Those within the subtree ``scope`` with this name, area code or id."""
        same: list[Document] = [{"_id": text}, {"name": text}, {"code": text}]
        return list(self.collection.find({"path": beginning(scope), "$or": same}, HIDDEN))

    def below(self, path: str, session: ClientSession | None = None) -> list[Document]:
        """All under ``path``, without the node at ``path`` itself, the upper ones first."""
        wanted = {"$and": [{"path": beginning(path)}, {"path": {"$ne": path}}]}
        rows = self.collection.find(wanted, HIDDEN, session=session)
        return list(rows.sort("path", ASCENDING))

    def lock(self, session: ClientSession) -> None:
        """Let one change of the tree's shape happen after the other.

        Without it, two moves at once could each hang a node under the other.
        """
        self._lock.find_one_and_update(
            {"_id": "shape"},
            {"$inc": {"changes": 1}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=session,
        )

    def insert(self, node: Document, at: datetime, session: ClientSession | None = None) -> None:
        """Add a node with its event. Raises OrganisationExists."""
        event = fact(OrganisationChanged, node["_id"], state_of(node), at=at)
        try:
            self.collection.insert_one({**node, "outbox": [event]}, session=session)
        except DuplicateKeyError:
            raise OrganisationExists(field="name") from None

    def change(
        self, node: Document, changes: dict[str, Any], *, at: datetime, session: ClientSession
    ) -> Document:
        """Save changes with organisation_changed in one write. Raises OrganisationExists."""
        after = {**node, **changes, "revision": node["revision"] + 1}
        event = fact(OrganisationChanged, node["_id"], state_of(after), at=at)
        try:
            return save(self.collection, node, changes, [event], session)
        except DuplicateKeyError:
            raise OrganisationExists(field="name") from None

    def moved(self) -> list[Document]:
        """Nodes that moved lately: people and teams below follow them."""
        return list(self.collection.find({"moved_from.at": {"$exists": True}}, HIDDEN))

    def forget_moves(self, node: Document, before: datetime) -> None:
        """Drop the marks of moves that everybody has followed since."""
        self.collection.update_one(
            {"_id": node["_id"]}, {"$pull": {"moved_from": {"at": {"$lt": before}}}}
        )
