"""Each chain of pages is sealed once a day and the seal is signed."""

from datetime import UTC, datetime

import pytest

from services.hours.domain.ledger.seals import FIRST, Seal, seal_digest
from services.hours.operations.ledger.seal_books import seal_books
from services.hours.store import Store
from shared.contracts.volunteers import OrganisationChanged
from tests.conftest import SettableClock
from tests.integration.hours.conftest import Bank, organisation
from tests.unit.hours.attendances import ZONE, attendance

ROOT = "c" * 24


@pytest.fixture
def sealing(bank: Bank) -> Bank:
    """A bank that can sign: it has a master key and knows the top of the tree."""
    bank.store = Store(bank.database, {1: bytes(32)})
    bank.keep(OrganisationChanged, organisation("市", f"/{ROOT}/"))
    return bank


def seal(bank: Bank) -> list[Seal]:
    return seal_books(store=bank.store, clock=bank.clock, zone=ZONE)


def test_a_grown_chain_is_sealed_once_a_day_and_signed(sealing: Bank, clock: SettableClock) -> None:
    clock.now = datetime(2026, 5, 3, 15, 59, tzinfo=UTC)
    sealing.hear(attendance(), attendance(name="2", volunteer_id="v2"))
    [first] = seal(sealing)
    assert (first["_id"], first["page"], first["journals"]) == ("record:0:2026-05-03", 1, 2)
    assert (first["previous"], first["seal"]) == (FIRST, seal_digest(first))
    sealing.hear(attendance(name="3", volunteer_id="v3"))
    assert seal(sealing) == [], "one a day"
    clock.advance(minutes=1)
    [second] = seal(sealing)
    assert (second["day"], second["page"], second["journals"]) == ("2026-05-04", 2, 3)
    assert second["previous"] == first["seal"]
    for one in (first, second):
        public = sealing.store.keys.public(one["key_id"])
        assert public is not None
        public.verify(one["signature"], one["seal"])
    clock.advance(days=1)
    assert seal(sealing) == [], "it has not grown"


def test_a_seal_made_twice_at_once_is_kept_once(sealing: Bank) -> None:
    sealing.hear(attendance())
    [made] = seal(sealing)
    assert not sealing.store.seals.add({**made, "at": datetime(2030, 1, 1, tzinfo=UTC)})
    assert sealing.store.seals.last("record:0") == made


def test_before_the_tree_is_known_a_seal_is_not_signed(bank: Bank) -> None:
    bank.hear(attendance())
    [made] = seal(bank)
    assert (made["key_id"], made["signature"]) == (None, None)
