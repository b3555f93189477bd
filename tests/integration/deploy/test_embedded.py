"""The real parts the tests stand on start, answer, and leave nothing behind."""

import subprocess

import amqp
import kombu
import psutil
import pytest
from pymongo import MongoClient

from deploy.local import users
from deploy.local.embedded import temporary_mongo, temporary_rabbitmq


@pytest.mark.parametrize("durable", [True, False])
def test_temporary_mongo_has_transactions_and_leaves_no_process(durable: bool) -> None:
    with temporary_mongo(durable=durable) as uri, MongoClient(uri) as client:
        with client.start_session() as session:
            session.with_transaction(lambda s: client.a.b.insert_one({"x": 1}, session=s))
        assert client.a.b.count_documents({}) == 1
        config = client.admin.command("replSetGetConfig")["config"]
        assert config["writeConcernMajorityJournalDefault"] is durable
        port = client.address[1]
    assert not _listening(port)


def test_temporary_rabbitmq_has_quorum_queues_and_leaves_no_process() -> None:
    with temporary_rabbitmq() as uri:
        with kombu.Connection(uri) as connection:
            port = connection.port
            channel = connection.default_channel
            queue = {"durable": True, "auto_delete": False}
            channel.queue_declare("q", arguments={"x-queue-type": "quorum"}, **queue)
        assert _listening(port)
        with pytest.raises(amqp.AccessRefused), kombu.Connection(port=port) as guest:
            guest.connect()
    assert not _listening(port)
    assert not subprocess.run(["pgrep", "-f", f"epmd.*{port}"], capture_output=True).stdout


def test_a_service_has_no_pattern_that_reaches_another_service() -> None:
    hours = users.service("hours", "secret")
    assert (hours.configure, hours.read) == ("^$", r"^hours[.].+$")
    assert hours.write == r"^hours[.](events|dead)$"


def _listening(port: int) -> bool:
    return any(c.laddr.port == port and c.status == "LISTEN" for c in psutil.net_connections())
