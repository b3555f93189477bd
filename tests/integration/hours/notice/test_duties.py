"""The statutory clock: who has to do what until when (order 67, articles 11 to 13)."""

from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.hours.operations.notice.list_credits import list_credits
from services.hours.operations.notice.raise_objection import raise_objection
from services.hours.operations.notice.remind_of_duties import remind_of_duties
from shared.auth import Identity
from shared.contracts import volunteers
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import instant, new_event
from shared.ids import new_id
from shared.messaging.batch import settle
from tests.contracts.examples import EXAMPLES
from tests.integration.hours.conftest import AT, Bank, organisation, person
from tests.integration.hours.matrix import COUNTY, HER, OTHER, PATH, TOWN
from tests.unit.hours.attendances import ZONE, attendance


def held(bank: Bank, name: str, end: datetime, status: str = "ended") -> None:
    """An activity of the town that ended then; she is in charge."""
    start = instant(end.replace(hour=end.hour - 2))
    data = {
        **EXAMPLES["activities.activity_changed"],
        "activity_id": name,
        "title": name,
        "organisation_id": TOWN,
        "organisation_path": PATH,
        "person_in_charge_id": HER,
        "status": status,
        "shifts": [{"shift_id": f"s-{name}", "start": start, "end": instant(end)}],
        "revision": 2 if status == "closed" else 1,
    }
    kind, handler = "activities.activity_changed", "hours.keep_activity"
    event = new_event(CONTRACTS[kind], "x", data, event_id=new_id(), at=AT, request_id="")
    settle(handler, bank.handlers[handler], [event], bank.database)


@pytest.fixture
def town(bank: Bank) -> Bank:
    bank.keep(
        volunteers.OrganisationChanged,
        organisation("县", f"/{COUNTY}/"),
        organisation("镇", PATH),
    )
    bank.keep(volunteers.VolunteerRegistered, person(HER, PATH))
    return bank


@pytest.fixture
def due(api: FlaskClient, bearer: Any) -> Any:
    def ask(language: str = "en") -> Any:
        headers = bearer(OTHER, [("coordinator", f"/{COUNTY}/")]) | {"Accept-Language": language}
        return api.get("/api/v1/duties", headers=headers).json

    return ask


def remind(bank: Bank) -> list[dict[str, Any]]:
    remind_of_duties(store=bank.store, clock=bank.clock, zone=ZONE)
    return list(bank.database["reminders"].find().sort("at", 1))


@pytest.mark.parametrize(
    ("ended", "last_day", "days_off"),
    [
        ((2025, 9, 26), "2025-10-16", "National Day and Mid-Autumn"),
        ((2025, 12, 31), "2026-01-15", "New Year"),
        ((2026, 2, 13), "2026-03-05", "Spring Festival"),
    ],
)
def test_order_67_article_11(
    town: Bank, due: Any, ended: tuple[int, int, int], last_day: str, days_off: str
) -> None:
    held(town, "sweeping", datetime(*ended, 17, tzinfo=ZONE))
    town.clock.now = datetime(*ended, 18, tzinfo=ZONE)
    found = due()
    [one] = found["items"]
    assert (one["kind"], one["turn"], one["person"]) == ("close_activity", "organiser", "王秀英")
    assert (one["due"], one["working_days_left"]) == (last_day, 10), days_off
    assert found["warning"] is None
    town.clock.now = datetime.fromisoformat(last_day).replace(hour=23, tzinfo=ZONE)
    assert not due()["items"][0]["late"], "the last day is a day"
    town.clock.advance(minutes=90)
    assert due()["items"][0]["late"]
    assert due()["late"] == 1


def test_a_year_without_a_calendar_gives_a_warning(town: Bank, due: Any) -> None:
    held(town, "sweeping", datetime(2035, 2, 5, 17, tzinfo=ZONE))
    town.clock.now = datetime(2035, 2, 5, 18, tzinfo=ZONE)
    found = due("zh")
    assert found["items"][0]["due"] == "2035-02-19", "plain weekdays"
    assert "2035" in found["warning"]
    assert "尚未公布" in found["warning"]


def test_what_is_closed_or_to_come_is_not_due(town: Bank, due: Any) -> None:
    end = datetime(2026, 5, 3, 17, tzinfo=ZONE)
    held(town, "closed", end, "closed")
    held(town, "cancelled", end, "cancelled")
    held(town, "later", datetime(2026, 6, 3, 17, tzinfo=ZONE), "published")
    town.clock.now = datetime(2026, 5, 9, tzinfo=ZONE)
    assert due()["items"] == []


def test_its_person_is_reminded_once_before_and_once_when_late(town: Bank, due: Any) -> None:
    held(town, "sweeping", datetime(2026, 11, 6, 17, tzinfo=ZONE))
    town.clock.now = datetime(2026, 11, 16, 9, tzinfo=ZONE)
    assert remind(town) == [], "four working days are left"
    town.clock.now = datetime(2026, 11, 17, 9, tzinfo=ZONE)
    assert len(remind(town)) == len(remind(town)) == 1
    town.clock.now = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    remind(town)
    told = remind(town)
    assert [one["_id"] for one in told] == [
        "close_activity:sweeping:soon",
        "close_activity:sweeping:late",
    ]
    assert {one["outbox"][0]["type"] for one in told} == {"hours.record_due"}
    held(town, "sweeping", datetime(2026, 11, 6, 17, tzinfo=ZONE), "closed")
    assert due()["items"] == []


def test_what_waits_for_coordinators_is_there_the_most_urgent_first(town: Bank, due: Any) -> None:
    town.clock.now = datetime(2026, 5, 6, 9, tzinfo=ZONE)
    town.hear(attendance(volunteer_id=HER, organisation_id=TOWN, organisation_path=PATH))
    list_credits(store=town.store, clock=town.clock, zone=ZONE)
    line = attendance()["attendance_id"] + "-000"
    by = Identity("f" * 24, "V0")
    town.keep(volunteers.VolunteerRegistered, person(by.volunteer_id, PATH))
    raise_objection(line, "没有来", by=by, store=town.store, clock=town.clock)
    held(town, "older", datetime(2026, 4, 3, 17, tzinfo=ZONE))
    found = due()["items"]
    assert [one["kind"] for one in found] == ["close_activity", "decide_objection"]
    assert found[1]["title"] == "敬老院陪伴"
    assert found[0]["late"]
