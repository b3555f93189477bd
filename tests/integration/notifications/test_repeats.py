"""Every command of the service, repeated after its process died before it could answer."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.notifications.store import Store
from shared.contracts import hours
from tests.conftest import SettableClock
from tests.integration.shared.repeating import KEY, commands_of, die_unanswered, two_tries
from tests.unit.notifications.events import event

Bearer = Callable[..., dict[str, str]]

# How each bears a repeat: "mark", by the mark its records bear (shared/storage/repeats.py);
# or "itself", and why.
COMMANDS: dict[str, tuple[str, str, Any]] = {
    "POST /messages/<message_id>/read": (
        "itself: the first time it was read stays",
        "/messages/{message}/read",
        None,
    ),
    "POST /messages/read-all": ("mark", "/messages/read-all", None),
    "PUT /preferences": (
        "itself: the same values again change nothing",
        "/preferences",
        {"language": "en", "email": {}},
    ),
}


@pytest.fixture
def message(client: FlaskClient, bearer: Bearer, tell: Callable[..., Any]) -> str:
    """The id of an unread message of v1, who has two."""
    tell(event(hours.HoursCredited, event_id="1" * 24), event(hours.HoursCredited))
    items = client.get("/api/v1/messages", headers=bearer("v1")).json["items"]  # type: ignore[index]
    return str(items[0]["id"])


@pytest.mark.parametrize("line", COMMANDS)
def test_a_repeat_gets_the_first_answer(
    line: str,
    message: str,
    store: Store,
    client: FlaskClient,
    clock: SettableClock,
    bearer: Bearer,
) -> None:
    _, path, body = COMMANDS[line]
    url, who = f"/api/v1{path.format(message=message)}", bearer("v1")

    def send(key: dict[str, str]) -> Any:
        return client.open(url, method=line.split(" ")[0], json=body, headers=who | key)

    first, again = two_tries(send, store.database, clock)
    assert again == first


def test_a_repeat_marks_nothing_that_came_in_between(
    store: Store,
    message: str,
    client: FlaskClient,
    clock: SettableClock,
    bearer: Bearer,
    tell: Callable[..., Any],
) -> None:
    who = bearer("v1")
    assert client.post("/api/v1/messages/read-all", headers=who | KEY).json == {"read": 2}
    die_unanswered(store.database, clock)
    tell(event(hours.HoursCredited, event_id="2" * 24))
    assert client.post("/api/v1/messages/read-all", headers=who | KEY).json == {"read": 2}
    assert client.get("/api/v1/messages/unread", headers=who).json == {"unread": 1}


def test_each_command_says_how_it_bears_a_repeat(client: FlaskClient) -> None:
    assert commands_of(client.application) == set(COMMANDS)
