"""What closes and marks itself: forgotten check-outs and those who never came."""

from typing import Any

import pytest

from services.activities.operations.close_forgotten import close_forgotten
from services.activities.operations.mark_no_shows import mark_no_shows
from tests.integration.activities.office import Office
from tests.integration.activities.site import Site, at_once
from tests.integration.activities.test_check_in import problem


def chores(office: Office, **more: Any) -> tuple[int, int]:
    parts = {"store": office.store, "clock": office.clock, **more}
    return close_forgotten(**parts), mark_no_shows(**parts)


def test_forgotten_ones_close_at_the_shift_s_end_and_absentees_are_marked(office: Office) -> None:
    site = Site(office, people=5)
    for at in (0, 1, 2):
        site.come(site.people[at])
    site.later(minutes=90)
    site.go(site.people[2])
    assert len(site.recorded()) == 1
    site.later(minutes=89)  # a minute before check-out closes
    assert chores(office) == (0, 0)
    site.later(minutes=2)
    assert chores(office, batch=1) == (2, 2)
    assert chores(office, batch=1) == (0, 0)
    events = office.publish_events()
    forgotten = [e["data"] for e in events if e["type"] == "activities.attendance_recorded"]
    assert len(forgotten) == 2
    for data in forgotten:
        assert data["check_out_at"] == data["shift_end"]
        assert (data["checked_out_by"], data["recorded_by"]) == ("system", None)
    assert "forgotten_check_out" in site.row(0)["marks"]
    assert site.row(0)["open"] is None
    absent = [e["data"] for e in events if e["type"] == "activities.no_show_marked"]
    assert {data["sign_up_id"] for data in absent} == set(site.sign_up_ids[3:])
    assert [site.row(at)["status"] for at in range(5)] == ["accepted"] * 3 + ["no_show"] * 2
    assert problem(site.scan("check-outs", site.people[0])) == "check-out-forgotten"
    assert problem(site.scan("check-ins", site.people[4])) == "too-late"


def test_only_the_accepted_are_no_shows(office: Office) -> None:
    site = Site(office, people=4)
    for at, status in enumerate(("waitlisted", "withdrawn", "cancelled")):
        change = {"$set": {"status": status}}
        office.store.sign_ups.rows.update_one({"_id": site.sign_up_ids[at]}, change)
    site.later(hours=4)
    assert chores(office) == (0, 1)


def test_two_workers_and_late_check_outs_beside_them_record_everybody_once(office: Office) -> None:
    site = Site(office, people=30)
    for volunteer_id in site.people[:20]:
        site.come(volunteer_id)
    site.later(hours=3, seconds=1)
    at_once(lambda _: chores(office, batch=7), 4)
    events = office.publish_events()
    kinds = [event["type"] for event in events]
    assert kinds.count("activities.attendance_recorded") == 20
    assert kinds.count("activities.no_show_marked") == 10
    assert len({event["subject"] for event in events}) == 30


def test_a_forgotten_one_can_be_corrected(office: Office) -> None:
    site = Site(office, people=1)
    site.come(site.people[0])
    site.later(hours=4)
    chores(office)
    attendance_id = site.row()["intervals"][0]["attendance_id"]
    body = {"check_out_at": "2026-11-23T11:00:00+08:00", "reason": "11点离开"}
    answer = office.ask("POST", f"/attendances/{attendance_id}/correct", body, by=site.chief())
    assert answer.status_code == 200, answer.json
    assert [event["data"]["revision"] for event in site.recorded()] == [1, 2]
    assert chores(office) == (0, 0)


@pytest.mark.parametrize("index", ["open", "never_came"])
def test_the_chores_read_by_their_indexes(office: Office, index: str) -> None:
    names = office.store.sign_ups.rows.index_information()
    assert index in names
