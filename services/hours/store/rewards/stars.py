"""The collection ``star_applications``: who asks for which star, and what was decided.

_id, volunteer_id, organisation_id, organisation_path, star, minutes (served when she applied), at,
status: open | granted | declined, decision: None | {by, at, reason}, standing (the volunteer,
while it is open: one at a time), outbox, commands
"""

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession

from services.hours.domain.rewards.stars import GRANTED, NoSuchApplication
from services.hours.store.rewards.rows import Rows, indexes_by
from shared.storage.mongo import Db, Document

APPLICATIONS = "star_applications"
INDEXES = {
    APPLICATIONS: [
        *indexes_by("organisation_id", "volunteer_id", outbox=True),
        IndexModel(
            [("standing", ASCENDING)],
            name="standing",
            unique=True,
            partialFilterExpression={"standing": {"$exists": True}},
        ),
    ]
}


class Applications(Rows):
    """Each method is one round trip."""

    def __init__(self, database: Db) -> None:
        super().__init__(database, APPLICATIONS, NoSuchApplication)

    def waiting(self, volunteer_id: str, session: ClientSession) -> Document | None:
        """The one that is open."""
        return self._rows.find_one({"standing": volunteer_id}, session=session)

    def granted(self, volunteer_id: str, session: ClientSession | None = None) -> int:
        """The highest star somebody was given on application; 0: none."""
        asked = {"volunteer_id": volunteer_id, "status": GRANTED}
        best = self._rows.find_one(asked, {"star": 1}, sort=[("star", DESCENDING)], session=session)
        return best["star"] if best else 0
