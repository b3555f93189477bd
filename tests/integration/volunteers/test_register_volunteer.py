"""Real-name registration over HTTP: what comes in, what is kept, what is told."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.volunteers.domain.numbers import is_number
from shared.storage.outbox import unseal
from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import card, typed


def test_a_registration_is_kept_and_told_in_one_write(town_hall: House) -> None:
    answer = town_hall.register(
        name="单 于", phone="１３８００１３８０００", skills=["急救", "急救"]
    )
    assert answer.status_code == 201
    body = answer.get_json()
    assert is_number(body["number"])
    person = town_hall.store.people.collection.find_one({"_id": body["volunteer_id"]})
    assert person is not None
    assert (person["name"], person["phone"]) == ("单于", "+8613800138000")
    assert person["pinyin"][:2] == ["shanyu", "sy"]
    assert person["skills"] == ["急救"]
    assert person["consents"] == [{"version": "1", "at": town_hall.clock.now, "entered_by": None}]
    (event,) = unseal(person["outbox"])
    assert event["type"] == "volunteers.volunteer_registered"
    assert event["data"]["revision"] == person["revision"] == 1
    assert event["data"]["organisation_path"] == person["organisation_path"]


def test_a_second_registration_of_one_document_is_refused_without_a_word(town_hall: House) -> None:
    number = card(sex="female", sequence=390)
    assert town_hall.register(number=number, name="钱多多").status_code == 201
    for spelt in (number, number.lower(), "".join(chr(ord(sign) + 0xFEE0) for sign in number)):
        again = town_hall.register(number=spelt, name="李四", phone="13700000001")
        assert (again.status_code, again.get_json()["type"]) == (
            409,
            "/problems/already-registered",
        )
        assert "钱" not in again.get_data(as_text=True)
    assert town_hall.store.people.collection.count_documents({"name": "李四"}) == 0


def test_a_used_up_phone_does_not_let_one_try_documents(town_hall: House) -> None:
    phone, known = "13822223333", card(sequence=392)
    assert town_hall.register(number=known).status_code == 201
    for _ in range(town_hall.own.phone_accounts):
        assert town_hall.register(phone=phone).status_code == 201
    for number in (known, card(sequence=394)):
        answer = town_hall.register(number=number, phone=phone)
        assert answer.get_json()["type"] == "/problems/phone-overused"


def test_one_of_many_parallel_registrations_of_a_document_wins(town_hall: House) -> None:
    number = card(sequence=391)
    sent = [typed(town_hall.org("东一镇"), number=number) for _ in range(12)]

    def register(body: dict[str, Any]) -> int:
        return town_hall.app.test_client().post("/api/v1/volunteers", json=body).status_code

    with ThreadPoolExecutor(12) as pool:
        found = sorted(pool.map(register, sent))
    assert found == [201] + [409] * 11


def test_a_repeated_command_gets_its_own_record(town_hall: House) -> None:
    body, key = typed(town_hall.org("东一镇")), {"Idempotency-Key": "registration-1"}
    first = town_hall.call("POST", "/volunteers", json=body, headers=key)
    again = town_hall.call("POST", "/volunteers", json=body, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    other = town_hall.call("POST", "/volunteers", json=typed(town_hall.org("东一镇")), headers=key)
    assert other.status_code == 409
    assert town_hall.store.database["idempotency"].count_documents({}) == 0


def test_children(town_hall: House) -> None:
    child = {"birth_date": "2017-05-01", "name": "王小明", "sex": "male"}
    assert _problem(town_hall.register(**child)) == ("guardian-needed", "guardian")
    guardian = {"name": "王芳", "relation": "mother", "phone": 13800138000.0}
    alone = town_hall.register(**child, guardian=guardian)
    assert _problem(alone) == ("companion-needed", "guardian.accompanies")
    answer = town_hall.register(**child, guardian={**guardian, "accompanies": True})
    assert answer.get_json()["must_be_accompanied"] is True
    kept = town_hall.store.people.get(answer.get_json()["volunteer_id"])["guardian"]
    assert kept == {
        "name": "王芳",
        "relation": "mother",
        "phone": "+8613800138000",
        "accompanies": True,
        "consented_at": town_hall.clock.now,
    }
    small = town_hall.register(birth_date="2021-05-01", guardian={**guardian, "accompanies": True})
    assert _problem(small) == ("too-young", "birth_date")


@pytest.mark.parametrize(
    ("more", "slug", "field"),
    [
        ({"birth_date": "1980-02-02", "number": card()}, "birth-date-differs", "birth_date"),
        ({"sex": "male", "number": card()}, "sex-differs", "sex"),
        ({"birth_date": "2030-01-01"}, "day-in-future", "birth_date"),
        ({"birth_date": "1980-02-30", "number": card()}, "no-such-day", "birth_date"),
        ({"birth_date": "1899-12-31", "number": card()}, "no-such-day", "birth_date"),
        ({"number": "110105194912310021"}, "document-mistyped", "identity.number"),
        ({"number": "１２３"}, "document-misspelt", "identity.number"),
        ({"name": "王3"}, "name-unreadable", "name"),
        ({"phone": "123"}, "phone-unreadable", "phone"),
        ({"residence_code": "330199"}, "code-unknown", "residence_code"),
        ({"consent_version": "0"}, "consent-missing", "consent_version"),
        ({"wants_email": True}, "email-missing", "email"),
        ({"password": "password"}, "password-too-common", "password"),
        ({"password": "short"}, "password-too-short", "password"),
        ({"skills": [str(n) for n in range(21)]}, "too-many-words", "skills"),
        ({"organisation_id": "0" * 24}, "no-such-organisation", "organisation_id"),
    ],
)
def test_what_is_wrong_is_named_in_both_languages(
    town_hall: House, more: dict[str, Any], slug: str, field: str
) -> None:
    said = set()
    for language in ("zh", "en"):
        body = typed(**{"organisation_id": town_hall.org("东一镇"), **more})
        headers = {"Accept-Language": language}
        answer = town_hall.call("POST", "/volunteers", json=body, headers=headers)
        assert answer.status_code == 422
        assert answer.mimetype == "application/problem+json"
        assert _problem(answer) == (slug, field)
        said.add(answer.get_json()["errors"][0]["message"])
    assert len(said) == 2


def test_a_password_an_acquaintance_would_guess_is_refused(town_hall: House) -> None:
    for password in ("13812345678", "19800201", "wangxiaofang"):
        answer = town_hall.register(phone="13812345678", password=password)
        assert _problem(answer) == ("password-too-common", "password")


def test_a_family_shares_a_phone_up_to_a_number(town_hall: House) -> None:
    found = [town_hall.register(phone="13811112222").status_code for _ in range(6)]
    assert found == [201] * 5 + [409]


def test_nobody_registers_in_a_closed_organisation(house: House) -> None:
    path = f"/organisations/{house.org('西一镇')}"
    assert house.call("PATCH", path, "root", json={"status": "closed"}).status_code == 200
    assert _problem(house.register("西一镇")) == ("organisation-closed", "organisation_id")


def test_a_coordinator_enters_somebody_with_consent(town_hall: House) -> None:
    body = typed(town_hall.org("东一村"), password=None, name="孙阿姨")
    answer = town_hall.call("POST", "/volunteers/enter", "coordinator", json=body)
    assert answer.status_code == 201
    kept = town_hall.store.people.get(answer.get_json()["volunteer_id"])
    assert kept["consents"][0]["entered_by"] == town_hall.who("coordinator")["_id"]
    assert kept["password_hash"] is None
    outside = typed(town_hall.org("西一镇"), password=None)
    assert (
        town_hall.call("POST", "/volunteers/enter", "coordinator", json=outside).status_code == 403
    )


def test_the_terms_are_public(town_hall: House) -> None:
    terms = town_hall.call("GET", "/volunteers/terms").get_json()
    assert (terms["consent_version"], terms["guardian_age"]) == ("1", 14)
    assert "resident_card" in terms["document_kinds"]


def _problem(answer: Any) -> tuple[str, str]:
    body = answer.get_json()
    return body["type"].removeprefix("/problems/"), body["errors"][0]["field"]
