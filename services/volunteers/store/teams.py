"""The collection ``teams``. Who belongs to a team stands in each volunteer's record."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

from services.volunteers.domain.organisations import ids_of
from services.volunteers.domain.teams import TeamExists, state_of
from services.volunteers.store.records import HIDDEN, beginning, save
from shared.contracts.volunteers import TeamChanged
from shared.refusal import NotFound
from shared.storage.mongo import Db, Document
from shared.storage.outbox import fact, outbox_index

COLLECTION = "teams"
INDEXES = [
    IndexModel(
        [("organisation_id", ASCENDING), ("name", ASCENDING)],
        name="name_in_organisation",
        unique=True,
        partialFilterExpression={"status": "active"},
    ),
    IndexModel([("ancestors", ASCENDING), ("name", ASCENDING), ("_id", ASCENDING)]),
    IndexModel([("organisation_path", ASCENDING)]),
    IndexModel([("leader_ids", ASCENDING)], name="leaders"),
    outbox_index(),
]


class UnknownTeam(NotFound):
    """Raised when there is no such team."""

    zh = "没有这支队伍。"
    en = "There is no such team."


class Teams:
    """Teams' records."""

    def __init__(self, database: Db) -> None:
        self.collection = database[COLLECTION]

    def get(self, team_id: str, session: ClientSession | None = None) -> Document:
        """The record without its outbox. Raises UnknownTeam."""
        found = self.find(team_id, session)
        if found is None:
            raise UnknownTeam()
        return found

    def find(self, team_id: str, session: ClientSession | None = None) -> Document | None:
        """The record without its outbox, or None."""
        return self.collection.find_one({"_id": team_id}, HIDDEN, session=session)

    def led_by(self, volunteer_id: str, session: ClientSession | None = None) -> list[Document]:
        """The teams somebody leads."""
        return list(self.collection.find({"leader_ids": volunteer_id}, HIDDEN, session=session))

    def called(self, name: str, scope: str) -> list[Document]:
        """The active teams of this name within the subtree ``scope``."""
        wanted = {"organisation_path": beginning(scope), "name": name, "status": "active"}
        return list(self.collection.find(wanted, HIDDEN))

    def below(self, path: str) -> Iterator[Document]:
        """Teams whose record still has this path or one below it."""
        yield from self.collection.find({"organisation_path": beginning(path)}, HIDDEN)

    def insert(self, team: Document, at: datetime, session: ClientSession | None = None) -> None:
        """Add a team with its event. Raises TeamExists."""
        whole = {**team, "ancestors": ids_of(team["organisation_path"])}
        event = fact(TeamChanged, team["_id"], state_of(team), at=at)
        try:
            self.collection.insert_one({**whole, "outbox": [event]}, session=session)
        except DuplicateKeyError:
            raise TeamExists(field="name") from None

    def change(
        self,
        team: Document,
        changes: dict[str, Any],
        *,
        at: datetime,
        session: ClientSession | None = None,
    ) -> Document:
        """Save changes with team_changed in one write. Raises TeamExists, Changed."""
        if "organisation_path" in changes:
            changes = {**changes, "ancestors": ids_of(changes["organisation_path"])}
        after = {**team, **changes, "revision": team["revision"] + 1}
        event = fact(TeamChanged, team["_id"], state_of(after), at=at)
        try:
            return save(self.collection, team, changes, [event], session)
        except DuplicateKeyError:
            raise TeamExists(field="name") from None
