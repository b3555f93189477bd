"""Balance, statement and totals over HTTP."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from shared.contracts.volunteers import OrganisationChanged
from tests.integration.hours.conftest import Bank, organisation
from tests.unit.hours.attendances import VOLUNTEER, attendance

COUNTY, EAST, WEST, VILLAGE = "c" * 24, "e" * 24, "f" * 24, "a" * 24
PATHS = {
    COUNTY: f"/{COUNTY}/",
    EAST: f"/{COUNTY}/{EAST}/",
    WEST: f"/{COUNTY}/{WEST}/",
    VILLAGE: f"/{COUNTY}/{EAST}/{VILLAGE}/",
}
Headers = Callable[..., dict[str, str]]


@pytest.fixture
def county(bank: Bank) -> Bank:
    """Hours in May and June: 60 min in the county, 120 in the east, 30 in its village, 15 west."""
    names = {COUNTY: "县", EAST: "东镇", WEST: "西镇", VILLAGE: "东村"}
    bank.keep(OrganisationChanged, *(organisation(names[key], PATHS[key]) for key in PATHS))
    given = [(COUNTY, 60, 0), (EAST, 90, 1), (EAST, 30, 40), (VILLAGE, 30, 2), (WEST, 15, 3)]
    bank.hear(
        *(
            attendance(
                "09:00",
                f"{9 + minutes // 60}:{minutes % 60:02d}",
                name=f"{n}",
                day=day,
                organisation_id=key,
                organisation_path=PATHS[key],
                volunteer_id=f"v{n}",
            )
            for n, (key, minutes, day) in enumerate(given)
        )
    )
    return bank


def test_whoever_has_no_hours_has_none(api: FlaskClient, bearer: Headers) -> None:
    assert api.get("/api/v1/hours/me", headers=bearer(VOLUNTEER)).get_json() == {
        "volunteer_id": VOLUNTEER,
        "minutes": 0,
        "back_minutes": 0,
        "attendances": 0,
        "star": 0,
        "next_star": {"star": 1, "minutes": 6000},
        "may_apply_for": None,
    }


def test_the_balance_shows_minutes_attendances_and_star(
    bank: Bank, api: FlaskClient, bearer: Headers
) -> None:
    bank.hear(
        *(attendance("09:00", "17:00", ("09:00", "17:00"), name=f"{n}", day=n) for n in range(15))
    )
    found = api.get("/api/v1/hours/me", headers=bearer(VOLUNTEER)).get_json()
    assert (found["minutes"], found["attendances"], found["star"]) == (7200, 15, 1)
    assert found["next_star"] == {"star": 2, "minutes": 10_800}


def test_the_statement_explains_itself_in_the_readers_language(
    bank: Bank, api: FlaskClient, bearer: Headers
) -> None:
    bank.hear(attendance())
    bank.hear(attendance("09:00", "11:00", revision=2, reason="更正"))
    english = api.get("/api/v1/hours/me/statement", headers=bearer(VOLUNTEER, language="en"))
    lines = english.get_json()["items"]
    assert [(line["kind"], line["minutes"]) for line in lines] == [
        ("reversal", -148),
        ("credit", 148),
        ("credit", 120),
    ]
    assert lines[1]["explanation"] == "09:02–11:47 of the shift 09:00–11:30, 148 minutes count"
    assert lines[0]["reverses"] == lines[1]["journal_id"]
    chinese = api.get(
        "/api/v1/hours/me/statement",
        headers={**bearer(VOLUNTEER, language="en"), "Accept-Language": "zh-CN"},
    )
    assert chinese.get_json()["items"][1]["explanation"].startswith("09:00–11:30 的班次")
    assert chinese.get_json()["items"][0]["check_in_at"].endswith("+00:00")
    assert "outbox" not in chinese.get_data(as_text=True)


def test_the_statement_comes_in_pages_without_gap_or_repeat(
    bank: Bank, api: FlaskClient, bearer: Headers
) -> None:
    told = [attendance(name=f"{n}", day=n // 3, shift_id=f"{n // 3}") for n in range(25)]
    bank.hear(*told)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = api.get(
            f"/api/v1/hours/me/statement?limit=7{'&cursor=' + cursor if cursor else ''}",
            headers=bearer(VOLUNTEER),
        ).get_json()
        assert len(answer["items"]) <= 7
        seen += [line["journal_id"] for line in answer["items"]]
        cursor = answer["next_cursor"]
    whole = api.get("/api/v1/hours/me/statement?limit=200", headers=bearer(VOLUNTEER)).get_json()
    assert seen == [line["journal_id"] for line in whole["items"]]
    assert len(set(seen)) == len(bank.journals())
    times = [line["check_in_at"] for line in whole["items"]]
    assert times == sorted(times, reverse=True)


def totals(api: FlaskClient, headers: dict[str, str], query: str) -> dict[str, object]:
    answer = api.get(f"/api/v1/hours/totals?from=2026-05&to=2026-06&{query}", headers=headers)
    assert answer.status_code == 200, answer.get_json()
    found: dict[str, object] = answer.get_json()
    return found


@pytest.mark.usefixtures("county")
def test_totals_by_month_take_the_whole_subtree(api: FlaskClient, bearer: Headers) -> None:
    coordinator = bearer("b" * 24, [("coordinator", PATHS[COUNTY])])
    assert totals(api, coordinator, f"organisation_id={EAST}") == {
        "items": [
            {"month": "2026-05", "minutes": 120, "back_minutes": 0, "attendances": 2},
            {"month": "2026-06", "minutes": 30, "back_minutes": 0, "attendances": 1},
        ],
        "total": {"minutes": 150, "back_minutes": 0, "attendances": 3},
    }
    answer = api.get("/api/v1/hours/totals?from=2026-06&to=2026-06", headers=coordinator)
    assert answer.get_json()["total"] == {"minutes": 30, "back_minutes": 0, "attendances": 1}


@pytest.mark.usefixtures("county")
def test_totals_by_organisation_show_each_below_with_its_subtree(
    api: FlaskClient, bearer: Headers
) -> None:
    coordinator = bearer("b" * 24, [("coordinator", PATHS[COUNTY])])
    found = totals(api, coordinator, "by=organisation")
    assert found["items"] == [
        _line(COUNTY, "县", 60, 1),
        _line(EAST, "东镇", 150, 3),
        _line(WEST, "西镇", 15, 1),
    ]
    assert found["total"] == {"minutes": 225, "back_minutes": 0, "attendances": 5}
    assert totals(api, bearer("b" * 24, [("administrator", "/")]), "by=organisation") == {
        "items": [_line(COUNTY, "县", 225, 5)],
        "total": {"minutes": 225, "back_minutes": 0, "attendances": 5},
    }


@pytest.mark.usefixtures("county")
def test_whoever_has_several_subtrees_gets_a_line_for_each(
    api: FlaskClient, bearer: Headers
) -> None:
    grants = [("organiser", PATHS[EAST]), ("organiser", PATHS[VILLAGE]), ("organiser", PATHS[WEST])]
    found = totals(api, bearer("b" * 24, grants), "by=organisation")
    assert found["items"] == [_line(EAST, "东镇", 150, 3), _line(WEST, "西镇", 15, 1)]


def test_totals_follow_an_organisation_that_moved(
    county: Bank, api: FlaskClient, bearer: Headers
) -> None:
    moved = f"{PATHS[WEST]}{VILLAGE}/"
    county.keep(OrganisationChanged, organisation("东村", moved, revision=2))
    county.keep(OrganisationChanged, organisation("东村", PATHS[VILLAGE], revision=1))
    coordinator = bearer("b" * 24, [("coordinator", PATHS[COUNTY])])
    found = totals(api, coordinator, f"organisation_id={WEST}")
    assert found["total"] == {"minutes": 45, "back_minutes": 0, "attendances": 2}


def _line(key: str, name: str, minutes: int, attendances: int) -> dict[str, object]:
    return {
        "organisation_id": key,
        "name": name,
        "level": "town",
        "path": PATHS[key],
        "minutes": minutes,
        "back_minutes": 0,
        "attendances": attendances,
    }
