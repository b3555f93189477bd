"""What is done about findings, as it is repeated."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.findings.routes import prepare
from tests.integration.hours.matrix import COUNTY
from tests.integration.hours.repeated import Call, Commands

SCOPE = f"/{COUNTY}/"


def dismiss(bank: Bank) -> Call:
    key = prepare(bank)["finding"]
    return Call(f"/findings/{key}/dismiss", {"reason": "夜间巡逻，情况属实"}, SCOPE)


def freeze(bank: Bank) -> Call:
    return Call(f"/findings/{prepare(bank)['finding']}/freeze", {"reason": "正在核实"}, SCOPE)


def look(bank: Bank) -> Call:
    return Call("/findings/look", None, "/", "administrator")


COMMANDS: Commands = {
    "POST /findings/look": ("mark", [look]),
    "POST /findings/<finding_id>/dismiss": ("mark", [dismiss]),
    "POST /findings/<finding_id>/freeze": ("mark", [freeze]),
}
