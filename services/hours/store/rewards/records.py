"""The collections ``honours``, ``trainings`` and ``evaluations``: a person's records beside her
hours. Nothing of them is ever deleted; what was wrong is revoked.

Of all: _id, volunteer_id, organisation_id, organisation_path (who recorded it), date
("2026-11-21"), by, at, revoked: None | {by, at, reason}, commands

honours      title, unit (who gives it), outbox
trainings    title, content, minutes, unit (who held it)
evaluations  activity_id, activity_title, kind ("organiser", "served"), said_by (of those served),
             score (1 to 5), text, due ("2026-12-04": ten working days after the activity),
             late (recorded after that), standing (while it is not revoked: one of a kind)
"""

from collections.abc import Iterator, Sequence

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.rewards.records import NoSuchRecord
from services.hours.store.rewards.rows import Rows, indexes_by
from shared.storage.mongo import Db, Document

HONOURS, TRAININGS, EVALUATIONS = "honours", "trainings", "evaluations"
_BY_DAY = IndexModel([("organisation_id", ASCENDING), ("date", ASCENDING)], name="days")
_STANDING = IndexModel(
    [("standing", ASCENDING)],
    name="standing",
    unique=True,
    partialFilterExpression={"standing": {"$exists": True}},
)
INDEXES = {
    HONOURS: [*indexes_by("volunteer_id", outbox=True), _BY_DAY],
    TRAININGS: [*indexes_by("volunteer_id"), _BY_DAY],
    EVALUATIONS: [*indexes_by("volunteer_id"), _BY_DAY, _STANDING],
}
_MOST_SHOWN = 100


class Records(Rows):
    """One of the three. Each method is one round trip."""

    def __init__(self, database: Db, name: str) -> None:
        super().__init__(database, name, NoSuchRecord)
        self.name = name

    def standing(self, standing: str, session: ClientSession) -> Document | None:
        """The evaluation that stands of this kind."""
        return self._rows.find_one({"standing": standing}, session=session)

    def valid(self, volunteer_id: str) -> list[Document]:
        """A person's that were not revoked, the latest hundred."""
        return self.latest({"volunteer_id": volunteer_id, "revoked": None}, None, _MOST_SHOWN)

    def between(self, organisation_ids: Sequence[str], first: str, last: str) -> Iterator[Document]:
        """Those these organisations recorded of the days ``first`` to ``last``, not revoked."""
        found = self._rows.find(_valid(organisation_ids, first, last), batch_size=2_000)
        yield from found.sort([("date", ASCENDING), ("_id", ASCENDING)])

    def count(self, organisation_ids: Sequence[str], first: str, last: str) -> int:
        return self._rows.count_documents(_valid(organisation_ids, first, last))

    def scored(self, organisation_ids: Sequence[str], first: str, last: str) -> Document:
        """{count, average} of evaluations; the average is None where there are none."""
        found = self._group(
            _valid(organisation_ids, first, last),
            {"_id": None, "count": {"$sum": 1}, "sum": {"$sum": "$score"}},
        )
        for row in found:
            return {"count": row["count"], "average": round(row["sum"] / row["count"], 2)}
        return {"count": 0, "average": None}

    def trained(self, organisation_ids: Sequence[str], first: str, last: str) -> Document:
        """{count, participants, minutes}: how many trainings, people in them and their minutes."""
        found = self._group(
            _valid(organisation_ids, first, last),
            {
                "_id": {name: f"${name}" for name in ("organisation_id", "title", "date", "unit")},
                "participants": {"$sum": 1},
                "minutes": {"$sum": "$minutes"},
            },
        )
        return {
            "count": len(found),
            "participants": sum(row["participants"] for row in found),
            "minutes": sum(row["minutes"] for row in found),
        }

    def _group(self, query: Document, by: Document) -> list[Document]:
        return list(self._rows.aggregate([{"$match": query}, {"$group": by}]))


def _valid(organisation_ids: Sequence[str], first: str, last: str) -> Document:
    return {
        "organisation_id": {"$in": list(organisation_ids)},
        "date": {"$gte": first, "$lte": last},
        "revoked": None,
    }
