"""What phones told at check-in, kept for a while beside the ledger and held against it."""

from typing import Any

from services.hours.domain.findings.limits import Limits
from services.hours.operations.findings.detect import detect
from services.hours.operations.keep_activity import keep_activity
from shared.contracts.activities import ActivityPublished
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import instant, new_event
from shared.ids import id_from, new_id
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, ZONE, at, attendance

HERE = {"latitude": 29.45, "longitude": 119.89, "radius": 300}
THERE = {"latitude": 30.25, "longitude": 120.17, "radius": None}


def publish(bank: Bank, name: str, place: Any) -> str:
    """An activity at a place; its id."""
    key = id_from("activity", name)
    data = {
        "activity_id": key,
        "title": name,
        "kind": "elderly",
        "organisation_id": ORGANISATION,
        "organisation_path": f"/{ORGANISATION}/",
        "person_in_charge_id": "x",
        "address": "",
        "status": "published",
        "shifts": [{"shift_id": key, "start": instant(at("09:00")), "end": instant(at("12:00"))}],
        "place": place,
        "revision": 1,
    }
    contract = CONTRACTS[ActivityPublished.type]
    event = new_event(contract, key, data, event_id=new_id(), at=at("08:00"), request_id="")
    keep_activity([event], store=bank.store)
    return key


def found(bank: Bank, **limits: int) -> list[str]:
    bank.clock.now = at("20:00")
    detect(store=bank.store, limits=Limits(**limits), zone=ZONE, clock=bank.clock)
    return sorted(row["kind"] for row in bank.database["findings"].find())


def test_one_phone_for_many_people(bank: Bank) -> None:
    for n in range(4):
        told = attendance(name=f"{n}", volunteer_id=id_from("who", f"{n}"), device="f00d")
        bank.hear(told)
        bank.hear(told)
    assert bank.database["traces"].count_documents({}) == 4
    assert found(bank) == ["shared_device"]
    assert all("device" not in one for one in bank.journals()), "the ledger keeps none of it"


def test_two_places_on_one_morning(bank: Bank) -> None:
    for name, place, times in (("a", HERE, ("09:00", "10:00")), ("b", THERE, ("10:10", "11:00"))):
        bank.hear(attendance(*times, times, name=name, activity_id=publish(bank, name, place)))
    assert found(bank) == ["too_far_apart"]


def test_check_ins_from_outside_the_circle(bank: Bank) -> None:
    key = publish(bank, "a", HERE)
    for n in range(3):
        who: dict[str, Any] = {"volunteer_id": id_from("who", f"{n}"), "activity_id": key}
        bank.hear(attendance(name=f"{n}", checked_in_by="location", distance=301 - n % 2, **who))
    assert found(bank, outside_times=3) == []
    bank.hear(attendance(name="3", checked_in_by="location", distance=390, activity_id=key))
    bank.clock.advance(days=1)
    bank.store.findings.ask(at("20:00"))
    assert found(bank, outside_times=3) == ["outside_place"]


def test_what_says_nothing_of_a_phone_writes_nothing(bank: Bank) -> None:
    bank.hear(attendance())
    assert bank.database["traces"].count_documents({}) == 0


def test_traces_are_gone_after_a_while(bank: Bank) -> None:
    indexes = bank.database["traces"].index_information()
    assert indexes["at"]["expireAfterSeconds"] == 90 * 24 * 3600
