"""The commands of the shop and of what is recorded beside the hours, as they are repeated."""

from tests.integration.hours.conftest import Bank
from tests.integration.hours.ledger.office import THIRD
from tests.integration.hours.matrix import COUNTY, HER, PATH
from tests.integration.hours.repeated import Call, Commands, Make
from tests.integration.hours.rewards.office import OFFER, TRAINING
from tests.integration.hours.rewards.routes import ROUTES, prepare

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


def award(bank: Bank) -> Call:
    prepare(bank)
    return Call("/honours", ROUTES["awarding an honour"].body, SCOPE)


def train(bank: Bank) -> Call:
    prepare(bank)
    body = {**TRAINING, "volunteer_ids": [THIRD, HER, THIRD]}
    return Call("/trainings", body, PATH, "organiser")


def evaluate(bank: Bank) -> Call:
    """A second evaluation of this kind would be refused."""
    prepare(bank)
    return Call("/evaluations", ROUTES["evaluating"].body, PATH, "organiser")


def revoke(kind: str) -> Make:
    def make(bank: Bank) -> Call:
        return Call(f"/{kind}/{prepare(bank)[kind]}/revoke", {"reason": "重复登记"}, SCOPE)

    make.__name__ = f"revoke_{kind}"
    return make


def apply_for_star(bank: Bank) -> Call:
    prepare(bank)
    return Call("/stars/applications", None, PATH, "organiser")


def decide_star(bank: Bank) -> Call:
    key = prepare(bank)["application"]
    body = {"verdict": "declined", "reason": "材料不全"}
    return Call(f"/stars/applications/{key}/decide", body, SCOPE)


COMMANDS: Commands = {
    "POST /stars/applications": ("id", [apply_for_star]),
    "POST /stars/applications/<key>/decide": ("mark", [decide_star]),
    "POST /honours": ("id", [award]),
    "POST /trainings": ("id", [train]),
    "POST /evaluations": ("id", [evaluate]),
    "POST /honours/<key>/revoke": ("mark", [revoke("honours")]),
    "POST /trainings/<key>/revoke": ("mark", [revoke("trainings")]),
    "POST /evaluations/<key>/revoke": ("mark", [revoke("evaluations")]),
    "POST /offers": ("id", [make_offer]),
    "PATCH /offers/<offer_id>": ("mark", [change_offer]),
    "POST /offers/<offer_id>/reservations": ("id", [reserve]),
    "POST /reservations/<reservation_id>/hand-over": ("mark", [hand_over]),
    "POST /reservations/<reservation_id>/give-back": ("mark", [give_back]),
}
