"""The commands of public notice, as they are repeated."""

from datetime import date

from services.hours.operations.notice.ask_for_transfer import ask_for_transfer as ask
from shared.auth import Identity
from shared.contracts.volunteers import VolunteerRegistered
from tests.integration.hours.conftest import Bank, person
from tests.integration.hours.matrix import COUNTY, HER, PATH, TOWN
from tests.integration.hours.notice.routes import ANOTHER, prepare
from tests.integration.hours.repeated import COORDINATOR, Call, Commands

SCOPE = f"/{COUNTY}/"


def raise_objection(bank: Bank) -> Call:
    line = prepare(bank)["line"]
    return Call("/objections", {"journal_id": line, "reason": "当天没有看到她"}, SCOPE)


def dismiss_objection(bank: Bank) -> Call:
    return _decide(bank, "dismissed")


def uphold_objection(bank: Bank) -> Call:
    return _decide(bank, "upheld")


def _decide(bank: Bank, verdict: str) -> Call:
    key = prepare(bank)["objection"]
    return Call(f"/objections/{key}/decide", {"verdict": verdict, "reason": "已核对"}, SCOPE)


def freeze_purse(bank: Bank) -> Call:
    bank.keep(VolunteerRegistered, person(HER, PATH))
    return Call(f"/hours/volunteers/{HER}/freeze", {"reason": "正在核实"}, SCOPE)


def unfreeze_purse(bank: Bank) -> Call:
    prepare(bank)
    return Call(f"/hours/volunteers/{ANOTHER}/unfreeze", {"reason": "已核实"}, SCOPE)


def say_day(bank: Bank) -> Call:
    body = {"day": "2035-02-08", "working": False, "reason": "通知"}
    return Call("/calendar/days", body, "/", "administrator")


def forget_day(bank: Bank) -> Call:
    say = bank.store.calendar.say
    say(date(2035, 2, 8), working=False, by="x", at=bank.clock(), reason="通知")
    return Call("/calendar/days?day=2035-02-08", None, "/", "administrator")


FROM_TO = {"from_organisation_id": TOWN, "to_organisation_id": COUNTY}


def ask_for_transfer(bank: Bank) -> Call:
    return Call("/transfers", FROM_TO, SCOPE)


def withdraw_transfer(bank: Bank) -> Call:
    asked = ask(TOWN, COUNTY, by=Identity(COORDINATOR, "V0"), store=bank.store, clock=bank.clock)
    return Call(f"/transfers/{asked['_id']}/withdraw", None, SCOPE)


def decide_transfer(bank: Bank) -> Call:
    key = prepare(bank)["transfer"]
    return Call(f"/transfers/{key}/decide", {"verdict": "declined", "reason": "请先注册"}, SCOPE)


def name_successor(bank: Bank) -> Call:
    return Call("/successions", {**FROM_TO, "reason": "合并"}, SCOPE, "administrator")


COMMANDS: Commands = {
    "POST /transfers": ("mark", [ask_for_transfer]),
    "POST /transfers/<transfer_id>/withdraw": ("mark", [withdraw_transfer]),
    "POST /transfers/<transfer_id>/decide": ("mark", [decide_transfer]),
    "POST /successions": ("id", [name_successor]),
    "POST /hours/volunteers/<volunteer_id>/freeze": ("mark", [freeze_purse]),
    "POST /hours/volunteers/<volunteer_id>/unfreeze": ("mark", [unfreeze_purse]),
    "PUT /calendar/days": ("itself: the last word on a day stands", [say_day]),
    "DELETE /calendar/days": ("itself: what is taken back stays so", [forget_day]),
    "POST /objections": ("id", [raise_objection]),
    "POST /objections/<objection_id>/decide": ("mark", [dismiss_objection, uphold_objection]),
}
