"""The recount finds what no longer agrees."""

from typing import Any

import pytest

from services.hours.store.recount import recount
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, attendance


def test_a_sound_bank_is_exact(bank: Bank) -> None:
    assert recount(bank.database).exact
    bank.hear(attendance(), attendance("10:00", "12:00", ("10:00", "12:00"), name="2"))
    bank.hear(attendance(revision=2, void=True, reason="代签"))
    found = recount(bank.database)
    assert (found.exact, found.journals, found.accounts) == (True, 6, 2)


@pytest.mark.parametrize(
    ("collection", "query", "change"),
    [
        ("accounts", {"_id": f"volunteer:{VOLUNTEER}"}, {"$inc": {"minutes": 1}}),
        ("accounts", {"organisation_id": ORGANISATION}, {"$inc": {"attendances": -1}}),
        ("accounts", {"organisation_id": ORGANISATION}, {"$inc": {"journals": 1}}),
        (
            "accounts",
            {"_id": "volunteer:ghost"},
            {"$set": dict.fromkeys(("minutes", "journals", "attendances"), 5)},
        ),
        ("journals", {}, {"$inc": {"lines.0.minutes": 1}}),
        ("journals", {}, {"$set": {"lines.0.account": "volunteer:thief"}}),
        ("journals", {}, {"$set": {"void": True}}),
    ],
)
def test_what_was_tampered_with_is_found(
    bank: Bank, collection: str, query: dict[str, Any], change: dict[str, Any]
) -> None:
    bank.hear(attendance())
    bank.database[collection].update_one(query, change, upsert=True)
    assert not recount(bank.database).exact


def test_a_lost_journal_is_found(bank: Bank) -> None:
    bank.hear(attendance(), attendance(name="2", volunteer_id="v2"))
    bank.database["journals"].delete_one({"volunteer_id": "v2"})
    found = recount(bank.database)
    assert {key for key, _, _ in found.wrong} >= {"volunteer:v2"}
