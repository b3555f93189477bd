"""Signing up: places, the waitlist, two places at the same time."""

from shared.ids import new_id
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, problem, shift_fields


def test_a_place_is_taken_once_and_the_next_waits(office: Office) -> None:
    shift_id, _ = ids(office.published())
    first, second, third = office.volunteers(3)
    one = office.sign_up(shift_id, first)
    assert (one.status_code, one.json["status"], one.json["position"]) == (201, "accepted", None)
    assert one.json["contact"] == {"name": "王组织", "phone": "+8613800138000"}
    two, three = office.sign_up(shift_id, second), office.sign_up(shift_id, third)
    assert [a.json["status"] for a in (two, three)] == ["waitlisted"] * 2
    assert [a.json["position"] for a in (two, three)] == [1, 2]
    events = office.publish_events()
    assert [e["type"].split(".")[1] for e in events] == [
        "activity_published",
        "sign_up_accepted",
        "sign_up_waitlisted",
        "sign_up_waitlisted",
    ]
    assert [e["data"].get("position") for e in events[1:]] == [None, 1, 2]
    shown = office.ask("GET", f"/activities/{one.json['activity_id']}").json
    role = shown["shifts"][0]["roles"][0]
    numbers = {name: role[name] for name in ("places", "taken", "free", "waiting", "applied")}
    assert numbers == {"places": 1, "taken": 1, "free": 0, "waiting": 2, "applied": 0}


def test_overlapping_shifts_are_refused_and_back_to_back_is_fine(office: Office) -> None:
    busy = office.published(shifts=[shift_fields(office, 50, 2)])
    overlapping = office.published(title="讲座", shifts=[shift_fields(office, 51.5, 2)])
    after = office.published(title="义诊", shifts=[shift_fields(office, 52, 2)])
    before = office.published(title="晨练", shifts=[shift_fields(office, 49, 1)])
    person = office.volunteer()
    assert office.sign_up(ids(busy)[0], person).status_code == 201
    refused = office.sign_up(ids(overlapping)[0], person)
    assert (refused.status_code, problem(refused)) == (409, "times-overlap")
    assert "重阳节敬老" in refused.json["detail"]
    assert office.sign_up(ids(after)[0], person).status_code == 201
    assert office.sign_up(ids(before)[0], person).status_code == 201
    counters = office.store.places.of_activities([overlapping["activity_id"]])
    assert [c["taken"] for c in counters] == [0]


def test_the_same_person_is_never_twice_in_a_shift(office: Office) -> None:
    activity = office.published(
        shifts=[
            shift_fields(
                office, roles=[{"name": "引导", "places": 5}, {"name": "摄影", "places": 5}]
            )
        ]
    )
    person = office.volunteer()
    shift_id, role_id = ids(activity)
    assert problem(office.sign_up(shift_id, person)) == "choose-role"
    assert office.sign_up(shift_id, person, role_id).status_code == 201
    for role in (role_id, ids(activity, role=1)[1]):
        again = office.sign_up(shift_id, person, role)
        assert (again.status_code, problem(again)) == (409, "already-signed-up")
    assert problem(office.sign_up(shift_id, person, new_id())) == "unknown-role"


def test_a_repeated_sign_up_with_its_key_gets_the_first_answer(office: Office) -> None:
    shift_id, _ = ids(office.published())
    person = office.volunteer()
    path, key = f"/shifts/{shift_id}/sign-ups", {"Idempotency-Key": "one"}
    answers = [office.ask("POST", path, {}, by=person, **key) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json == answers[1].json
