"""The operators' commands on a real broker and a real MongoDB."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import kombu
import pytest
from click.testing import CliRunner, Result
from pymongo import MongoClient

from deploy.cli import main
from shared.clock import system_clock
from shared.contracts.volunteers import OrganisationChanged
from shared.messaging import dead_letters
from shared.storage.outbox import fact, lots, remember

HANDLER = "hours.keep_organisation"
Run = Callable[..., Result]
ORGANISATION = {
    "organisation_id": "1",
    "name": "柯桥区妇联",
    "level": "county",
    "code": "330603",
    "parent_id": None,
    "path": "/1/",
    "status": "active",
    "revision": 1,
}


@pytest.fixture
def run(mongo_uri: str, amqp_uri: str) -> Iterator[Run]:
    """Runs a command on the declared bus, its queues empty."""
    env = {"MONGO_URI": mongo_uri, "AMQP_URI": amqp_uri}
    invoke = partial(CliRunner().invoke, main, env=env)
    assert f"queue {HANDLER}" in invoke(["declare"]).output
    with kombu.Connection(amqp_uri) as connection:
        for queue in (HANDLER, f"{HANDLER}.dead"):
            connection.default_channel.queue_purge(queue)
    yield invoke
    with MongoClient[Any](mongo_uri) as client:
        client.drop_database("kindhours_volunteers")


def waiting(amqp_uri: str, queue: str) -> int:
    with kombu.Connection(amqp_uri) as connection:
        return int(connection.default_channel.queue_declare(queue, passive=True).message_count)


def test_dead_letters_are_listed_read_and_sent_again(run: Run, amqp_uri: str) -> None:
    with kombu.Connection(amqp_uri) as connection:
        dead_letters.bury(connection, HANDLER, [('{"id": "e1"}', "no such level")])
    assert f"1  {HANDLER}" in run(["dead-letters", "list"]).output
    read = run(["dead-letters", "read", HANDLER]).output
    assert "no such level" in read
    assert '{"id": "e1"}' in read
    assert "sent 0" in run(["dead-letters", "resend", HANDLER, "--event", "another"]).output
    assert "sent 1" in run(["dead-letters", "resend", HANDLER]).output
    assert waiting(amqp_uri, HANDLER) == 1
    assert f"0  {HANDLER}" in run(["dead-letters", "list"]).output


def test_a_queue_is_filled_again_from_the_history(run: Run, mongo_uri: str, amqp_uri: str) -> None:
    told = fact(OrganisationChanged, "1", ORGANISATION, at=system_clock())
    with MongoClient[Any](mongo_uri) as client:
        remember(client.kindhours_volunteers, lots([{"outbox": [told]}]))
    assert "sent 1 events" in run(["refill", HANDLER]).output
    assert waiting(amqp_uri, HANDLER) == 1


def test_the_environment_is_ready_for_a_shell(run: Run, amqp_uri: str) -> None:
    assert f"export AMQP_URI={amqp_uri}\n" in run(["env"]).output


def test_a_broker_that_is_away_is_one_line() -> None:
    env = {"MONGO_URI": "mongodb://127.0.0.1:1", "AMQP_URI": "amqp://127.0.0.1:1"}
    result = CliRunner().invoke(main, ["dead-letters", "list"], env=env)
    assert result.exit_code == 1
    assert result.output.startswith("Error: a server does not answer")
