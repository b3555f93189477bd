"""Sign-ups that meet something else half-way: whoever comes second sees what the first did."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from services.activities import store as room
from services.activities.store.places import Places
from shared.storage import mongo
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, kept, problem, shift_fields


def half_way(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], Any]) -> list[Any]:
    """Let ``meanwhile`` happen once, when a sign-up has read everything and written nothing."""
    whole, done = Places.claim, []

    def claim(*args: Any) -> Any:
        if not done:
            done.append(None)
            with ThreadPoolExecutor(1) as other:  # a request of its own
                done[0] = other.submit(meanwhile).result()
        return whole(*args)

    monkeypatch.setattr(Places, "claim", claim)
    return done


def test_a_cancellation(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = office.published()
    done = half_way(monkeypatch, lambda: office.step(activity, "cancel", {"reason": "雨"}))
    refused = office.sign_up(ids(activity)[0], office.volunteer())
    assert done[0].json["status"] == "cancelled"
    assert problem(refused) == "not-open"
    assert office.rows() == []


def test_a_shift_that_is_cancelled(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = office.published(shifts=[shift_fields(office), shift_fields(office, 73)])
    path = f"/shifts/{ids(activity)[0]}/cancel"
    half_way(monkeypatch, lambda: office.ask("POST", path, {"reason": "雨"}, by=office.organiser()))
    assert problem(office.sign_up(ids(activity)[0], office.volunteer())) == "not-open"


def test_a_change_of_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    activity = office.published()
    moved = kept(activity["shifts"][0]) | {"end": office.at(hours=53).isoformat()}
    half_way(monkeypatch, lambda: office.change(activity, shifts=[moved]))
    row = office.sign_up(ids(activity)[0], office.volunteer()).json["sign_up_id"]
    assert office.row(row)["end"] == office.at(hours=53)
    assert office.row(row)["activity_revision"] == 3


@pytest.mark.parametrize("places", [1, 0])
def test_a_suspension(office: Office, monkeypatch: pytest.MonkeyPatch, places: int) -> None:
    """Whether she would have had the place or waited for it."""
    activity, person = office.published(), office.volunteer()
    if places == 0:
        office.sign_up(ids(activity)[0], office.volunteers(1)[0])
    half_way(monkeypatch, lambda: office.volunteer(person, status="suspended", revision=2))
    assert problem(office.sign_up(ids(activity)[0], person)) == "not-active"


def test_a_place_elsewhere(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    here = office.published()
    there = office.published(title="讲座")
    person = office.volunteer()
    done = half_way(monkeypatch, lambda: office.sign_up(ids(there)[0], person))
    assert problem(office.sign_up(ids(here)[0], person)) == "times-overlap"
    assert done[0].status_code == 201


def test_a_withdrawal_while_the_next_begins_to_wait(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = office.published()
    holder, newcomer = office.volunteers(2)
    row = office.sign_up(ids(activity)[0], holder).json["sign_up_id"]
    path = f"/sign-ups/{row}/withdraw"
    half_way(monkeypatch, lambda: office.ask("POST", path, by=holder))
    assert office.sign_up(ids(activity)[0], newcomer).json["status"] == "accepted"


def test_who_finds_no_turn_in_time_is_asked_to_come_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift_id, _ = ids(office.published())
    person = office.volunteer()
    monkeypatch.setattr(room, "transaction", partial(mongo.transaction, patience=0.3))
    with office.store.database.client.start_session() as session, session.start_transaction():
        office.store.places.rows.update_many({}, {"$inc": {"applied": 1}}, session=session)
        busy = office.sign_up(shift_id, person)
        session.abort_transaction()
    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "2")
    assert "人太多" in busy.json["detail"]
    assert office.sign_up(shift_id, person).status_code == 201
