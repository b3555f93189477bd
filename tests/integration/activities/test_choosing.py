"""Where the organiser chooses: applications, decisions, and walk-ins of the roll call."""

from typing import Any

import pytest

from services.activities.domain.placing import ShiftFull, TimesOverlap
from services.activities.operations.sign_up import SignUp, sign_up
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ORGANISER, ids, problem, shift_fields


@pytest.fixture
def chosen(office: Office) -> dict[str, Any]:
    return office.published(mode="organiser_chooses")


def decide(office: Office, row: str, step: str, **body: Any) -> Any:
    sent = body if step == "decline" else None
    return office.ask("POST", f"/sign-ups/{row}/{step}", sent, by=office.organiser())


def test_applications_wait_and_never_exceed_the_places(
    office: Office, chosen: dict[str, Any]
) -> None:
    people = office.volunteers(3)
    answers = [office.sign_up(ids(chosen)[0], person) for person in people]
    assert [a.json["status"] for a in answers] == ["applied"] * 3
    rows = [a.json["sign_up_id"] for a in answers]
    assert decide(office, rows[1], "accept").json["status"] == "accepted"
    full = decide(office, rows[0], "accept")
    assert (full.status_code, problem(full)) == (409, "shift-full")
    assert problem(decide(office, rows[1], "accept")) == "not-an-application"
    declined = decide(office, rows[2], "decline", reason="名额有限")
    assert (declined.json["status"], declined.json["reason"]) == ("declined", "名额有限")
    assert problem(office.sign_up(ids(chosen)[0], people[2])) == "was-declined"
    counter = office.store.places.of_activities([chosen["activity_id"]])[0]
    assert {k: counter[k] for k in ("taken", "applied", "waiting")} == {
        "taken": 1, "applied": 1, "waiting": 0,
    }  # fmt: skip
    kinds = [e["type"].split(".")[1] for e in office.publish_events()][1:]
    assert kinds == ["sign_up_received"] * 3 + ["sign_up_accepted", "sign_up_declined"]


def test_an_application_blocks_nothing_and_accepting_checks(
    office: Office, chosen: dict[str, Any]
) -> None:
    person = office.volunteer()
    row = office.sign_up(ids(chosen)[0], person).json["sign_up_id"]
    other = office.published(title="讲座", shifts=[shift_fields(office, 50)])
    assert office.sign_up(ids(other)[0], person).status_code == 201
    refused = decide(office, row, "accept")
    assert (refused.status_code, problem(refused)) == (409, "times-overlap")


def test_a_place_that_is_taken_away_goes_to_the_next(office: Office) -> None:
    shift_id, _ = ids(office.published())
    rows = [office.sign_up(shift_id, p).json["sign_up_id"] for p in office.volunteers(2)]
    assert decide(office, rows[0], "decline").json["status"] == "declined"
    assert office.row(rows[1])["status"] == "accepted"


def test_a_suspended_applicant_is_not_accepted(office: Office, chosen: dict[str, Any]) -> None:
    person = office.volunteer()
    row = office.sign_up(ids(chosen)[0], person).json["sign_up_id"]
    office.store.people.rows.update_one({"_id": person}, {"$set": {"status": "suspended"}})
    assert problem(decide(office, row, "accept")) == "not-active"


def test_a_walk_in_takes_a_free_place_or_the_organisers_word(
    office: Office, chosen: dict[str, Any]
) -> None:
    first, second = office.volunteers(2)
    office.clock.advance(hours=49, minutes=5)
    shift_id, _ = ids(chosen)

    def enter(person: str, **more: Any) -> Any:
        message = SignUp(shift_id, person, signed_up_by=ORGANISER, walk_in=True, **more)
        return sign_up(message, store=office.store, clock=office.clock, settings=office.own)

    row = enter(first)
    assert (row["status"], row["marks"], row["signed_up_by"]) == (
        "accepted",
        ["walk_in"],
        ORGANISER,
    )
    with pytest.raises(ShiftFull):
        enter(second)
    assert enter(second, over_places=True)["marks"] == ["walk_in", "over_places"]


def test_a_walk_in_cannot_be_in_two_places(office: Office, chosen: dict[str, Any]) -> None:
    other = office.published(title="讲座", shifts=[shift_fields(office, 50)])
    person = office.volunteer()
    office.sign_up(ids(other)[0], person)
    office.clock.advance(hours=49)
    message = SignUp(ids(chosen)[0], person, signed_up_by=ORGANISER, walk_in=True)
    with pytest.raises(TimesOverlap):
        sign_up(message, store=office.store, clock=office.clock, settings=office.own)
