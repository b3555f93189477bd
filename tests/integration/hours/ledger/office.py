"""People, a team and purses with minutes, for the tests of the time currency."""

from typing import Any

from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import CurrencyJournal, entry
from services.hours.operations.ledger.post_currency import post_currency
from shared.contracts.volunteers import OrganisationChanged, VolunteerRegistered
from shared.ids import new_id
from tests.integration.hours.conftest import AT, Bank, organisation, person
from tests.integration.hours.matrix import COUNTY, HER, OTHER, PATH, TOWN

TEAM = "7" * 24
THIRD = "8" * 24
MINTED = f"minted:{TOWN}:2026-05"
NUMBERS = {HER: "V000001", OTHER: "V000002", THIRD: "V000003"}


def open_office(bank: Bank) -> None:
    """Her and THIRD are members of TEAM, which she leads; OTHER is in no team."""
    bank.keep(OrganisationChanged, organisation("县", f"/{COUNTY}/"), organisation("湖镇", PATH))
    teams = {HER: [TEAM], THIRD: [TEAM], OTHER: []}
    bank.keep(
        VolunteerRegistered,
        *(person(who, PATH, number=NUMBERS[who], team_ids=teams[who], revision=2) for who in teams),
    )
    bank.store.copies.keep_teams(
        [{"_id": TEAM, "name": "湖滨队", "organisation_id": TOWN, "organisation_path": PATH,
          "leader_ids": [HER], "status": "active", "revision": 1}]
    )  # fmt: skip


def fill(bank: Bank, **minutes: int) -> None:
    """Minutes earned out of the blue; ``volunteer__<id>=60`` is the purse "volunteer:<id>"."""
    for name, amount in minutes.items():
        lines = {name.replace("__", ":"): amount, MINTED: -amount}
        post(bank, entry(f"earn:{new_id()}", "earn", lines, at=AT, refers="x-000"))


def post(bank: Bank, *journals: CurrencyJournal, **more: Any) -> list[str]:
    """Post journals in a transaction of their own; returns the ids of those written."""

    def write(session: ClientSession) -> list[str]:
        written = post_currency(journals, store=bank.store, session=session, at=AT, **more)
        return [one["_id"] for one in written]

    return bank.store.transaction(write)


def purses(bank: Bank) -> dict[str, int]:
    """Minutes by purse."""
    rows = bank.database["purses"].find({"minutes": {"$exists": True}})
    return {row["_id"]: row["minutes"] for row in rows}
