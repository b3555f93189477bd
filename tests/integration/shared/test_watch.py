"""A worker writes down what it sees of the bus, and does what people wish with dead letters."""

import json
import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from kombu import Connection

from deploy.demo.waiting import wait_for
from deploy.local.users import service
from shared.auth import Identity
from shared.clock import system_clock
from shared.context import command_key
from shared.contracts import hours
from shared.contracts.envelope import Event, opened
from shared.messaging import dead_letters, topology
from shared.storage import outbox
from shared.storage.mongo import Db
from shared.watch import notes
from shared.watch.watching import Watch, key_of, reason_without_people

HANDLER = "notifications.tell_volunteer"
ADMINISTRATOR = Identity("a" * 24, "KH0001")


@pytest.fixture
def broker(amqp_uri: str) -> str:
    with Connection(amqp_uri) as connection:
        topology.declare(connection)
        channel = connection.channel()
        channel.queue_purge(HANDLER)
        channel.queue_purge(HANDLER + ".dead")
    return amqp_uri


@pytest.fixture
def database(make_database: Callable[[str], Db]) -> Db:
    found = make_database("notifications")
    found["records"].create_indexes([outbox.outbox_index()])
    notes.prepare(found)
    return found


@pytest.fixture
def watch(broker: str, database: Db) -> Callable[[], None]:
    """A new worker's look, each time."""
    return lambda: Watch(database, (HANDLER,), ("records",), lambda: Connection(broker))()


def star(name: str = "李春梅") -> Event:
    data = {"volunteer_id": name, "star": 1, "minutes": 6000}
    [event] = outbox.unseal([outbox.fact(hours.StarReached, name, data, at=system_clock())])
    return event


def bury(broker: str, *letters: tuple[Event | str, str]) -> None:
    dead = [
        (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False), reason)
        for one, reason in letters
    ]
    dead_letters.bury(Connection(broker), HANDLER, dead)


def waiting(broker: str) -> int:
    with Connection(broker) as connection, connection.channel() as channel:
        return int(channel.queue_declare(HANDLER, passive=True).message_count)


def ask(database: Db, wish: str, key: str | None = None) -> None:
    notes.wish(database, wish, HANDLER, key, ADMINISTRATOR, system_clock())


def queue(database: Db) -> Any:
    found = notes.seen(database)
    assert found
    assert found["trouble"] is None
    return found["queues"][0]


def dies_down(watch: Callable[[], None], database: Db, dead: int) -> bool:
    """Whether the watch comes to see so many: a quorum queue counts what was just taken out of it
    for a moment longer."""

    def seen() -> bool:
        watch()
        return bool(queue(database)["dead"] == dead)

    return wait_for(seen, f"{dead} dead letters", seconds=10) >= 0


def test_letters_are_seen_without_what_is_in_them(
    watch: Callable[[], None], broker: str, database: Db
) -> None:
    event = star()
    bury(
        broker,
        (event, "breaks its contract: {'minutes': ['Not a valid integer.']}"),
        (star(), "ValueError: Li Chunmei 李春梅 with 13800138000 and li@example.org cannot"),
        ("{no json 13800138000", "not JSON: Expecting property name"),
    )
    database["records"].insert_one({"_id": "r", "outbox": outbox.seal([star()])})
    watch()
    found = queue(database)
    assert (found["handler"], found["waiting"], found["dead"]) == (HANDLER, 0, 3)
    assert [letter["reason"].partition(":")[0] for letter in found["letters"]] == [
        "breaks its contract",
        "ValueError",
        "not JSON",
    ]
    assert found["letters"][0]["key"] == event["id"]
    seen = notes.seen(database)
    assert seen
    assert seen["unsent"] == 1
    for secret in ("Chunmei", "李春梅", "13800138000", "example.org"):
        assert secret not in str(seen)


