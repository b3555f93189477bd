"""The commands of the time currency, as they are repeated by OTHER, who leads the team here."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import NUMBERS, TEAM, THIRD, fill
from tests.integration.hours.ledger.routes import prepare
from tests.integration.hours.matrix import OTHER, PATH
from tests.integration.hours.repeated import Call, Commands


def donate(bank: Bank) -> Call:
    prepare(bank)
    return Call("/currency/donations", {"minutes": 60}, PATH)


def donate_for_team(bank: Bank) -> Call:
    prepare(bank)
    bank.database["teams"].update_one({"_id": TEAM}, {"$set": {"leader_ids": [OTHER]}})
    return Call(f"/currency/teams/{TEAM}/donations", {"minutes": 60}, PATH)


def transfer(bank: Bank) -> Call:
    """It fills the receiver's purse to the cap: a second one would be refused."""
    prepare(bank)
    fill(bank, **{f"volunteer__{THIRD}": 90_000 - 60})
    return Call("/currency/transfers", {"minutes": 60, "number": NUMBERS[THIRD]}, PATH)


COMMANDS: Commands = {
    "POST /currency/donations": ("id", [donate]),
    "POST /currency/teams/<team_id>/donations": ("id", [donate_for_team]),
    "POST /currency/transfers": ("id", [transfer]),
}
