"""Our copies of what volunteers and activities tell.

people         _id = volunteer_id, number, name, sex, birth_date, phone, language, organisation_id,
               organisation_path, team_ids, status, revision
organisations  _id = organisation_id, name, level, code, parent_id, path, status, revision
teams          _id = team_id, name, organisation_id, organisation_path, leader_ids, status, revision
activities     _id = activity_id, title, kind, organisation_id, organisation_path,
               person_in_charge_id, address, status, shifts: [{shift_id, start, end}], start, end
               (of all shifts), place: None | {latitude, longitude, radius}, revision
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from services.hours.domain.refusals import NoSuchOrganisation
from shared.storage.mongo import Db, Document

INDEXES = {
    "people": [
        IndexModel([("number", ASCENDING)], name="number"),
        IndexModel([("status", ASCENDING)], name="status"),
    ],
    "organisations": [
        IndexModel([("path", ASCENDING)], name="path"),
        IndexModel([("name", ASCENDING)], name="name"),
    ],
    "activities": [
        IndexModel([("end", ASCENDING)], name="end"),
        IndexModel([("shifts.shift_id", ASCENDING)], name="shifts"),
    ],
}


class Copies:
    """The highest revision of each record wins, in whatever order they come."""

    def __init__(self, database: Db) -> None:
        self._people = database["people"]
        self._organisations = database["organisations"]
        self._teams = database["teams"]
        self._activities = database["activities"]

    def keep_people(self, people: Iterable[Document]) -> None:
        """Keep these people where ours are older."""
        _keep(self._people, people)

    def keep_organisations(self, organisations: Iterable[Document]) -> None:
        """Keep these organisations where ours are older."""
        _keep(self._organisations, organisations)

    def keep_teams(self, teams: Iterable[Document]) -> None:
        """Keep these teams where ours are older."""
        _keep(self._teams, teams)

    def keep_activities(self, activities: Iterable[Document]) -> None:
        """Keep these activities where ours are older."""
        _keep(self._activities, activities)

    def person(self, volunteer_id: str) -> Document | None:
        return self._people.find_one({"_id": volunteer_id})

    def people(
        self, volunteer_ids: Iterable[str], session: ClientSession | None = None
    ) -> dict[str, Document]:
        """Those we know of these people, by id."""
        ids = list(volunteer_ids)
        if not ids:
            return {}
        found = self._people.find({"_id": {"$in": ids}}, session=session)
        return {row["_id"]: row for row in found}

    def numbered(self, number: str) -> Document | None:
        """The person with this number."""
        return self._people.find_one({"number": number})

    def organisation(self, organisation_id: str) -> Document | None:
        return self._organisations.find_one({"_id": organisation_id})

    def known_organisation(self, organisation_id: str, field: str = "organisation_id") -> Document:
        """Raises NoSuchOrganisation; ``field``: where the caller was given the id."""
        if found := self.organisation(organisation_id):
            return found
        raise NoSuchOrganisation(field=field)

    def path_of(self, record: Mapping[str, Any]) -> str:
        """The path of its organisation as that stands now; while we know of none, as it stood."""
        found = self.organisation(record["organisation_id"]) or {}
        return str(found.get("path", record["organisation_path"]))

    def root(self) -> Document | None:
        """The organisation at the top of the tree."""
        return self._organisations.find_one({"parent_id": None}, sort=[("path", ASCENDING)])

    def team(self, team_id: str) -> Document | None:
        return self._teams.find_one({"_id": team_id})

    def teams(self, team_ids: Iterable[str]) -> list[Document]:
        """Those we know of these teams, by name."""
        ids = list(team_ids)
        found = self._teams.find({"_id": {"$in": ids}}) if ids else None
        return list(found.sort("name", ASCENDING)) if found else []

    def organisations(self, organisation_ids: Iterable[str]) -> list[Document]:
        """Those we know of these organisations."""
        return list(self._organisations.find({"_id": {"$in": list(organisation_ids)}}))

    def organisations_named(self, beginning: str, most: int) -> list[Document]:
        """Active organisations whose names begin so, by name."""
        query = {"name": {"$gte": beginning, "$lt": beginning + "\U0010ffff"}, "status": "active"}
        return list(self._organisations.find(query, limit=most).sort("name", ASCENDING))

    def activity(self, activity_id: str) -> Document | None:
        return self._activities.find_one({"_id": activity_id})

    def activity_of(self, shift_id: str) -> Document | None:
        return self._activities.find_one({"shifts.shift_id": shift_id})

    def ended(
        self, paths: Iterable[str], first: datetime, last: datetime, most: int
    ) -> list[Document]:
        """Activities under ``paths`` that ended in between, the latest first."""
        # "0" follows "/": the range holds all that begins with the path.
        within = [{"organisation_path": {"$gte": one, "$lt": one[:-1] + "0"}} for one in paths]
        if not within:
            return []
        query = {"end": {"$gte": first, "$lte": last}, "$or": within}
        return list(self._activities.find(query, limit=most).sort("end", DESCENDING))

    def within(self, paths: Iterable[str]) -> list[Document]:
        """The organisations of the subtrees under ``paths``; each path ends with a slash."""
        # "0" follows "/": the range holds all that begins with the path.
        ranges = [{"path": {"$gte": path, "$lt": path[:-1] + "0"}} for path in paths]
        if not ranges:
            return []
        return list(self._organisations.find({"$or": ranges}).sort("path", ASCENDING))


def _keep(rows: Collection[Document], copies: Iterable[Mapping[str, object]]) -> None:
    """Replace what is older. $literal: a name may begin with a dollar sign."""
    writes = [
        UpdateOne(
            {"_id": copy["_id"]},
            [
                {
                    "$replaceWith": {
                        "$cond": [
                            {"$gt": [copy["revision"], {"$ifNull": ["$revision", -1]}]},
                            {"$literal": copy},
                            "$$ROOT",
                        ]
                    }
                }
            ],
            upsert=True,
        )
        for copy in copies
    ]
    if writes:
        rows.bulk_write(writes, ordered=False)
