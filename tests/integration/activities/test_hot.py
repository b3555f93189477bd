"""A hot command is answered at the door or by the framework, and nobody can tell which."""

import json
from typing import Any

import pytest
from pymongo.errors import AutoReconnect
from werkzeug.test import TestResponse

from services.activities.store.attendance import Attendance
from tests.integration.activities.office import Office
from tests.integration.activities.site import Site

BY_FRAMEWORK = "application/json; charset=utf-8"


def ask(site: Site, body: Any, kind: str = "application/json", **headers: str) -> TestResponse:
    """A check-in of the first of the people; of this ``kind`` the door lets the framework see."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return site.office.client.post(
        "/api/v1/check-ins",
        data=raw,
        content_type=kind,
        headers={**site.office.bearer(site.people[0]), "X-Request-Id": "the-same-id", **headers},
    )


def told(answer: TestResponse) -> tuple[int, dict[str, str], bytes]:
    return answer.status_code, dict(answer.headers), answer.data


@pytest.mark.parametrize("road", ["check-ins", "check-outs"])
def test_both_roads_answer_alike_to_the_byte(office: Office, road: str) -> None:
    site = Site(office)
    site.come(site.people[0])
    site.later(minutes=5)
    body = {"token": site.code()["url"]}
    headers = {**office.bearer(site.people[0]), "X-Request-Id": "the-same-id"}
    first, again = (
        office.client.post(f"/api/v1/{road}", json=body, headers=headers | more)
        for more in ({}, {"Content-Type": BY_FRAMEWORK})
    )
    assert first.status_code == 200
    assert told(first) == told(again)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 20_000, b"\xff", b"[]", b'{"token": 5}', b"x" * (1024 * 1024 + 1)]
)
def test_a_bad_body_is_told_alike(office: Office, body: bytes) -> None:
    site = Site(office, people=1)
    answer = ask(site, body)
    assert answer.mimetype == "application/problem+json"
    assert told(answer) == told(ask(site, body, BY_FRAMEWORK))


def test_a_refusal_is_told_alike_and_in_her_language(office: Office) -> None:
    site = Site(office, people=1)
    good = int(site.code()["digits"])
    wrong = {"shift_id": site.shift_id, "digits": f"{(good + 1) % 10**6:06}"}
    assert told(ask(site, wrong)) == told(ask(site, wrong, BY_FRAMEWORK))
    assert site.row()["tries"]["count"] == 2
    english = office.bearer(site.people[0], language="en")
    assert "These digits are wrong" in ask(site, wrong, **english).text
    assert ask(site, wrong, Authorization="Bearer no").status_code == 401


def test_a_database_that_is_away_is_asked_once_and_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(office, people=1)
    asked = []

    def away(*_: Any) -> bool:
        asked.append(1)
        raise AutoReconnect("away")

    monkeypatch.setattr(Attendance, "enter", away)
    answer = ask(site, {"token": site.code()["url"]})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert asked == [1]


def test_a_key_is_heeded_and_the_request_counted(office: Office) -> None:
    site = Site(office, people=1)
    body = {"token": site.code()["url"]}
    first, second = (ask(site, body, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.data, second.headers["Idempotent-Replayed"]) == (second.data, "true")
    name = 'kindhours_request_seconds_count{method="POST",route="/api/v1/check-ins",status="200"}'

    def counted() -> float:
        lines = office.client.get("/activities/metrics").text.splitlines()
        return next(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    before = counted()
    assert ask(site, body).status_code == 200
    assert counted() == before + 1
