"""Queries, ids, headers and small bodies that are not right: refused, never with a 500."""

import base64
import json
from typing import Any

import pytest
from pymongo.errors import ServerSelectionTimeoutError

from services.activities.store import Store
from tests.integration.activities.office import Office
from tests.integration.activities.samples import ids, shift_fields


def cursor(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize("path", ["/activities", "/sign-ups/mine"])
@pytest.mark.parametrize(
    "query",
    [
        "cursor=nonsense",
        f"cursor={cursor([1])}",
        f"cursor={cursor([1, {'$gt': ''}])}",
        f"cursor={cursor([10**30, 'x'])}",
        f"cursor={cursor([{'t': '0001-01-01T00:00:00+23:59'}, 'x'])}",
        f"cursor={cursor([{'t': '2026-01-01T00:00:00'}, 'x'])}",
        "cursor=WyJcdWQ4MDAiLCAieCJd",  # half of a letter
        f"cursor={cursor({'t': 1})}",
        "limit=0",
        "limit=201",
        "limit=1.5",
        "limit=x",
        "sort=$natural",
    ],
)
def test_lists(office: Office, path: str, query: str) -> None:
    answer = office.ask("GET", f"{path}?{query}", by=office.volunteer())
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "query",
    [
        "status=secret",
        "from=2026-11-01",
        "to=tomorrow",
        "latitude=30",
        "latitude=91&longitude=0",
        "latitude=nan&longitude=0",
        "latitude=1e400&longitude=0",
        "radius=0&latitude=1&longitude=1",
        "free=maybe",
        "q=" + "x" * 51,
        "organisation_id=/",
        "q[$ne]=x",
    ],
)
def test_filters(office: Office, query: str) -> None:
    answer = office.ask("GET", f"/activities?{query}")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


@pytest.mark.parametrize("q", ["%5B", "(((", "\\", "$ne", ".*.*.*", "%00"])
def test_a_search_word_is_no_pattern(office: Office, q: str) -> None:
    office.published()
    answer = office.ask("GET", f"/activities?q={q}")
    assert answer.status_code in (200, 422)
    assert (answer.json or {}).get("items", []) == []


@pytest.mark.parametrize("bad", ["x", "00" * 12, "%00", "%24ne", "%ed%a0%80", "a" * 5000])
def test_ids_in_paths(office: Office, bad: str) -> None:
    by = office.organiser()
    for method, path, body in (
        ("GET", f"/activities/{bad}", None),
        ("PATCH", f"/activities/{bad}", {"title": "新"}),
        ("POST", f"/activities/{bad}/publish", None),
        ("POST", f"/activities/{bad}/copy", None),
        ("POST", f"/activities/{bad}/cancel", {"reason": "雨"}),
        ("POST", f"/shifts/{bad}/cancel", {"reason": "雨"}),
        ("POST", f"/shifts/{bad}/sign-ups", {}),
        ("GET", f"/sign-ups/{bad}", None),
        ("POST", f"/sign-ups/{bad}/withdraw", None),
        ("POST", f"/sign-ups/{bad}/decline", {}),
    ):
        answer = office.ask(method, path, body, by=by | {"If-Match": '"1"'})
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json"), path


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"role_id": {"$ne": None}}, "role_id"),
        ({"role_id": 5}, "role_id"),
        ({"volunteer_id": "0a" * 12}, "volunteer_id"),
        ({"walk_in": True}, "walk_in"),
    ],
)
def test_sign_ups(office: Office, body: dict[str, Any], field: str) -> None:
    shift_id, _ = ids(office.published(shifts=[shift_fields(office)]))
    path = f"/shifts/{shift_id}/sign-ups"
    answer = office.ask("POST", path, body, by=office.volunteer())
    assert answer.status_code == 422
    assert [one["field"] for one in (answer.json or {})["errors"]] == [field]


@pytest.mark.parametrize("seen", ['"x"', "*", '"' + "9" * 40 + '"', '"²"', '"1", "2"', ""])
def test_if_match(office: Office, seen: str) -> None:
    path = f"/activities/{office.draft()['activity_id']}"
    headers = {"If-Match": seen}
    answer = office.ask("PATCH", path, {"title": "新"}, by=office.organiser(), **headers)
    assert answer.status_code == 422


def test_the_database_away_is_503_and_no_fault(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise ServerSelectionTimeoutError("no primary")

    shift_id, _ = ids(office.published())
    person = office.volunteer()
    monkeypatch.setattr(Store, "transaction", away)
    answer = office.sign_up(shift_id, person)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
