"""What a batch costs MongoDB, counted: at most 0.03 commands a credit; and a balance."""

import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from services.hours.views.balance import balance_of
from shared.storage.mongo import Document
from tests.conftest import SettableClock
from tests.integration.hours.conftest import Bank
from tests.unit.hours.attendances import attendance


class Counter(CommandListener):
    def __init__(self) -> None:
        self.names: list[str] = []

    def started(self, event) -> None:  # type: ignore[no-untyped-def]
        self.names.append(event.command_name)

    def succeeded(self, event) -> None:  # type: ignore[no-untyped-def]
        pass

    failed = succeeded


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def counted_bank(bank: Bank, mongo_uri: str, clock: SettableClock, counter: Counter) -> Bank:
    client: MongoClient[Document] = MongoClient(
        mongo_uri, tz_aware=True, w="majority", event_listeners=[counter]
    )
    found = Bank(client[bank.database.name], bank.settings, clock)
    found.store.rules.book()  # one more round trip every few seconds, however many credits
    return found


ONE_ROUND = ["find", "find", "insert", "update", "commitTransaction"]


def test_a_batch_of_200_takes_five_round_trips(counted_bank: Bank, counter: Counter) -> None:
    told = [attendance(name=f"{n}", volunteer_id=f"v{n}", day=n % 3) for n in range(200)]
    counter.names.clear()
    counted_bank.hear(*told)
    assert counter.names == ONE_ROUND
    more = [
        attendance(name=f"b{n}", volunteer_id=f"v{n}", day=10, shift_id="b") for n in range(198)
    ]
    counter.names.clear()
    counted_bank.hear(*more, *told[:2])
    assert counter.names == ONE_ROUND, "repeats cost nothing more"
    assert len(counter.names) / 198 <= 0.03


def test_a_batch_of_repeats_only_reads(counted_bank: Bank, counter: Counter) -> None:
    told = [attendance(name=f"{n}", volunteer_id=f"v{n}") for n in range(50)]
    counted_bank.hear(*told)
    counter.names.clear()
    counted_bank.hear(*told)
    assert counter.names == ["find", "commitTransaction"]


def test_a_balance_takes_one(counted_bank: Bank, counter: Counter, clock: SettableClock) -> None:
    counted_bank.hear(attendance(volunteer_id="v"))
    counter.names.clear()
    assert balance_of("v", clock().date(), store=counted_bank.store)["attendances"] == 1
    assert counter.names == ["find"]


def test_corrections_and_overlaps_take_a_few_more(counted_bank: Bank, counter: Counter) -> None:
    told = [attendance(name=f"{n}", volunteer_id=f"v{n}") for n in range(200)]
    counted_bank.hear(*told)
    counter.names.clear()
    counted_bank.hear(*({**one, "revision": 2} for one in told))
    assert len(counter.names) == 8
    counted_bank.recount()
