"""ADR 36: what is open to who signed in by a code that nobody has vouched for."""

from flask import Flask

from tests.conftest import SettableClock
from tests.integration.shared.provisional import open_commands, provisional

OPEN: set[str] = set()
"""What is done about hours is done by whom they belong to."""


def test_no_other_command_is_open(
    app: Flask, token_keys: tuple[str, str], clock: SettableClock
) -> None:
    assert open_commands(app, provisional(token_keys[0], clock)) == OPEN
