"""Passwords changed with the old one, or set with a code from a coordinator."""

from typing import Any

from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import PASSWORD, typed

NEW = "一把新的好伞 indeed"


def set_by_code(house: House, number: str, code: str, new: str = NEW) -> Any:
    sent = {"number": number, "code": code, "new_password": new}
    return house.call("PUT", "/volunteers/password", json=sent)


def test_a_new_password_signs_out_everywhere(house: House) -> None:
    headers = house.sign_in("13900000004")
    sent = {"old_password": PASSWORD, "new_password": NEW}
    path = "/volunteers/me/password"
    assert house.call("PUT", path, json=sent, headers=headers).status_code == 204
    assert house.store.sessions.collection.count_documents({}) == 0
    assert house.sign_in("13900000004", NEW)


def test_the_old_password_is_asked_for_and_guessing_it_waits(house: House) -> None:
    headers = house.sign_in("13900000004")
    sent = {"old_password": "not the one", "new_password": NEW}
    path = "/volunteers/me/password"
    found = [house.call("PUT", path, json=sent, headers=headers) for _ in range(6)]
    assert [one.status_code for one in found] == [422] * 5 + [429]
    assert found[0].get_json()["errors"][0]["field"] == "old_password"


def test_changing_it_again_and_again_waits(house: House) -> None:
    """By it one could try passwords of whoever has the same phone."""
    found, old = [], PASSWORD
    headers = house.sign_in("13900000004")
    for number in range(6):
        new = f"{NEW} {number}"
        sent = {"old_password": old, "new_password": new}
        found.append(house.call("PUT", "/volunteers/me/password", json=sent, headers=headers))
        old = new
    assert [one.status_code for one in found] == [204] * 5 + [429]


def test_a_weak_new_password_is_refused(house: House) -> None:
    headers = house.sign_in("13900000004")
    for new in ("13900000004", "19800201", "password"):
        sent = {"old_password": PASSWORD, "new_password": new}
        answer = house.call("PUT", "/volunteers/me/password", json=sent, headers=headers)
        assert answer.get_json()["type"] == "/problems/password-too-common"


def test_who_was_entered_by_somebody_gets_in_with_a_code(house: House) -> None:
    body = typed(house.org("东一村"), password=None, phone="13855556666")
    entered = house.call("POST", "/volunteers/enter", "coordinator", json=body).get_json()
    path = f"/volunteers/{entered['volunteer_id']}/sign-in-code"
    code = house.call("POST", path, "coordinator").get_json()["code"]
    assert code not in str(house.store.people.get(entered["volunteer_id"]))
    assert set_by_code(house, entered["number"], "WRONGCODE2").status_code == 422
    assert set_by_code(house, entered["number"], code.lower()).status_code == 204
    assert set_by_code(house, entered["number"], code).status_code == 422, "it works once"
    mine = house.sign_in("13855556666", NEW)
    looks = house.call("GET", "/volunteers/me/accesses", headers=mine).get_json()["items"]
    assert [(look["what"], look["by"]) for look in looks] == [
        ("sign_in_code_used", "陈秀英"),
        ("sign_in_code", "陈秀英"),
    ]


def test_a_code_is_over_after_a_week_and_unknown_numbers_sound_alike(house: House) -> None:
    person = house.who("volunteer")
    path = f"/volunteers/{person['_id']}/sign-in-code"
    code = house.call("POST", path, "coordinator").get_json()["code"]
    house.clock.advance(days=7)
    over, unknown = set_by_code(house, person["number"], code), set_by_code(house, "1" * 12, code)
    assert over.status_code == unknown.status_code == 422
    assert over.get_json()["type"] == unknown.get_json()["type"] == "/problems/code-wrong"


def test_nobody_gets_a_code_for_an_account_above_her(house: House) -> None:
    for role in ("administrator", "root"):
        path = f"/volunteers/{house.who(role)['_id']}/sign-in-code"
        assert house.call("POST", path, "coordinator").status_code == 403
    path = f"/volunteers/{house.who('stranger')['_id']}/sign-in-code"
    assert house.call("POST", path, "coordinator").status_code == 403
