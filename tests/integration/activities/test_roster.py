"""Rosters: the right rows in the right order, masked for who may not see, and every look noted."""

from typing import Any

import pytest

from shared.contracts.volunteers import VolunteerChanged
from shared.ids import id_from
from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    ORGANISER,
    OTHER,
    PATHS,
    TOWN,
    volunteer_state,
)
from tests.integration.activities.site import CHIEF, Site
from tests.integration.activities.test_check_in import problem

TEAM = "7e" * 12
PEOPLE = (
    ("王小芳", ["wangxiaofang", "wxf"], "+8613812340001"),
    ("单于凤", ["shanyufeng", "syf", "chanyufeng", "cyf"], "+8613812340002"),
    ("王芳", ["wangfang", "wf"], "+8613912340003"),
    ("Anna Smith", ["annasmith", "as"], None),
)


def people(office: Office) -> None:
    """The first four of ``office.volunteers`` get names of their own; two are in a team."""
    states = [
        volunteer_state(
            id_from("v", str(n)),
            number=f"KH000{n}",
            name=name,
            pinyin=pinyin,
            phone=phone,
            team_ids=[TEAM] if n < 2 else [],
            revision=2,
        )
        for n, (name, pinyin, phone) in enumerate(PEOPLE)
    ]
    office.deliver(VolunteerChanged, *states)


@pytest.fixture
def site(office: Office) -> Site:
    made = Site(office, people=4)
    people(office)
    office.team(TEAM, leader_ids=[made.people[3]])
    return made


def ask(site: Site, by: Any = None, **query: Any) -> Any:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return site.office.ask("GET", f"/rosters?{words}", by=by or site.chief())


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    return [item["name"] for item in answer.json["items"]]


def test_a_line_says_who_what_when(site: Site) -> None:
    site.come(site.people[0])
    site.later(minutes=40)
    site.go(site.people[0])
    site.come(site.people[0])
    answer = ask(site, activity_id=site.activity_id)
    assert names(answer) == ["Anna Smith", "单于凤", "王芳", "王小芳"]
    assert answer.json["counts"] == {"accepted": 4}
    line = answer.json["items"][3]
    assert (line["phone"], line["number"]) == ("13812340001", "KH0000")
    assert (line["present"], line["minutes_present"]) == (True, 40)
    assert [one["check_out_at"] is None for one in line["attendances"]] == [False, True]
    assert line["check_in_at"] == line["attendances"][0]["check_in_at"]
    assert "outbox" not in line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("芳", ["王芳", "王小芳"]),
        ("小芳", ["王小芳"]),
        ("xiaofang", ["王小芳"]),
        ("FANG", ["王芳", "王小芳"]),
        ("wang fang", ["王芳"]),
        ("wxf", ["王小芳"]),
        ("chanyu", ["单于凤"]),
        ("anna", ["Anna Smith"]),
        ("KH0002", ["王芳"]),
        (".*", []),
        ("王(", []),
    ],
)
def test_part_of_a_name(site: Site, text: str, found: list[str]) -> None:
    assert names(ask(site, activity_id=site.activity_id, q=text)) == found


def test_filters_narrow(site: Site) -> None:
    here = {"activity_id": site.activity_id}
    assert names(ask(site, **here, phone_tail="0002")) == ["单于凤"]
    assert names(ask(site, **here, phone_tail="13812340001")) == ["王小芳"]
    assert names(ask(site, **here, team_id=TEAM)) == ["单于凤", "王小芳"]
    assert len(names(ask(site, shift_id=site.shift_id))) == 4
    assert names(ask(site, shift_id=site.shift_id, status="no_show,withdrawn")) == []
    assert len(names(ask(site, organisation_id=COUNTY))) == 4
    assert len(names(ask(site, organisation_id=TOWN, status="accepted"))) == 4
    assert len(names(ask(site))) == 4  # all my subtrees
    site.come(site.people[0])
    site.come(site.people[2])
    site.go(site.people[2])
    assert names(ask(site, **here, presence="in")) == ["王小芳"]
    assert names(ask(site, **here, presence="came")) == ["王芳", "王小芳"]
    answer = ask(site, **here, presence="absent", status="accepted")
    assert (names(answer), answer.json["counts"]) == (["Anna Smith", "单于凤"], {"accepted": 2})
    start = "2026-11-23T02:00:00Z"
    assert len(names(ask(site, **{"from": start}, organisation_id=TOWN))) == 4
    assert names(ask(site, to=start, organisation_id=TOWN)) == []