def test_a_reason_keeps_fields_and_loses_people() -> None:
    kept = "breaks its contract: {'start': ['An instant needs its offset from UTC.']}"
    assert reason_without_people(kept) == kept
    told = reason_without_people("breaks its contract: 李春梅 a@b.example 13800138000")
    assert "…" in told
    assert not re.search("李|@|138", told)


def test_one_letter_is_sent_again(watch: Callable[[], None], broker: str, database: Db) -> None:
    one, other = star("one"), star("other")
    bury(broker, (one, "ValueError: x"), (other, "ValueError: x"))
    ask(database, "again", other["id"])
    assert dies_down(watch, database, 1)
    assert queue(database)["letters"][0]["key"] == one["id"]
    assert waiting(broker) == 1
    [wish] = notes.latest(database)
    assert (wish["state"], wish["count"], wish["number"]) == ("done", 1, "KH0001")
    watch()
    assert waiting(broker) == 1


def test_all_letters_are_sent_again(watch: Any, broker: str, database: Db) -> None:
    bury(broker, *((star(str(number)), "ValueError: x") for number in range(3)))
    ask(database, "again")
    assert dies_down(watch, database, 0)
    assert waiting(broker) == 3


def test_a_letter_that_dies_again_is_not_sent_in_a_circle(broker: str) -> None:
    bury(broker, *((star(str(number)), "ValueError: x") for number in range(100)))
    ended = threading.Event()

    def die() -> None:
        with Connection(broker) as connection, connection.channel() as channel:
            while not ended.wait(0.002):
                if raw := channel.basic_get(HANDLER, no_ack=True):
                    body = opened(raw.body)
                    dead_letters.bury(connection.clone(), HANDLER, [(body[1:-1], "again")])

    dying = threading.Thread(target=die)
    dying.start()
    try:
        assert dead_letters.resend(Connection(broker), HANDLER) == 100
    finally:
        ended.set()
        dying.join()


def test_what_is_set_aside_is_kept_whole_and_may_come_back(
    watch: Callable[[], None], broker: str, database: Db
) -> None:
    event = star()
    bury(broker, (event, "ValueError: x"), ("{no json", "not JSON: x"))
    broken = dead_letters.read(Connection(broker), HANDLER)[1]
    ask(database, "aside", event["id"])
    ask(database, "aside", key_of(broken))
    assert dies_down(watch, database, 0)
    assert {letter["key"] for letter in notes.aside(database)} == {event["id"], key_of(broken)}
    assert "body" not in notes.aside(database)[0]
    [whole] = notes.whole_aside(database, HANDLER, event["id"])
    assert json.loads(whole["body"]) == event
    ask(database, "again", event["id"])
    watch()
    assert waiting(broker) == 1
    assert [letter["key"] for letter in notes.aside(database)] == [key_of(broken)]


def test_a_wish_sent_twice_is_one_wish(database: Db) -> None:
    token = command_key.set("c" * 24)
    try:
        ask(database, "again")
        ask(database, "again")
    finally:
        command_key.reset(token)
    assert len(notes.waiting(database)) == 1


def test_without_the_broker_wishes_wait_and_then_fail(database: Db) -> None:
    watch = Watch(database, (HANDLER,), (), lambda: Connection("amqp://127.0.0.1:1//"))
    ask(database, "again")
    watch()
    found = notes.seen(database)
    assert found
    assert found["trouble"] == "ConnectionRefusedError"
    assert len(notes.waiting(database)) == 1
    long_ago = system_clock() - timedelta(minutes=11)
    database[notes.WISHES].update_many({}, {"$set": {"at": long_ago}})
    watch()
    assert [wish["state"] for wish in notes.latest(database)] == ["failed"]


def test_a_service_may_send_to_its_own_queues_only() -> None:
    """By the exchange its user on the bus may write to; see deploy/local/users.py."""
    exchange, key, _, _ = dead_letters._again(HANDLER, star())
    assert key == HANDLER
    assert re.fullmatch(service("notifications", "x").write, exchange)
    assert not re.fullmatch(service("hours", "x").write, exchange)
