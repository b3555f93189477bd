"""What is not right is refused with the field and the way to mend it, never with a 500."""

import json
from typing import Any

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.samples import activity_fields

ROLE = {"name": "A", "places": 1}


def shift(**more: Any) -> dict[str, Any]:
    times = {"start": "2026-12-01T09:00:00+08:00", "end": "2026-12-01T11:00:00+08:00"}
    return {"shifts": [times | {"roles": [ROLE]} | more]}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": None}, "title"),
    ({"title": "   "}, "title"),
    ({"title": "x" * 101}, "title"),
    ({"title": {"$ne": None}}, "title"),
    ({"title": ["a"]}, "title"),
    ({"title": 5}, "title"),
    ({"title": "a\u0000b"}, "title"),
    ({"title": "\ud800"}, "title"),
    ({"organisation_id": {"$gt": ""}}, "organisation_id"),
    ({"organisation_id": "C0" * 12}, "organisation_id"),
    ({"organisation_id": "00" * 12}, "organisation_id"),
    ({"person_in_charge_id": "00" * 12}, "person_in_charge_id"),
    ({"team_ids": ["00" * 12]}, "team_ids.0"),
    ({"team_ids": "7e" * 12}, "team_ids"),
    ({"mode": "lottery"}, "mode"),
    ({"minimum_age": 17.5}, "minimum_age"),
    ({"minimum_age": -1}, "minimum_age"),
    ({"minimum_age": True}, "minimum_age"),
    ({"minimum_age": 60, "maximum_age": 18}, "maximum_age"),
    ({"withdrawal_minutes": "60"}, "withdrawal_minutes"),
    ({"opens_at": "2026-11-30T09:00:00"}, "opens_at"),
    ({"opens_at": "昨天"}, "opens_at"),
    ({"opens_at": 1764464400}, "opens_at"),
    ({"closes_at": "2026-13-01T09:00:00+08:00"}, "closes_at"),
    (
        {"opens_at": "2026-11-30T09:00:00+08:00", "closes_at": "2026-11-30T09:00:00+08:00"},
        "closes_at",
    ),
    ({"point": {"latitude": 91, "longitude": 0}}, "point.latitude"),
    ({"point": {"latitude": "30", "longitude": 0}}, "point.latitude"),
    ({"point": {"latitude": 30}}, "point.longitude"),
    ({"check_in": {"location": "yes"}}, "check_in.location"),
    ({"check_in": {"location": True, "radius": 100}}, "check_in"),
    ({"check_in": {"location": True, "radius": 5}}, "check_in.radius"),
    ({"shifts": {}}, "shifts"),
    ({"shifts": [None]}, "shifts.0"),
    ({"shifts": [shift()["shifts"][0]] * 201}, "shifts"),
    (shift(start="2026-12-01T09:00:00"), "shifts.0.start"),
    (shift(end="2026-12-01T09:00:00+08:00"), "shifts.0.end"),
    (shift(end="2026-12-01T08:59:59+08:00"), "shifts.0.end"),
    (shift(end="2027-12-01T11:00:00+08:00"), "shifts.0.end"),
    (shift(start="0001-01-01T00:00:00+08:00"), "shifts.0.start"),
    (shift(roles=[]), "shifts.0.roles"),
    (shift(roles=[ROLE, ROLE]), "shifts.0.roles.1.name"),
    (shift(roles=[ROLE | {"places": 2.5}]), "shifts.0.roles.0.places"),
    (shift(roles=[ROLE | {"places": 0}]), "shifts.0.roles.0.places"),
    (shift(roles=[ROLE | {"places": 2**60}]), "shifts.0.roles.0.places"),
    (shift(roles=[ROLE | {"taken": -5}]), "shifts.0.roles.0.taken"),
    (shift(shift_id="00" * 12), "shifts.0.shift_id"),
    ({"status": "published"}, "status"),
    ({"$where": "1"}, "$where"),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_drafts(office: Office, wrong: dict[str, Any], field: str, language: str) -> None:
    answer = office.client.post(
        "/api/v1/activities",
        data=json.dumps(activity_fields(office) | wrong),
        content_type="application/json",
        headers=office.organiser() | {"Accept-Language": language},
    )
    assert answer.status_code == 422, answer.json
    assert answer.mimetype == "application/problem+json"
    told = {one["field"]: one["message"] for one in (answer.json or {})["errors"]}
    assert field in told
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in told[field])
    assert chinese == (language == "zh"), told[field]
    assert office.store.activities.rows.count_documents({}) == 0


@pytest.mark.parametrize("missing", ["title", "kind", "organisation_id"])
def test_drafts_need_some_fields(office: Office, missing: str) -> None:
    body = activity_fields(office)
    del body[missing]
    answer = office.ask("POST", "/activities", body, by=office.organiser())
    assert [one["field"] for one in (answer.json or {})["errors"]] == [missing]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\xff\xfe", b"[]", b'"x"', b"[" * 100_000, b'{"a":' * 20_000 + b"1"],
)
def test_bodies_that_are_no_object(office: Office, raw: bytes) -> None:
    headers = office.organiser()
    answer = office.client.post(
        "/api/v1/activities", data=raw, content_type="application/json", headers=headers
    )
    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"


def test_a_body_that_is_too_large(office: Office) -> None:
    body = activity_fields(office, description="长" * 600_000)
    assert office.ask("POST", "/activities", body, by=office.organiser()).status_code == 413
