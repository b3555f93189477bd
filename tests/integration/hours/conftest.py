"""The hour bank on a database of its own, fed by ``settle`` as the bus feeds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.hours import wsgi
from services.hours.consumers import handlers
from services.hours.domain.journals import volunteer_account
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.store.recount import Recount, recount
from services.hours.store.rules import rows
from shared.contracts import volunteers
from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import Contract, Event, new_event
from shared.ids import new_id
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done, Outcome
from shared.settings import Settings
from shared.storage import kernel, mongo
from shared.storage.mongo import Db
from shared.storage.outbox import unseal
from tests.conftest import SettableClock
from tests.standing import Standing, emptied
from tests.unit.hours.attendances import recorded

AT = datetime(2026, 5, 1, tzinfo=UTC)
OWN = HoursSettings(master_keys={1: b"m" * 32})


@dataclass
class Bank:
    """What tests do to the hour bank and ask of it."""

    database: Db
    settings: HoursSettings
    clock: SettableClock

    def __post_init__(self) -> None:
        self.store = Store(self.database, self.settings.master_keys, rules=self.settings.rules)
        self.handlers = handlers(
            self.store, self.clock, settings=self.settings, timezone="Asia/Shanghai"
        )

    def settle(self, *events: Event) -> list[Outcome]:
        """Deliver one batch of attendances."""
        name = "hours.credit_attendance"
        return settle(name, self.handlers[name], list(events), self.database)

    def hear(self, *told: dict[str, Any]) -> None:
        """Deliver one batch with these attendances; all are taken."""
        outcomes = self.settle(*(recorded(one) for one in told))
        assert outcomes == [Done()] * len(told)

    def keep(self, contract: type[Contract], *told: dict[str, Any]) -> None:
        """Deliver what volunteers tells of people and organisations."""
        name = {
            volunteers.OrganisationChanged: "hours.keep_organisation",
            volunteers.VolunteerRegistered: "hours.keep_volunteer",
        }[contract]
        events = [
            new_event(CONTRACTS[contract.type], "x", one, event_id=new_id(), at=AT, request_id="")
            for one in told
        ]
        assert settle(name, self.handlers[name], events, self.database) == [Done()] * len(told)

    def minutes(self, volunteer_id: str) -> int:
        row = self.database["accounts"].find_one({"_id": volunteer_account(volunteer_id)})
        return int(row["minutes"]) if row else 0

    def journals(self, **query: Any) -> list[dict[str, Any]]:
        """The journals of the record, without the pages they stand on."""
        return list(self.database["journals"].find({"kind": {"$ne": "page"}, **query}).sort("_id"))

    def events(self, kind: str = "") -> list[Event]:
        """What waits to be published, each checked against its contract, as it was written."""
        rows = self.database["journals"].find({"outbox": {"$exists": True}}).sort("at", 1)
        found = [event for row in rows for event in unseal(row["outbox"])]
        for event in found:
            assert CONTRACTS[event["type"]].validate(event["data"]) == {}
        return [event for event in found if event["type"].endswith(kind)]

    def recount(self) -> Recount:
        found = recount(self.database)
        assert found.exact, found
        return found


@pytest.fixture(scope="session")
def hours_database(mongo_uri: str) -> Iterator[Db]:
    """One database for all tests of the bank: indexes take longer than most tests."""
    settings = Settings("hours", mongo_uri, f"test_hours_{new_id()}", "", "", "")
    database = mongo.connect(settings)
    kernel.prepare(database)
    Store(database).prepare()
    yield database
    database.client.drop_database(database.name)
    database.client.close()


@pytest.fixture
def bank(hours_database: Db, clock: SettableClock) -> Bank:
    """A bank without a past."""
    emptied(hours_database)
    return Bank(hours_database, OWN, clock)


@pytest.fixture
def fresh_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules hold as soon as they are written, instead of seconds later."""
    monkeypatch.setattr(rows, "KEPT_SECONDS", 0.0)


@pytest.fixture(scope="session")
def standing(hours_database: Db, mongo_uri: str, token_keys: tuple[str, str]) -> Standing:
    """The web application for all tests of the bank."""
    settings = Settings(
        "hours", mongo_uri, hours_database.name, "", token_keys[1], "http://kindhours.test"
    )
    first = web_store(hours_database)
    return Standing(wsgi, first, lambda clock: wsgi.create(settings, clock=clock, own=OWN))


def web_store(database: Db) -> Store:
    """A store as a web process has it, without a past."""
    store = Store(database, OWN.master_keys, shelf="web", rules=OWN.rules)
    store.rules.book(fresh=True)
    return store


@pytest.fixture
def app(bank: Bank, standing: Standing) -> Flask:
    """The web application on the bank's database."""
    return standing.on(web_store(bank.database), bank.clock)


@pytest.fixture
def api(app: Flask) -> FlaskClient:
    return app.test_client()


def organisation(name: str, path: str, *, revision: int = 1, **more: Any) -> dict[str, Any]:
    """The data of an ``organisation_changed``; its id is the last part of ``path``."""
    parts: Sequence[str] = path.strip("/").split("/")
    return {
        "organisation_id": parts[-1],
        "name": name,
        "level": "town",
        "code": None,
        "parent_id": parts[-2] if len(parts) > 1 else None,
        "path": path,
        "status": "active",
        "revision": revision,
        **more,
    }


def person(volunteer_id: str, path: str, **more: Any) -> dict[str, Any]:
    """The data of a ``volunteer_registered``."""
    return {
        "volunteer_id": volunteer_id,
        "number": "V1",
        "name": "王秀英",
        "pinyin": ["wang xiu ying"],
        "sex": "female",
        "birth_date": "1970-05-05",
        "phone": None,
        "email": None,
        "wants_email": False,
        "language": "zh",
        "status": "active",
        "organisation_id": path.strip("/").split("/")[-1],
        "organisation_path": path,
        "team_ids": [],
        "qualifications": [],
        "revision": 1,
        **more,
    }
