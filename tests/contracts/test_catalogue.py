"""The catalogue is whole: every contract is in it once, every name is built alike."""

import re
from types import ModuleType

import pytest

from shared.contracts import activities, catalogue, hours, hours_people, hours_rewards, volunteers
from shared.contracts.catalogue import CONTRACTS, HEARS, SERVICES, UNHEARD
from shared.contracts.envelope import Contract

NAME = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
PAST = ("ed", "withdrawn", "moved_up", "sent", "held", "frozen", "due")


FILES = (volunteers, activities, hours, hours_people, hours_rewards)


def contracts_in(module: ModuleType) -> list[type[Contract]]:
    """The contracts of a file that are event types of their own."""
    return [
        found
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Contract) and "type" in vars(found)
    ]


def test_every_contract_is_heard_or_known_to_be_unheard() -> None:
    written = {one.type for m in FILES for one in contracts_in(m)}
    assert written == set(CONTRACTS)
    for kind in UNHEARD:
        assert not catalogue.heard(kind.type), f"{kind.type} is heard now: take it out of UNHEARD"


@pytest.mark.parametrize("module", FILES)
def test_a_file_holds_what_its_service_publishes(module: ModuleType) -> None:
    service = module.__name__.rsplit(".", 1)[1].split("_")[0]
    for contract in contracts_in(module):
        assert contract.type.startswith(service + ".")
        words = re.sub(r"(?<!^)(?=[A-Z])", "_", contract.__name__).lower()
        assert contract.type == f"{service}.{words}", "class and type bear one name"


@pytest.mark.parametrize("name", [*HEARS, *CONTRACTS])
def test_names_are_a_service_and_words(name: str) -> None:
    assert NAME.fullmatch(name)
    assert name.split(".")[0] in SERVICES


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_events_are_facts_in_the_past_tense(name: str) -> None:
    assert name.endswith(PAST)


def test_nobody_hears_the_same_type_twice_in_one_handler() -> None:
    for handler, kinds in HEARS.items():
        assert len(set(kinds)) == len(kinds), handler


def test_no_identity_number_and_no_password_has_a_field() -> None:
    forbidden = re.compile(r"identity|id_card|document|cipher|blind|password|guardian")
    for name, contract in CONTRACTS.items():
        for field in contract.fields:
            assert not forbidden.search(field), f"{name}.{field}"
