"""A small world in four databases, made by the services' own handlers."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deploy.verify.reading import Databases
from services.activities.domain.attendance import attendance_data
from services.activities.domain.facts import sign_up_data
from services.activities.store import Store as ActivitiesStore
from services.hours import consumers as hours
from services.hours.settings import HoursSettings
from services.hours.store import Store as HoursStore
from services.notifications import consumers as notifications
from services.notifications.store import Store as NotificationsStore
from shared.contracts.activities import AttendanceRecorded, SignUpAccepted
from shared.ids import id_from, new_id
from shared.messaging.batch import Handler, settle
from shared.messaging.outcomes import Done
from shared.storage import outbox
from shared.storage.mongo import Db
from shared.storage.outbox import Fact

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
PEOPLE = [id_from("person", str(number)) for number in range(4)]
ORGANISATION = id_from("organisation")


class World:
    """Everybody was at a shift from 9 to 11; ``attend`` adds more."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self.activities = ActivitiesStore(self.databases.activities)
        store = HoursStore(self.databases.hours)
        messages = NotificationsStore(self.databases.notifications)
        for one in (self.activities, store, messages):
            one.prepare()
        self._credit = hours.handlers(
            store, lambda: START, settings=HoursSettings(), timezone="Asia/Shanghai"
        )["hours.credit_attendance"]
        self._tell = notifications.handlers(messages, timezone="Asia/Shanghai", mailing=False)[
            "notifications.tell_volunteer"
        ]
        self._copy_people()
        self.attended = [self.attend(person, START) for person in PEOPLE]

    def attend(self, person: str, start: datetime, hours: int = 2) -> str:
        """Come to a shift of its own and stay to its end; returns the attendance's id."""
        shift_id = id_from("shift", str(start), str(hours))
        interval = {
            "attendance_id": new_id(),
            "check_in_at": start,
            "check_out_at": start + timedelta(hours=hours),
            "checked_in_by": "qr",
            "checked_out_by": "qr",
            "recorded_by": None,
            "reason": None,
            "revision": 1,
            "void": False,
        }
        row = _row(person, shift_id, start, hours) | {"intervals": [interval]}
        self.accept(row)
        self.databases.activities["sign_ups"].insert_one(row)
        self.record(row, interval)
        return str(interval["attendance_id"])

    def accept(self, row: dict[str, Any]) -> None:
        """Publish that she has the place, and tell her."""
        data = sign_up_data({**row, "address": "东湖南门"})
        told = [outbox.fact(SignUpAccepted, row["_id"], data, at=START)]
        outbox.remember(self.databases.activities, outbox.lots([{"outbox": told}]))
        tell = "notifications.tell_volunteer"
        self._deliver(tell, self._tell, told, self.databases.notifications)

    def void(self, attendance_id: str) -> None:
        """Take an attendance back, as a correction does."""
        rows = self.databases.activities["sign_ups"]
        rows.update_one(
            {"intervals.attendance_id": attendance_id},
            {"$set": {"intervals.$.void": True, "intervals.$.revision": 2}},
        )
        row = rows.find_one({"intervals.attendance_id": attendance_id})
        assert row is not None
        self.record(row, row["intervals"][0] | {"reason": "没有来"})

    def record(self, row: dict[str, Any], interval: dict[str, Any]) -> None:
        """Publish the fact, credit it, publish what that said, tell it."""
        data = attendance_data(row, interval)
        facts = [outbox.fact(AttendanceRecorded, row["_id"], data, at=START)]
        outbox.remember(self.databases.activities, outbox.lots([{"outbox": facts}]))
        self._deliver("hours.credit_attendance", self._credit, facts, self.databases.hours)
        records = outbox.pending(self.databases.hours, "journals", 100)
        outbox.remember(self.databases.hours, outbox.lots(records))
        outbox.clear(self.databases.hours, "journals", records)
        told = [fact for record in records for fact in record["outbox"]]
        self._deliver(
            "notifications.tell_volunteer", self._tell, told, self.databases.notifications
        )

    def _deliver(self, name: str, handler: Handler, facts: list[Fact], database: Db) -> None:
        events = outbox.unseal(facts)
        assert all(isinstance(one, Done) for one in settle(name, handler, events, database))

    def _copy_people(self) -> None:
        self.databases.volunteers["organisations"].create_index("outbox.id", name="outbox")
        self.databases.volunteers["people"].create_index("outbox.id", name="outbox")
        self.databases.volunteers["teams"].create_index("outbox.id", name="outbox")
        for service in ("volunteers", "activities", "hours", "notifications"):
            people = self.databases.of(service)["people"]
            people.insert_many([{"_id": person, "status": "active"} for person in PEOPLE])


def _row(person: str, shift_id: str, start: datetime, hours: int) -> dict[str, Any]:
    return {
        "_id": id_from(shift_id, person),
        "activity_id": id_from("activity"),
        "activity_title": "环湖清洁",
        "kind": "environment",
        "organisation_id": ORGANISATION,
        "organisation_path": f"/{ORGANISATION}/",
        "shift_id": shift_id,
        "role": "队员",
        "volunteer_id": person,
        "revision": 1,
        "start": start,
        "end": start + timedelta(hours=hours),
    }
