"""Teams with leaders and members."""

from typing import Any

from tests.integration.volunteers.conftest import House


def found(house: House, by: str = "coordinator", **more: Any) -> Any:
    sent = {"name": "巾帼队", "organisation_id": house.org("东一镇"), **more}
    return house.call("POST", "/teams", by, json=sent)


def member(house: House, method: str, team: str, role: str, by: str) -> int:
    path = f"/teams/{team}/members/{house.who(role)['_id']}"
    status: int = house.call(method, path, by).status_code
    return status


def test_a_team_is_founded_with_its_leader_as_a_member(house: House) -> None:
    leader = house.who("volunteer")["_id"]
    body = found(house, leader_ids=[leader, leader]).get_json()
    assert body["leader_ids"] == [leader]
    (event,) = house.events("teams")
    assert event["type"] == "volunteers.team_changed"
    assert (event["data"]["leader_ids"], event["data"]["revision"]) == ([leader], 1)
    person = house.who("volunteer")
    assert person["team_ids"] == [body["team_id"]]
    told = house.events(_id=leader)[-1]["data"]
    assert (told["change"], told["team_ids"]) == ("teams", [body["team_id"]])


def test_what_is_refused(house: House) -> None:
    assert found(house, organisation_id=house.org("西一镇")).status_code == 403
    assert found(house, by="organiser").status_code == 403
    nobody = found(house, leader_ids=["0" * 24])
    assert nobody.get_json()["type"] == "/problems/no-such-leader"
    outsider = found(house, leader_ids=[house.who("stranger")["_id"]])
    assert outsider.get_json()["type"] == "/problems/outsider"
    assert house.store.teams.collection.count_documents({}) == 0, "all or nothing"
    assert found(house).status_code == 201
    assert found(house).get_json()["type"] == "/problems/team-exists"


def test_organisers_and_leaders_take_people_in(house: House) -> None:
    team = found(house).get_json()["team_id"]
    assert member(house, "PUT", team, "volunteer", "organiser") == 204
    assert member(house, "PUT", team, "volunteer", "organiser") == 204
    assert house.who("volunteer")["revision"] == 2, "the second time changed nothing"
    assert member(house, "PUT", team, "organiser", "volunteer") == 403
    leaders = {"leader_ids": [house.who("volunteer")["_id"]]}
    path = f"/teams/{team}"
    assert house.call("PATCH", path, "coordinator", json=leaders).status_code == 200
    assert member(house, "PUT", team, "organiser", "volunteer") == 204, "she leads it now"
    assert member(house, "PUT", team, "stranger", "volunteer") == 409
    assert member(house, "PUT", team, "stranger", "root") == 204
    listed = house.call("GET", f"/volunteers?team_id={team}", "root").get_json()
    assert {item["name"] for item in listed["items"]} == {"王小芳", "张敏", "赵倩"}


def test_leaving_a_team(house: House) -> None:
    leader = house.who("organiser")["_id"]
    team = found(house, leader_ids=[leader]).get_json()["team_id"]
    member(house, "PUT", team, "volunteer", "organiser")
    assert member(house, "DELETE", team, "volunteer", "volunteer") == 204
    assert house.who("volunteer")["team_ids"] == []
    assert member(house, "DELETE", team, "organiser", "organiser") == 409, "a leader stays"
    assert member(house, "DELETE", team, "organiser", "volunteer") == 403


def test_renaming_and_dissolving(house: House) -> None:
    team = found(house).get_json()["team_id"]
    path = f"/teams/{team}"
    assert house.call("PATCH", path, "coordinator", json={"name": "红衣队"}).status_code == 200
    assert house.call("PATCH", path, "coordinator", json={"name": "红衣队"}).status_code == 200
    gone = house.call("PATCH", path, "coordinator", json={"status": "dissolved"})
    assert gone.get_json()["status"] == "dissolved"
    assert [event["data"]["revision"] for event in house.events("teams")] == [1, 2, 3]
    assert house.call("PATCH", path, "coordinator", json={"name": "x"}).status_code == 409
    assert member(house, "PUT", team, "volunteer", "organiser") == 409
    assert found(house, name="红衣队").status_code == 201


def test_the_list_goes_on_by_cursor(house: House) -> None:
    for number in range(5):
        found(house, name=f"第{number}队")
    first = house.call("GET", "/teams?limit=3", "volunteer").get_json()
    cursor = first["next_cursor"]
    rest = house.call("GET", f"/teams?limit=3&cursor={cursor}", "volunteer").get_json()
    names = [item["name"] for item in first["items"] + rest["items"]]
    assert names == [f"第{number}队" for number in range(5)]
    below = house.call("GET", f"/teams?organisation_id={house.org('西区')}", "volunteer")
    assert below.get_json()["items"] == []
    one = house.call("GET", f"/teams/{first['items'][0]['team_id']}", "volunteer")
    assert one.get_json()["name"] == "第0队"
