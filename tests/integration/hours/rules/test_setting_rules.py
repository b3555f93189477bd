"""Rules are set for the days to come, inherited down the tree, and every change can be read."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.contracts.volunteers import OrganisationChanged
from tests.integration.hours.conftest import Bank, organisation

COUNTY, TOWN = "c" * 24, "d" * 24
PATH = f"/{COUNTY}/{TOWN}/"
Bearer = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _tree(bank: Bank) -> None:
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    bank.clock.now = datetime(2026, 5, 3, 4, 0, tzinfo=UTC)


class Office:
    """A coordinator of the county who sets rules."""

    def __init__(self, api: FlaskClient, bearer: Bearer) -> None:
        self.api = api
        self.headers = bearer("b" * 24, [("coordinator", f"/{COUNTY}/")], "en")
        self.second = bearer("a" * 24, [("coordinator", f"/{COUNTY}/")], "en")

    def set(self, owner: str, first: Any, values: Any, **headers: str) -> TestResponse:
        """Set by one, confirmed by another."""
        body = {"organisation_id": owner, "from": first, "values": values}
        answer = self.api.post("/api/v1/rules", json=body, headers={**self.headers, **headers})
        if answer.status_code == 201:
            self.confirm(answer.get_json()["row_id"])
        return answer

    def confirm(self, row_id: str, by: dict[str, str] | None = None) -> TestResponse:
        return self.api.post(f"/api/v1/rules/{row_id}/confirm", headers=by or self.second)

    def read(self, owner: str, day: str) -> dict[str, dict[str, Any]]:
        answer = self.api.get(
            f"/api/v1/rules?organisation_id={owner}&date={day}", headers=self.headers
        )
        assert answer.status_code == 200, answer.get_json()
        return {one["key"]: one for one in answer.get_json()["items"]}

    def history(self, owner: str, **more: Any) -> dict[str, Any]:
        query = {"organisation_id": owner, **more}
        answer = self.api.get("/api/v1/rules/history", query_string=query, headers=self.headers)
        assert answer.status_code == 200, answer.get_json()
        return dict(answer.get_json())


@pytest.fixture
def office(api: FlaskClient, bearer: Bearer) -> Office:
    return Office(api, bearer)


def test_a_rule_holds_from_its_day_on_and_is_inherited(office: Office) -> None:
    answer = office.set(COUNTY, "2026-05-04", {"grace_after": 10, "weights": {"elderly": 150}})
    assert answer.status_code == 201
    assert office.read(TOWN, "2026-05-03")["grace_after"] == {
        "key": "grace_after", "value": 0, "source": None,
    }  # fmt: skip
    found = office.read(TOWN, "2026-05-04")
    assert found["grace_after"] == {
        "key": "grace_after",
        "value": 10,
        "source": {
            "organisation_id": COUNTY,
            "name": "县",
            "inherited": True,
            "since": "2026-05-04",
            "until": None,
            "row_id": answer.get_json()["row_id"],
        },
    }
    assert found["weights"]["value"] == {"elderly": 150}
    assert office.read(COUNTY, "2026-05-04")["grace_after"]["source"]["inherited"] is False


@pytest.mark.parametrize("first", ["2026-05-03", "2026-05-02", "1026-05-04", "0001-01-01"])
def test_the_past_and_today_are_not_changed_like_this(office: Office, first: str) -> None:
    answer = office.set(TOWN, first, {"step": 30})
    assert (answer.status_code, answer.get_json()["type"]) == (422, "/problems/rule-too-early")
    assert answer.get_json()["detail"].startswith("A new rule holds from 2026-05-04")


def test_tomorrow_is_tomorrow_by_the_offices_clock(bank: Bank, office: Office) -> None:
    bank.clock.now = datetime(2026, 5, 3, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    assert office.set(TOWN, "2026-05-04", {"step": 30}).status_code == 422
    assert office.set(TOWN, "2026-05-05", {"step": 30}).status_code == 201


@pytest.mark.parametrize(
    ("values", "kind", "field"),
    [
        ({"pay": 5}, "rule-unknown", "values.pay"),
        ({"travel_minutes": -20}, "rule-invalid", "values.travel_minutes"),
        ({"travel_minutes": 2.5}, "rule-invalid", "values.travel_minutes"),
        ({"day_limit": "480"}, "rule-invalid", "values.day_limit"),
        ({"rounding": {"$ne": "down"}}, "rule-invalid", "values.rounding"),
        ({}, "rules-empty", "values"),
        ([], "unprocessable-entity", "values"),
        (None, "unprocessable-entity", "values"),
    ],
)
def test_what_makes_no_sense_is_said(office: Office, values: Any, kind: str, field: str) -> None:
    answer = office.set(TOWN, "2026-06-01", values)
    assert (answer.status_code, answer.get_json()["type"]) == (422, f"/problems/{kind}")
    assert answer.get_json()["errors"][0]["field"] == field
    assert office.history(TOWN)["items"] == []


@pytest.mark.parametrize("first", ["9999-12-31", "2030-01-01", "tomorrow", "2026-02-30", 5, None])
def test_a_day_is_a_day_within_three_years(office: Office, first: Any) -> None:
    answer = office.set(TOWN, first, {"step": 30})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "from"


def test_what_does_not_hold_yet_can_be_taken_back(bank: Bank, office: Office) -> None:
    row = office.set(TOWN, "2026-05-05", {"step": 30}).get_json()["row_id"]
    for _ in range(2):
        answer = office.api.delete(f"/api/v1/rules/{row}", headers=office.headers)
        assert answer.status_code == 200
        assert answer.get_json()["taken_back"]["by"] == "b" * 24
    assert office.read(TOWN, "2026-05-05")["step"]["value"] == 1
    assert bank.store.rules.book(fresh=True).rows == ()
    [kept] = office.history(TOWN)["items"]
    assert (kept["values"], kept["taken_back"]["at"][:10]) == ({"step": 30}, "2026-05-03")


def test_what_holds_is_not_taken_back(bank: Bank, office: Office) -> None:
    row = office.set(TOWN, "2026-05-05", {"step": 30}).get_json()["row_id"]
    bank.clock.now = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)
    answer = office.api.delete(f"/api/v1/rules/{row}", headers=office.headers)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/rule-in-force")
    missing = office.api.delete(f"/api/v1/rules/{'0' * 24}", headers=office.headers)
    assert missing.status_code == 404


def test_the_history_is_read_page_by_page(office: Office) -> None:
    days = [f"2026-05-{day:02d}" for day in (10, 12, 11, 12)]
    for day in days:
        office.set(TOWN, day, {"step": 30})
    found: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = office.history(TOWN, limit=3, **cursor)
        found += [row["from"] for row in page["items"]]
        if not page["next_cursor"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert found == sorted(days, reverse=True)


def test_a_repeated_request_sets_once(office: Office) -> None:
    key = {"Idempotency-Key": "once"}
    rows = {office.set(TOWN, "2026-05-05", {"step": 30}, **key).get_json()["row_id"] for _ in "ab"}
    assert len(rows) == 1
    assert len(office.history(TOWN)["items"]) == 1


def test_nobody_sets_rules_for_an_organisation_that_is_not_hers(
    office: Office, bearer: Bearer
) -> None:
    elsewhere = bearer("b" * 24, [("coordinator", PATH)])
    assert office.set(COUNTY, "2026-05-05", {"step": 30}, **elsewhere).status_code == 403
    unknown = office.set("e" * 24, "2026-05-05", {"step": 30})
    assert unknown.get_json()["type"] == "/problems/no-such-organisation"


def test_the_book_is_read_anew_every_few_seconds(
    bank: Bank, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = bank.store.rules.book()
    office.set(TOWN, "2026-05-05", {"step": 30})
    assert bank.store.rules.book() is book, "another process knows a little later"
    monkeypatch.setattr("services.hours.store.rules.rows.KEPT_SECONDS", -1.0)
    assert bank.store.rules.book().value("step", PATH, date(2026, 5, 5)) == 30
    assert bank.store.rules.book() is bank.store.rules.book(), "the same rows, the same book"


def test_rules_hold_when_a_second_person_confirms_them_before_their_day(office: Office) -> None:
    """Otherwise a coordinator could set generous rules alone, and serve under them."""
    body = {"organisation_id": TOWN, "from": "2026-05-04", "values": {"travel_minutes": 60}}
    row = office.api.post("/api/v1/rules", json=body, headers=office.headers).get_json()
    assert row["confirmed"] is None
    assert office.read(TOWN, "2026-05-04")["travel_minutes"]["value"] == 0
    own = office.confirm(row["row_id"], office.headers)
    assert own.get_json()["type"] == "/problems/same-person-twice"
    confirmed = office.confirm(row["row_id"])
    assert confirmed.get_json()["confirmed"]["by"] == "a" * 24
    assert office.confirm(row["row_id"]).get_json() == confirmed.get_json()
    assert office.read(TOWN, "2026-05-04")["travel_minutes"]["value"] == 60


def test_nothing_is_confirmed_too_late_or_after_it_was_taken_back(
    office: Office, bank: Bank
) -> None:
    body = {"organisation_id": TOWN, "from": "2026-05-05", "values": {"step": 30}}
    late, gone = (
        office.api.post("/api/v1/rules", json=body, headers=office.headers).get_json()["row_id"]
        for _ in range(2)
    )
    office.api.delete(f"/api/v1/rules/{gone}", headers=office.headers)
    assert office.confirm(gone).get_json()["type"] == "/problems/rule-taken-back"
    bank.clock.now = datetime(2026, 5, 4, 16, 0, tzinfo=UTC)  # midnight in Shanghai
    assert office.confirm(late).get_json()["type"] == "/problems/rule-in-force"
    assert office.read(TOWN, "2026-05-05")["step"]["value"] == 1
