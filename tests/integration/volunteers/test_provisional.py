"""ADR 36: what is open to who signed in by a code that nobody has vouched for."""

from tests.integration.shared.provisional import open_commands, provisional
from tests.integration.volunteers.conftest import House

OPEN = {
    "PUT /api/v1/volunteers/me/password",
    "DELETE /api/v1/sessions",
    "POST /me/password",
    "POST /me/sign-out",
}


def test_no_other_command_is_open(house: House, token_keys: tuple[str, str]) -> None:
    assert open_commands(house.app, provisional(token_keys[0], house.clock)) == OPEN
