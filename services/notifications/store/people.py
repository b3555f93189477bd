"""Whom we tell, and how they want it: the collections ``people`` and ``preferences``.

people       _id = volunteer_id, language, email | None, wants_email, status, revision:
             our copy of what volunteers tells; the highest revision wins
preferences  _id = volunteer_id, language | None, email{kind: bool}: what she chose here
"""

from collections.abc import Iterable, Mapping

from pymongo import UpdateOne

from services.notifications.domain.people import Person, Preferences
from shared.storage.mongo import Db, Document


class People:
    """Each method is one round trip, ``look_up`` two."""

    def __init__(self, database: Db) -> None:
        self._people = database["people"]
        self._preferences = database["preferences"]

    def keep(self, people: Mapping[str, tuple[int, Person]]) -> None:
        """Keep copies by volunteer, as (revision, person); an older revision changes nothing."""
        if not people:
            return
        self._people.bulk_write(
            [_newest(key, revision, person) for key, (revision, person) in people.items()],
            ordered=False,
        )

    def look_up(self, ids: Iterable[str]) -> dict[str, tuple[Person | None, Preferences]]:
        """What we know of each of ``ids``; None for a person whose copy has not arrived."""
        wanted = list(set(ids))
        query = {"_id": {"$in": wanted}}
        people = {row["_id"]: row for row in self._people.find(query)}
        chosen = {row["_id"]: row for row in self._preferences.find(query)}
        return {key: (_person(people.get(key)), _preferences(chosen.get(key))) for key in wanted}

    def choose(self, volunteer_id: str, chosen: Preferences) -> None:
        """Replace what she chose."""
        self._preferences.replace_one(
            {"_id": volunteer_id},
            {"language": chosen.language, "email": dict(chosen.email)},
            upsert=True,
        )


def _newest(key: str, revision: int, person: Person) -> UpdateOne:
    """Replace the copy where ours is older. $literal: a name may begin with a dollar sign."""
    copy = {
        "_id": key,
        "language": person.language,
        "email": person.email,
        "wants_email": person.wants_email,
        "status": person.status,
        "revision": revision,
    }
    older = {"$lt": [{"$ifNull": ["$revision", -1]}, revision]}
    return UpdateOne(
        {"_id": key},
        [{"$replaceWith": {"$cond": [older, {"$literal": copy}, "$$ROOT"]}}],
        upsert=True,
    )


def _person(row: Document | None) -> Person | None:
    if row is None:
        return None
    return Person(row["language"], row["email"], row["wants_email"], row["status"])


def _preferences(row: Document | None) -> Preferences:
    return Preferences(row["language"], row["email"]) if row else Preferences()
