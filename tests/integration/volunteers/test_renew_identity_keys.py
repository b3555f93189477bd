"""Changing the keys: two steps, nobody is registered twice meanwhile, old keys can go."""

from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag

from services.volunteers.domain.documents import read_document
from services.volunteers.operations.renew_identity_keys import renew_identity_keys
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.store.sealing import KeyRetired
from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import card

A1, A2, B1, B2 = b"a" * 32, b"A" * 32, b"b" * 32, b"B" * 32


def with_keys(house: House, identity: dict[int, bytes], index: dict[int, bytes]) -> Store:
    own: VolunteerSettings = replace(house.own, identity_keys=identity, blind_index_keys=index)
    return Store(house.store.database, own)


def use(house: House, store: Store) -> None:
    """Let the running service have these keys, as after a deployment."""
    house.store.vault.__dict__.update(store.vault.__dict__)
    live = house.app.view_functions["registration.register"]
    cells = [cell.cell_contents for cell in _closures(live)]
    for found in cells:
        if isinstance(found, Store):
            found.vault = store.vault


def _closures(view: object) -> list[object]:
    found: list[object] = []
    while view is not None:
        found += list(getattr(view, "__closure__", None) or ())
        view = getattr(view, "__wrapped__", None)
    return found


def test_keys_change_while_people_register(house: House) -> None:
    early, later = card(sequence=200), card(sequence=201)
    assert house.register(number=early).status_code == 201

    between = with_keys(house, {1: A1, 2: A2}, {1: B1, 2: B2})
    use(house, between)
    assert house.register(number=early).status_code == 409, "found under the old key"
    assert house.register(number=later).status_code == 201
    assert renew_identity_keys(store=between, most=3) == 3
    assert renew_identity_keys(store=between) == 4
    assert renew_identity_keys(store=between) == 0

    after = with_keys(house, {2: A2}, {2: B2})
    use(house, after)
    for number in (early, later, *house.numbers.values()):
        assert house.register(number=number).status_code == 409
    assert renew_identity_keys(store=after) == 8, "the old key's indexes are dropped"
    assert renew_identity_keys(store=after) == 0
    people = list(after.people.collection.find())
    assert {len(person["identity"]["indexes"]) for person in people} == {1}
    numbers = {after.vault.open(one["identity"], one["_id"]).number for one in people}
    assert numbers == {early, later, *house.numbers.values()}
    assert len(house.events()) == 8, "nobody was told of it"


def test_a_key_taken_away_too_early_is_no_loss(house: House) -> None:
    hasty = with_keys(house, {2: A2}, {2: B2})
    with pytest.raises(KeyRetired):
        renew_identity_keys(store=hasty)
    patient = with_keys(house, {1: A1, 2: A2}, {1: B1, 2: B2})
    assert renew_identity_keys(store=patient) == 6


def test_a_number_copied_into_another_record_does_not_open(house: House) -> None:
    mine, other = house.who("volunteer"), house.who("stranger")
    house.store.people.collection.update_one(
        {"_id": mine["_id"]}, {"$set": {"identity.cipher": other["identity"]["cipher"]}}
    )
    forged = house.who("volunteer")
    with pytest.raises(InvalidTag):
        house.store.vault.open(forged["identity"], forged["_id"])


def test_a_document_changed_meanwhile_is_not_overwritten(house: House) -> None:
    person = house.who("volunteer")
    sealed = house.store.vault.seal(read_document("resident_card", card()), person["_id"])
    assert house.store.people.reseal(person, sealed)
    assert not house.store.people.reseal(person, sealed), "it was read before the change"
