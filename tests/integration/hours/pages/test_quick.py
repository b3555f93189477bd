"""Pages read what they show, however large an account is: asked of MongoDB's own plans."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from services.hours.views.months import Month, months_of
from services.hours.views.notice.duties import duties_of
from services.hours.views.public_figures import public_figures
from shared.auth import Grant, Identity
from tests.integration.hours.conftest import Bank
from tests.integration.hours.test_indexes import profiled
from tests.unit.hours.attendances import VOLUNTEER, ZONE, attendance

Read = Callable[[Bank], object]


def test_a_picture_of_her_months_reads_her_months_only(bank: Bank) -> None:
    """400 days of one person among 200 journals of others."""
    bank.hear(*(attendance(name=f"{day}", day=day) for day in range(-400, 0)))
    bank.hear(*(attendance(name=f"o{n}", volunteer_id=f"v{n}", day=-9) for n in range(200)))
    bank.database.command("profile", 2)
    found = months_of(VOLUNTEER, Month(2026, 4), 12, store=bank.store, zone=ZONE)
    assert [str(one["month"]) for one in found][::11] == ["2025-05", "2026-04"]
    assert {one["minutes"] for one in found} == {148 * days for days in (28, 30, 31)}
    [read] = profiled(bank, "journals")
    assert read["docsExamined"] <= 14 * 31
    assert read["keysExamined"] <= 15 * 31 + 30
    bank.database.command("profile", 2)
    [row] = bank.store.served_by.organisations(VOLUNTEER)
    assert row["minutes"] == 400 * 148
    [read] = profiled(bank, "journals")
    assert read["docsExamined"] == 400


@pytest.mark.parametrize(
    ("collection", "read"),
    [
        ("objections", lambda bank: bank.store.objections.against(["x-000"])),
        ("corrections", lambda bank: bank.store.corrections.about(VOLUNTEER, "x")),
        ("organisations", lambda bank: bank.store.copies.organisations_named("湖", 20)),
        ("people", lambda bank: bank.store.figures.volunteers()),
        ("honours", lambda bank: bank.store.figures.honours(["x"], "2025-01-01", "2026-01-01", 9)),
    ],
)
def test_no_collection_is_scanned(bank: Bank, collection: str, read: Read) -> None:
    bank.database[collection].insert_one({"_id": "one"})
    bank.database.command("profile", 2)
    read(bank)
    for one in profiled(bank, collection):
        assert "COLLSCAN" not in one["planSummary"]


def test_the_public_figures_read_no_journal(bank: Bank) -> None:
    bank.database.command("profile", 2)
    public_figures(datetime(2026, 5, 4, tzinfo=UTC), store=bank.store)
    assert profiled(bank, "journals") == []


@pytest.mark.parametrize("text", ["", "2026", "2026-00", "2026-13", "1800-01", "²026-01", "x-y"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.read(text) is None


def test_months_are_counted_over_years() -> None:
    assert str(Month(2026, 1).plus(-1)) == "2025-12"
    assert str(Month(2026, 12).plus(1)) == "2027-01"
    assert Month.read("2026-05") == Month(2026, 5)


def test_nobody_is_asked_for_where_nobody_is_named(bank: Bank) -> None:
    bank.database.command("profile", 2)
    assert bank.store.copies.people([]) == {}
    assert bank.store.copies.teams([]) == []
    assert profiled(bank, "people") == []


def test_those_in_charge_of_what_is_due_are_read_at_once(bank: Bank) -> None:
    ended = {"organisation_id": "o", "organisation_path": "/o/", "status": "ended"}
    for number in range(5):
        bank.database["people"].insert_one({"_id": f"p{number}", "name": f"李{number}"})
        mine = {"person_in_charge_id": f"p{number}", "title": "x", "end": bank.clock.now}
        bank.database["activities"].insert_one({"_id": f"a{number}", **ended, **mine})
    her = Identity("c" * 24, "1", (Grant("coordinator", "/o/"),))
    bank.database.command("profile", 2)
    found = duties_of(None, by=her, store=bank.store, now=bank.clock.now, zone=ZONE, language="zh")
    assert {one["person"] for one in found["items"]} == {f"李{number}" for number in range(5)}
    assert len(profiled(bank, "people")) == 1
