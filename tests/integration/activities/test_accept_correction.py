"""A request for correction that two persons accepted in the hour bank corrects the attendance."""

from typing import Any

import pytest

from services.activities import consumers
from services.hours.consumers import handlers as hours_handlers
from services.hours.settings import HoursSettings
from services.hours.store import Store as HoursStore
from shared.contracts.envelope import Event
from shared.contracts.hours_people import CorrectionAccepted
from shared.ids import new_id
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done, Outcome, Poison
from shared.storage import outbox
from tests.integration.activities.office import Office
from tests.integration.activities.site import Site

DECIDER = "0e" * 12
NAME = "activities.accept_correction"


@pytest.fixture
def site(office: Office) -> Site:
    """A shift from 10:00 to 12:00 where the first came for 30 minutes; it is evening."""
    made = Site(office, people=2)
    made.come(made.people[0])
    made.later(minutes=30)
    made.go(made.people[0])
    made.later(hours=8)
    return made


def correction(site: Site, number: str = "1", **more: Any) -> Event:
    """She was there until 11."""
    data = {
        "correction_id": number * 24,
        "volunteer_id": site.people[0],
        "activity_id": site.activity_id,
        "activity_title": "x",
        "shift_id": site.shift_id,
        "check_in_at": "2026-11-23T10:00:00+08:00",
        "check_out_at": "2026-11-23T11:00:00+08:00",
        "attendance_id": site.row()["intervals"][0]["attendance_id"],
        "decided_by": DECIDER,
        "reason": "名单属实",
        **more,
    }
    sealed = outbox.fact(CorrectionAccepted, new_id(), data, at=site.office.clock.now)
    return outbox.unseal([sealed])[0]


def hear(site: Site, *events: Event) -> list[Outcome]:
    office = site.office
    handler = consumers.handlers(office.store, office.clock, office.own)[NAME]
    return settle(NAME, handler, list(events), office.store.database)


def test_it_makes_a_new_revision_that_names_who_decided(site: Site) -> None:
    site.recorded()
    assert hear(site, correction(site)) == [Done()]
    [event] = site.recorded()
    data = event["data"]
    assert (data["revision"], data["recorded_by"], data["reason"]) == (2, DECIDER, "名单属实")
    assert data["check_out_at"] == "2026-11-23T03:00:00.000+00:00"
    kept = site.row()["intervals"][0]
    assert (kept["corrections"], kept["history"][0]["revision"]) == (["1" * 24], 1)


def test_a_repeat_changes_nothing_also_after_another_correction(site: Site) -> None:
    first = correction(site)
    second = correction(site, "2", check_out_at="2026-11-23T11:30:00+08:00")
    assert hear(site, first, first, second, first) == [Done()] * 4
    assert site.row()["intervals"][0]["revision"] == 3
    before = site.row()
    assert hear(site, first, second) == [Done()] * 2
    assert site.row() == before


def test_a_void_attendance_comes_back(site: Site) -> None:
    office, key = site.office, site.row()["intervals"][0]["attendance_id"]
    body = {"void": True, "reason": "认错人了"}
    office.ask("POST", f"/attendances/{key}/correct", body, by=site.chief())
    assert hear(site, correction(site)) == [Done()]
    assert site.row()["intervals"][0]["void"] is False


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"attendance_id": "9" * 24}, "no attendance"),
        ({"check_out_at": "2026-11-23T09:00:00+08:00", "check_in_at": "2026-11-23T10:00:00+08:00"},
         "cannot be before"),
        ({"check_out_at": "2026-11-23T15:00:00+08:00"}, "must lie between"),
        ({"decided_by": "own"}, "your own attendance"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_poison_with_its_reason_and_the_others_are_taken(
    site: Site, more: dict[str, str], told: str
) -> None:
    if more.get("decided_by"):
        more = {"decided_by": site.people[0]}
    site.recorded()
    poison, done = hear(site, correction(site, **more), correction(site, "2"))
    assert isinstance(poison, Poison)
    assert told in poison.reason
    assert done == Done()
    assert len(site.recorded()) == 1


def test_the_hours_follow_by_themselves(site: Site, make_database: Any) -> None:
    """The whole way back: the bank credits the new revision, and says why it changed."""
    database = make_database("hours")
    store = HoursStore(database)
    store.prepare()
    clock, zone = site.office.clock, "Asia/Shanghai"
    name = "hours.credit_attendance"
    handler = hours_handlers(store, clock, settings=HoursSettings(), timezone=zone)[name]

    def minutes() -> int:
        assert settle(name, handler, site.recorded(), database) == [Done()]
        account = store.accounts.volunteer(site.people[0])
        return int(account["minutes"]) if account else 0

    assert minutes() == 30
    hear(site, correction(site))
    assert minutes() == 60
    last = list(database["journals"].find({"kind": "credit"}).sort("_id", 1))[-1]
    assert (last["reason"], last["recorded_by"]) == ("名单属实", DECIDER)
