"""What makes no sense is refused with the field and what to do, never with a 500."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from flask.testing import FlaskClient

from shared import paging
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, attendance

STATEMENT = "/api/v1/hours/me/statement"
TOTALS = "/api/v1/hours/totals"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=1026-01&to=2026-01", "from"),
        ("from=1900-01&to=2026-01", "to"),
        ("from=2026-02&to=2026-01", "to"),
        ("from=2026-13&to=2026-13", "from"),
        ("from=2026-1&to=2026-02", "from"),
        ("from=2026-05-01&to=2026-05", "from"),
        ("from=2026-05%0A&to=2026-05", "from"),
        ("from=２０２６-05&to=2026-05", "from"),
        ("to=2026-05", "from"),
        ("from=2026-05", "to"),
        ("from=2026-05&to=2026-05&by=year", "by"),
        ("from=2026-05&to=2026-05&organisation_id=1", "organisation_id"),
        ("from[$gt]=&to=2026-05", "from"),
        ("from=2026-05&to=2026-05&organisation_id[$ne]=x", "organisation_id[$ne]"),
    ],
)
def test_a_wrong_period_or_filter(
    api: FlaskClient, bearer: Callable[..., dict[str, str]], query: str, field: str
) -> None:
    answer = api.get(f"{TOTALS}?{query}", headers=bearer("b" * 24, [("administrator", "/")]))
    assert answer.status_code == 422, answer.get_json()
    assert answer.content_type == "application/problem+json"
    assert field in [one["field"] for one in answer.get_json()["errors"]]


@pytest.mark.parametrize("limit", ["-1", "0", "201", "2.5", "ten", "1e2", "９", "9" * 40])
def test_a_wrong_limit(api: FlaskClient, bearer: Callable[..., dict[str, str]], limit: str) -> None:
    answer = api.get(f"{STATEMENT}?limit={limit}", headers=bearer(VOLUNTEER))
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "limit"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "a" * 999,
        "a" * 1001,
        paging.encode([1, 2]),
        paging.encode(["2026", "x"]),
        paging.encode([None, None]),
        paging.encode(["x"]),
        "eyIkbmUiOiBudWxsfQ",  # {"$ne": null}
        "W3sidCI6ICIyMDI2LTA1LTAxIn0sICJ4Il0",  # an instant without its offset
        "W3sidCI6IDV9LCAieCJd",
        paging.encode([datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23))), "x"]),
        paging.encode([datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=23))), "x"]),
    ],
)
def test_a_wrong_cursor(
    bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]], cursor: str
) -> None:
    bank.hear(attendance())
    answer = api.get(f"{STATEMENT}?cursor={cursor}", headers=bearer(VOLUNTEER))
    assert answer.status_code == 422, answer.get_json()
    assert answer.get_json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize("key", ["x", "$where", "a" * 2000, "..%2F..", "%00", "{'$ne':1}", "汉字"])
def test_ids_that_are_none(
    api: FlaskClient, bearer: Callable[..., dict[str, str]], key: str
) -> None:
    headers = bearer("b" * 24, [("administrator", "/")])
    assert api.get(f"/api/v1/hours/volunteers/{key}", headers=headers).status_code == 404
    answer = api.post(f"/api/v1/journals/{key}/reverse", json={"reason": "原因"}, headers=headers)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"reason": "\xff"}', 400),
        (b'{"reason": "\\ud800 broken"}', 422),
        (b'{"reason": "good", "minutes": -5}', 422),
        (b'{"reason": ' + b"[" * 5000 + b"]" * 5000 + b"}", 422),
        (b'{"reason": "' + b"x" * 2_000_000 + b'"}', 413),
    ],
)
def test_bodies_that_are_none(
    bank: Bank,
    api: FlaskClient,
    bearer: Callable[..., dict[str, str]],
    body: bytes,
    status: int,
) -> None:
    bank.hear(attendance())
    [journal] = bank.journals()
    answer = api.post(
        f"/api/v1/journals/{journal['_id']}/reverse",
        data=body,
        content_type="application/json",
        headers=bearer("b" * 24, [("coordinator", f"/{ORGANISATION}/")]),
    )
    assert answer.status_code in (status, 400), answer.get_data(as_text=True)[:300]
    assert answer.content_type == "application/problem+json"
    assert len(bank.journals()) == 1
