"""The one road into the currency's book, over a real MongoDB."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pymongo.client_session import ClientSession

from services.hours.domain.ledger.currency import CurrencyJournal, entry
from services.hours.domain.ledger.pages import names_of
from services.hours.domain.ledger.refusals import PurseFrozen, PurseTooLow
from services.hours.operations.ledger.post_currency import post_currency
from tests.integration.hours.conftest import AT, Bank

LI, WANG, POOL, MINTED = "volunteer:li", "volunteer:wang", "pool:a", "minted:a:2026-05"


def earn(key: str, minutes: int, purse: str = LI) -> CurrencyJournal:
    return entry(f"earn:{key}", "earn", {purse: minutes, MINTED: -minutes}, at=AT, refers=key)


def donate(key: str, minutes: int, purse: str = LI) -> CurrencyJournal:
    return entry(f"donate:{key}", "donate", {purse: -minutes, POOL: minutes}, at=AT)


def post(bank: Bank, *journals: CurrencyJournal, **more: Any) -> list[str]:
    def write(session: ClientSession) -> list[str]:
        written = post_currency(journals, store=bank.store, session=session, at=AT, **more)
        return [one["_id"] for one in written]

    return bank.store.transaction(write)


def freeze(bank: Bank) -> None:
    def write(session: ClientSession) -> None:
        bank.store.purses.freeze(LI, by="auditor", at=AT, reason="核查", session=session)

    bank.store.transaction(write)


def minutes(bank: Bank) -> dict[str, int]:
    rows = bank.database["purses"].find({"minutes": {"$exists": True}})
    return {row["_id"]: row["minutes"] for row in rows}


def pages(bank: Bank) -> list[dict[str, Any]]:
    return list(bank.database["currency_journals"].find({"kind": "page"}).sort("_id", 1))


def test_journals_purses_and_their_page_are_written_together(bank: Bank) -> None:
    assert post(bank, earn("1", 90), donate("1", 30)) == ["earn:1", "donate:1"]
    assert minutes(bank) == {LI: 60, POOL: 30, MINTED: -90}
    purse = bank.store.purses.find(LI)
    assert (purse["earned"], purse["spent"], purse["journals"]) == (90, 30, 2)
    [page] = pages(bank)
    assert (names_of(page), page["number"]) == (["earn:1", "donate:1"], 1)
    head = bank.database["purses"].find_one({"_id": "chain:currency:0"})
    assert head == {"_id": "chain:currency:0", "number": 1, "digest": page["digest"]}


def test_each_page_names_the_one_before(bank: Bank) -> None:
    for number in range(3):
        post(bank, earn(f"{number}", 10))
    found = pages(bank)
    assert [one["number"] for one in found] == [1, 2, 3]
    assert [one["previous"] for one in found[1:]] == [one["digest"] for one in found[:-1]]
    assert found[0]["previous"] == bytes(32)


def test_repeats_are_harmless(bank: Bank) -> None:
    lot = [earn("1", 90), donate("1", 30), donate("1", 30)]
    post(bank, *lot)
    assert post(bank, *lot) == []
    assert post(bank, *lot, donate("2", 10)) == ["donate:2"]
    assert minutes(bank)[LI] == 50
    assert len(pages(bank)) == 2
    assert post(bank) == []


def test_a_refusal_leaves_nothing_half_done(bank: Bank) -> None:
    post(bank, earn("1", 90))
    with pytest.raises(PurseTooLow):
        post(bank, donate("1", 60), earn("9", 5, WANG), donate("2", 60))
    assert minutes(bank) == {LI: 90, MINTED: -90}
    assert len(pages(bank)) == 1


def test_a_frozen_purse_gives_nothing_until_it_is_opened(bank: Bank) -> None:
    post(bank, earn("1", 90))
    bank.store.transaction(
        lambda session: bank.store.purses.freeze(
            LI, by="auditor", at=AT, reason="核查", session=session
        )
    )
    with pytest.raises(PurseFrozen):
        post(bank, donate("1", 30))
    post(bank, earn("2", 10))
    assert bank.store.purses.find(LI)["frozen"] == {"by": "auditor", "at": AT, "reason": "核查"}
    bank.store.transaction(lambda session: bank.store.purses.unfreeze(LI, session))
    post(bank, donate("1", 30))
    assert minutes(bank)[LI] == 70


def test_a_purse_may_be_frozen_before_anything_is_in_it(bank: Bank) -> None:
    bank.store.transaction(
        lambda session: bank.store.purses.freeze(
            LI, by="auditor", at=AT, reason="核查", session=session
        )
    )
    post(bank, earn("1", 90))
    with pytest.raises(PurseFrozen):
        post(bank, donate("1", 30))


def test_a_spend_never_overdraws(bank: Bank) -> None:
    """60 at once, each for 30 of 600 minutes: exactly 20 are written, however they meet."""
    post(bank, earn("1", 600))

    def spend(number: int) -> str:
        try:
            return f"written {post(bank, donate(f'{number}', 30))}"
        except PurseTooLow:
            return "too low"

    with ThreadPoolExecutor(60) as threads:
        answers = list(threads.map(spend, range(60)))
    assert answers.count("too low") == 40
    assert minutes(bank) == {LI: 0, POOL: 600, MINTED: -600}
    assert bank.database["currency_journals"].count_documents({"kind": "donate"}) == 20


def test_parallel_spends_of_different_sizes_repeats_and_a_freeze(bank: Bank) -> None:
    """Each is sent twice at once, while the purse is frozen in the middle."""
    post(bank, earn("1", 500))
    amounts = [7, 11, 13, 40, 90]

    def spend(number: int) -> None:
        if number == 50:
            freeze(bank)
        with contextlib.suppress(PurseTooLow, PurseFrozen):
            post(bank, donate(f"{number % 60}", amounts[number % 5]))

    with ThreadPoolExecutor(24) as threads:
        list(threads.map(spend, range(120)))
    kept = minutes(bank)
    written = bank.database["currency_journals"].find({"kind": "donate"})
    spent = sum(row["lines"][1]["minutes"] for row in written)
    assert kept[LI] == 500 - spent >= 0
    assert sum(kept.values()) == 0
    names = [name for page in pages(bank) for name in names_of(page)]
    assert (
        len(names)
        == len(set(names))
        == bank.database["currency_journals"].count_documents({"kind": {"$ne": "page"}})
    )
