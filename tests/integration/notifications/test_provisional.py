"""ADR 36: what is open to who signed in by a code that nobody has vouched for."""

from flask.testing import FlaskClient

from tests.conftest import SettableClock
from tests.integration.shared.provisional import open_commands, provisional

OPEN = {
    "POST /api/v1/messages/<string:message_id>/read",
    "POST /api/v1/messages/read-all",
    "POST /messages/read-all",
}


def test_no_other_command_is_open(
    client: FlaskClient, token_keys: tuple[str, str], clock: SettableClock
) -> None:
    assert open_commands(client.application, provisional(token_keys[0], clock)) == OPEN
