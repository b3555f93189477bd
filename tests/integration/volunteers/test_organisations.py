"""The tree: adding, renaming, moving, closing; and everybody below follows."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from services.volunteers.operations.follow_moves import follow_moves
from tests.integration.volunteers.conftest import House


def add(house: House, by: str = "root", **more: Any) -> Any:
    sent = {"name": "机关", "level": "unit", "parent_id": house.org("东区"), **more}
    return house.call("POST", "/organisations", by, json=sent)


def change(house: House, which: str, by: str = "root", **fields: Any) -> Any:
    return house.call("PATCH", f"/organisations/{house.org(which)}", by, json=fields)


def path(house: House, name: str) -> str:
    found: str = house.store.organisations.get(house.org(name))["path"]
    return found


def test_an_organisation_is_added_and_told(house: House) -> None:
    answer = add(house, name="妇联机关", level="unit")
    body = answer.get_json()
    assert answer.status_code == 201
    assert body["path"] == path(house, "东区") + body["organisation_id"] + "/"
    (event,) = house.events("organisations", _id=body["organisation_id"])
    assert event["type"] == "volunteers.organisation_changed"
    assert event["data"] == {
        "organisation_id": body["organisation_id"],
        "name": "妇联机关",
        "level": "unit",
        "code": None,
        "parent_id": house.org("东区"),
        "path": body["path"],
        "status": "active",
        "revision": 1,
    }


def test_what_is_refused(house: House) -> None:
    assert add(house, level="city").get_json()["type"] == "/problems/level-misplaced"
    assert add(house, level="town", code="330106").get_json()["type"] == "/problems/code-unknown"
    assert add(house, parent_id="0" * 24).get_json()["errors"][0]["field"] == "parent_id"
    assert add(house, by="administrator", parent_id=house.org("西区")).status_code == 403
    assert add(house, by="coordinator").status_code == 403
    assert add(house).status_code == 201
    assert add(house).get_json()["type"] == "/problems/organisation-exists"
    taken = add(house, name="另一镇", level="town", code="330106001")
    assert taken.get_json()["type"] == "/problems/organisation-exists"


def test_a_repeated_command_adds_once(house: House) -> None:
    sent = {"name": "妇联机关", "level": "unit", "parent_id": house.org("东区")}
    headers = {"Idempotency-Key": "add-1"}
    first = house.call("POST", "/organisations", "root", json=sent, headers=headers)
    house.store.database["idempotency"].delete_many({})  # as if we had died before the answer
    again = house.call("POST", "/organisations", "root", json=sent, headers=headers)
    assert first.get_json() == again.get_json()


def test_the_public_reads_the_tree(house: House) -> None:
    listed = house.call("GET", "/organisations?limit=3").get_json()
    rest = house.call("GET", f"/organisations?limit=200&cursor={listed['next_cursor']}").get_json()
    paths = [item["path"] for item in listed["items"] + rest["items"]]
    assert paths == sorted(paths)
    assert len(paths) == len(set(paths)) == 6
    under = house.call("GET", f"/organisations?under={house.org('东区')}").get_json()["items"]
    assert [item["name"] for item in under] == ["东区", "东一镇", "东一村"]
    children = house.call("GET", f"/organisations?parent_id={house.org('试点市')}").get_json()
    assert {item["name"] for item in children["items"]} == {"东区", "西区"}
    by_code = house.call("GET", "/organisations?code=330105001").get_json()["items"]
    assert [item["name"] for item in by_code] == ["西一镇"]
    assert house.call("GET", f"/organisations/{house.org('东区')}").get_json()["code"] == "330106"
    assert house.call("GET", "/organisations/nothing").status_code == 404


def test_renaming(house: House) -> None:
    assert change(house, "东一镇", name="东山镇").get_json()["name"] == "东山镇"
    event = house.events("organisations", _id=house.org("东一镇"))[-1]
    assert (event["data"]["name"], event["data"]["revision"]) == ("东山镇", 2)


def test_a_moved_town_takes_all_below_along(house: House) -> None:
    team = {"name": "巾帼队", "organisation_id": house.org("东一镇")}
    team_id = house.call("POST", "/teams", "root", json=team).get_json()["team_id"]
    answer = change(house, "东一镇", parent_id=house.org("西区"))
    assert answer.status_code == 200
    west = path(house, "西区")
    assert path(house, "东一村") == f"{west}{house.org('东一镇')}/{house.org('东一村')}/"
    for name in ("东一镇", "东一村"):
        event = house.events("organisations", _id=house.org(name))[-1]
        assert (event["data"]["path"], event["data"]["revision"]) == (path(house, name), 2)
    assert follow_moves(store=house.store, clock=house.clock) >= 3
    person = house.who("volunteer")
    assert person["organisation_path"] == path(house, "东一镇")
    told = house.events(_id=person["_id"])[-1]["data"]
    assert (told["organisation_path"], told["revision"]) == (path(house, "东一镇"), 2)
    assert house.store.teams.get(team_id)["organisation_path"] == path(house, "东一镇")
    (grant,) = house.who("organiser")["grants"]
    assert grant["organisation_path"] == path(house, "东一镇")
    assert follow_moves(store=house.store, clock=house.clock) == 0
    seen = house.call("GET", f"/volunteers/{person['_id']}", "coordinator")
    assert seen.status_code == 403, "her coordinator is another now"


def test_moved_there_and_back_all_is_as_before(house: House) -> None:
    before = path(house, "东一镇")
    for parent in ("西区", "东区"):
        assert change(house, "东一镇", parent_id=house.org(parent)).status_code == 200
        follow_moves(store=house.store, clock=house.clock)
    assert house.who("volunteer")["organisation_path"] == before == path(house, "东一镇")
    assert follow_moves(store=house.store, clock=house.clock) == 0


def test_a_registration_that_was_on_its_way_follows_too(house: House) -> None:
    old = path(house, "东一镇")
    change(house, "东一镇", parent_id=house.org("西区"))
    follow_moves(store=house.store, clock=house.clock)
    late = house.who("stranger")
    stale = {"organisation_id": house.org("东一镇"), "organisation_path": old}
    house.store.people.change(late, stale, told="details", at=house.clock())
    house.clock.advance(minutes=4)
    assert follow_moves(store=house.store, clock=house.clock) == 1
    assert house.who("stranger")["organisation_path"] == path(house, "东一镇")
    house.clock.advance(minutes=2)
    follow_moves(store=house.store, clock=house.clock)
    assert house.store.organisations.get(house.org("东一镇"))["moved_from"] == []


def test_moves_that_are_refused(house: House) -> None:
    under = change(house, "东区", parent_id=house.org("东一镇"))
    assert under.get_json()["type"] == "/problems/moved-under-itself"
    wrong = change(house, "东区", parent_id=house.org("西区"))
    assert wrong.get_json()["type"] == "/problems/level-misplaced"
    foreign = change(house, "东一镇", by="administrator", parent_id=house.org("西区"))
    assert foreign.status_code == 403


def test_two_moves_at_once_make_no_ring(house: House) -> None:
    units = [add(house, name=name).get_json()["organisation_id"] for name in ("甲", "乙")]
    headers = house.signed_in("root")

    def move(pair: tuple[str, str]) -> int:
        client = house.app.test_client()
        sent = {"parent_id": pair[1]}
        url = f"/api/v1/organisations/{pair[0]}"
        return client.patch(url, json=sent, headers=headers).status_code

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(move, [(units[0], units[1]), (units[1], units[0])]))
    assert found == [200, 422]


def test_closing_closes_all_below_and_opening_opens_one(house: House) -> None:
    assert change(house, "东区", status="closed").status_code == 200
    for name in ("东区", "东一镇", "东一村"):
        assert house.events("organisations", _id=house.org(name))[-1]["data"]["status"] == "closed"
    early = change(house, "东一镇", status="active")
    assert early.get_json()["type"] == "/problems/parent-closed"
    assert change(house, "东区", status="active").status_code == 200
    assert house.store.organisations.get(house.org("东一镇"))["status"] == "closed"
    assert house.call("GET", "/organisations?q=东").get_json()["items"][0]["name"] == "东区"
    closed = house.call("GET", "/organisations?status=closed").get_json()["items"]
    assert [item["name"] for item in closed] == ["东一镇", "东一村"]


def test_nothing_changed_is_not_told(house: House) -> None:
    assert change(house, "东区", name="东区", status="active").status_code == 200
    assert house.store.organisations.get(house.org("东区"))["revision"] == 1
