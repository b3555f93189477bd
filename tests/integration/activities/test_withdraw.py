"""Giving a place back, and who has it then."""

from services.activities.operations.move_up import sweep_waitlists
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, kept, problem, shift_fields


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


def test_a_newcomer_does_not_pass_those_who_wait(office: Office) -> None:
    """Places were added and the sign-ups have not followed yet: the place is the first one's."""
    activity = office.published()
    first, second, newcomer = office.volunteers(3)
    for person in (first, second):
        office.sign_up(ids(activity)[0], person)
    shift = kept(activity["shifts"][0])
    shift["roles"][0]["places"] = 2
    assert office.change(activity, shifts=[shift]).status_code == 200
    came = office.sign_up(ids(activity)[0], newcomer)
    assert (came.json["status"], came.json["position"]) == ("waitlisted", 1)
    held = [r["volunteer_id"] for r in office.rows() if r["status"] == "accepted"]
    assert sorted(held) == sorted([first, second])
