"""ADR 36: what is open to who signed in by a code that nobody has vouched for."""

from tests.conftest import SettableClock
from tests.integration.activities.office import Office
from tests.integration.shared.provisional import open_commands, provisional

OPEN = {
    "POST /api/v1/shifts/<string:shift_id>/sign-ups",
    "POST /api/v1/sign-ups/<string:sign_up_id>/withdraw",
    "POST /api/v1/check-ins",
    "POST /api/v1/check-outs",
    "POST /activities/<string:activity_id>/shifts/<string:shift_id>/sign-up",
    "POST /my/shifts/<string:sign_up_id>/withdraw",
    "POST /c/<any('in','out'):way>",
    "POST /c/<string(minlength=7):token>/<any('in','out'):way>",
}


def test_no_other_command_is_open(
    office: Office, token_keys: tuple[str, str], clock: SettableClock
) -> None:
    assert open_commands(office.client.application, provisional(token_keys[0], clock)) == OPEN
