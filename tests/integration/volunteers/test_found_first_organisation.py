"""The beginning of an installation, and what the worker is made of."""

from typing import Any

import pytest

from services.volunteers.operations.found_first_organisation import (
    Beginning,
    FirstPerson,
    found_first_organisation,
)
from tests.integration.volunteers.conftest import TREE, House
from tests.unit.volunteers.samples import card, typed


def again(house: House, **more: Any) -> Any:
    people = []
    for person in house.founded.people:
        number = house.numbers["root"]
        fields = typed("", name=person["name"], phone=person["phone"], number=number)
        del fields["organisation_id"], fields["consent_version"]
        people.append(FirstPerson(fields, "东区"))
    plan = Beginning(more.get("tree", TREE), more.get("people", people))
    return found_first_organisation(plan, store=house.store, own=house.own, clock=house.clock)


def test_everybody_is_there_and_told(house: House) -> None:
    assert len(house.events("organisations")) == 6
    assert len(house.events("people")) == 6
    assert house.sign_in("13900000000")


def test_a_second_time_changes_nothing(house: House) -> None:
    house.call("PATCH", f"/organisations/{house.org('东区')}", "root", json={"name": "新东区"})
    before = list(house.store.people.collection.find())
    found = again(house)
    assert list(house.store.people.collection.find()) == before
    assert found.organisations["东区"]["name"] == "新东区", "what was changed since stays"
    assert house.store.organisations.collection.count_documents({}) == 6


def test_a_wrong_plan_is_refused(house: House) -> None:
    twice = {"name": "甲", "level": "city", "children": [{"name": "甲", "level": "county"}]}
    with pytest.raises(ValueError, match="two organisations"):
        again(house, tree=twice, people=[])
    fields = typed("", name="新人", number=card())
    del fields["organisation_id"], fields["consent_version"]
    with pytest.raises(ValueError, match="no role"):
        again(house, people=[FirstPerson(fields, "东区", [("queen", "东区")])])
