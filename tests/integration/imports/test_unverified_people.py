"""People of another system's list, whose document nobody has seen yet."""

from typing import Any

from services.volunteers.operations.change_details import change_details
from services.volunteers.views.people import details
from shared.auth import Grant, Identity
from tests.integration.imports.conftest import Office
from tests.integration.imports.lists import TOWN, card, counts

MAPPING = """
[fields]
external_id = "{id}"
source = "elsewhere"
name = "{first} {last}"
sex = "{sex}"
birth_date = "{dob}"
phone = "+44{mobile}"
language = "en"
consent = "yes"
[values.sex]
F = "female"
"""
FOREIGN = b"id,first,last,sex,dob,mobile\n7,Ann,Lee,F,1980-02-01,07400123456\n"


def test_people_without_a_document_are_marked_and_come_in_once(
    volunteers: Office, clock: Any
) -> None:
    boss = Identity("c" * 24, "V1", (Grant("administrator", "/"),))
    assert counts(volunteers.bring(FOREIGN, MAPPING)) == ("done", 1, 0, 0)
    person = volunteers.store.people.collection.find_one({})
    assert details(person, volunteers.own, clock())["identity_kind"] == "unverified"
    assert (person["name"], person["phone"], person["residence_code"]) == (
        "Ann Lee",
        "+447400123456",
        None,
    )
    assert counts(volunteers.bring(FOREIGN, MAPPING)) == ("done", 0, 1, 0)
    volunteers.store.people.collection.insert_one(
        {"_id": "c" * 24, "number": "1", "status": "active", "grants": [
            {"role": "administrator", "organisation_id": TOWN, "organisation_path": "/"}]}
    )  # fmt: skip
    shown = {"identity": {"kind": "resident_card", "number": card(2)}}
    change_details(
        person["_id"], shown, actor=boss, store=volunteers.store, own=volunteers.own, clock=clock
    )
    seen = volunteers.store.people.get(person["_id"])
    assert details(seen, volunteers.own, clock())["identity_kind"] == "resident_card"
    assert counts(volunteers.bring(FOREIGN, MAPPING)) == ("done", 0, 1, 0)


def test_a_foreign_list_needs_a_source(volunteers: Office) -> None:
    job = volunteers.bring(FOREIGN, MAPPING.replace('source = "elsewhere"', ""))
    assert job["state"] == "refused"
    assert "来源" in job["problems"][0]["zh"]
