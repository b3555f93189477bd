"""What changes in a record, by whom, and that every change is told with a greater revision."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from services.volunteers.domain.documents import read_document
from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import card


def change_me(house: House, **fields: Any) -> Any:
    return house.call("PATCH", "/volunteers/me", "volunteer", json=fields)


def change(house: House, role: str, by: str = "coordinator", **fields: Any) -> Any:
    return house.call("PATCH", f"/volunteers/{house.who(role)['_id']}", by, json=fields)


def last_event(house: House, role: str) -> Any:
    return house.events(_id=house.who(role)["_id"])[-1]


def test_a_volunteer_changes_her_contact(house: House) -> None:
    answer = change_me(
        house, phone="137 0000 1111", email="wang@example.cn", wants_email=True, language="en"
    )
    assert answer.status_code == 200
    assert answer.get_json()["phone"] == "+8613700001111"
    event = last_event(house, "volunteer")
    assert (event["type"], event["data"]["change"]) == ("volunteers.volunteer_changed", "details")
    assert event["data"]["email"] == "wang@example.cn"
    assert event["data"]["revision"] == house.who("volunteer")["revision"] == 2


def test_what_stays_the_same_is_not_told(house: House) -> None:
    assert change_me(house, phone="13900000004").status_code == 200
    assert house.who("volunteer")["revision"] == 1


def test_a_volunteer_does_not_change_her_name_herself(house: House) -> None:
    for field, value in (("name", "李"), ("status", "active"), ("grants", []), ("number", "1")):
        answer = change_me(house, **{field: value})
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["field"] == field


def test_mail_needs_an_address(house: House) -> None:
    assert change_me(house, wants_email=True).get_json()["errors"][0]["field"] == "email"
    assert change_me(house, wants_email=True, email="a@example.cn").status_code == 200
    assert change_me(house, email=None).get_json()["errors"][0]["field"] == "email"


def test_a_coordinator_puts_a_name_right_and_it_is_found_by_its_new_readings(house: House) -> None:
    assert change(house, "volunteer", name="单小芳").status_code == 200
    event = last_event(house, "volunteer")
    assert "shanxiaofang" in event["data"]["pinyin"]
    found = house.call("GET", "/volunteers?q=danxiao", "coordinator").get_json()
    assert [item["name"] for item in found["items"]] == ["单小芳"]


def test_birth_date_sex_and_document_agree(house: House) -> None:
    assert change(house, "volunteer", sex="male").get_json()["errors"][0]["field"] == "sex"
    wrong = change(house, "volunteer", birth_date="1981-02-01")
    assert wrong.get_json()["type"] == "/problems/birth-date-differs"
    number = card("19810201", "male", sequence=350)
    right = change(
        house,
        "volunteer",
        birth_date="1981-02-01",
        sex="male",
        identity={"kind": "resident_card", "number": number},
    )
    assert right.status_code == 200
    person = house.who("volunteer")
    assert house.store.vault.open(person["identity"], person["_id"]) == read_document(
        "resident_card", number
    )


def test_a_document_of_somebody_else_is_refused(house: House) -> None:
    taken = {"kind": "resident_card", "number": house.numbers["stranger"]}
    answer = change(house, "volunteer", identity=taken)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/already-registered")


def test_nobody_attests_her_own_qualification(house: House) -> None:
    for role in ("coordinator", "root"):
        answer = change(house, role, role, qualifications=["急救员证"])
        assert answer.status_code == 403
        assert answer.get_json()["type"] == "/problems/own-qualification"
        assert house.who(role)["qualifications"] == []


def test_qualifications_are_told_as_such(house: House) -> None:
    assert change(house, "volunteer", qualifications=["急救员证"]).status_code == 200
    assert last_event(house, "volunteer")["data"]["change"] == "qualifications"


def test_moving_to_another_organisation(house: House) -> None:
    assert change_me(house, organisation_id=house.org("西一镇")).status_code == 200
    assert last_event(house, "volunteer")["data"]["organisation_id"] == house.org("西一镇")
    assert change(house, "volunteer", name="王芳").status_code == 403
    outside = change(house, "organiser", organisation_id=house.org("西一镇"))
    assert outside.status_code == 403


def test_accounts_above_are_not_touched(house: House) -> None:
    assert change(house, "administrator", phone="13700001111").status_code == 403
    assert change(house, "coordinator", "administrator", phone="13700001111").status_code == 200


def test_parallel_changes_all_count(house: House) -> None:
    headers = house.signed_in("volunteer")

    def work(number: int) -> int:
        client = house.app.test_client()
        sent = {"skills": [f"技能{number}"]}
        return client.patch("/api/v1/volunteers/me", json=sent, headers=headers).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(work, range(6))) == {200}
    person = house.who("volunteer")
    revisions = [event["data"]["revision"] for event in house.events(_id=person["_id"])]
    assert sorted(revisions) == [1, 2, 3, 4, 5, 6, 7]
    assert person["revision"] == 7
