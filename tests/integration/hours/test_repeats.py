"""Every command of the hour bank, repeated after its process died before it could answer."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.contracts.volunteers import OrganisationChanged
from tests.integration.hours.certificates.test_repeats import COMMANDS as CERTIFICATES
from tests.integration.hours.conftest import Bank, organisation
from tests.integration.hours.findings import repeats as findings
from tests.integration.hours.late import repeats as late
from tests.integration.hours.ledger import repeats as ledger
from tests.integration.hours.matrix import COUNTY, PATH
from tests.integration.hours.notice import repeats as notice
from tests.integration.hours.repeated import COORDINATOR, Call, Commands, Make
from tests.integration.hours.rewards import repeats as rewards
from tests.integration.hours.rules import repeats as rules
from tests.integration.shared.repeating import commands_of, two_tries
from tests.unit.hours.attendances import ORGANISATION, attendance

SUBJECTS: tuple[ModuleType, ...] = (findings, late, ledger, rewards, rules, notice)


def reverse(bank: Bank) -> Call:
    bank.hear(attendance())
    path = f"/journals/{attendance()['attendance_id']}-000/reverse"
    return Call(path, {"reason": "不在现场"}, f"/{ORGANISATION}/")


def reverse_what_others_share(bank: Bank) -> Call:
    """What it shared goes to the other claim, in journals of the same command."""
    bank.hear(attendance("09:00", "11:30", name="early"))
    bank.hear(attendance("10:00", "12:30", name="late"))
    path = f"/journals/{attendance(name='early')['attendance_id']}-000/reverse"
    return Call(path, {"reason": "不在现场"}, f"/{ORGANISATION}/")


COMMANDS: Commands = {
    "POST /journals/<journal_id>/reverse": ("mark", [reverse, reverse_what_others_share]),
}
for subject in SUBJECTS:
    COMMANDS |= subject.COMMANDS
CASES = [(line, make) for line, (_, makes) in COMMANDS.items() for make in makes]


@pytest.mark.usefixtures("fresh_rules")
@pytest.mark.parametrize(("line", "make"), CASES, ids=[make.__name__ for _, make in CASES])
def test_a_repeat_gets_the_first_answer(
    line: str, make: Make, bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]
) -> None:
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("镇", PATH))
    call = make(bank)
    who, url = bearer(COORDINATOR, [(call.role, call.scope)]), f"/api/v1{call.path}"

    def send(key: dict[str, str]) -> Any:
        return api.open(url, method=line.split(" ")[0], json=call.body, headers=who | key)

    first, again = two_tries(send, bank.database, bank.clock)
    assert again == first
    assert bank.recount().exact


def test_each_command_says_how_it_bears_a_repeat(api: FlaskClient) -> None:
    assert commands_of(api.application) == {*COMMANDS, *CERTIFICATES}
