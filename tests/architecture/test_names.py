"""One name all the way: queue, dead letters, operation, consumer, inbox entry, log and metric."""

import ast
import re
from pathlib import Path

import pytest

from shared.contracts.catalogue import HEARS, handlers_of
from tests.architecture.sources import (
    SERVICES,
    files,
    functions_of,
    in_room,
    name_of,
    tree_of,
)

# What several operations of a service do alike, and files that hold the answers of one decision.
STEPS = {"decide_sign_up", "import_columns", "oversee_activity", "set_password", "tell"}
OPERATIONS = [path for path in in_room("operations") if path.stem != "__init__"]


@pytest.mark.parametrize("handler", HEARS)
def test_a_handler_is_an_operation_of_the_same_name(handler: str) -> None:
    service, operation = handler.split(".")
    [path] = [one for one in in_room("operations", service) if one.stem == operation]
    assert operation in {one.name for one in functions_of(path)}


@pytest.mark.parametrize("service", SERVICES)
def test_the_consumers_of_a_service_are_those_of_the_catalogue(service: str) -> None:
    """Each name stands as a whole in consumers.py, so that one git grep shows the road."""
    found: set[str] = set()
    for path in in_room("consumers", service):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Dict):
                found |= {
                    key.value
                    for key in node.keys
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    assert {name for name in found if "." in name} == set(handlers_of(service))


@pytest.mark.parametrize("path", OPERATIONS, ids=name_of)
def test_an_operation_is_a_file_named_by_its_verb(path: Path) -> None:
    public = {one.name for one in functions_of(path) if not one.name.startswith("_")}
    if path.stem not in STEPS:
        assert path.stem in public, f"{name_of(path)} defines {sorted(public)}"


@pytest.mark.parametrize("path", OPERATIONS, ids=name_of)
def test_an_operation_takes_its_message_first_and_its_dependencies_by_name(path: Path) -> None:
    """Dependencies are keyword-only, so that a call reads as a sentence."""
    dependencies = {"store", "clock", "settings", "post", "database"}
    for function in functions_of(path):
        if function.name == path.stem:
            assert not {one.arg for one in function.args.args} & dependencies


def test_a_type_is_spelt_out_only_in_its_contract() -> None:
    """Publishers and hearers name the contract, never its text."""
    spelt = re.compile(r"\"(volunteers|activities|hours)\.[a-z_]+\"")
    types = {kind.type for kinds in HEARS.values() for kind in kinds}
    for path in files("services"):
        for found in spelt.finditer(path.read_text(encoding="utf-8")):
            assert found[0].strip('"') not in types, f"{name_of(path)}: {found[0]}"
