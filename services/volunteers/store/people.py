"""The collection ``people``: one record a volunteer, with its own unpublished events."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

from services.volunteers.domain.names import pieces
from services.volunteers.domain.organisations import ids_of
from services.volunteers.domain.roles import RoleNotYours
from services.volunteers.domain.volunteers import AlreadyRegistered, state_of
from services.volunteers.store.phones import national
from services.volunteers.store.records import HIDDEN, beginning, save
from services.volunteers.store.spelling import readings
from shared.contracts.volunteers import VolunteerChanged, VolunteerRegistered
from shared.refusal import NotFound
from shared.storage.mongo import Db, Document
from shared.storage.outbox import Fact, fact, outbox_index

COLLECTION = "people"
PROVISIONAL = {"provisional_by": {"$type": "string"}}
INDEXES = [
    IndexModel([("identity.indexes", ASCENDING)], name="one_document_one_person", unique=True),
    IndexModel([("number", ASCENDING)], name="number", unique=True),
    IndexModel([("phone", ASCENDING)], name="phone"),
    IndexModel([("phone_reversed", ASCENDING)], name="phone_tail"),
    IndexModel([("ancestors", ASCENDING), ("sort_name", ASCENDING), ("_id", ASCENDING)]),
    IndexModel([("organisation_path", ASCENDING)]),
    IndexModel([("name_pieces", ASCENDING)]),
    IndexModel([("pinyin", ASCENDING)]),
    IndexModel([("team_ids", ASCENDING)]),
    IndexModel([("grants.organisation_path", ASCENDING)], name="grants", sparse=True),
    IndexModel([("identity.key_version", ASCENDING)], name="key_version"),
    IndexModel([("provisional_by", ASCENDING)], partialFilterExpression=PROVISIONAL),
    IndexModel(
        [("imported.key", ASCENDING)],
        name="imported_once",
        unique=True,
        partialFilterExpression={"imported.key": {"$exists": True}},
    ),
    outbox_index(),
]


class UnknownVolunteer(NotFound):
    """Raised when there is no such volunteer."""

    zh = "没有这位志愿者。"
    en = "There is no such volunteer."


class NumberTaken(Exception):
    """Raised when a random volunteer number is in use already; draw another."""


class SameCommand(Exception):
    """Raised when the record of this very command is already there."""


_TAKEN: dict[str, type[Exception]] = {
    "identity.indexes": AlreadyRegistered,
    "number": NumberTaken,
    "_id": SameCommand,
}


class People:
    """Volunteers' records. Whatever is derived from a field is kept beside it here."""

    def __init__(self, database: Db) -> None:
        self.collection = database[COLLECTION]

    def get(self, volunteer_id: str, session: ClientSession | None = None) -> Document:
        """The record without its outbox. Raises UnknownVolunteer."""
        found = self.collection.find_one({"_id": volunteer_id}, HIDDEN, session=session)
        if found is None:
            raise UnknownVolunteer()
        return found

    def authority(self, volunteer_id: str, session: ClientSession | None = None) -> Document:
        """Who acts, with the roles held this moment: a token may be minutes behind.

        Raises RoleNotYours when that is nobody in good standing.
        """
        found = self.collection.find_one(
            {"_id": volunteer_id, "status": "active"}, HIDDEN, session=session
        )
        if found is None:
            raise RoleNotYours()
        return found

    def has_other_administrator(self, path: str, than: str, session: ClientSession) -> bool:
        """Whether somebody else in good standing administers all from ``path`` on."""
        grant = {"$elemMatch": {"role": "administrator", "organisation_path": path}}
        wanted = {"grants": grant, "status": "active", "_id": {"$ne": than}}
        return self.collection.find_one(wanted, {"_id": 1}, session=session) is not None

    def of_phone(self, phone: str) -> list[Document]:
        """Everybody who gave this phone and has not left."""
        return list(self.collection.find({"phone": phone, "status": {"$ne": "left"}}, HIDDEN))

    def of_number(self, number: str) -> list[Document]:
        """The volunteer with this number, who has not left."""
        return list(self.collection.find({"number": number, "status": {"$ne": "left"}}, HIDDEN))

    def registered(
        self, indexes: Iterable[str], session: ClientSession | None = None
    ) -> dict[str, str]:
        """Which of these blind indexes belong to somebody: index to volunteer id."""
        wanted = list(indexes)
        rows = self.collection.find(
            {"identity.indexes": {"$in": wanted}}, {"identity.indexes": 1}, session=session
        )
        return {index: row["_id"] for row in rows for index in row["identity"]["indexes"]}

    def below(self, path: str) -> Iterator[Document]:
        """Everybody whose record still has this path or one below it."""
        yield from self.collection.find({"organisation_path": beginning(path)}, HIDDEN)

    def with_roles_below(self, path: str) -> Iterator[Document]:
        """Everybody with a role at this path or below it."""
        yield from self.collection.find({"grants.organisation_path": beginning(path)}, HIDDEN)

    def sealed_with_other_keys(self, version: int, index_versions: set[str]) -> Iterator[Document]:
        """Everybody whose document is not sealed and indexed with exactly these key versions."""
        patterns = [{"identity.indexes": beginning(f"{one}:")} for one in index_versions]
        fresh = {
            "identity.key_version": version,
            "identity.indexes": {"$size": len(index_versions)},
            "$and": patterns,
        }
        yield from self.collection.find({"$nor": [fresh]}, {"identity": 1})

    def reseal(self, person: Document, sealed: Document) -> bool:
        """Replace a sealed document by the same one under other keys, if nobody changed it."""
        found = self.collection.update_one(
            {"_id": person["_id"], "identity.cipher": person["identity"]["cipher"]},
            {"$set": {"identity": sealed}},
        )
        return bool(found.matched_count)

    def complete(self, person: Document, at: datetime) -> Document:
        """A new record with what is derived from it and the event of its registration."""
        whole = {**person, **derived(person)}
        event = fact(VolunteerRegistered, whole["_id"], state_of(whole), at=at)
        return {**whole, "outbox": [event]}

    def insert(self, person: Document, session: ClientSession | None = None) -> None:
        """Raises AlreadyRegistered, NumberTaken, SameCommand: the unique indexes decide."""
        try:
            self.collection.insert_one(person, session=session)
        except DuplicateKeyError as taken:
            key = next(iter((taken.details or {}).get("keyPattern", {})), "")
            if meaning := _TAKEN.get(key):
                raise meaning() from None
            raise

    def insert_many(self, people: Sequence[Document], session: ClientSession) -> None:
        """Many at once, all or none; look for those registered before (``registered``)."""
        self.collection.insert_many(list(people), session=session)

    def change(
        self,
        person: Document,
        changes: dict[str, Any],
        *,
        told: str,
        at: datetime,
        session: ClientSession | None = None,
    ) -> Document:
        """Save ``changes`` and volunteer_changed in one write. Raises Changed."""
        whole = {**changes, **derived(changes)}
        state = state_of({**person, **whole, "revision": person["revision"] + 1})
        event = fact(VolunteerChanged, person["_id"], {**state, "change": told}, at=at)
        return save(self.collection, person, whole, [event], session)

    def change_silently(
        self, person: Document, changes: dict[str, Any], session: ClientSession | None = None,
        events: Sequence[Fact] = (),
    ) -> Document:  # fmt: skip
        """Save what no other service is told: roles, passwords. Raises Changed."""
        return save(self.collection, person, changes, events, session)


def derived(fields: Document) -> dict[str, Any]:
    """What is found by: spellings and pieces of the name, the phone from its end, the tree."""
    found: dict[str, Any] = {}
    if "name" in fields:
        spelt = readings(fields["name"])
        found |= {"pinyin": spelt, "sort_name": spelt[0], "name_pieces": pieces(fields["name"])}
    if "phone" in fields:
        phone = fields["phone"]
        found["phone_reversed"] = national(phone)[::-1] if phone else None
    if "organisation_path" in fields:
        found["ancestors"] = ids_of(fields["organisation_path"])
    return found
