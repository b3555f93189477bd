"""An identity number leaves the service nowhere: no answer, log, record, event or message."""

import hashlib
import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from bson.raw_bson import RawBSONDocument
from kombu import Connection

from services.volunteers.store import OUTBOXES, Store
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import PACKED, opened
from shared.messaging import topology
from shared.relay import Relay
from tests.integration.volunteers.conftest import House
from tests.unit.volunteers.samples import PASSWORD, card, typed

QUEUES = [name for name in HEARS if name.split(".")[1].startswith("keep_")]


@pytest.fixture
def log(house: House) -> Iterator[io.StringIO]:
    """Everything logged from now on, pymongo's commands included."""
    found, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(found), root.level
    structlog.reset_defaults()
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(found), cache_logger_on_first_use=False
    )
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in ("pymongo", "pymongo.command"):  # configuring logging elsewhere shuts them
        logging.getLogger(name).disabled = False
        logging.getLogger(name).propagate = True
        logging.getLogger(name).setLevel(logging.NOTSET)
    yield found
    root.setLevel(level)
    root.removeHandler(handler)
    structlog.reset_defaults()


@pytest.fixture
def broker(amqp_uri: str) -> Iterator[Connection]:
    """A connection; the queues that hear of people are empty."""
    with Connection(amqp_uri) as connection:
        topology.declare(connection)
        for queue in QUEUES:
            connection.default_channel.queue_purge(queue)
        yield connection


def traces(number: str) -> list[bytes]:
    """The number, most of it, and what it could be guessed from: hashes without a key."""
    plain = number.encode()
    hashes = [hashlib.new(name, plain).hexdigest().encode() for name in ("md5", "sha1", "sha256")]
    return [plain, plain.lower(), plain[:14], plain[6:], plain[::-1], *hashes]


def stored(store: Store) -> Iterator[bytes]:
    """Every record of every collection as it lies in the database."""
    for name in store.database.list_collection_names():
        raw: Any = store.database[name].with_options(
            store.database.codec_options.with_options(document_class=RawBSONDocument)
        )
        yield from (bytes(row.raw) for row in raw.find())
    for name in store.database.list_collection_names():
        for row in store.database[name].find():
            yield from unpacked(row)


def unpacked(value: Any) -> Iterator[bytes]:
    """Whatever lies packed in a record: facts of outboxes, lots of the history."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from unpacked(one)
    elif isinstance(value, bytes) and value.startswith(PACKED):
        try:
            yield opened(value).encode()
        except ValueError:  # it only looks packed
            return


def published(connection: Connection) -> Iterator[bytes]:
    """Every message that stands in a queue now."""
    for queue in QUEUES:
        while message := connection.default_channel.basic_get(queue, no_ack=True):
            yield opened(message.body).encode()


def live(house: House) -> list[str]:
    """Register, fail to register, change and look, with and without keys; the numbers used."""
    numbers = [card(sequence=place) for place in range(300, 306)]
    key = {"Idempotency-Key": "one-key-for-all"}
    town = house.org("东一镇")
    sent = typed(town, number=numbers[0])
    first = house.call("POST", "/volunteers", json=sent, headers=key).get_json()["volunteer_id"]
    house.call("POST", "/volunteers", json=sent, headers=key)
    house.call("POST", "/volunteers", json=typed(town, number=numbers[0]))
    misplace(house, numbers[1])
    entry = typed(town, number=numbers[2], password=None)
    house.call("POST", "/volunteers/enter", "coordinator", json=entry, headers=key)
    for number in (numbers[3], numbers[0]):
        new = {"identity": {"kind": "resident_card", "number": number}}
        path = f"/volunteers/{house.who('volunteer')['_id']}"
        house.call("PATCH", path, "coordinator", json=new, headers=key)
    house.call("POST", "/sessions", json={"phone": numbers[4], "password": PASSWORD})
    house.call("POST", "/sessions", json={"phone": "13800138000", "password": numbers[4]})
    house.call("PUT", "/volunteers/password", json={"number": numbers[4], "code": numbers[4]})
    for path in (f"/volunteers/{first}", "/volunteers", f"/volunteers?q={numbers[0]}", "/grants"):
        house.call("GET", path, "root")
    house.call("POST", f"/volunteers/{first}/suspend", "root", json={"reason": "x"})
    return [*numbers, *house.numbers.values()]


def misplace(house: House, number: str) -> None:
    """Type the number into every other field, with a slip, and into broken JSON."""
    wrong, key = number[:-1] + ("0" if number[-1] != "0" else "1"), {"Idempotency-Key": "another"}
    for more in (
        {"number": wrong},
        {"birth_date": number, "number": number},
        {"sex": number, "number": number},
        {"identity": {"kind": number, "number": number, "country": number}},
        {"identity": {"kind": "passport", "number": number}},
        *({name: number} for name in ("name", "phone", "residence_code", "guardian", "identity")),
        *({name: number} for name in ("language", "organisation_id", "consent_version", "email")),
    ):
        body = {**typed(house.org("东一镇")), **more}
        house.call("POST", "/volunteers", json=body, headers=key)
    for kind in ("text/json", "application/json"):
        house.call("POST", "/volunteers", data=f'{{"number": {number}', content_type=kind)


def test_it_is_nowhere(house: House, log: io.StringIO, broker: Connection, amqp_uri: str) -> None:
    numbers = live(house)
    relay = Relay(house.store.database, OUTBOXES, lambda: Connection(amqp_uri), idle_seconds=0.1)
    assert relay.pump() >= 15
    messages = list(published(broker))
    records = list(stored(house.store))
    assert len(messages) >= len(QUEUES)
    assert len(records) > 25
    assert any(b"volunteer_registered" in one for one in records), "packed events were opened"
    assert any(b"volunteer_registered" in one for one in messages)
    assert len(house.answers) > 25
    places = {
        "answer": house.answers,
        "log": [log.getvalue().encode()],
        "record": records,
        "message": messages,
    }
    assert "Command started" in log.getvalue(), "the commands to MongoDB were logged"
    for number in numbers:
        for trace in traces(number):
            for place, texts in places.items():
                assert not any(trace in text for text in texts), f"{place}: {trace!r}"


def test_no_secret_is_in_an_answer_or_message(house: House) -> None:
    """Hashes, codes and keys stay in their records too."""
    person = house.who("volunteer")
    house.call("GET", f"/volunteers/{person['_id']}", "root")
    house.call("GET", "/volunteers/me", "volunteer")
    house.call("GET", "/volunteers", "root")
    said = b"".join(house.answers) + str(house.events()).encode()
    for secret in (person["password_hash"], *person["identity"]["indexes"]):
        assert secret.encode() not in said
    assert b"cipher" not in said
