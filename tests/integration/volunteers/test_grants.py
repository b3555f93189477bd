"""Roles within subtrees: who gives them, who takes them, and that tokens follow."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.volunteers.domain.roles import LastAdministrator
from services.volunteers.operations.grant_role import Giving, withdraw_role
from shared.auth import Grant, Identity
from tests.integration.volunteers.conftest import House


def give(house: House, by: str, to: str, role: str, where: str) -> Any:
    sent = {
        "volunteer_id": house.who(to)["_id"],
        "role": role,
        "organisation_id": house.org(where),
    }
    return house.call("POST", "/grants", by, json=sent)


def take(house: House, by: str, from_: str, role: str, where: str) -> int:
    path = f"/grants/{house.who(from_)['_id']}/{role}/{house.org(where)}"
    status: int = house.call("DELETE", path, by).status_code
    return status


@pytest.mark.parametrize(
    ("by", "role", "where", "status"),
    [
        ("coordinator", "organiser", "东一镇", 201),
        ("coordinator", "organiser", "西一镇", 403),
        ("coordinator", "organiser", "试点市", 403),
        ("coordinator", "coordinator", "东一镇", 403),
        ("coordinator", "administrator", "东一镇", 403),
        ("organiser", "organiser", "东一镇", 403),
        ("administrator", "administrator", "东一镇", 201),
        ("administrator", "coordinator", "西一镇", 403),
        ("root", "administrator", "西区", 201),
    ],
)
def test_who_gives_what_where(
    town_hall: House, by: str, role: str, where: str, status: int
) -> None:
    assert give(town_hall, by, "stranger", role, where).status_code == status


def test_nobody_gives_to_herself(house: House) -> None:
    for role in ("root", "administrator", "coordinator"):
        answer = give(house, role, role, "organiser", "东一镇")
        assert answer.get_json()["type"] == "/problems/own-role"


def test_the_next_token_has_the_role(house: House) -> None:
    assert house.call("GET", "/volunteers", "volunteer").status_code == 403
    answer = give(house, "root", "volunteer", "coordinator", "东一镇")
    assert [one["role"] for one in answer.get_json()["roles"]] == ["coordinator"]
    listed = house.call("GET", "/volunteers", "volunteer").get_json()
    assert {item["name"] for item in listed["items"]} == {"王小芳", "张敏"}
    assert take(house, "administrator", "volunteer", "coordinator", "东一镇") == 204
    assert house.call("GET", "/volunteers", "volunteer").status_code == 403


def test_given_twice_it_stands_once(house: House) -> None:
    for _ in range(2):
        assert give(house, "root", "volunteer", "organiser", "东一镇").status_code == 201
    assert len(house.who("volunteer")["grants"]) == 1


def test_a_role_taken_back_gives_nothing_more_although_the_token_holds(house: House) -> None:
    headers = house.signed_in("coordinator")
    assert take(house, "administrator", "coordinator", "coordinator", "东区") == 204
    sent = {
        "volunteer_id": house.who("volunteer")["_id"],
        "role": "organiser",
        "organisation_id": house.org("东一镇"),
    }
    assert house.call("POST", "/grants", headers=headers, json=sent).status_code == 403


def test_taking_back(house: House) -> None:
    assert take(house, "coordinator", "administrator", "administrator", "东区") == 403
    assert take(house, "organiser", "coordinator", "coordinator", "东区") == 403
    assert take(house, "coordinator", "volunteer", "organiser", "东一镇") == 204, "never had it"
    assert take(house, "organiser", "organiser", "organiser", "东一镇") == 204, "her own"
    assert house.who("organiser")["grants"] == []
    assert take(house, "root", "root", "administrator", "试点市") == 409


def test_two_last_administrators_cannot_remove_each_other(house: House) -> None:
    give(house, "root", "administrator", "administrator", "试点市")
    people = [house.who("root"), house.who("administrator")]
    path = house.founded.organisations["试点市"]["path"]

    def remove(pair: tuple[Any, Any]) -> str:
        actor = Identity(pair[0]["_id"], "", (Grant("administrator", path),))
        taking = Giving(
            volunteer_id=pair[1]["_id"],
            role="administrator",
            organisation_id=house.org("试点市"),
        )
        try:
            withdraw_role(taking, actor=actor, store=house.store)
        except LastAdministrator:
            return "last"
        except Exception as no:
            return type(no).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        pairs = [(people[0], people[1]), (people[1], people[0])]
        found = sorted(pool.map(remove, pairs))
    assert found[0] != "done"
    assert found.count("done") <= 1
    left = house.store.people.collection.count_documents(
        {"grants": {"$elemMatch": {"role": "administrator", "organisation_path": path}}}
    )
    assert left == 1


def test_suspended_people_get_no_role(house: House) -> None:
    house.call(
        "POST",
        f"/volunteers/{house.who('volunteer')['_id']}/suspend",
        "coordinator",
        json={"reason": "x"},
    )
    assert give(house, "root", "volunteer", "organiser", "东一镇").status_code == 409


def test_the_list_stays_within_the_scope(house: House) -> None:
    mine = house.call("GET", "/grants", "coordinator").get_json()["items"]
    assert {item["name"] for item in mine} == {"周兰", "陈秀英", "张敏"}
    town = house.call("GET", f"/grants?organisation_id={house.org('东一镇')}", "coordinator")
    assert [item["name"] for item in town.get_json()["items"]] == ["张敏"]
    west = house.call("GET", f"/grants?organisation_id={house.org('西区')}", "coordinator")
    assert west.status_code == 403
    pages, cursor = [], ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        page = house.call("GET", f"/grants?limit=1{more}", "root").get_json()
        pages.append(page["items"])
        cursor = page["next_cursor"]
    assert [len(page) for page in pages] == [1, 1, 1, 1]
