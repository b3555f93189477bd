"""Signing up: places, waitlist, overlaps, limits, giving back."""

from typing import Any

import pytest

from shared.ids import new_id
from tests.integration.activities.office import Office, ids, shift_fields


def problem(answer: Any) -> str:
    return str(answer.json["type"]).removeprefix("/problems/")


def test_a_place_is_taken_once_and_the_next_waits(office: Office) -> None:
    shift_id, role_id = ids(office.published())
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
    assert shown["shifts"][0]["roles"][0] | {"role_id": 0} == {
        "role_id": 0, "name": "志愿者", "places": 1, "taken": 1, "free": 0, "waiting": 2, "applied": 0,
    }  # fmt: skip


def test_the_first_who_waits_moves_up_with_the_withdrawal(office: Office) -> None:
    shift_id, _ = ids(office.published())
    people = office.volunteers(3)
    rows = [office.sign_up(shift_id, person).json["sign_up_id"] for person in people]
    office.publish_events()
    given = office.ask("POST", f"/sign-ups/{rows[0]}/withdraw", by=people[0])
    assert (given.status_code, given.json["status"]) == (200, "withdrawn")
    assert [office.row(row)["status"] for row in rows] == ["withdrawn", "accepted", "waitlisted"]
    mine = office.ask("GET", "/sign-ups/mine", by=people[2]).json["items"]
    assert [item["position"] for item in mine] == [1]
    kinds = [e["type"].split(".")[1] for e in office.publish_events()]
    assert sorted(kinds) == ["sign_up_moved_up", "sign_up_withdrawn"]
    again = office.sign_up(shift_id, people[0])
    assert (again.json["status"], again.json["position"]) == ("waitlisted", 2)


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


def test_waiting_blocks_nothing_and_moving_up_passes_over_the_busy(office: Office) -> None:
    full = office.published(shifts=[shift_fields(office, 50, 2)])
    elsewhere = office.published(title="讲座", shifts=[shift_fields(office, 51, 2)])
    first, busy, third = office.volunteers(3)
    rows = [office.sign_up(ids(full)[0], p).json["sign_up_id"] for p in (first, busy, third)]
    other = office.sign_up(ids(elsewhere)[0], busy)
    assert other.json["status"] == "accepted"
    office.ask("POST", f"/sign-ups/{rows[0]}/withdraw", by=first)
    assert [office.row(r)["status"] for r in rows] == ["withdrawn", "waitlisted", "accepted"]
    assert office.ask("GET", "/sign-ups/mine", by=busy).json["items"][0]["position"] == 1


def test_the_chore_lifts_whoever_is_free_again(office: Office) -> None:
    from services.activities.operations.move_up import sweep_waitlists

    full = office.published(shifts=[shift_fields(office, 50, 2)])
    elsewhere = office.published(title="讲座", shifts=[shift_fields(office, 51, 2)])
    first, busy = office.volunteers(2)
    rows = [office.sign_up(ids(full)[0], p).json["sign_up_id"] for p in (first, busy)]
    other = office.sign_up(ids(elsewhere)[0], busy).json["sign_up_id"]
    office.ask("POST", f"/sign-ups/{rows[0]}/withdraw", by=first)
    assert office.row(rows[1])["status"] == "waitlisted"
    office.ask("POST", f"/sign-ups/{other}/withdraw", by=busy)
    sweep_waitlists(store=office.store, clock=office.clock)
    assert office.row(rows[1])["status"] == "accepted"


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


@pytest.mark.parametrize(
    ("limits", "person", "expected"),
    [
        ({"minimum_age": 18}, {"birth_date": "2008-11-24"}, "too-young"),
        ({"minimum_age": 18}, {"birth_date": "2008-11-23"}, None),
        ({"maximum_age": 60}, {"birth_date": "1965-11-23"}, "too-old"),
        ({"maximum_age": 60}, {"birth_date": "1965-11-24"}, None),
        ({}, {"birth_date": "2021-01-01"}, "too-young"),
        ({"qualifications": ["急救证"]}, {}, "qualification-missing"),
        ({"qualifications": ["急救证"]}, {"qualifications": ["急救证", "律师证"]}, None),
        ({"team_ids": ["7e" * 12]}, {}, "teams-only"),
        ({"team_ids": ["7e" * 12]}, {"team_ids": ["7e" * 12]}, None),
        ({}, {"status": "suspended"}, "not-active"),
        ({}, {"status": "left"}, "not-active"),
    ],
)
def test_limits_are_the_activitys_own(
    office: Office, limits: dict[str, Any], person: dict[str, Any], expected: str | None
) -> None:
    """The shift is on 2026-11-23 in Shanghai."""
    office.team("7e" * 12)
    shift_id, _ = ids(office.published(**limits))
    answer = office.sign_up(shift_id, office.volunteer(**person))
    if expected is None:
        assert answer.status_code == 201, answer.json
    else:
        assert problem(answer) == expected


