"""Real parts for all tests: a MongoDB replica set and a RabbitMQ node, ours alone.

``KINDHOURS_TEST_MONGO_URI`` and ``KINDHOURS_TEST_AMQP_URI`` name running ones instead.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from playwright.sync_api import Browser
from pymongo import MongoClient
from rich.console import Console

from deploy.demo.theatre import Theatre, opened
from deploy.local.embedded import temporary_mongo, temporary_rabbitmq
from shared.auth import Grant, Identity
from shared.ids import new_id
from shared.settings import Settings
from shared.storage import kernel, mongo
from shared.storage.mongo import Db
from shared.tokens import sign
from tests.chromium import opened_chromium
from tests.pages import open_browser
from tests.side_by_side import Pieces, astray, needs_whole, place_of


class SettableClock:
    """A clock that stands until it is moved. ``now`` is an aware datetime in UTC."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **delta: float) -> datetime:
        """Move on by ``timedelta(**delta)``."""
        self.now += timedelta(**delta)
        return self.now


@pytest.fixture(scope="session")
def mongo_uri() -> Iterator[str]:
    """A replica set of one node."""
    if given := os.environ.get("KINDHOURS_TEST_MONGO_URI"):
        yield given
        return
    with temporary_mongo(durable=False) as uri:
        yield uri


@pytest.fixture(scope="session")
def amqp_uri() -> Iterator[str]:
    """A RabbitMQ node with nothing declared."""
    if given := os.environ.get("KINDHOURS_TEST_AMQP_URI"):
        yield given
        return
    with temporary_rabbitmq() as uri:
        yield uri


_WHOLE = pytest.StashKey[ExitStack]()
# Any hour is night to it, so that something is found in a scene of an hour.
_WATCHFUL = '{"night_from": 0, "night_until": 23, "night_minutes": 1}'


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> Iterator[ExitStack]:
    """What ends with the last test that needs it, and not with the session."""
    with request.session.stash.setdefault(_WHOLE, ExitStack()) as found:
        yield found


@pytest.fixture(scope="session")
def theatre(whole: ExitStack) -> Theatre:
    """The whole system, running; for tests/journeys and tests/browser."""
    return whole.enter_context(
        opened(1, Console(quiet=True), settings={"HOURS_FINDINGS": _WATCHFUL})
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Pieces:
    return Pieces(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process alone has the whole system last, so that it runs beside no others; of two,
    one begins with it."""
    if lost := [item.nodeid for item in items if astray(item)]:
        raise pytest.UsageError(f"tests/side_by_side.py does not see what they share: {lost}")
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: (place_of(item.nodeid), needs_whole(item)))
    else:
        items.sort(key=needs_whole)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """The whole system and the browser go when no further test needs them."""
    if needs_whole(item) and not needs_whole(nextitem) and _WHOLE in item.session.stash:
        item.session.stash[_WHOLE].close()


@pytest.fixture(scope="session")
def token_keys() -> tuple[str, str]:
    """(private, public) PEM of an Ed25519 key pair."""
    private = Ed25519PrivateKey.generate()
    return (
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        private.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    )


@pytest.fixture(scope="session")
def cleaner(mongo_uri: str) -> Iterator[MongoClient[dict[str, Any]]]:
    """Who drops databases after tests; to connect takes longer than that."""
    with MongoClient[dict[str, Any]](mongo_uri) as client:
        yield client


@pytest.fixture
def make_settings(
    mongo_uri: str, token_keys: tuple[str, str], cleaner: MongoClient[dict[str, Any]]
) -> Iterator[Callable[..., Settings]]:
    """Settings of a service with a database of its own, dropped afterwards."""
    made: list[str] = []

    def make(service: str, **more: Any) -> Settings:
        name = more.pop("mongo_database", f"test_{service}_{new_id()}")
        made.append(name)
        return Settings(
            service=service,
            mongo_uri=mongo_uri,
            mongo_database=name,
            amqp_uri=more.pop("amqp_uri", ""),
            token_public_key=token_keys[1],
            public_url="http://kindhours.test",
            **more,
        )

    yield make
    for name in made:
        cleaner.drop_database(name)


@pytest.fixture
def make_database(make_settings: Callable[..., Settings]) -> Iterator[Callable[[str], Db]]:
    """A fresh database with the kernel's indexes, dropped afterwards."""
    clients = []

    def make(service: str) -> Db:
        database = mongo.connect(make_settings(service))
        clients.append(database.client)
        kernel.prepare(database)
        return database

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def clock() -> SettableClock:
    """Stands at 2026-11-21 09:00 in Shanghai."""
    return SettableClock(datetime(2026, 11, 21, 1, 0, tzinfo=UTC))


@pytest.fixture
def bearer(token_keys: tuple[str, str], clock: SettableClock) -> Callable[..., dict[str, str]]:
    """Headers of a person who is signed in: ``bearer(volunteer_id, [("organiser", "/a/")])``."""

    def make(
        volunteer_id: str = "0" * 24,
        grants: Sequence[tuple[str, str]] = (),
        language: str = "zh",
    ) -> dict[str, str]:
        identity = Identity(
            volunteer_id,
            f"V{volunteer_id[-6:]}",
            tuple(Grant(role, path) for role, path in grants),
            language,
        )
        token = sign(identity, token_keys[0], at=clock.now, minutes=60 * 24 * 365)
        return {"Authorization": f"Bearer {token}"}

    return make


@pytest.fixture
def visitor(bearer: Callable[..., dict[str, str]]) -> Callable[..., Any]:
    """A browser without a script: ``visitor(app, volunteer_id, [("organiser", "/a/")])`` is signed
    in, ``visitor(app)`` is not. See ``tests/pages.py``."""

    def make(app: Flask, volunteer_id: str | None = None, *who: Any, **more: Any) -> Any:
        if volunteer_id is None:
            return open_browser(app, language=more.get("language", "zh"))
        headers = bearer(volunteer_id, *who, **more)
        return open_browser(app, headers["Authorization"].removeprefix("Bearer "))

    return make


@pytest.fixture(scope="session")
def chromium(whole: ExitStack) -> Browser:
    """One browser for all tests: its driver keeps an event loop, and there can be only one."""
    return whole.enter_context(opened_chromium())
