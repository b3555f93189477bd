"""The commands of the rules, as they are repeated."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.matrix import COUNTY, HER, TOWN
from tests.integration.hours.repeated import Call, Commands
from tests.integration.hours.rules.routes import prepare

SCOPE = f"/{COUNTY}/"


def set_rules(bank: Bank) -> Call:
    day = prepare(bank)["tomorrow"]
    return Call("/rules", {"organisation_id": TOWN, "from": day, "values": {"step": 30}}, SCOPE)


def confirm_rules(bank: Bank) -> Call:
    return Call(f"/rules/{prepare(bank)['row']}/confirm", None, SCOPE)


def take_back_rules(bank: Bank) -> Call:
    return Call(f"/rules/{prepare(bank)['row']}", None, SCOPE)


def approve(bank: Bank) -> Call:
    prepare(bank)
    body = {"decision": "approve", "reason": "防汛值守"}
    return Call(f"/approvals/{HER}/2026-05-03", body, SCOPE)


def decline(bank: Bank) -> Call:
    return approve(bank)._replace(body={"decision": "decline", "reason": "未经安排"})


def try_rules(bank: Bank) -> Call:
    prepare(bank)
    body = {"organisation_id": TOWN, "from": "2026-05-01", "to": "2026-05-03"}
    return Call("/rules/trials", {**body, "values": {"step": 30}}, SCOPE)


def apply_rules(bank: Bank) -> Call:
    return Call(f"/rules/trials/{prepare(bank)['trial']}/apply", {"reason": "按新办法"}, SCOPE)


COMMANDS: Commands = {
    "POST /rules/trials": ("id", [try_rules]),
    "POST /rules/trials/<trial_id>/apply": (
        "itself: what is applied already is shown as it is",
        [apply_rules],
    ),
    "POST /approvals/<volunteer_id>/<day>": ("mark", [approve, decline]),
    "POST /rules": ("id", [set_rules]),
    "POST /rules/<row_id>/confirm": ("itself: what is confirmed stays so", [confirm_rules]),
    "DELETE /rules/<row_id>": ("itself: what is taken back stays so", [take_back_rules]),
}
