"""Of a password set by an issued code a second person vouches (ADR 36)."""

from typing import Any

import pytest

from shared.tokens import verify
from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.pages.walking import browser_of, form_to
from tests.pages import open_browser
from tests.unit.volunteers.samples import typed

NEW = "另一把好伞 for sunshine"
NEWER = "一把更好的伞 for snow"


def taken_over(house: House, role: str, issuer: str, new: str = NEW) -> dict[str, str]:
    """``issuer`` gets a code for somebody and uses it herself; headers of that session."""
    person = house.who(role)
    path = f"/volunteers/{person['_id']}/sign-in-code"
    code = house.call("POST", path, issuer).get_json()["code"]
    body = {"number": person["number"], "code": code, "new_password": new}
    assert house.call("PUT", "/volunteers/password", json=body).status_code == 204
    return house.sign_in(person["phone"], new)


def vouch(house: House, role: str, as_: str | None = None, **more: Any) -> Any:
    return house.call("POST", f"/volunteers/{house.who(role)['_id']}/vouch", as_, **more)


def slug(answer: Any) -> str:
    return str((answer.get_json(silent=True) or {}).get("type", "")).removeprefix("/problems/")


def holder(house: House, headers: dict[str, str], public_key: str) -> Any:
    return verify(headers["Authorization"].partition(" ")[2], public_key, house.clock.now)


def test_until_somebody_vouches_a_session_is_provisional_and_has_no_role(
    house: House, token_keys: tuple[str, str]
) -> None:
    hers = taken_over(house, "organiser", "administrator")
    found = holder(house, hers, token_keys[1])
    assert (found.provisional, found.grants) == (True, ())
    assert house.call("GET", "/volunteers/me", headers=hers).get_json()["provisional"] is True
    refused = house.call("PATCH", "/volunteers/me", headers=hers, json={"language": "en"})
    assert (refused.status_code, slug(refused)) == (403, "not-vouched")
    assert house.who("organiser")["language"] == "zh"


def test_after_somebody_vouched_the_next_session_may_do_everything(
    house: House, token_keys: tuple[str, str]
) -> None:
    taken_over(house, "organiser", "administrator")
    assert vouch(house, "organiser", "root").get_json()["provisional"] is False
    hers = house.sign_in(house.who("organiser")["phone"], NEW)
    found = holder(house, hers, token_keys[1])
    assert (found.provisional, [one.role for one in found.grants]) == (False, ["organiser"])
    body = {"language": "en"}
    assert house.call("PATCH", "/volunteers/me", headers=hers, json=body).status_code == 200
    looks = house.call("GET", "/volunteers/me/accesses", headers=hers).get_json()["items"]
    assert [(one["what"], one["by"]) for one in looks][:2] == [
        ("vouched", "林月"),
        ("sign_in_code_used", "周兰"),
    ]


def test_a_renewed_session_knows_that_somebody_vouched(
    house: House, token_keys: tuple[str, str]
) -> None:
    taken_over(house, "volunteer", "coordinator")
    sent = {"phone": house.who("volunteer")["phone"], "password": NEW}
    token = house.call("POST", "/sessions", json=sent).get_json()["refresh_token"]
    vouch(house, "volunteer", "administrator")
    body = {"refresh_token": token}
    renewed = house.call("POST", "/sessions/refresh", json=body).get_json()["access_token"]
    assert not verify(renewed, token_keys[1], house.clock.now).provisional


def test_who_issued_the_code_does_not_vouch(house: House) -> None:
    taken_over(house, "volunteer", "coordinator")
    assert slug(vouch(house, "volunteer", "coordinator")) == "issuer-vouches"
    assert house.who("volunteer")["provisional_by"] == house.who("coordinator")["_id"]


