"""What is open to who signed in by a code that nobody has vouched for (ADR 36)."""

from flask import Flask
from werkzeug.routing import Rule

from shared.auth import Grant, Identity, NotVouched
from shared.tokens import sign
from shared.web.access import policy_of
from tests.conftest import SettableClock

_COMMANDS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def provisional(private_key: str, clock: SettableClock) -> str:
    """The value of an Authorization header; with every role there is, as no such token is ever
    signed: roles are not what opens a command."""
    roles = (Grant("administrator", "/"),)
    who = Identity("0" * 24, "V000000", roles, "en", provisional=True)
    return f"Bearer {sign(who, private_key, at=clock.now, minutes=60)}"


def open_commands(app: Flask, bearer: str) -> set[str]:
    """Every command of the API and the pages that somebody signed in may send, sent; the names of
    those that were not refused for want of a second person: "POST /volunteers/me/password"."""
    asked = [(method, rule) for rule in app.url_map.iter_rules() for method in _methods(app, rule)]
    return {f"{method} {rule.rule}" for method, rule in asked if _let_in(app, method, rule, bearer)}


def _methods(app: Flask, rule: Rule) -> set[str]:
    there = (rule.methods or set()) & _COMMANDS
    return {one for one in there if policy_of(app, rule.endpoint, one) not in (None, "public")}


def _let_in(app: Flask, method: str, rule: Rule, bearer: str) -> bool:
    with app.test_request_context():
        path = rule.build({name: _filling(rule, name) for name in rule.arguments})
    assert path is not None
    client = app.test_client()
    client.set_cookie("csrf", "x" * 32)
    client.set_cookie("session", bearer.removeprefix("Bearer "))
    headers = {"Authorization": bearer, "X-CSRF": "x" * 32}
    answer = client.open(path[1], method=method, headers=headers)
    told = answer.get_data(as_text=True)
    return answer.status_code != 403 or NotVouched.en[:40] not in told


def _filling(rule: Rule, name: str) -> object:
    """A value the rule's converter takes."""
    regex = rule._converters[name].regex
    return "in" if "in" in regex else 2026 if regex == r"\d+" else "f" * 24
