"""What was told of people long ago: the last state of each stays, and no refill misses anybody."""

import json
from typing import Any

import pytest

from services.volunteers.operations import forget_past_states as forgetting
from services.volunteers.store import OUTBOXES
from services.volunteers.store.past_states import PastStates
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import Event, opened
from shared.contracts.volunteers import VolunteerRegistered
from shared.storage import outbox
from shared.storage.outbox import HISTORY
from tests.integration.volunteers.conftest import CAST, House

HEARD = [kind.type for kind in HEARS["hours.keep_volunteer"]]


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "LOTS_AT_ONCE", 2)


def publish(house: House) -> None:
    """What the relay does, without a bus; a lot a record."""
    for name in OUTBOXES:
        for record in outbox.pending(house.store.database, name, 1000):
            outbox.remember(house.store.database, outbox.lots([record]))
            outbox.clear(house.store.database, name, [record])


def forget(house: House) -> int:
    parts: dict[str, Any] = {"store": house.store, "own": house.own, "clock": house.clock}
    return forgetting.forget_past_states(**parts)


def change_phone(house: House, phone: str) -> None:
    answer = house.call("PATCH", "/volunteers/me", "volunteer", json={"phone": phone})
    assert answer.status_code == 200, answer.get_json()
    publish(house)


def everybody(events: list[Event]) -> dict[str, tuple[int, str]]:
    """Whom a new service would learn of: revision and phone of the highest revision."""
    found: dict[str, tuple[int, str]] = {}
    for event in events:
        data = event["data"]
        new = (data["revision"], data["phone"])
        found[data["volunteer_id"]] = max(found.get(data["volunteer_id"], new), new)
    return found


def true_people(house: House) -> dict[str, tuple[int, str]]:
    rows = house.store.database["people"].find()
    return {row["_id"]: (row["revision"], row["phone"]) for row in rows}


def told(house: House) -> list[Event]:
    return list(outbox.history(house.store.database, HEARD))


@pytest.fixture
def moved(house: House) -> House:
    """Two phones of hers hold no more, the second since today."""
    publish(house)
    house.clock.advance(days=20)
    change_phone(house, "13800000001")
    house.clock.advance(days=30)
    change_phone(house, "13800000002")
    return house


def test_a_phone_that_holds_no_more_is_forgotten_and_everybody_stays_known(moved: House) -> None:
    assert forget(moved) > 0
    assert everybody(told(moved)) == true_people(moved)
    moved.clock.advance(days=moved.own.past_states_days, minutes=1)
    assert forget(moved) > 0
    kept = "".join(opened(lot["body"]) for lot in outbox.kept(moved.store.database, HEARD))
    hers = [f"139000000{list(CAST).index('volunteer'):02d}", "13800000001", "13800000002"]
    assert [phone in kept for phone in hers] == [False, False, True]
    assert everybody(told(moved)) == true_people(moved)
    assert len(told(moved)) == len(true_people(moved))
    assert forget(moved) == 0


def test_what_was_told_lately_stays_as_it_was(house: House) -> None:
    publish(house)
    house.clock.advance(days=house.own.past_states_days - 1)
    change_phone(house, "13800000001")
    before = told(house)
    assert forget(house) == 0
    assert told(house) == before


def test_other_facts_stay(moved: House) -> None:
    kinds = ["volunteers.organisation_changed", "volunteers.team_changed"]
    before = list(outbox.kept(moved.store.database, kinds))
    moved.clock.advance(days=1000)
    forget(moved)
    assert list(outbox.kept(moved.store.database, kinds)) == before


@pytest.mark.parametrize("written", [False, True])
def test_cut_off_it_goes_on(moved: House, monkeypatch: pytest.MonkeyPatch, written: bool) -> None:
    moved.clock.advance(days=100)
    whole = PastStates._keep

    def dying(self: PastStates, states: Any) -> None:
        if written:
            whole(self, states)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(PastStates, "_keep", dying)
        with pytest.raises(Killed):
            forget(moved)
    assert everybody(told(moved)) == true_people(moved)
    forget(moved)
    assert len(told(moved)) == len(true_people(moved))
    assert everybody(told(moved)) == true_people(moved)


def test_an_early_state_that_comes_again_replaces_no_later_one(moved: House) -> None:
    again = list(outbox.kept(moved.store.database, [VolunteerRegistered.type]))
    assert again
    moved.clock.advance(days=100)
    forget(moved)
    moved.store.database[HISTORY].insert_many({**lot, "_id": lot["_id"] + "0"} for lot in again)
    forget(moved)
    assert len(told(moved)) == len(true_people(moved))
    assert everybody(told(moved)) == true_people(moved)


def test_a_refill_under_way_misses_nobody(moved: House) -> None:
    history = moved.store.database[HISTORY]
    first = next(outbox.kept(moved.store.database, HEARD))
    history.insert_many({**first, "_id": f"000{number:03}"} for number in range(150))
    reading = outbox.kept(moved.store.database, HEARD)
    read = [next(reading)]  # and a hundred more are on their way
    moved.clock.advance(days=100)
    while forget(moved):
        pass
    read += reading
    found = [event for lot in read for event in json.loads(opened(lot["body"]))]
    assert everybody(found) == true_people(moved)
