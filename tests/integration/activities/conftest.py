"""The office every test of this service works in, and a full activity."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pymongo import MongoClient

from services.activities import wsgi
from services.activities.operations import cancel_sign_ups as cancelling
from services.activities.operations import reschedule_sign_ups as rescheduling
from services.activities.store import Store
from shared.ids import new_id
from shared.settings import Settings
from shared.storage import kernel
from shared.storage.mongo import Document, connect
from tests.conftest import SettableClock
from tests.integration.activities.office import OWN, Office
from tests.integration.activities.samples import ids, shift_fields
from tests.standing import Standing, emptied


@pytest.fixture(scope="session")
def prepared(mongo_uri: str) -> Iterator[str]:
    """The name of one database with all indexes: making them costs more than most tests."""
    name = f"test_activities_{new_id()}"
    with MongoClient[Document](mongo_uri, w="majority", tz_aware=True) as client:
        kernel.prepare(client[name])
        Store(client[name]).prepare()
        yield name
        client.drop_database(name)


@pytest.fixture(scope="session")
def standing(prepared: str, mongo_uri: str, token_keys: tuple[str, str]) -> Iterator[Standing]:
    """The web application for all tests of this service."""
    settings = Settings(
        "activities", mongo_uri, prepared, "", token_keys[1], "http://kindhours.test"
    )
    first = Store(connect(settings))
    yield Standing(wsgi, first, lambda clock: wsgi.create(settings, clock=clock, own=OWN))
    first.database.client.close()


@pytest.fixture
def office(
    standing: Standing,
    make_settings: Callable[..., Settings],
    clock: SettableClock,
    bearer: Callable[..., dict[str, str]],
) -> Iterator[Office]:
    """An empty database with two organisations and an organiser."""
    settings = replace(make_settings("activities"), mongo_database=standing.store.database.name)
    store = Store(standing.store.database)
    made = Office(settings, clock, bearer, store=store, app=standing.on(store, clock))
    yield made
    emptied(store.database)


@pytest.fixture
def many(office: Office, monkeypatch: pytest.MonkeyPatch) -> Document:
    """An activity with 8 accepted and 2 waiting; batches of 3."""
    monkeypatch.setattr(cancelling, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(rescheduling, "ROWS_AT_ONCE", 3)
    activity = office.published(shifts=[shift_fields(office, places=8)])
    for person in office.volunteers(10):
        assert office.sign_up(ids(activity)[0], person).status_code == 201
    office.publish_events()
    return activity
