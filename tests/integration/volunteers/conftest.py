"""The service on its own database, with a small tree and one person for each role."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.volunteers import wsgi
from services.volunteers.operations.found_first_organisation import (
    Beginning,
    FirstPerson,
    Founded,
    found_first_organisation,
)
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store
from services.volunteers.wsgi import create
from shared.contracts.envelope import Event
from shared.ids import new_id
from shared.settings import Settings
from shared.storage import kernel
from shared.storage.mongo import Document, connect
from shared.storage.outbox import unseal
from tests.conftest import SettableClock
from tests.standing import Standing, emptied
from tests.unit.volunteers.samples import PASSWORD, card, typed

Answer = Any

TREE = {
    "name": "试点市",
    "level": "city",
    "code": "330100",
    "children": [
        {
            "name": "东区",
            "level": "county",
            "code": "330106",
            "children": [
                {
                    "name": "东一镇",
                    "level": "town",
                    "code": "330106001",
                    "children": [{"name": "东一村", "level": "village", "code": "330106001051"}],
                }
            ],
        },
        {
            "name": "西区",
            "level": "county",
            "code": "330105",
            "children": [{"name": "西一镇", "level": "town", "code": "330105001"}],
        },
    ],
}
# Who stands where: name, organisation, role and where it holds.
CAST = {
    "root": ("林月", "试点市", [("administrator", "试点市")]),
    "administrator": ("周兰", "东区", [("administrator", "东区")]),
    "coordinator": ("陈秀英", "东区", [("coordinator", "东区")]),
    "organiser": ("张敏", "东一镇", [("organiser", "东一镇")]),
    "volunteer": ("王小芳", "东一镇", []),
    "stranger": ("赵倩", "西一镇", []),
}


@dataclass
class House:
    """The running service and everybody in it; ``answers`` collects every body it ever sent."""

    app: Flask
    client: FlaskClient
    store: Store
    own: VolunteerSettings
    clock: SettableClock
    founded: Founded
    answers: list[bytes] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    _tokens: dict[tuple[str, int, datetime], dict[str, str]] = field(default_factory=dict)

    def org(self, name: str) -> str:
        """The id of an organisation of the tree."""
        found: str = self.founded.organisations[name]["_id"]
        return found

    def who(self, role: str) -> Document:
        """The record of one of the cast, as it is now."""
        name = CAST[role][0]
        number = next(one["_id"] for one in self.founded.people if one["name"] == name)
        return self.store.people.get(number)

    def call(self, method: str, path: str, as_: str | None = None, **kwargs: Any) -> Answer:
        """A request, signed in as one of the cast; the answer."""
        headers = {**self.signed_in(as_), **kwargs.pop("headers", {})}
        answer = self.client.open(f"/api/v1{path}", method=method, headers=headers, **kwargs)
        self.answers.append(answer.get_data())
        return answer

    def signed_in(self, role: str | None) -> dict[str, str]:
        """Headers of one of the cast, by a real sign-in; again when her record changed."""
        if role is None:
            return {}
        person = self.who(role)
        key = (role, person["revision"], self.clock.now)
        if key not in self._tokens:
            self._tokens[key] = self.sign_in(person["phone"])
        return self._tokens[key]

    def sign_in(self, phone: str, password: str = PASSWORD) -> dict[str, str]:
        """Headers after a sign-in."""
        sent = {"phone": phone, "password": password}
        answer = self.client.post("/api/v1/sessions", json=sent)
        assert answer.status_code == 201, answer.get_json()
        return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}

    def register(self, organisation: str = "东一镇", **more: Any) -> Answer:
        """A registration by the public."""
        return self.call("POST", "/volunteers", json=typed(self.org(organisation), **more))

    def events(self, collection: str = "people", **where: Any) -> list[Event]:
        """Unpublished events of a collection, oldest first."""
        rows = self.store.database[collection].find(where)
        found = [event for row in rows for event in unseal(row.get("outbox", ()))]
        return sorted(found, key=lambda event: str(event["id"]))


def _surroundings(
    mongo_uri: str, token_keys: tuple[str, str]
) -> tuple[Settings, VolunteerSettings]:
    own = VolunteerSettings(
        token_private_key=token_keys[0],
        identity_keys={1: b"a" * 32},
        blind_index_keys={1: b"b" * 32},
        password_profile="quick",
    )
    settings = Settings(
        service="volunteers",
        mongo_uri=mongo_uri,
        mongo_database=f"test_volunteers_{new_id()}",
        amqp_uri="",
        token_public_key=token_keys[1],
        public_url="http://kindhours.test",
    )
    return settings, own


def open_house(mongo_uri: str, token_keys: tuple[str, str]) -> Iterator[House]:
    """The whole service on a fresh database, founded; quick passwords."""
    settings, own = _surroundings(mongo_uri, token_keys)
    store = Store(connect(settings), own)
    kernel.prepare(store.database)
    clock = _clock()
    yield _founded(store, own, clock, create(settings, clock=clock, own=own))
    store.database.client.drop_database(settings.mongo_database)
    store.database.client.close()


def _clock() -> SettableClock:
    return SettableClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))


def _founded(store: Store, own: VolunteerSettings, clock: SettableClock, app: Flask) -> House:
    numbers = {role: card(sequence=index + 400) for index, role in enumerate(CAST)}
    plan = Beginning(TREE, [_first(role, numbers[role]) for role in CAST])
    founded = found_first_organisation(plan, store=store, own=own, clock=clock)
    return House(app, app.test_client(), store, own, clock, founded, numbers=numbers)


def _first(role: str, number: str) -> FirstPerson:
    name, organisation, roles = CAST[role]
    phone = f"139000000{list(CAST).index(role):02d}"
    fields = typed("", name=name, number=number, phone=phone)
    del fields["organisation_id"], fields["consent_version"]
    return FirstPerson(fields, organisation, roles)


@pytest.fixture(scope="session")
def standing(mongo_uri: str, token_keys: tuple[str, str]) -> Iterator[tuple[Standing, Any]]:
    """The web application for all houses of one's own, and its settings."""
    settings, own = _surroundings(mongo_uri, token_keys)
    first = Store(connect(settings), own)
    kernel.prepare(first.database)
    first.prepare()
    yield Standing(wsgi, first, lambda clock: create(settings, clock=clock, own=own)), own
    first.database.client.drop_database(settings.mongo_database)
    first.database.client.close()


@pytest.fixture
def house(standing: tuple[Standing, VolunteerSettings]) -> House:
    """A house of one's own, for tests that change what others would see."""
    (stage, own), clock = standing, _clock()
    emptied(stage.store.database)
    store = Store(stage.store.database, own)
    store.prepare()
    return _founded(store, own, clock, stage.on(store, clock))


@pytest.fixture(scope="module")
def town_hall(mongo_uri: str, token_keys: tuple[str, str]) -> Iterator[House]:
    """A house that a file of tests shares, for what changes nothing or only adds."""
    yield from open_house(mongo_uri, token_keys)
