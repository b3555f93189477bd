"""Coordinators find people of their scope, page by page, and every look leaves a trace."""

from urllib.parse import quote

import pytest

from tests.integration.volunteers.conftest import House

PEOPLE = (
    ("单小梅", "13500007771", "东一镇"),
    ("欧阳娜娜", "13500007772", "东一村"),
    ("Anna Maria Lee", "13500007773", "东一镇"),
    ("阿依古丽·买买提", "13500007774", "东一镇"),
    ("王小芳", "13500007775", "东一村"),
    ("单小梅", "13599990006", "西一镇"),
)


@pytest.fixture(scope="module")
def town(town_hall: House) -> House:
    """The town hall with more people in it."""
    for name, phone, organisation in PEOPLE:
        assert town_hall.register(organisation, name=name, phone=phone).status_code == 201
    return town_hall


def found(house: House, query: str, by: str = "coordinator") -> list[str]:
    answer = house.call("GET", f"/volunteers?{query}", by)
    assert answer.status_code == 200, answer.get_json()
    return [item["name"] for item in answer.get_json()["items"]]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("王小", ["王小芳", "王小芳"]),
        ("小芳", ["王小芳", "王小芳"]),
        ("娜", ["欧阳娜娜"]),
        ("单", ["单小梅"]),
        ("shan", ["单小梅"]),
        ("DanXiao", ["单小梅"]),
        ("dxm", ["单小梅"]),
        ("ouyang", ["欧阳娜娜"]),
        ("ouyang nana", ["欧阳娜娜"]),
        ("maria", ["Anna Maria Lee"]),
        ("anna maria", ["Anna Maria Lee"]),
        ("ＡＹＧＬ", ["阿依古丽·买买提"]),
        ("买买提", ["阿依古丽·买买提"]),
        (".*", []),
        ("$ne", []),
    ],
)
def test_by_characters_and_pinyin(town: House, q: str, names: list[str]) -> None:
    assert found(town, f"q={quote(q)}") == names


def test_by_the_end_of_a_phone_by_number_by_status(town: House) -> None:
    assert found(town, "phone_tail=7772") == ["欧阳娜娜"]
    assert found(town, "phone_tail=" + quote("７７７２")) == ["欧阳娜娜"]
    assert found(town, f"number={town.who('organiser')['number']}") == ["张敏"]
    assert found(town, "status=left") == []


def test_only_within_the_scope(town: House) -> None:
    assert found(town, "phone_tail=0006") == []
    assert found(town, "phone_tail=0006", by="root") == ["单小梅"]
    assert found(town, f"organisation_id={town.org('东一村')}") == ["欧阳娜娜", "王小芳"]
    assert found(town, f"organisation_id={town.org('西区')}") == []
    above = found(town, f"organisation_id={town.org('试点市')}")
    assert above == found(town, ""), "what is above shows only one's own"


def test_sorted_by_pinyin_in_pages_without_gap_or_repeat(town: House) -> None:
    whole = found(town, "limit=200")
    assert whole[:2] == ["Anna Maria Lee", "阿依古丽·买买提"]
    seen, cursor = [], ""
    while cursor is not None:
        query = f"/volunteers?limit=2&cursor={cursor}" if cursor else "/volunteers?limit=2"
        page = town.call("GET", query, "coordinator").get_json()
        assert page["total"] == len(whole)
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == whole


def test_newest_first_in_pages(town: House) -> None:
    first = town.call("GET", "/volunteers?sort=newest&limit=4", "root").get_json()
    cursor = first["next_cursor"]
    rest = town.call("GET", f"/volunteers?sort=newest&limit=50&cursor={cursor}", "root").get_json()
    ids = [item["volunteer_id"] for item in first["items"] + rest["items"]]
    assert len(ids) == len(set(ids)) == first["total"]


def test_phones_are_masked_in_lists_and_whole_for_those_in_charge(town: House) -> None:
    (item,) = town.call("GET", "/volunteers?phone_tail=7772", "coordinator").get_json()["items"]
    assert item["phone"] == "135****7772"
    whole = town.call("GET", f"/volunteers/{item['volunteer_id']}", "coordinator").get_json()
    assert whole["phone"] == "+8613500007772"


def test_who_looked_is_shown_to_the_volunteer(house: House) -> None:
    mine = house.who("volunteer")["_id"]
    house.call("GET", f"/volunteers/{mine}", "coordinator")
    house.clock.advance(minutes=1)
    house.call("GET", "/volunteers", "root")
    assert house.call("GET", f"/volunteers/{mine}", "stranger").status_code == 403
    house.call("GET", f"/volunteers/{mine}", "volunteer")
    house.clock.advance(minutes=1)
    sent = {"qualifications": ["急救员证"]}
    house.call("PATCH", f"/volunteers/{mine}", "coordinator", json=sent)
    looks = house.call("GET", "/volunteers/me/accesses", "volunteer").get_json()
    change = looks["items"].pop(0)
    assert (change["what"], change["by"]) == ("change", "陈秀英")
    assert looks["items"] == [
        {
            "at": "2026-11-21T01:01:00.000+00:00",
            "what": "list",
            "by": "林月",
            "organisation": "试点市",
        },
        {
            "at": "2026-11-21T01:00:00.000+00:00",
            "what": "details",
            "by": "陈秀英",
            "organisation": "东区",
        },
    ]
    first = house.call("GET", "/volunteers/me/accesses?limit=1", "volunteer").get_json()
    cursor = first["next_cursor"]
    rest = house.call("GET", f"/volunteers/me/accesses?cursor={cursor}", "volunteer").get_json()
    assert [*first["items"], *rest["items"]] == [change, *looks["items"]]


def test_looks_are_kept_for_three_years(house: House) -> None:
    kept = house.store.accesses.collection.index_information()["kept"]
    assert kept["expireAfterSeconds"] == 1095 * 86400


def test_every_condition_of_a_search_has_an_index(town: House) -> None:
    """A winning plan never reads the whole collection."""
    people = town.store.people.collection
    scope = {"ancestors": {"$in": [town.org("东区")]}}
    for condition in (
        {},
        {"name_pieces": {"$regex": "^小芳"}},
        {"pinyin": {"$regex": "^wang"}},
        {"phone_reversed": {"$regex": "^2777"}},
        {"number": "1"},
    ):
        plan = people.find({"$and": [{}, scope, condition]}).sort([("sort_name", 1), ("_id", 1)])
        assert "COLLSCAN" not in str(plan.explain()["queryPlanner"]["winningPlan"])
