"""What a cancellation, a change or a suspension means for everybody who signed up."""

from typing import Any

import pytest

from services.activities.operations import cancel_sign_ups as cancelling
from services.activities.operations import reschedule_sign_ups as rescheduling
from services.activities.store import Store
from shared.storage.mongo import Document
from tests.integration.activities.office import Office, ids, shift_fields
from tests.integration.activities.test_activities import kept, step


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


def rows_of(store: Store) -> list[Document]:
    return list(store.sign_ups.rows.find().sort("queue", 1))


def kinds(events: list[Any]) -> list[str]:
    return [event["type"].split(".")[1] for event in events]


@pytest.fixture
def many(office: Office, monkeypatch: pytest.MonkeyPatch) -> Document:
    """An activity with 8 accepted and 2 waiting; batches of 3."""
    monkeypatch.setattr(cancelling, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(rescheduling, "ROWS_AT_ONCE", 3)
    activity = office.published(shifts=[shift_fields(office, places=8)])
    for person in office.volunteers(10):
        assert office.sign_up(ids(activity)[0], person).status_code == 201
    office.publish_events()
    return activity


def cut_off(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, after: int) -> None:
    """Let ``owner.name`` die at its call number ``after``, after it has done its work."""
    whole, calls = getattr(owner, name), []

    def dying(*args: Any, **more: Any) -> Any:
        found = whole(*args, **more)
        calls.append(1)
        if len(calls) == after:
            raise Killed
        return found

    monkeypatch.setattr(owner, name, dying)


def test_a_cancelled_activity_frees_everybody_and_says_why(office: Office, many: Document) -> None:
    answer = step(office, many, "cancel", {"reason": "台风"})
    assert (answer.json["status"], answer.json["reason"]) == ("cancelled", "台风")
    told = [e for e in office.hear() if e["type"].endswith("sign_up_cancelled")]
    assert len({e["data"]["volunteer_id"] for e in told}) == len(told) == 10
    assert {e["data"]["reason"] for e in told} == {"台风"}
    assert {row["status"] for row in rows_of(office.store)} == {"cancelled"}
    assert {len(p["busy"]) for p in office.store.people.rows.find()} == {0}
    counter = office.store.places.of_activities([many["activity_id"]])[0]
    assert (counter["taken"], counter["waiting"]) == (0, 0)


@pytest.mark.parametrize("after", [1, 2, 3])
@pytest.mark.parametrize("moment", ["free", "save_many"])
def test_a_cancellation_that_is_killed_goes_on(
    office: Office, many: Document, monkeypatch: pytest.MonkeyPatch, after: int, moment: str
) -> None:
    step(office, many, "cancel", {"reason": "台风"})
    events = office.publish_events()
    owner = type(office.store.people) if moment == "free" else type(office.store.sign_ups)
    with monkeypatch.context() as dying:
        cut_off(dying, owner, moment, after)
        with pytest.raises(Killed):
            office.hand_over(events)
    office.hand_over(events)
    office.hand_over(events)
    told = office.publish_events()
    assert kinds(told) == ["sign_up_cancelled"] * 10
    assert len({e["subject"] for e in told}) == 10
    assert {len(p["busy"]) for p in office.store.people.rows.find()} == {0}


def test_who_has_checked_in_keeps_her_row(office: Office, many: Document) -> None:
    row = rows_of(office.store)[0]
    open_ = {"attendance_id": "x", "at": office.at(), "by": "code"}
    office.store.sign_ups.rows.update_one({"_id": row["_id"]}, {"$set": {"open": open_}})
    step(office, many, "cancel", {"reason": "台风"})
    told = office.hear()
    assert kinds(told).count("sign_up_cancelled") == 9
    assert office.row(row["_id"])["status"] == "accepted"


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
    for row in rows_of(office.store):
        assert (row["start"], row["address"]) == (office.at(hours=60), "老年活动中心")
        assert row["opens_at"] == office.at(hours=59)
    busy = [p["busy"][0]["start"] for p in office.store.people.rows.find({"busy.0": {"$exists": 1}})]
    assert busy == [office.at(hours=60)] * 8
    office.hand_over(told[:1])
    assert office.publish_events() == []


@pytest.mark.parametrize("after", [1, 2, 4])
@pytest.mark.parametrize("moment", ["move", "follow_activity"])
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
    assert {row["start"] for row in rows_of(office.store)} == {office.at(hours=50)}
    held = office.store.people.rows.find({"busy.0": {"$exists": 1}})
    assert {p["busy"][0]["start"] for p in held} == {office.at(hours=50)}


def test_what_does_not_concern_a_person_tells_her_nothing(office: Office, many: Document) -> None:
    office.change(many, description="另有午餐。")
    assert kinds(office.hear()) == ["activity_changed"]
    assert {row["activity_revision"] for row in rows_of(office.store)} == {3}


def test_more_places_lift_those_who_wait(office: Office, many: Document) -> None:
    shift = kept(many["shifts"][0])
    shift["roles"][0]["places"] = 9
    office.change(many, shifts=[shift])
    assert kinds(office.hear()) == ["activity_changed", "sign_up_moved_up"]
    assert [r["status"] for r in rows_of(office.store)].count("accepted") == 9


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
    swapped = [one | {k: two[k] for k in ("start", "end")}, two | {k: one[k] for k in ("start", "end")}]
    office.change(activity, shifts=swapped)
    office.hear()
    assert [row["status"] for row in rows_of(office.store)] == ["accepted"] * 2
    busy = office.store.people.require(person)["busy"]
    assert {e["shift_id"]: e["start"] for e in busy} == {
        one["shift_id"]: office.at(hours=51),
        two["shift_id"]: office.at(hours=49),
    }


def test_a_cancelled_shift_leaves_the_others(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office, 49, 2), shift_fields(office, 73, 2)])
    person = office.volunteer()
    rows = [office.sign_up(ids(activity, n)[0], person).json["sign_up_id"] for n in (0, 1)]
    office.publish_events()
    path = f"/shifts/{ids(activity)[0]}/cancel"
    answer = office.ask("POST", path, {"reason": "停电"}, by=office.organiser())
    assert [s["cancelled"] for s in answer.json["shifts"]] == ["停电", None]
    assert answer.json["starts_at"] == activity["shifts"][1]["start"]
    assert kinds(office.hear()) == ["activity_changed", "sign_up_cancelled"]
    assert [office.row(r)["status"] for r in rows] == ["cancelled", "accepted"]
    assert office.sign_up(ids(activity)[0], office.volunteer()).status_code == 409
    last = office.ask(
        "POST", f"/shifts/{ids(activity, 1)[0]}/cancel", {"reason": "停电"}, by=office.organiser()
    )
    assert last.json["status"] == "cancelled"


