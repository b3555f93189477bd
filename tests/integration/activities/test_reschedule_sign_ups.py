"""What a change means for everybody who signed up."""

import pytest

from shared.storage.mongo import Document
from tests.integration.activities.cutting_off import Killed, cut_off
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, kept, kinds, shift_fields


def test_a_change_of_time_reaches_everybody_once(office: Office, many: Document) -> None:
    shift = kept(many["shifts"][0])
    moved = shift | {
        "start": office.at(hours=60).isoformat(),
        "end": office.at(hours=61).isoformat(),
    }
    office.change(many, shifts=[moved], address="老年活动中心")
    told = office.hear()
    assert kinds(told) == ["activity_changed"] + ["sign_up_rescheduled"] * 10
    assert told[1]["data"]["changes"] == ["address", "start", "end"]
    for row in office.rows():
        assert (row["start"], row["address"]) == (office.at(hours=60), "老年活动中心")
        assert row["opens_at"] == office.at(hours=59)
    busy = [
        p["busy"][0]["start"] for p in office.store.people.rows.find({"busy.0": {"$exists": 1}})
    ]
    assert busy == [office.at(hours=60)] * 8
    office.hand_over(told[:1])
    assert office.publish_events() == []


@pytest.mark.parametrize(
    ("moment", "after"),
    [("move", 1), ("move", 2), ("follow_activity", 1), ("follow_activity", 4)],
)
def test_a_change_that_is_killed_goes_on(
    office: Office, many: Document, monkeypatch: pytest.MonkeyPatch, after: int, moment: str
) -> None:
    moved = kept(many["shifts"][0]) | {"start": office.at(hours=50).isoformat()}
    office.change(many, shifts=[moved])
    events = office.publish_events()
    owner = type(office.store.people) if moment == "move" else type(office.store.followers)
    with monkeypatch.context() as dying:
        cut_off(dying, owner, moment, after)
        with pytest.raises(Killed):
            office.hand_over(events)
    office.hand_over(events)
    told = office.publish_events()
    assert kinds(told) == ["sign_up_rescheduled"] * 10
    assert {row["start"] for row in office.rows()} == {office.at(hours=50)}
    held = office.store.people.rows.find({"busy.0": {"$exists": 1}})
    assert {p["busy"][0]["start"] for p in held} == {office.at(hours=50)}


def test_what_does_not_concern_a_person_tells_her_nothing(office: Office, many: Document) -> None:
    office.change(many, description="另有午餐。")
    assert kinds(office.hear()) == ["activity_changed"]
    assert {row["activity_revision"] for row in office.rows()} == {3}


def test_more_places_lift_those_who_wait(office: Office, many: Document) -> None:
    shift = kept(many["shifts"][0])
    shift["roles"][0]["places"] = 9
    office.change(many, shifts=[shift])
    assert kinds(office.hear()) == ["activity_changed", "sign_up_moved_up"]
    assert [r["status"] for r in office.rows()].count("accepted") == 9


def test_a_new_time_that_overlaps_another_place_gives_this_one_up(office: Office) -> None:
    moving = office.published(shifts=[shift_fields(office, 49, 2)])
    fixed = office.published(title="讲座", shifts=[shift_fields(office, 60, 2)])
    both, waiter = office.volunteers(2)
    row = office.sign_up(ids(moving)[0], both).json["sign_up_id"]
    office.sign_up(ids(fixed)[0], both)
    next_row = office.sign_up(ids(moving)[0], waiter).json["sign_up_id"]
    office.publish_events()
    moved = kept(moving["shifts"][0]) | {
        "start": office.at(hours=61).isoformat(),
        "end": office.at(hours=63).isoformat(),
    }
    office.change(moving, shifts=[moved])
    told = office.hear()
    cancelled = next(e for e in told if e["type"].endswith("sign_up_cancelled"))
    assert "讲座" in cancelled["data"]["reason"]
    assert [office.row(r)["status"] for r in (row, next_row)] == ["cancelled", "accepted"]
    person = office.store.people.require(both)
    assert [entry["title"] for entry in person["busy"]] == ["讲座"]


def test_two_shifts_of_one_person_may_swap(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office, 49, 2), shift_fields(office, 51, 2)])
    person = office.volunteer()
    for n in (0, 1):
        assert office.sign_up(ids(activity, n)[0], person).status_code == 201
    one, two = (kept(shift) for shift in activity["shifts"])
    swapped = [
        one | {k: two[k] for k in ("start", "end")},
        two | {k: one[k] for k in ("start", "end")},
    ]
    office.change(activity, shifts=swapped)
    office.hear()
    assert [row["status"] for row in office.rows()] == ["accepted"] * 2
    busy = office.store.people.require(person)["busy"]
    assert {e["shift_id"]: e["start"] for e in busy} == {
        one["shift_id"]: office.at(hours=51),
        two["shift_id"]: office.at(hours=49),
    }
