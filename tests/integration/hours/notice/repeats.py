"""The commands of public notice, as they are repeated."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.matrix import COUNTY
from tests.integration.hours.notice.routes import prepare
from tests.integration.hours.repeated import Call, Commands

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


COMMANDS: Commands = {
    "POST /objections": ("id", [raise_objection]),
    "POST /objections/<objection_id>/decide": ("mark", [dismiss_objection, uphold_objection]),
}