def test_a_suspension_gives_future_places_back(office: Office) -> None:
    shift_id, _ = ids(office.published())
    one, two = office.volunteers(2)
    rows = [office.sign_up(shift_id, p).json["sign_up_id"] for p in (one, two)]
    office.publish_events()
    office.volunteer(one, status="suspended", change="suspended", revision=2)
    assert [office.row(r)["status"] for r in rows] == ["withdrawn", "accepted"]
    assert sorted(kinds(office.publish_events())) == ["sign_up_moved_up", "sign_up_withdrawn"]
    office.volunteer(one, status="active", change="returned", revision=3)
    assert office.sign_up(shift_id, one).json["status"] == "waitlisted"
    office.volunteer(one, status="suspended", change="suspended", revision=2)
    assert office.row(rows[0])["status"] == "waitlisted"


def test_rosters_follow_the_person(office: Office) -> None:
    shift_id, _ = ids(office.published())
    person = office.volunteer()
    row = office.sign_up(shift_id, person).json["sign_up_id"]
    office.volunteer(person, name="李夏荷", pinyin=["lixiahe"], phone="+8613900139000", revision=3)
    office.volunteer(person, name="旧名", pinyin=["jiuming"], revision=2)
    found = office.row(row)
    assert (found["name"], found["name_key"], found["phone"]) == (
        "李夏荷",
        "lixiahe",
        "+8613900139000",
    )


def test_a_unit_that_moves_takes_its_activities_along(office: Office) -> None:
    from tests.integration.activities.office import OTHER, TOWN

    activity = office.published()
    row = office.sign_up(ids(activity)[0], office.volunteer()).json["sign_up_id"]
    office.organisation(TOWN, path=f"/{OTHER}/{TOWN}/", revision=2)
    assert office.row(row)["organisation_path"] == f"/{OTHER}/{TOWN}/"
    listed = office.ask("GET", f"/activities?organisation_id={OTHER}").json["items"]
    assert [item["activity_id"] for item in listed] == [activity["activity_id"]]
