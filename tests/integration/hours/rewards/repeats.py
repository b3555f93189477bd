"""The commands of the shop and of what is recorded beside the hours, as they are repeated."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.matrix import COUNTY
from tests.integration.hours.repeated import Call, Commands
from tests.integration.hours.rewards.office import OFFER
from tests.integration.hours.rewards.routes import prepare

SCOPE = f"/{COUNTY}/"


def make_offer(bank: Bank) -> Call:
    prepare(bank)
    return Call("/offers", OFFER, SCOPE)


def change_offer(bank: Bank) -> Call:
    """A second time would be refused: there are two pieces."""
    return Call(f"/offers/{prepare(bank)['offer']}", {"more": -2}, SCOPE)


def reserve(bank: Bank) -> Call:
    """The last pieces: a second time there is none left."""
    offer = prepare(bank)["offer"]
    bank.database["offers"].update_one({"_id": offer}, {"$set": {"stock": 1}})
    return Call(f"/offers/{offer}/reservations", {}, SCOPE)


def hand_over(bank: Bank) -> Call:
    facts = prepare(bank)
    return Call(f"/reservations/{facts['reservation']}/hand-over", {"code": facts["code"]}, SCOPE)


def give_back(bank: Bank) -> Call:
    key = prepare(bank)["reservation"]
    return Call(f"/reservations/{key}/give-back", {"reason": "不需要了"}, SCOPE)


COMMANDS: Commands = {
    "POST /offers": ("id", [make_offer]),
    "PATCH /offers/<offer_id>": ("mark", [change_offer]),
    "POST /offers/<offer_id>/reservations": ("id", [reserve]),
    "POST /reservations/<reservation_id>/hand-over": ("mark", [hand_over]),
    "POST /reservations/<reservation_id>/give-back": ("mark", [give_back]),
}
