"""The collection people: what sign-ups need of a volunteer, and when she is busy.

    _id                volunteer id
    number, name, pinyin, birth_date, phone, status, organisation_id, organisation_path,
    team_ids, qualifications, revision         the copy, from the volunteers service's events
    busy               [{sign_up_id, shift_id, start, end, title}], her accepted shifts; ours
    shown              [shift_id], whose code she showed lately; ours, absent for most
    calendar_turn      int, how often she renewed the key of her calendar; ours, absent for most
    turn               int, grows with every write of ``busy``; ours

The document is the lock of the person: a transaction that signs her up, moves her up or bars her
writes it, so two of them never pass each other and no two of her shifts overlap.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.client_session import ClientSession

from shared.storage.mongo import Db, Document

COLLECTION = "people"
INDEXES = [
    IndexModel([("number", ASCENDING)]),
    IndexModel([("organisation_path", ASCENDING), ("name", ASCENDING)]),
]
FIELDS = (
    "number",
    "name",
    "pinyin",
    "birth_date",
    "phone",
    "status",
    "organisation_id",
    "organisation_path",
    "team_ids",
    "qualifications",
    "revision",
)
_MOST_SHOWN = 200


class People:
    """Copies of volunteers with their busy times."""

    def __init__(self, database: Db) -> None:
        self.rows = database[COLLECTION]

    def get(self, volunteer_id: str, session: ClientSession | None = None) -> Document | None:
        return self.rows.find_one({"_id": volunteer_id}, session=session)

    def require(self, volunteer_id: str, session: ClientSession | None = None) -> Document:
        """The person a row of ours names. Raises LookupError: then our own data is broken."""
        person = self.get(volunteer_id, session)
        if person is None:
            raise LookupError(f"no person {volunteer_id}")
        return person

    def get_many(self, volunteer_ids: Iterable[str]) -> dict[str, Document]:
        found = self.rows.find({"_id": {"$in": list(volunteer_ids)}})
        return {row["_id"]: row for row in found}

    def to_call(self, activities: Iterable[Document]) -> dict[str, dict[str, str]]:
        """By activity, name and phone of the person in charge, as far as known."""
        rows, found = list(activities), {}
        people = self.get_many({row["person_in_charge_id"] for row in rows})
        for row in rows:
            person = people.get(row["person_in_charge_id"], {"name": "", "phone": None})
            phone = row["contact"] or person["phone"] or "—"
            found[row["_id"]] = {"name": person["name"], "phone": phone}
        return found

    def keep(self, states: Iterable[Mapping[str, Any]]) -> None:
        """Keep each state (data of a volunteer event) unless a newer one is here."""
        writes = []
        for state in states:
            copy = {name: state[name] for name in FIELDS}
            fresh = {"$gt": [state["revision"], {"$ifNull": ["$revision", -1]}]}
            new = {"$mergeObjects": [{"busy": [], "turn": 0}, "$$ROOT", {"$literal": copy}]}
            writes.append(
                UpdateOne(
                    {"_id": state["volunteer_id"]},
                    [{"$replaceWith": {"$cond": [fresh, new, "$$ROOT"]}}],
                    upsert=True,
                )
            )
        if writes:
            self.rows.bulk_write(writes, ordered=False)

    def set_busy(
        self, volunteer_id: str, busy: Sequence[Mapping[str, Any]], session: ClientSession
    ) -> None:
        """Write her busy times; with the same ones it still takes the person's lock."""
        self.rows.update_one(
            {"_id": volunteer_id},
            {"$set": {"busy": [dict(entry) for entry in busy]}, "$inc": {"turn": 1}},
            session=session,
        )

    def renew_calendar(self, volunteer_id: str) -> bool:
        """The key of her calendar so far opens it no more; False: nobody of this id."""
        found = self.rows.update_one({"_id": volunteer_id}, {"$inc": {"calendar_turn": 1}})
        return found.matched_count == 1

    def note_shower(self, volunteer_id: str, shift_id: str) -> None:
        """Remember whose code she has shown. A sign-up of hers beside it runs again and sees it."""
        self.rows.update_one(
            {"_id": volunteer_id, "shown": {"$ne": shift_id}},
            {"$push": {"shown": {"$each": [shift_id], "$slice": -_MOST_SHOWN}}},
        )

    def free(self, sign_ups: Iterable[tuple[str, str]]) -> None:
        """Take these (volunteer id, sign-up id) out of the busy times."""
        writes = [
            UpdateOne(
                {"_id": volunteer_id},
                {"$pull": {"busy": {"sign_up_id": sign_up_id}}, "$inc": {"turn": 1}},
            )
            for volunteer_id, sign_up_id in sign_ups
        ]
        if writes:
            self.rows.bulk_write(writes, ordered=False)

    def move(self, moves: Iterable[tuple[Document, Sequence[Mapping[str, Any]]]]) -> None:
        """Write new busy times of persons as they were read; others' writes in between win."""
        writes = [
            UpdateOne(
                {"_id": person["_id"], "turn": person["turn"]},
                {"$set": {"busy": [dict(entry) for entry in busy]}, "$inc": {"turn": 1}},
            )
            for person, busy in moves
        ]
        if writes:
            self.rows.bulk_write(writes, ordered=False)