def test_nor_does_she_under_a_second_role(house: House) -> None:
    """Persons are compared, not roles."""
    taken_over(house, "volunteer", "coordinator")
    given = {
        "volunteer_id": house.who("coordinator")["_id"],
        "role": "administrator",
        "organisation_id": house.org("东区"),
    }
    assert house.call("POST", "/grants", "root", json=given).status_code == 201
    again = house.sign_in(house.who("coordinator")["phone"])
    assert slug(vouch(house, "volunteer", headers=again)) == "issuer-vouches"


def test_an_account_taken_over_is_no_second_person(house: House) -> None:
    """The administrator takes over her coordinator to vouch for what she issued herself."""
    taken_over(house, "volunteer", "administrator")
    second = taken_over(house, "coordinator", "administrator", NEWER)
    assert vouch(house, "volunteer", headers=second).status_code == 403
    assert house.who("volunteer")["provisional_by"] is not None


def test_nobody_vouches_for_herself_by_a_token_from_before(house: House) -> None:
    before = house.signed_in("coordinator")
    taken_over(house, "coordinator", "administrator")
    assert slug(vouch(house, "coordinator", headers=before)) == "vouches-for-herself"


def test_one_s_own_change_of_the_password_vouches_for_nothing(house: House) -> None:
    hers = taken_over(house, "volunteer", "coordinator")
    body = {"old_password": NEW, "new_password": NEWER}
    answer = house.call("PUT", "/volunteers/me/password", headers=hers, json=body)
    assert answer.status_code == 204
    assert house.who("volunteer")["provisional_by"] == house.who("coordinator")["_id"]


def test_a_new_code_begins_anew(house: House) -> None:
    taken_over(house, "volunteer", "coordinator")
    assert vouch(house, "volunteer", "administrator").status_code == 200
    taken_over(house, "volunteer", "administrator", NEWER)
    assert slug(vouch(house, "volunteer", "administrator")) == "issuer-vouches"
    assert vouch(house, "volunteer", "coordinator").status_code == 200


@pytest.mark.parametrize("role", ["volunteer", "stranger"])
def test_there_is_nothing_to_vouch_where_she_chose_it_herself(house: House, role: str) -> None:
    assert slug(vouch(house, role, "root")) == "nothing-to-vouch"


def test_who_was_entered_by_somebody_needs_a_second_person_too(house: House) -> None:
    body = typed(house.org("东一村"), password=None, phone="13855556666")
    entered = house.call("POST", "/volunteers/enter", "coordinator", json=body).get_json()
    path = f"/volunteers/{entered['volunteer_id']}"
    code = house.call("POST", f"{path}/sign-in-code", "coordinator").get_json()["code"]
    sent = {"number": entered["number"], "code": code, "new_password": NEW}
    house.call("PUT", "/volunteers/password", json=sent)
    assert slug(house.call("POST", f"{path}/vouch", "coordinator")) == "issuer-vouches"
    assert house.call("POST", f"{path}/vouch", "administrator").status_code == 200


def test_the_pages_say_so_and_a_button_vouches(house: House) -> None:
    hers = taken_over(house, "volunteer", "coordinator")
    mine = open_browser(house.app, hers["Authorization"].partition(" ")[2])
    assert "让另一位管理员（不是开具登录码的人）当面确认" in mine.get("/me").text
    form = mine.get("/me/leave").forms[0]
    assert "请另一位管理员当面确认是您本人" in form.submit(expect_errors=True).text
    address = f"/office/people/{house.who('volunteer')['_id']}"
    issuer, second = browser_of(house, "coordinator"), browser_of(house, "administrator")
    refused = form_to(issuer.get(address), f"{address}/vouch").submit(expect_errors=True)
    assert "须由另一位管理员当面确认" in refused.text
    assert "1人用登录码设了密码" in second.get("/volunteers/parts/office").text
    assert "王小芳" in second.get("/office/people?provisional=true").text
    done = form_to(second.get(address), f"{address}/vouch").submit().follow()
    assert "已确认" in done.text
    assert f"{address}/vouch" not in done.text
    assert "当面确认了密码是您本人的" in mine.get("/me").text