@pytest.mark.parametrize("sort", ["name", "start", "status", "check_in"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_join_to_the_whole_in_every_order(site: Site, sort: str, sign: str) -> None:
    for at in (2, 0):
        site.come(site.people[at])
        site.later(minutes=1)
    change = {"$set": {"status": "declined"}}
    site.office.store.sign_ups.rows.update_one({"_id": site.sign_up_ids[1]}, change)
    for scope in ({"activity_id": site.activity_id}, {"organisation_id": COUNTY}):
        whole = names(ask(site, **scope, sort=sign + sort))
        paged, cursor = [], ""
        while cursor is not None:
            answer = ask(site, **scope, sort=sign + sort, limit=1, **_cursor(cursor))
            paged += names(answer)
            assert (answer.json["counts"] is None) is bool(cursor)
            cursor = answer.json["next_cursor"]
        assert paged == whole
        assert sorted(whole) == ["Anna Smith", "单于凤", "王小芳", "王芳"]
    expected = {
        "name": ["Anna Smith", "单于凤", "王芳", "王小芳"],
        "start": ["Anna Smith", "单于凤", "王芳", "王小芳"],
        "status": ["Anna Smith", "王芳", "王小芳", "单于凤"],
    }
    if sort in expected:
        assert whole == (expected[sort][::-1] if sign else expected[sort])
    else:
        assert (whole if not sign else whole[::-1])[2:] == ["王芳", "王小芳"]


def _cursor(cursor: str) -> dict[str, str]:
    return {"cursor": cursor} if cursor else {}


def test_who_may_look_and_who_sees_whole_phones(site: Site) -> None:
    office, here = site.office, {"activity_id": site.activity_id}

    def phones(by: Any, **query: Any) -> list[str]:
        answer = ask(site, by, **query)
        assert answer.status_code == 200, answer.json
        return [item["phone"] for item in answer.json["items"] if item["phone"]]

    whole, masked = ["13812340002", "13812340001"], ["138****0002", "138****0001"]
    leader = site.people[3]
    town = office.bearer("8" * 24, [("organiser", PATHS[TOWN])])
    assert phones(ORGANISER, **here)[:1] == whole[:1]  # the person in charge
    assert phones(town, **here)[:1] == whole[:1]
    assert phones(leader, team_id=TEAM) == masked
    assert phones(leader, team_id=TEAM, **here) == masked
    assert phones(town, team_id=TEAM) == whole
    for by, query in (
        (leader, here),
        (site.people[0], here),
        (site.people[0], {"team_id": TEAM}),
        (site.people[0], {}),
        (town, {"organisation_id": COUNTY}),
        (town, {"organisation_id": OTHER}),
        (office.bearer("9" * 24, [("administrator", PATHS[OTHER])]), here),
        (office.bearer("9" * 24, [("administrator", PATHS[OTHER])]), {"team_id": TEAM}),
    ):
        assert ask(site, by, **query).status_code == 403, query
    assert ask(site, {"Authorization": "x"}, **here).status_code == 401


def test_masked_digits_cannot_be_found_out_by_searching(site: Site) -> None:
    leader = site.people[3]
    assert names(ask(site, leader, team_id=TEAM, phone_tail="0001")) == ["王小芳"]
    answer = ask(site, leader, team_id=TEAM, phone_tail="40001")
    assert (answer.status_code, problem(answer)) == (422, "tail-too-long")


def test_every_look_is_noted_and_coordinators_read_the_notes(site: Site) -> None:
    since = "2026-11-23T01:00:00Z"
    ask(site, activity_id=site.activity_id, q="wang", limit=1, **{"from": since})
    ask(site, site.people[3], team_id=TEAM)
    ask(site, site.people[0], team_id=TEAM)  # refused: nothing seen, nothing to note
    office = site.office
    office.ask("GET", f"/rosters/export?format=csv&activity_id={site.activity_id}", by=ORGANISER)
    coordinator = office.bearer("6" * 24, [("coordinator", PATHS[TOWN])])
    answer = office.ask("GET", "/rosters/looks?limit=2", by=coordinator)
    first = answer.json["items"]
    cursor = answer.json["next_cursor"]
    answer = office.ask("GET", f"/rosters/looks?limit=2&cursor={cursor}", by=coordinator)
    last = answer.json["items"]
    assert answer.json["next_cursor"] is None
    told = [(one["by"], one["form"], one["rows"], one["whole_phones"]) for one in first + last]
    assert told == [
        (ORGANISER, "csv", 4, 4),
        (site.people[3], "page", 2, 0),
        (CHIEF, "page", 1, 1),
    ]
    asked = {"activity_id": site.activity_id, "text": "wang", "since": "2026-11-23T01:00:00+00:00"}
    assert last[0]["filter"] == asked
    mine = office.ask("GET", f"/rosters/looks?by={CHIEF}", by=coordinator).json["items"]
    assert [one["by"] for one in mine] == [CHIEF]
    elsewhere = office.bearer("6" * 24, [("coordinator", PATHS[OTHER])])
    assert office.ask("GET", "/rosters/looks", by=elsewhere).json["items"] == []
    assert office.ask("GET", "/rosters/looks", by=site.chief()).status_code == 403


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"activity_id": "x"}, 422),
        ({"activity_id": "0" * 24}, 404),
        ({"shift_id": "0" * 24}, 404),
        ({"team_id": "0" * 24}, 404),
        ({"organisation_id": "0" * 24}, 404),
        ({"activity_id[$ne]": "x"}, 422),
        ({"status": "present"}, 422),
        ({"status": "accepted,{$ne:1}"}, 422),
        ({"phone_tail": "1"}, 422),
        ({"phone_tail": "12a4"}, 422),
        ({"phone_tail": "123456789012"}, 422),
        ({"sort": "phone"}, 422),
        ({"presence": "away"}, 422),
        ({"cursor": "garbage"}, 422),
        ({"cursor": "WyJhIl0"}, 422),
        ({"limit": "0"}, 422),
        ({"limit": "201"}, 422),
        ({"from": "2026-11-23"}, 422),
        ({"from": "2026-11-23T02:00:00"}, 422),
        ({"q": "长" * 41}, 422),
        ({"sick": "1"}, 422),
    ],
)
def test_bad_queries(site: Site, query: dict[str, str], status: int) -> None:
    answer = ask(site, **query)
    assert answer.status_code == status, answer.json
    assert answer.mimetype == "application/problem+json"


def test_a_whole_tree_grant_chooses_first(site: Site) -> None:
    root = site.office.bearer("5" * 24, [("administrator", "/")])
    assert problem(ask(site, root)) == "choose-roster"
    assert len(names(ask(site, root, organisation_id=COUNTY))) == 4
