"""Sessions: signing in, waiting after wrong tries, rotating refresh tokens, signing out."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.volunteers.store.passwords import Passwords
from shared.tokens import verify
from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import PASSWORD

PHONE = "13900000004"  # of the volunteer in the cast


def sign_in(house: House, password: str = PASSWORD, phone: Any = PHONE, address: str = "") -> Any:
    headers = {"X-Forwarded-For": address} if address else {}
    sent = {"phone": phone, "password": password}
    return house.call("POST", "/sessions", json=sent, headers=headers)


def refresh(house: House, token: str) -> Any:
    return house.call("POST", "/sessions/refresh", json={"refresh_token": token})


def test_the_access_token_says_who_and_where(house: House, token_keys: tuple[str, str]) -> None:
    body = sign_in(house, phone="13900000002").get_json()
    identity = verify(body["access_token"], token_keys[1], house.clock.now)
    coordinator = house.who("coordinator")
    assert (identity.volunteer_id, identity.number) == (coordinator["_id"], coordinator["number"])
    path = house.founded.organisations["东区"]["path"]
    assert identity.reaches("coordinator", path)
    assert not identity.reaches("administrator", path)
    assert body["expires_at"] == "2026-11-21T01:15:00.000+00:00"


@pytest.mark.parametrize("spelt", ["１３９０００００００４", 13900000004, "+86 139 0000 0004"])
def test_the_phone_may_be_spelt_as_people_do(town_hall: House, spelt: Any) -> None:
    assert sign_in(town_hall, phone=spelt).status_code == 201


def test_the_volunteer_number_will_do(town_hall: House) -> None:
    assert sign_in(town_hall, phone=town_hall.who("volunteer")["number"]).status_code == 201


def test_a_wrong_password_and_an_unknown_phone_sound_alike(town_hall: House) -> None:
    wrong, unknown = sign_in(town_hall, "wrong wrong"), sign_in(town_hall, phone="13912345678")
    assert wrong.status_code == unknown.status_code == 401
    said = [{**one.get_json(), "request_id": ""} for one in (wrong, unknown)]
    assert said[0] == said[1]


def test_a_guesser_waits_ever_longer_and_the_owner_does_not(house: House) -> None:
    found = [sign_in(house, "wrong wrong", address="203.0.113.9") for _ in range(6)]
    assert [one.status_code for one in found] == [401] * 5 + [429]
    assert found[-1].headers["Retry-After"] == "2"
    assert sign_in(house, address="203.0.113.9").status_code == 429, "not even the right one"
    assert sign_in(house, address="198.51.100.7").status_code == 201, "the owner is elsewhere"
    waits = []
    for _ in range(4):
        house.clock.advance(minutes=20)
        assert sign_in(house, "wrong wrong", address="203.0.113.9").status_code == 401
        waits.append(int(sign_in(house, address="203.0.113.9").headers["Retry-After"]) - 1)
    assert waits == [2, 4, 8, 16]


def test_the_right_password_ends_the_waiting(house: House) -> None:
    for _ in range(4):
        sign_in(house, "wrong wrong")
    assert sign_in(house).status_code == 201
    assert [sign_in(house, "wrong wrong").status_code for _ in range(5)] == [401] * 5


def test_parallel_guesses_count_each(house: House) -> None:
    def guess(number: int) -> int:
        sent = {"phone": PHONE, "password": f"guess number {number}"}
        return house.app.test_client().post("/api/v1/sessions", json=sent).status_code

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(guess, range(48)))
    assert found.count(401) <= 5
    assert set(found) == {401, 429}


def test_guessing_many_phones_from_one_address_ends_too(house: House) -> None:
    house.store.throttles.failed("address", "203.0.113.9", at=house.clock.now, free=300)
    house.store.throttles.collection.update_many({}, {"$set": {"tries": 299}})
    assert sign_in(house, "wrong wrong", address="203.0.113.9").status_code == 401
    phone = "13900000005"
    assert sign_in(house, phone=phone, address="203.0.113.9").status_code == 429
    assert sign_in(house, phone=phone, address="198.51.100.7").status_code == 201


def test_a_family_with_one_phone(house: House) -> None:
    house.register(phone="13811112222", name="王大", password="a password of his")
    house.register(phone="13811112222", name="王二", password="a password of hers")
    phone = "13811112222"
    assert sign_in(house, "a password of hers", phone).status_code == 201
    third = house.register(phone="13811112222", name="王三", password="a password of hers")
    both = sign_in(house, "a password of hers", phone)
    assert (both.status_code, both.get_json()["type"]) == (409, "/problems/several-accounts")
    assert sign_in(house, "a password of hers", third.get_json()["number"]).status_code == 201


def test_one_s_own_password_gives_no_new_tries_at_another_s(house: House) -> None:
    phone, mine = "13811113333", "a password of his"
    house.register(phone=phone, name="王大", password="a password of hers")
    house.register(phone=phone, name="王二", password=mine)
    found = []
    for _ in range(3):
        found += [sign_in(house, "wrong wrong", phone).status_code for _ in range(2)]
        found.append(sign_in(house, mine, phone).status_code)
    assert found == [401, 401, 201, 401, 401, 201, 401, 429, 429]
    house.clock.advance(minutes=1)
    assert sign_in(house, mine, phone).status_code == 201
    assert sign_in(house, mine, phone).status_code == 201, "the family itself does not wait"


def test_refresh_tokens_are_kept_as_hashes_and_used_once(house: House) -> None:
    first = sign_in(house).get_json()["refresh_token"]
    kept = str(list(house.store.sessions.collection.find()))
    assert first.split(".")[1] not in kept
    second = refresh(house, first).get_json()["refresh_token"]
    assert refresh(house, second).status_code == 200
    assert refresh(house, "garbage").status_code == 401


def test_a_spent_token_that_comes_again_ends_the_session(house: House) -> None:
    first = sign_in(house).get_json()["refresh_token"]
    second = refresh(house, first).get_json()["refresh_token"]
    assert refresh(house, first).status_code == 401
    assert house.store.sessions.collection.count_documents({}) == 1, "two tabs are no theft"
    house.clock.advance(seconds=11)
    assert refresh(house, first).status_code == 401
    assert refresh(house, second).status_code == 401
    assert house.store.sessions.collection.count_documents({}) == 0


def test_one_of_parallel_refreshes_wins(house: House) -> None:
    token = sign_in(house).get_json()["refresh_token"]

    def again(_: int) -> int:
        sent = {"refresh_token": token}
        return house.app.test_client().post("/api/v1/sessions/refresh", json=sent).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(again, range(8))) == [200] + [401] * 7


def test_a_session_ends_after_thirty_days_without_use(house: House) -> None:
    token = sign_in(house).get_json()["refresh_token"]
    house.clock.advance(days=30)
    assert refresh(house, token).status_code == 401


def test_signing_out_here_and_everywhere(house: House) -> None:
    here, there = (sign_in(house).get_json() for _ in range(2))
    sent = {"refresh_token": here["refresh_token"]}
    for _ in range(2):  # the second finds it done
        assert house.call("DELETE", "/sessions/current", json=sent).status_code == 204
    assert refresh(house, here["refresh_token"]).status_code == 401
    bearer = {"Authorization": f"Bearer {there['access_token']}"}
    assert house.call("DELETE", "/sessions", headers=bearer).status_code == 204
    assert refresh(house, there["refresh_token"]).status_code == 401


def test_no_answer_with_a_token_is_kept(house: House) -> None:
    sent, key = {"phone": PHONE, "password": PASSWORD}, {"Idempotency-Key": "sign-in-1"}
    answers = [house.call("POST", "/sessions", json=sent, headers=key) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert house.store.database["idempotency"].count_documents({}) == 0


def test_a_hash_of_an_older_profile_is_renewed_at_sign_in(house: House) -> None:
    person = house.who("volunteer")
    old = Passwords("standard", 1).hash(PASSWORD)
    house.store.people.change_silently(person, {"password_hash": old})
    assert sign_in(house).status_code == 201
    now = house.who("volunteer")["password_hash"]
    assert not house.store.passwords.outdated(now)
