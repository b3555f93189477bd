"""The bus on a real broker: relay, consumer, inbox, dead letters, restarts."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from shared.auth import Identity
from shared.contracts import hours
from shared.contracts.catalogue import HEARS
from shared.contracts.envelope import Event
from shared.ids import new_id
from shared.messaging import dead_letters, topology
from shared.messaging.publisher import Publisher, Unroutable, encode
from shared.messaging.refill import refill
from shared.relay import Relay
from shared.storage import outbox
from shared.storage.mongo import Db
from shared.watch import notes

HERE = Path(__file__).parent
HANDLER = "notifications.tell_volunteer"


def until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("the condition did not come true")


def star(number: int) -> Event:
    data = {"volunteer_id": f"v{number}", "star": 1, "minutes": 6000}
    [event] = outbox.unseal(
        [outbox.fact(hours.StarReached, f"v{number}", data, at=datetime.now(UTC))]
    )
    return event


@pytest.fixture
def broker(amqp_uri: str) -> str:
    with Connection(amqp_uri) as connection:
        topology.declare(connection)
        channel = connection.channel()
        for handler in HEARS:
            channel.queue_purge(handler)
            channel.queue_purge(handler + ".dead")
    return amqp_uri


@pytest.fixture
def database(make_database: Callable[[str], Db]) -> Db:
    found = make_database("hours")
    found["records"].create_indexes([outbox.outbox_index()])
    return found


@pytest.fixture
def worker(
    broker: str, database: Db, mongo_uri: str, token_keys: tuple[str, str]
) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts the small worker of tests/integration/shared/hearing.py in a process of its own."""
    running = []

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "hearing.py")],
            env={
                **os.environ,
                "MONGO_URI": mongo_uri,
                "MONGO_DATABASE": database.name,
                "AMQP_URI": broker,
                "TOKEN_PUBLIC_KEY": token_keys[1],
                "PYTHONPATH": str(HERE.parents[2]),
            },
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def put(database: Db, events: list[Event]) -> None:
    rows = [{"_id": new_id(), "outbox": outbox.seal([one])} for one in events]
    database["records"].insert_many(rows)


def published(database: Db) -> list[Event]:
    return list(outbox.history(database, [hours.StarReached.type]))


def taken(database: Db) -> int:
    return database["taken"].count_documents({})


def test_what_is_written_is_heard_once_and_kept(worker: Any, database: Db) -> None:
    put(database, [star(number) for number in range(1000)])
    worker()
    until(lambda: taken(database) >= 1000)
    until(lambda: not outbox.pending(database, "records", 10))
    assert taken(database) == 1000
    assert len(published(database)) == 1000


def test_kills_and_restarts_lose_and_double_nothing(worker: Any, database: Db) -> None:
    ends = [signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGTERM, signal.SIGKILL]
    for number, end in enumerate(ends):
        process = worker()
        put(database, [star(number * 1000 + one) for one in range(600)])
        until(lambda floor=number * 600: taken(database) > floor)
        process.send_signal(end)
        process.wait(timeout=30)
    worker()
    until(lambda: taken(database) >= 3000)
    until(lambda: not outbox.pending(database, "records", 10))
    doubled = database["counts"].count_documents({"times": {"$gt": 1}})
    assert (taken(database), doubled, len(published(database))) == (3000, 0, 3000)


def test_poison_never_takes_its_neighbours_and_can_be_sent_again(
    worker: Any, database: Db, broker: str
) -> None:
    bad, breaking = star(1), star(2)
    bad["data"]["minutes"] = "many"
    breaking["data"]["volunteer_id"] = "poison"
    odd = {**star(6), "requestid": ["not", "a", "text"]}
    put(database, [star(3), bad, star(4), breaking, star(5), odd])
    with Connection(broker) as connection:
        Publisher(connection).publish([("hours.events", "hours.star_reached", b"{no json", {})])
    worker()
    until(lambda: taken(database) == 4)
    until(lambda: dead_letters.count(Connection(broker))[HANDLER] == 3)
    letters = dead_letters.read(Connection(broker), HANDLER)
    reasons = sorted(letter.reason for letter in letters)
    assert reasons[0].startswith("ValueError: never this one")
    assert "minutes" in reasons[1]
    assert reasons[2].startswith("not JSON")
    database["mercy"].insert_one({"_id": "poison"})
    assert dead_letters.resend(Connection(broker), HANDLER, event_id=breaking["id"]) == 1
    until(lambda: taken(database) == 5)
    assert dead_letters.count(Connection(broker))[HANDLER] == 2


