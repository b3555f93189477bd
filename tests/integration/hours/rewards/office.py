"""A town with a shop, and people who have served long enough to redeem."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from services.hours.domain.journals import volunteer_account
from shared.ids import id_from
from tests.integration.hours.conftest import AT, Bank
from tests.integration.hours.ledger.office import THIRD, fill
from tests.integration.hours.ledger.office import open_office as open_bank
from tests.integration.hours.matrix import COUNTY, HER, OTHER, PATH, TOWN
from tests.unit.hours.attendances import at, attendance

OFFICER = "9" * 24
COORDINATOR = [("coordinator", f"/{COUNTY}/")]
ORGANISER = [("organiser", PATH)]
OFFER = {
    "organisation_id": TOWN,
    "title": "洗衣液",
    "place": "湖镇积分超市",
    "minutes": 60,
    "stock": 3,
}

TRAINING = {
    "organisation_id": TOWN,
    "title": "急救培训",
    "content": "心肺复苏与包扎",
    "minutes": 180,
    "date": "2026-05-03",
}
ACTIVITY = id_from("activity", "rewards")


def keep_activity(bank: Bank, **more: Any) -> None:
    """An activity of the town on 3 May 2026 from 9:00 to 11:30."""
    row = {
        "_id": ACTIVITY,
        "title": "敬老院陪伴",
        "kind": "elderly",
        "organisation_id": TOWN,
        "organisation_path": PATH,
        "person_in_charge_id": OFFICER,
        "address": "东湖南门",
        "status": "ended",
        "shifts": [{"shift_id": "s", "start": at("09:00"), "end": at("11:30")}],
        "start": at("09:00"),
        "end": at("11:30"),
        "revision": 1,
        **more,
    }
    bank.store.copies.keep_activities([row])


def attend(who: str, **more: Any) -> dict[str, Any]:
    """The data of an attendance of hers at it."""
    told = {"activity_id": ACTIVITY, "organisation_id": TOWN, "organisation_path": PATH}
    return {**attendance(name=who, volunteer_id=who), **told, **more}


def served(bank: Bank, who: str, minutes: int) -> None:
    """Minutes of service out of the blue; no journal stands behind them."""
    row = {"$set": {"minutes": minutes, "journals": 1, "attendances": 1}}
    bank.database["accounts"].update_one({"_id": volunteer_account(who)}, row, upsert=True)


def rule(bank: Bank, **values: Any) -> None:
    """What holds in the town; at once, where a test uses ``fresh_rules``."""
    row = {"organisation_id": TOWN, "path": PATH, "from": "2020-01-01", "by": "x", "at": AT}
    bank.database["rules"].replace_one(
        {"_id": "town"}, {**row, "values": values, "taken_back": None}, upsert=True
    )
    bank.store.rules.book(fresh=True)


def open_office(bank: Bank, minutes: int = 300) -> None:
    """HER, OTHER and THIRD have ``minutes`` of time currency each; nobody must have served."""
    open_bank(bank)
    rule(bank, redeem_from=0)
    for who in (HER, OTHER, THIRD):
        fill(bank, **{f"volunteer__{who}": minutes})


class Shop:
    """What people of the town do over HTTP."""

    def __init__(self, bank: Bank, api: FlaskClient, bearer: Callable[..., dict[str, str]]) -> None:
        self.bank, self.api = bank, api
        open_office(bank)
        self.officer = bearer(OFFICER, COORDINATOR, "en")
        self.organiser = bearer(OFFICER, ORGANISER, "en")
        self.people = {who: bearer(who, (), "en") for who in (HER, OTHER, THIRD)}
        self.bearer = bearer

    def ask(self, method: str, path: str, body: Any = None, *, by: Any = HER, **more: str) -> Any:
        headers = (self.people[by] if isinstance(by, str) else by) | more
        return self.api.open(f"/api/v1/{path}", method=method, json=body, headers=headers)

    def offer(self, **more: Any) -> str:
        """The id of an offer."""
        answer = self.ask("POST", "offers", {**OFFER, **more}, by=self.officer)
        assert answer.status_code == 201, answer.text
        return str(answer.json["offer_id"])

    def reserve(self, offer_id: str, who: str = HER, **more: Any) -> Any:
        return self.ask("POST", f"offers/{offer_id}/reservations", more or {}, by=who)

    def stock(self, offer_id: str) -> int:
        return int(self.bank.store.offers.get(offer_id)["stock"])

    def purse(self, who: str = HER) -> int:
        return int(self.bank.store.purses.find(f"volunteer:{who}")["minutes"])

    def told(self, collection: str = "reservations") -> list[str]:
        """The types of what waits to be published."""
        rows = self.bank.database[collection].find({"outbox": {"$exists": True}})
        return sorted(one["type"].partition(".")[2] for row in rows for one in row["outbox"])
