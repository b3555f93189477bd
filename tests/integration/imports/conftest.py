"""Two services with a small tree, and a coordinator who brings lists to them over HTTP."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient

import services.activities.wsgi
import services.volunteers.wsgi
from services.activities.operations.import_activities import import_activities
from services.activities.settings import ActivitySettings
from services.activities.store import Store as ActivityStore
from services.volunteers.operations.add_organisation import new_node
from services.volunteers.operations.import_volunteers import import_volunteers
from services.volunteers.settings import VolunteerSettings
from services.volunteers.store import Store as VolunteerStore
from shared.ids import new_id
from shared.imports import jobs
from shared.settings import Settings
from shared.storage import kernel
from shared.storage.mongo import Db, Document, connect
from tests.integration.imports.fruit import Fruit
from tests.integration.imports.lists import OTHER, TOWN, VILLAGE
from tests.standing import Standing, emptied

SECRET = ActivitySettings(code_secret="secret")
OWN = VolunteerSettings("", {1: b"k" * 32}, {1: b"i" * 32}, password_profile="quick")


@dataclass
class Office:
    """A coordinator at her desk. ``work`` is the worker's chore; ``store``: what came of it."""

    name: str
    client: FlaskClient
    store: Any
    work: Callable[[], None]
    mine: dict[str, str]
    own: VolunteerSettings = field(default_factory=lambda: OWN)

    @property
    def path(self) -> str:
        return f"/api/v1/imports/{self.name}"

    def upload(self, data: str | bytes, mapping: str | None = None, **form: Any) -> Any:
        """The answer to a list."""
        body = data.encode() if isinstance(data, str) else data
        fields: dict[str, Any] = {"organisation_id": TOWN, **form}
        fields["file"] = (io.BytesIO(body), "list.csv")
        if mapping:
            fields["mapping"] = (io.BytesIO(mapping.encode()), "map.toml")
        return self.client.post(self.path, data=fields, headers=self.mine)

    def bring(self, data: str | bytes, mapping: str | None = None, **form: Any) -> Document:
        """Upload, let the worker work, and ask for the job."""
        answer = self.upload(data, mapping, **form)
        assert answer.status_code == 202, answer.get_json()
        self.work()
        return self.job(answer.get_json()["id"])

    def job(self, job_id: str) -> Document:
        return dict(self.client.get(f"{self.path}/{job_id}", headers=self.mine).get_json())

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(f"{self.path}/{path}", headers=self.mine | more)


@pytest.fixture(scope="session")
def surroundings(mongo_uri: str, token_keys: tuple[str, str]) -> Callable[[str], Settings]:
    """Settings of a service with one database for all tests of imports."""

    def make(service: str) -> Settings:
        name = f"test_{service}_{new_id()}"
        return Settings(service, mongo_uri, name, "", token_keys[1], "http://kindhours.test")

    return make


@pytest.fixture(scope="session")
def register(surroundings: Callable[[str], Settings]) -> Iterator[Standing]:
    """The web application of volunteers, for all tests of imports."""
    wsgi, settings = services.volunteers.wsgi, surroundings("volunteers")
    first = VolunteerStore(connect(settings), OWN)
    kernel.prepare(first.database)
    first.prepare()
    yield Standing(wsgi, first, lambda clock: wsgi.create(settings, clock=clock, own=OWN))
    _forget(first.database)


@pytest.fixture(scope="session")
def programme(surroundings: Callable[[str], Settings]) -> Iterator[Standing]:
    """The web application of activities, for all tests of imports."""
    wsgi, settings = services.activities.wsgi, surroundings("activities")
    first = ActivityStore(connect(settings))
    kernel.prepare(first.database)
    first.prepare()
    yield Standing(wsgi, first, lambda clock: wsgi.create(settings, clock=clock, own=SECRET))
    _forget(first.database)


def _forget(database: Db) -> None:
    database.client.drop_database(database.name)
    database.client.close()


@pytest.fixture
def volunteers(register: Standing, clock: Any, bearer: Callable[..., dict[str, str]]) -> Office:
    emptied(register.store.database)
    store = VolunteerStore(register.store.database, OWN)
    store.prepare()
    town = new_node(TOWN, "幸福镇", "town", "310101001", None, clock())
    for node in (
        town,
        new_node(VILLAGE, "和平村", "village", None, town, clock()),
        new_node(OTHER, "别的镇", "town", None, None, clock()),
    ):
        store.organisations.insert(node, clock())
    mine = bearer("c" * 24, [("coordinator", f"/{TOWN}/")])

    def work() -> None:
        import_volunteers(store=store, own=OWN, clock=clock)

    return Office("volunteers", register.on(store, clock).test_client(), store, work, mine)


@pytest.fixture
def activities(programme: Standing, clock: Any, bearer: Callable[..., dict[str, str]]) -> Office:
    emptied(programme.store.database)
    store = ActivityStore(programme.store.database)
    nodes = [(TOWN, "幸福镇", f"/{TOWN}/"), (OTHER, "别的镇", f"/{OTHER}/")]
    nodes.append((VILLAGE, "和平村", f"/{TOWN}/{VILLAGE}/"))
    store.copies.keep(
        "organisation",
        [
            {"organisation_id": node, "name": name, "level": "town", "code": None,
             "parent_id": None, "path": path, "revision": 1,
             "status": "closed" if node == VILLAGE else "active"}
            for node, name, path in nodes
        ],
    )  # fmt: skip
    mine = bearer("c" * 24, [("coordinator", f"/{TOWN}/")])

    def work() -> None:
        import_activities(store=store, clock=clock, settings=SECRET)

    return Office("activities", programme.on(store, clock).test_client(), store, work, mine)


@pytest.fixture
def database(make_database: Callable[[str], Db]) -> Db:
    found = make_database("imports")
    jobs.prepare(found)
    return found


@pytest.fixture
def fruit(database: Db) -> Fruit:
    return Fruit(database)
