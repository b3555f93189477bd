"""The whole matrix: every route of this service times everybody who may come."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SettableClock

MESSAGE = "0123456789abcdef01234567"
ROUTES = {
    ("GET", "/api/v1/messages"): 200,
    ("GET", "/api/v1/messages/unread"): 200,
    ("POST", "/api/v1/messages/<string:message_id>/read"): 404,
    ("POST", "/api/v1/messages/read-all"): 200,
    ("GET", "/api/v1/preferences"): 200,
    ("PUT", "/api/v1/preferences"): 200,
}
ROLES = ("volunteer", "organiser", "coordinator", "administrator")


def send(client: FlaskClient, method: str, rule: str, headers: dict[str, str]) -> int:
    body = {"language": "zh", "email": {}} if method == "PUT" else None
    path = rule.replace("<string:message_id>", MESSAGE)
    return client.open(path, method=method, json=body, headers=headers).status_code


def test_the_matrix_names_every_route(app: Flask) -> None:
    found = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
@pytest.mark.parametrize("role", ROLES)
def test_everybody_signed_in_may_ask_for_her_own(
    app: Flask, bearer: Callable[..., dict[str, str]], route: tuple[str, str], role: str
) -> None:
    grants = [] if role == "volunteer" else [(role, "/o1/")]
    headers = bearer("v9", grants)
    assert send(app.test_client(), *route, headers) == ROUTES[route]


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
@pytest.mark.parametrize("token", [None, "", "nonsense", "a.b.c"])
def test_nobody_else_may(app: Flask, route: tuple[str, str], token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    assert send(app.test_client(), *route, headers) == 401


def test_a_token_that_is_over_is_none(
    app: Flask, bearer: Callable[..., dict[str, str]], clock: SettableClock
) -> None:
    headers = bearer("v9")
    clock.advance(days=366)
    assert send(app.test_client(), "GET", "/api/v1/messages", headers) == 401
