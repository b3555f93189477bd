"""The small world: made once, put back as it was after each test."""

from collections.abc import Iterator

import pytest

from deploy.verify.reading import Databases, Document, open_databases
from shared.contracts.catalogue import SERVICES
from shared.ids import new_id
from shared.storage import kernel
from tests.integration.verify.books import write_past
from tests.integration.verify.world import World

Snapshot = dict[tuple[str, str], list[Document]]


@pytest.fixture(scope="module")
def made(mongo_uri: str) -> Iterator[World]:
    names = {service: f"test_{service}_{new_id()}" for service in SERVICES}
    databases = open_databases(mongo_uri, names)
    for service in SERVICES:
        kernel.prepare(databases.of(service))
    yield World(databases)
    for service, name in names.items():
        databases.of(service).client.drop_database(name)


@pytest.fixture
def world(made: World) -> Iterator[World]:
    before = _snapshot(made.databases)
    yield made
    after = _snapshot(made.databases)
    for service, collection in before.keys() | after.keys():
        kept = before.get((service, collection), [])
        if kept != after.get((service, collection), []):
            rows = made.databases.of(service)[collection]
            rows.delete_many({})
            if kept:
                rows.insert_many(kept)


def _snapshot(databases: Databases) -> Snapshot:
    return {
        (service, name): list(databases.of(service)[name].find().sort("_id", 1))
        for service in SERVICES
        for name in databases.of(service).list_collection_names()
    }


@pytest.fixture
def sealed(world: World) -> World:
    """The world with a past in both books: books.py."""
    write_past(world)
    return world
