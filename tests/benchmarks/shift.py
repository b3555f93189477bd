"""One shift with many accepted people, as the activities service keeps it, for load tests."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from services.activities.domain.codes import Codes
from services.activities.store import Store
from shared.clock import system_clock
from shared.ids import id_from, new_id
from shared.storage.mongo import Db
from tests.benchmarks.load import request
from tests.benchmarks.people import Keys

SECRET = "bench-" + "0" * 26
ORGANISATION = f"{1:024x}"
PATH = f"/{ORGANISATION}/"


_OFFICE = {
    "organisation_id": ORGANISATION, "name": "街道妇联", "level": "town", "code": None,
    "parent_id": None, "path": PATH, "status": "active", "revision": 1,
}  # fmt: skip

_ABSENT: dict[str, Any] = {
    "open": None,
    "intervals": [],
    "marks": [],
    "pairs": {},
    "first_in_at": None,
}


class Shift:
    """``people`` volunteers, all accepted, in a shift that runs now."""

    def __init__(self, database: Db, people: int) -> None:
        self.id = new_id()
        self.activity_id = new_id()
        self.people = people
        self.database = database
        store = Store(database)
        store.prepare()
        store.copies.keep("organisation", [_OFFICE])
        now = system_clock()
        for start in range(0, people, 5_000):
            numbers = range(start, min(start + 5_000, people))
            database["sign_ups"].insert_many(
                [self._row(number, now) for number in numbers], ordered=False
            )

    def volunteer(self, number: int) -> str:
        """The id of one of the people."""
        return f"{number:024x}"

    def requests(self, keys: Keys, road: str) -> list[bytes]:
        """Everybody's check-in or check-out with the token of this moment: send them soon."""
        codes = Codes(SECRET.encode(), 3600)
        token = codes.token(codes.at(self.id, datetime.now(UTC), shared_day=False))
        body = json.dumps({"token": token}).encode()
        return [
            request("POST", f"/api/v1/{road}", keys.headers(self.volunteer(number)), body)
            for number in range(self.people)
        ]

    def inside(self) -> int:
        """How many are checked in and not out."""
        wanted = {"shift_id": self.id, "open.at": {"$exists": True}}
        return self.database["sign_ups"].count_documents(wanted)

    def left(self) -> int:
        """How many intervals are closed."""
        return self.database["sign_ups"].count_documents(
            {"shift_id": self.id, "intervals.attendance_id": {"$exists": True}}
        )

    def _row(self, number: int, now: datetime) -> dict[str, Any]:
        start, end = now - timedelta(hours=1), now + timedelta(hours=3)
        volunteer = self.volunteer(number)
        return _ABSENT | {
            "_id": id_from(self.id, volunteer),
            "activity_id": self.activity_id,
            "activity_title": "启动仪式",
            "activity_revision": 1,
            "kind": "event",
            "address": "市民广场",
            "shift_id": self.id,
            "role_id": "0" * 24,
            "role": "引导员",
            "organisation_id": ORGANISATION,
            "organisation_path": PATH,
            "organisation_ids": [ORGANISATION],
            "start": start,
            "end": end,
            "opens_at": start,
            "closes_at": end,
            "status": "accepted",
            "queue": None,
            "reason": None,
            "signed_up_at": start,
            "signed_up_by": volunteer,
            "volunteer_id": volunteer,
            "number": f"{number:012d}",
            "name": "王小明",
            "phone": f"+86138{number:08d}",
            "pinyin": ["wangxiaoming", "wxm"],
            "name_key": f"wangxiaoming{number % 977:03d}",
            "team_ids": [],
            "person_organisation_path": PATH,
            "person_revision": 1,
            "revision": 1,
        }
