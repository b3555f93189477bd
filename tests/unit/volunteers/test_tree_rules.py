"""The organisation tree, roles within it, teams and standings."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.volunteers.domain import organisations, roles, teams, volunteers
from services.volunteers.domain.organisations import (
    AreaMissing,
    CodeUnknown,
    LevelMisplaced,
    MovedUnderItself,
    ParentClosed,
    TreeTooDeep,
    check_move,
    check_place,
    read_area,
    read_code,
)
from services.volunteers.store.districts import is_district

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def node(level: str, path: str = "/a/", status: str = "active") -> dict[str, Any]:
    return {"level": level, "path": path, "status": status}


@pytest.mark.parametrize(
    ("level", "above"),
    [
        ("city", []),
        ("county", ["city"]),
        ("town", ["city", "county"]),
        ("village", ["city", "county", "town"]),
        ("grid", ["city", "county", "town", "village"]),
        ("unit", ["city", "county", "town", "village", "unit"]),
    ],
)
def test_what_stands_under_what(level: str, above: list[str]) -> None:
    assert [one for one in organisations.LEVELS if fits(level, one)] == above


def fits(level: str, above: str) -> bool:
    try:
        check_place(level, node(above))
    except LevelMisplaced:
        return False
    return True


def test_nothing_begins_under_what_is_closed_or_too_deep() -> None:
    check_place("city", None)
    with pytest.raises(ParentClosed):
        check_place("town", node("county", status="closed"))
    with pytest.raises(TreeTooDeep):
        check_place("unit", node("unit", "/" + "a/" * 12))


def test_moves() -> None:
    check_move(node("town", "/a/b/"), node("county", "/c/"), 2)
    with pytest.raises(MovedUnderItself):
        check_move(node("unit", "/a/b/"), node("unit", "/a/b/c/"), 1)
    with pytest.raises(MovedUnderItself):
        check_move(node("unit", "/a/b/"), node("unit", "/a/b/"), 0)
    with pytest.raises(TreeTooDeep):
        check_move(node("unit", "/a/b/"), node("unit", "/c/d/e/"), 9)
    assert organisations.moved("/a/b/c/d/", "/a/b/", "/x/b/") == "/x/b/c/d/"


@pytest.mark.parametrize(
    ("level", "text", "kept"),
    [
        ("city", "3301", "330100"),
        ("city", "110000", "110000"),
        ("county", "３３０１０６", "330106"),
        ("town", "330106001", "330106001"),
        ("village", "330106001051", "330106001051"),
        ("town", "441900003", "441900003"),
        ("unit", None, None),
    ],
)
def test_area_codes(level: str, text: str | None, kept: str | None) -> None:
    assert read_code(level, text, is_district) == kept


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("county", "330199"),
        ("county", "3301"),
        ("town", "330106"),
        ("village", "999999001051"),
        ("unit", "330106"),
        ("town", "33010600x"),
    ],
)
def test_unknown_area_codes(level: str, text: str) -> None:
    with pytest.raises(CodeUnknown):
        read_code(level, text, is_district)


def test_areas_to_live_in() -> None:
    assert read_area("330106001051", is_district) == "330106001051"
    with pytest.raises(AreaMissing):
        read_area(" ", is_district)
    for bad in ("330", "330199", "33010600"):
        with pytest.raises(CodeUnknown):
            read_area(bad, is_district)


def held(role: str, path: str) -> dict[str, str]:
    return {"role": role, "organisation_id": path.strip("/")[-1:], "organisation_path": path}


@pytest.mark.parametrize(
    ("mine", "role", "path", "may"),
    [
        (held("administrator", "/a/"), "administrator", "/a/b/", True),
        (held("administrator", "/a/b/"), "administrator", "/a/", False),
        (held("coordinator", "/a/"), "organiser", "/a/b/", True),
        (held("coordinator", "/a/"), "coordinator", "/a/b/", False),
        (held("coordinator", "/a/b/"), "organiser", "/a/c/", False),
        (held("organiser", "/a/"), "organiser", "/a/", False),
    ],
)
def test_who_gives_which_role(mine: dict[str, str], role: str, path: str, may: bool) -> None:
    assert roles.may_give([mine], role, path) is may


def test_nobody_touches_an_account_above_her() -> None:
    coordinator = {"_id": "c", "grants": [held("coordinator", "/a/")]}
    administrator = {"_id": "x", "grants": [held("administrator", "/a/")]}
    roles.check_rank(administrator, coordinator)
    roles.check_rank(coordinator, {"_id": "o", "grants": [held("organiser", "/a/b/")]})
    roles.check_rank(coordinator, coordinator)
    with pytest.raises(roles.RanksAbove):
        roles.check_rank(coordinator, administrator)


def test_a_role_stands_once() -> None:
    one = held("organiser", "/a/")
    assert roles.with_role([one], one) == [one]
    assert roles.without_role([one], "organiser", "a") == []


def person(**more: Any) -> dict[str, Any]:
    return {"_id": "p", "name": "王", "status": "active", "team_ids": [], "standings": [], **more}


def test_standings() -> None:
    suspended = volunteers.standing(person(), "suspended", by="c", reason="r", at=NOW)
    assert suspended["status"] == "suspended"
    assert "grants" not in suspended
    gone = volunteers.standing(person(**suspended), "left", by="p", reason=None, at=NOW)
    assert (gone["status"], gone["grants"], gone["password_hash"]) == ("left", [], None)
    back = volunteers.standing(person(**gone), "returned", by="c", reason=None, at=NOW)
    assert [entry["step"] for entry in back["standings"]] == ["suspended", "left", "returned"]
    for status, step in (("suspended", "suspended"), ("left", "suspended"), ("active", "returned")):
        with pytest.raises(volunteers.StandingUnfit):
            volunteers.standing(person(status=status), step, by="c", reason=None, at=NOW)


def test_teams() -> None:
    team = {"_id": "t", "status": "active", "leader_ids": ["p"], "organisation_path": "/a/"}
    assert teams.join(team, person(team_ids=["t"])) == ["t"]
    with pytest.raises(teams.LeaderStays):
        teams.leave(team, person(team_ids=["t"]))
    with pytest.raises(teams.NotActive):
        teams.join(team, person(status="suspended"))
    with pytest.raises(teams.TooManyTeams):
        teams.join(team, person(team_ids=[str(n) for n in range(20)]))
    with pytest.raises(teams.TeamDissolved):
        teams.join({**team, "status": "dissolved"}, person())
    with pytest.raises(teams.Outsider):
        teams.check_belongs(team, person(organisation_path="/b/"), in_charge=False)
    assert teams.check_leaders(["a", "b", "a"]) == ["a", "b"]
    with pytest.raises(teams.TooManyLeaders):
        teams.check_leaders([str(n) for n in range(11)])
