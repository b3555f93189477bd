"""Suspending, leaving and returning."""

from typing import Any

from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import PASSWORD


def step(house: House, name: str, role: str, by: str, **sent: Any) -> Any:
    return house.call("POST", f"/volunteers/{house.who(role)['_id']}/{name}", by, json=sent)


def test_suspended_she_keeps_her_record_and_loses_her_roles(house: House) -> None:
    answer = step(house, "suspend", "organiser", "coordinator", reason="投诉调查")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "suspended")
    event = house.events(_id=house.who("organiser")["_id"])[-1]
    assert (event["data"]["change"], event["data"]["status"]) == ("suspended", "suspended")
    assert house.call("GET", "/volunteers/me", "organiser").status_code == 200
    assert house.call("DELETE", "/grants/x/organiser/y", "organiser").status_code == 403
    back = step(house, "return", "organiser", "coordinator")
    assert [entry["step"] for entry in back.get_json()["standings"]] == ["suspended", "returned"]
    assert back.get_json()["roles"][0]["role"] == "organiser"


def test_a_suspension_has_a_reason(house: House) -> None:
    answer = step(house, "suspend", "volunteer", "coordinator")
    assert answer.get_json()["errors"][0]["field"] == "reason"


def test_who_leaves_is_signed_out_and_kept(house: House) -> None:
    team = house.call(
        "POST",
        "/teams",
        "coordinator",
        json={
            "name": "巾帼队",
            "organisation_id": house.org("东一镇"),
            "leader_ids": [house.who("volunteer")["_id"]],
        },
    ).get_json()
    assert step(house, "leave", "volunteer", "volunteer", reason="搬家").status_code == 200
    person = house.who("volunteer")
    assert (person["status"], person["name"]) == ("left", "王小芳")
    assert person["team_ids"] == person["grants"] == []
    assert house.store.teams.get(team["team_id"])["leader_ids"] == []
    assert house.events("teams")[-1]["data"]["leader_ids"] == []
    assert house.events(_id=person["_id"])[-1]["data"]["change"] == "left"
    sent = {"phone": "13900000004", "password": PASSWORD}
    assert house.call("POST", "/sessions", json=sent).status_code == 401
    assert house.store.sessions.collection.count_documents({"volunteer_id": person["_id"]}) == 0
    assert step(house, "leave", "volunteer", "coordinator").status_code == 409
    assert step(house, "return", "volunteer", "coordinator").status_code == 200


def test_who_left_cannot_register_again_but_returns(house: House) -> None:
    step(house, "leave", "volunteer", "volunteer")
    number = house.numbers["volunteer"]
    assert house.register(number=number).status_code == 409


def test_nobody_is_suspended_from_below_or_outside(house: House) -> None:
    for role in ("administrator", "root", "stranger"):
        assert step(house, "suspend", role, "coordinator", reason="x").status_code == 403
    assert step(house, "leave", "volunteer", "organiser").status_code == 403


def test_a_suspended_coordinator_suspends_nobody_with_her_old_token(house: House) -> None:
    headers = house.signed_in("coordinator")
    step(house, "suspend", "coordinator", "administrator", reason="x")
    path = f"/volunteers/{house.who('organiser')['_id']}/suspend"
    assert house.call("POST", path, headers=headers, json={"reason": "y"}).status_code == 403


def test_the_last_administrator_stays(house: House) -> None:
    answer = step(house, "leave", "root", "root")
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/last-administrator")
    sent = {
        "volunteer_id": house.who("administrator")["_id"],
        "role": "administrator",
        "organisation_id": house.org("试点市"),
    }
    assert house.call("POST", "/grants", "root", json=sent).status_code == 201
    assert step(house, "leave", "root", "root").status_code == 200
    assert step(house, "suspend", "administrator", "administrator", reason="x").status_code == 409
