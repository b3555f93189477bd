"""What is not right is refused with the field and the way to mend it, never with a 500."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared import paging

Bearer = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "language"),
        ({"language": "zh"}, "email"),
        ({"language": "fr", "email": {}}, "language"),
        ({"language": {"$ne": None}, "email": {}}, "language"),
        ({"language": ["zh"], "email": {}}, "language"),
        ({"language": "zh", "email": []}, "email"),
        ({"language": "zh", "email": {"$gt": True}}, "email.$gt.key"),
        ({"language": "zh", "email": {"star": True}}, "email.star.key"),
        ({"language": "zh", "email": {"star_reached": 1}}, "email.star_reached.value"),
        ({"language": "zh", "email": {"star_reached": "yes"}}, "email.star_reached.value"),
        ({"language": "zh", "email": {"star_reached": None}}, "email.star_reached.value"),
        ({"language": "zh", "email": {}, "volunteer_id": "v2"}, "volunteer_id"),
        ([], "body"),
        ("zh", "body"),
    ],
)
def test_preferences(client: FlaskClient, bearer: Bearer, body: Any, field: str) -> None:
    answer = client.put("/api/v1/preferences", json=body, headers=bearer("v1"))
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    found: Any = answer.json
    assert field in [one["field"] for one in found["errors"]]
    assert all(one["message"] for one in found["errors"])


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"language": NaN}'])
def test_bodies_that_are_no_json(client: FlaskClient, bearer: Bearer, raw: bytes) -> None:
    answer = client.put(
        "/api/v1/preferences", data=raw, content_type="application/json", headers=bearer("v1")
    )
    assert answer.status_code in (400, 413, 422)
    assert answer.content_type == "application/problem+json"


def test_a_body_that_is_too_large(client: FlaskClient, bearer: Bearer) -> None:
    body = {"language": "zh", "email": {"x" * 1_100_000: True}}
    answer = client.put("/api/v1/preferences", json=body, headers=bearer("v1"))
    assert answer.status_code == 413


def cursor(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "nonsense"},
        {"cursor": "ÿ"},
        {"cursor": cursor([{"t": "2026-01-01T00:00:00+00:00"}])},
        {"cursor": cursor([1, 2])},
        {"cursor": cursor([{"t": "2026-01-01T00:00:00+00:00"}, {"$gt": ""}])},
        {"cursor": cursor([{"t": "2026-01-01T00:00:00+00:00"}, "\ud800"])},
        {"cursor": cursor([{"t": "2026-01-01T00:00:00+00:00"}, "\x00"])},
        {"cursor": cursor({"t": 1})},
        {"cursor": "x" * 1001},
        {"limit": "0"},
        {"limit": "201"},
        {"limit": "ten"},
        {"limit": "1.5"},
        {"limit": "9" * 50},
        {"unread": "maybe"},
        {"unread[$ne]": "true"},
        {"volunteer_id": "v2"},
    ],
)
def test_queries(client: FlaskClient, bearer: Bearer, query: dict[str, str]) -> None:
    answer = client.get("/api/v1/messages", query_string=query, headers=bearer("v1"))
    assert answer.status_code == 422, answer.get_data(as_text=True)
    assert answer.content_type == "application/problem+json"
    found: Any = answer.json
    assert found["errors"][0]["field"] in (*query, "unread[$ne]")


def test_a_good_cursor_still_goes_through(client: FlaskClient, bearer: Bearer) -> None:
    good = paging.encode([datetime(2026, 1, 1, tzinfo=UTC), "0123456789abcdef01234567"])
    answer = client.get(f"/api/v1/messages?cursor={good}", headers=bearer("v1"))
    assert answer.status_code == 200


@pytest.mark.parametrize("message_id", ["x", "%00", "%ff", "$ne", "9" * 500, "读"])
def test_ids_nobody_has(client: FlaskClient, bearer: Bearer, message_id: str) -> None:
    answer = client.post(f"/api/v1/messages/{message_id}/read", headers=bearer("v1"))
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_the_reason_comes_in_the_language_asked_for(client: FlaskClient, bearer: Bearer) -> None:
    for language, word in (("zh", "没有找到"), ("en", "no such message")):
        headers = {**bearer("v1"), "Accept-Language": language}
        answer = client.post("/api/v1/messages/x/read", headers=headers)
        assert word in answer.json["detail"]  # type: ignore[index]
