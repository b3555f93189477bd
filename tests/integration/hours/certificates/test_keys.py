"""The organisations' signing keys: one each, sealed, verifiable for ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag

from services.hours.operations.certificates.renew_signing_keys import renew_signing_keys
from services.hours.store import Store
from services.hours.store.certificates.keys import MasterKeyMissing
from shared.ids import new_id
from tests.integration.hours.conftest import Bank

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def store(bank: Bank) -> Store:
    return Store(bank.database, {1: OLD})


def test_the_first_who_asks_has_the_pair_made_and_only_one_is_ever_made(store: Store) -> None:
    organisation = new_id()
    with ThreadPoolExecutor(8) as many:
        found = list(many.map(lambda _: store.keys.signer(organisation), range(40)))
    assert len({one.key_id for one in found}) == 1
    assert len({one.key.private_bytes_raw() for one in found}) == 1
    assert store.keys.signer(new_id()).key_id != found[0].key_id


def test_what_is_signed_verifies_with_the_public_half(store: Store) -> None:
    signer = store.keys.signer(new_id())
    public = store.keys.public(signer.key_id)
    assert public is not None
    public.verify(signer.key.sign(b"text"), b"text")
    with pytest.raises(InvalidSignature):
        public.verify(signer.key.sign(b"text"), b"test")
    assert store.keys.public("0" * 16) is None


def test_the_private_half_is_in_no_dump(store: Store, bank: Bank) -> None:
    signer = store.keys.signer(new_id())
    row = bank.database["signing_keys"].find_one({"_id": signer.key_id})
    assert row is not None
    assert signer.key.private_bytes_raw() not in b"".join(
        value for value in row.values() if isinstance(value, bytes)
    )


def test_a_pair_opens_only_in_its_own_record(store: Store, bank: Bank) -> None:
    mine, other = new_id(), new_id()
    store.keys.signer(mine)
    stolen = bank.database["signing_keys"].find_one({"organisation_id": mine})
    store.keys.signer(other)
    assert stolen is not None
    bank.database["signing_keys"].update_one(
        {"organisation_id": other}, {"$set": {"cipher": stolen["cipher"]}}
    )
    with pytest.raises(InvalidTag):
        store.keys.signer(other)


def test_a_retired_key_signs_no_more_and_verifies_for_ever(store: Store) -> None:
    organisation = new_id()
    before = store.keys.signer(organisation)
    store.keys.retire(organisation)
    after = store.keys.signer(organisation)
    assert after.key_id != before.key_id
    public = store.keys.public(before.key_id)
    assert public is not None
    public.verify(before.key.sign(b"text"), b"text")


def test_the_master_key_changes_in_two_steps(bank: Bank, store: Store) -> None:
    organisation = new_id()
    pair = store.keys.signer(organisation)
    between = Store(bank.database, {1: OLD, 2: NEW})
    after = Store(bank.database, {2: NEW})
    assert between.keys.signer(organisation).key_id == pair.key_id
    with pytest.raises(MasterKeyMissing):
        after.keys.signer(organisation)
    assert renew_signing_keys(store=between) == 1
    assert renew_signing_keys(store=between) == 0
    assert after.keys.signer(organisation).key_id == pair.key_id


def test_without_a_master_key_nothing_is_signed(bank: Bank) -> None:
    with pytest.raises(MasterKeyMissing):
        Store(bank.database).keys.signer(new_id())
