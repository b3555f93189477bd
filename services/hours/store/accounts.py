"""The collection ``accounts``: the sums of the journals' lines, kept with each journal.

_id                        "volunteer:<id>" or "issued:<organisation_id>:<YYYY-MM>";
                           "chain:record:<shelf>" is the head of a chain (ledger/chains.py)
minutes                    the sum of its lines; over all accounts it is 0
back_minutes               of these: entered afterwards instead of checked in; 0 where not there
journals                   how many lines that are; grows with every write, so that two
                           transactions on one account always see each other
attendances                times somebody came (人次)
star                       of a volunteer: the highest star she was ever told of
organisation_id, month     of an issuing account
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.accounts import named_by
from services.hours.domain.journals import volunteer_account
from services.hours.domain.ledger.pages import Page
from services.hours.store.commands import run
from services.hours.store.ledger.chains import RECORD, Chain
from shared.storage.mongo import Db, Document

COLLECTION = RECORD.accounts
INDEXES = [
    IndexModel(
        [("organisation_id", ASCENDING), ("month", ASCENDING)],
        name="issued",
        partialFilterExpression={"organisation_id": {"$exists": True}},
    )
]


@dataclass(slots=True)
class Change:
    """What a batch adds to one account; ``star`` replaces what she was told."""

    minutes: int = 0
    back_minutes: int = 0
    journals: int = 0
    attendances: int = 0
    star: int | None = None


class Accounts:
    """Each method is one round trip."""

    def __init__(self, database: Db, chain: Chain) -> None:
        self._rows = database[COLLECTION]
        self._chain = chain

    def of(self, keys: Sequence[str], session: ClientSession) -> dict[str, Document]:
        """The accounts that exist of these, with ``minutes`` and ``star``, and the head of the
        chain."""
        found = self._rows.find(
            {"_id": {"$in": [*keys, self._chain.key]}},
            {"minutes": 1, "star": 1, "number": 1, "digest": 1},
            batch_size=len(keys) + 2,
            session=session,
        )
        return {row["_id"]: row for row in found}

    def add(self, changes: Mapping[str, Change], page: Page, session: ClientSession) -> None:
        """Add the changes up; an account that is not there yet begins with them. ``page``: the
        one their journals stand on."""
        updates = [_update(key, change) for key, change in changes.items()]
        updates.append(self._chain.turn(page))
        command = {"update": COLLECTION, "updates": updates, "ordered": False}
        run(self._rows.database, command, session)

    def volunteer(self, volunteer_id: str) -> Document | None:
        """A volunteer's account."""
        return self._rows.find_one({"_id": volunteer_account(volunteer_id)})

    def issued(
        self, organisation_ids: Iterable[str], first: str, last: str, by: str
    ) -> list[Document]:
        """{_id: month or organisation_id, minutes, back_minutes, attendances} of these
        organisations within the months ``first`` to ``last``; ``by``: "month" or
        "organisation_id"."""
        return list(
            self._rows.aggregate(
                [
                    {
                        "$match": {
                            "organisation_id": {"$in": list(organisation_ids)},
                            "month": {"$gte": first, "$lte": last},
                        }
                    },
                    {
                        "$group": {
                            "_id": f"${by}",
                            "minutes": {"$sum": {"$multiply": ["$minutes", -1]}},
                            "back_minutes": {"$sum": {"$multiply": ["$back_minutes", -1]}},
                            "attendances": {"$sum": "$attendances"},
                        }
                    },
                    {"$sort": {"_id": 1}},
                ]
            )
        )


def _update(key: str, change: Change) -> Document:
    write: Document = {
        "$inc": {
            "minutes": change.minutes,
            "journals": change.journals,
            "attendances": change.attendances,
        }
    }
    if change.back_minutes:
        write["$inc"]["back_minutes"] = change.back_minutes
    if change.star is not None:
        write["$set"] = {"star": change.star}
    if named := named_by(key):
        write["$setOnInsert"] = named
    return {"q": {"_id": key}, "u": write, "upsert": True}