@pytest.mark.parametrize("deep", [300, 1000, 100_000])
@pytest.mark.parametrize("where", ["type", "more", "nothing else"])
def test_what_nests_too_deep_is_buried_and_told(
    worker: Any, database: Db, broker: str, deep: int, where: str
) -> None:
    """JSON may nest deeper than Python can write or tell: that stops no consumer, nor a reader of
    the dead letters."""
    nest = "[" * deep + "]" * deep
    event = json.dumps(star(1) | {where: None}).replace("null", nest)
    body = nest if where == "nothing else" else event
    with Connection(broker) as connection:
        Publisher(connection).publish([("hours.events", "hours.star_reached", body.encode(), {})])
    put(database, [star(2)])
    worker()
    until(lambda: taken(database) == 1)
    until(lambda: dead_letters.count(Connection(broker))[HANDLER] == 1)
    [letter] = dead_letters.read(Connection(broker), HANDLER)
    assert letter.reason.startswith("not JSON")
    assert (letter.body, letter.event) == (body, None)
    assert dead_letters.resend(Connection(broker), HANDLER) == 0


def test_trouble_with_mongodb_holds_the_batch(worker: Any, database: Db, broker: str) -> None:
    database["trouble"].insert_one({"_id": "now"})
    put(database, [star(number) for number in range(20)])
    worker()
    until(lambda: database["held"].count_documents({}))
    assert taken(database) == 0
    database["trouble"].delete_one({"_id": "now"})
    until(lambda: taken(database) == 20)
    assert dead_letters.count(Connection(broker))[HANDLER] == 0


def test_too_many_dead_letters_stop_the_consumer(worker: Any, database: Db, broker: str) -> None:
    poison = [star(number) for number in range(250)]
    for event in poison:
        event["data"]["minutes"] = None
    put(database, poison)
    worker()
    until(lambda: database["worker_beats"].find_one({"stopped": HANDLER}))
    put(database, [star(number) for number in range(1000, 1003)])
    until(lambda: not outbox.pending(database, "records", 10))
    assert taken(database) == 0


def test_a_worker_writes_down_what_it_sees_and_does_what_is_wished(
    worker: Any, database: Db
) -> None:
    bad = star(1)
    bad["data"]["minutes"] = None
    put(database, [bad, star(2)])
    worker()
    found = until(lambda: (seen := notes.seen(database)) and seen["queues"][0]["dead"] and seen)
    assert found["queues"][0]["letters"][0]["key"] == bad["id"]
    assert database["worker_beats"].find_one({})["relayed_at"]
    by = Identity("a" * 24, "KH0001")
    notes.wish(database, "aside", HANDLER, bad["id"], by, datetime.now(UTC))
    until(lambda: notes.aside(database))
    until(lambda: notes.latest(database)[0]["state"] == "done")
    until(lambda: (seen := notes.seen(database)) and seen["queues"][0]["dead"] == 0)


def test_without_a_queue_the_relay_keeps_its_events(amqp_uri: str, database: Db) -> None:
    with Connection(amqp_uri) as connection:
        channel = connection.channel()
        channel.exchange_delete("hours.events")
        topology.exchange("hours")(channel).declare()
    put(database, [star(1)])
    relay = Relay(database, ["records"], lambda: Connection(amqp_uri), idle_seconds=0.01)
    with pytest.raises(Unroutable):
        relay.pump()
    assert len(outbox.pending(database, "records", 10)) == 1
    assert database[outbox.HISTORY].count_documents({}) == 0


def test_a_relay_killed_before_the_clearing_leaves_each_event_once(
    broker: str, database: Db
) -> None:
    put(database, [star(number) for number in range(130)])
    outbox.remember(database, outbox.lots(outbox.pending(database, "records", 1000)))
    put(database, [star(number) for number in range(130, 200)])
    relay = Relay(database, ["records"], lambda: Connection(broker), idle_seconds=0.01)
    while relay.pump():
        pass
    assert not outbox.pending(database, "records", 10)
    found = [event["data"]["volunteer_id"] for event in published(database)]
    assert sorted(found) == sorted(f"v{number}" for number in range(200))


def test_a_message_in_a_message_of_hundred(broker: str) -> None:
    with Connection(broker) as connection:
        events = [star(number) for number in range(100)]
        Publisher(connection).publish(
            [("hours.events", "hours.star_reached", encode(events), {})] * 50
        )
        declared = connection.channel().queue_declare(HANDLER, passive=True)
        until(lambda: connection.channel().queue_declare(HANDLER, passive=True).message_count == 50)
    assert declared.queue == HANDLER


def test_a_queue_is_filled_again_from_the_history(worker: Any, database: Db, broker: str) -> None:
    events = [star(number) for number in range(2345)]
    outbox.remember(database, outbox.lots([{"outbox": outbox.seal(events)}]))
    database["inbox"].insert_one({"_id": f"{HANDLER}:{events[0]['id']}", "at": None})
    assert refill(Connection(broker), HANDLER, lambda _: database) == 2345
    worker()
    until(lambda: taken(database) >= 2344)
    until(lambda: database["inbox"].count_documents({}) == 2345)
    assert taken(database) == 2344
