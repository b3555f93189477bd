"""On site: a published activity whose shift is about to begin, with people who are accepted."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from shared.contracts.envelope import Event
from shared.ids import id_from
from shared.storage.mongo import Document
from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, PATHS, ids, shift_fields

CHIEF, DEPUTY = "0b" * 12, "0d" * 12


class Site:
    """An activity of the town with ``people`` accepted; the clock stands at the shift's start."""

    def __init__(
        self,
        office: Office,
        people: int = 3,
        *,
        hours: float = 49,
        length: float = 2,
        shifts: Sequence[Document] | None = None,
        places: int | None = None,
        **fields: Any,
    ) -> None:
        self.office = office
        room = people if places is None else places
        held = shifts or [shift_fields(office, hours, length, max(1, room))]
        self.activity = office.published(shifts=held, **fields)
        self.activity_id = self.activity["activity_id"]
        self.shift_id, self.role_id = ids(self.activity)
        self.people = office.volunteers(people)
        for shift in self.activity["shifts"]:
            for volunteer_id in self.people:
                answer = office.sign_up(shift["shift_id"], volunteer_id)
                assert answer.status_code == 201, answer.json
        self.sign_up_ids = [id_from(self.shift_id, one) for one in self.people]
        office.publish_events()
        office.clock.now = office.row(self.sign_up_ids[0])["start"] if people else office.clock.now

    def later(self, **delta: float) -> None:
        self.office.clock.now += timedelta(**delta)

    def chief(self) -> dict[str, str]:
        """An organiser over the county who is in no shift."""
        return self.office.bearer(CHIEF, [("organiser", PATHS[COUNTY])])

    def code(self, shift_id: str | None = None, by: Any = None) -> Document:
        answer = self.office.ask(
            "GET", f"/shifts/{shift_id or self.shift_id}/code", by=by or self.chief()
        )
        assert answer.status_code == 200, answer.json
        return dict(answer.json or {})

    def scan(self, road: str, by: str, **headers: str) -> TestResponse:
        """Scan the QR at the screen for ``check-ins`` or ``check-outs``."""
        return self.office.ask("POST", f"/{road}", {"token": self.code()["url"]}, by=by, **headers)

    def come(self, by: str) -> Document:
        answer = self.scan("check-ins", by)
        assert answer.status_code == 200, answer.json
        return dict(answer.json or {})

    def go(self, by: str) -> Document:
        answer = self.scan("check-outs", by)
        assert answer.status_code == 200, answer.json
        return dict(answer.json or {})

    def call(self, *rows: Document, by: Any = None, shift_id: str | None = None) -> TestResponse:
        path = f"/shifts/{shift_id or self.shift_id}/roll-call"
        return self.office.ask("POST", path, {"rows": list(rows)}, by=by or self.chief())

    def row(self, at: int = 0) -> Document:
        return self.office.row(self.sign_up_ids[at])

    def recorded(self) -> list[Event]:
        """The attendance events published since the last look."""
        kind = "activities.attendance_recorded"
        return [event for event in self.office.publish_events() if event["type"] == kind]


def at_once(work: Callable[[int], Any], times: int) -> list[Any]:
    """``work(0)`` to ``work(times - 1)``, each in a thread of its own, all at once."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(work, range(times)))
