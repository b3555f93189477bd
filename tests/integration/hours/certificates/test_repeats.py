"""The commands of certificates, repeated after their process died before it could answer."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.hours.certificates.conftest import MAY, SIGNS, TOWN, Desk
from tests.integration.shared.repeating import two_tries
from tests.unit.hours.attendances import VOLUNTEER

Call = tuple[str, Any, dict[str, str]]


def make(desk: Desk) -> Call:
    desk.serve()
    return "/certificates", MAY, desk.bearer(VOLUNTEER)


def revoke(desk: Desk) -> Call:
    desk.serve()
    path = f"/certificates/{desk.made()['number']}/revoke"
    return path, {"reason": "为他人开具"}, desk.clerk()


def name_issuer(desk: Desk) -> Call:
    return f"/certificates/issuers/{TOWN}", SIGNS, desk.clerk()


# As in tests/integration/hours/repeated.py.
COMMANDS: dict[str, tuple[str, Callable[[Desk], Call]]] = {
    "POST /certificates": ("id", make),
    "POST /certificates/<number>/revoke": ("mark", revoke),
    "PUT /certificates/issuers/<organisation_id>": ("mark", name_issuer),
}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_repeat_gets_the_first_answer(desk: Desk, line: str) -> None:
    path, body, who = COMMANDS[line][1](desk)

    def send(key: dict[str, str]) -> Any:
        url, method = f"/api/v1{path}", line.split(" ")[0]
        return desk.api.open(url, method=method, json=body, headers=who | key)

    first, again = two_tries(send, desk.bank.database, desk.bank.clock)
    assert again == first