def test_the_window_opens_and_closes(office: Office) -> None:
    activity = office.published(
        opens_at=office.at(hours=1).isoformat(), closes_at=office.at(hours=2).isoformat()
    )
    shift_id, _ = ids(activity)
    person = office.volunteer()
    early = office.sign_up(shift_id, person)
    assert problem(early) == "window-not-open"
    assert "2026-11-21 10:00" in early.json["detail"]
    office.clock.advance(hours=2)
    assert problem(office.sign_up(shift_id, person)) == "window-closed"
    office.clock.advance(minutes=-1)
    assert office.sign_up(shift_id, person).status_code == 201


def test_nobody_signs_up_for_a_shift_that_has_begun(office: Office) -> None:
    shift_id, _ = ids(office.published())
    office.clock.advance(hours=49)
    assert problem(office.sign_up(shift_id, office.volunteer())) == "shift-begun"


def test_a_draft_and_an_unknown_shift_are_not_there(office: Office) -> None:
    person = office.volunteer()
    for shift_id in (ids(office.draft())[0], new_id(), "nonsense"):
        answer = office.sign_up(shift_id, person)
        assert (answer.status_code, problem(answer)) == (404, "no-such-shift")


def test_a_registration_on_its_way_is_asked_for_again(office: Office) -> None:
    shift_id, _ = ids(office.published())
    answer = office.sign_up(shift_id, new_id())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


def test_late_withdrawal_says_whom_to_call(office: Office) -> None:
    activity = office.published(withdrawal_minutes=60, contact="010-5550 1234")
    shift_id, _ = ids(activity)
    taker, waiter = office.volunteers(2)
    rows = [office.sign_up(shift_id, p).json["sign_up_id"] for p in (taker, waiter)]
    office.clock.advance(hours=48, seconds=1)
    late = office.ask("POST", f"/sign-ups/{rows[0]}/withdraw", by=taker)
    assert (late.status_code, problem(late)) == (409, "too-late-to-withdraw")
    assert "王组织" in late.json["detail"]
    assert "010-5550 1234" in late.json["detail"]
    english = office.ask(
        "POST", f"/sign-ups/{rows[0]}/withdraw", by=taker, **{"Accept-Language": "en"}
    )
    assert "2026-11-23 09:00" in english.json["detail"]
    waiting = office.ask("POST", f"/sign-ups/{rows[1]}/withdraw", by=waiter)
    assert waiting.status_code == 200


def test_only_the_person_gives_her_place_back_and_only_once(office: Office) -> None:
    shift_id, _ = ids(office.published())
    person, other = office.volunteers(2)
    row = office.sign_up(shift_id, person).json["sign_up_id"]
    assert office.ask("POST", f"/sign-ups/{row}/withdraw", by=other).status_code == 404
    assert office.ask("POST", f"/sign-ups/{row}/withdraw", by=person).status_code == 200
    again = office.ask("POST", f"/sign-ups/{row}/withdraw", by=person)
    assert (again.status_code, problem(again)) == (409, "not-live")


def test_who_has_checked_in_cannot_withdraw(office: Office) -> None:
    shift_id, _ = ids(office.published(withdrawal_minutes=0))
    person = office.volunteer()
    row = office.sign_up(shift_id, person).json["sign_up_id"]
    office.store.sign_ups.rows.update_one({"_id": row}, {"$set": {"open": {"at": office.at()}}})
    answer = office.ask("POST", f"/sign-ups/{row}/withdraw", by=person)
    assert problem(answer) == "has-attendance"


def test_a_repeated_sign_up_with_its_key_gets_the_first_answer(office: Office) -> None:
    shift_id, _ = ids(office.published())
    person = office.volunteer()
    path, key = f"/shifts/{shift_id}/sign-ups", {"Idempotency-Key": "one"}
    answers = [office.ask("POST", path, {}, by=person, **key) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json == answers[1].json
