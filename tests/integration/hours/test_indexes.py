"""Reading costs what is read, however long the ledger is: asked of MongoDB's own plans."""

from typing import Any

import pytest

from services.hours.domain.claims import claim_of
from services.hours.domain.rules import Rules
from services.hours.views.statement import statement_of
from shared.storage.mongo import Document
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import ORGANISATION, VOLUNTEER, ZONE, attendance


@pytest.fixture
def ledger(bank: Bank) -> Bank:
    """300 days of one person among 300 journals of others."""
    for day in range(0, 300, 50):
        bank.hear(*(attendance(name=f"{n}", day=n) for n in range(day, day + 50)))
    bank.hear(*(attendance(name=f"o{n}", volunteer_id=f"v{n}") for n in range(300)))
    bank.database.command("profile", 2)
    return bank


def profiled(bank: Bank, collection: str) -> list[Document]:
    bank.database.command("profile", 0)
    found = list(bank.database["system.profile"].find({"ns": f"{bank.database.name}.{collection}"}))
    bank.database["system.profile"].drop()
    return found


def test_a_page_of_a_statement_reads_its_lines_only(ledger: Bank) -> None:
    cursor: Any = None
    for _ in range(5):
        page = statement_of(VOLUNTEER, cursor, 20, store=ledger.store, zone=ZONE, language="zh")
        cursor = page["next_cursor"]
    reads = profiled(ledger, "journals")
    assert len(reads) == 5
    for read in reads:
        assert read["docsExamined"] <= 22
        assert not read.get("hasSortStage")


def test_a_balance_reads_one_record(ledger: Bank) -> None:
    ledger.store.accounts.volunteer(VOLUNTEER)
    [read] = profiled(ledger, "accounts")
    assert (read["planSummary"], read["docsExamined"]) == ("IDHACK", 1)


def test_totals_read_the_accounts_of_the_organisation_only(ledger: Bank) -> None:
    ledger.store.accounts.issued([ORGANISATION], "2026-06", "2026-07", "month")
    [read] = profiled(ledger, "accounts")
    assert read["docsExamined"] == 2


def test_crediting_reads_what_lies_near_only(ledger: Bank) -> None:
    new = claim_of(attendance("13:00", "14:00", ("13:00", "14:00"), day=100), Rules(), ZONE)
    with ledger.database.client.start_session() as session:
        seen = ledger.store.journals.glance([new], session)
    assert len(seen) == 3  # its own attendance is known; those of the day and the day after
    [read] = profiled(ledger, "journals")
    assert read["docsExamined"] <= 4
