"""The worker itself: a real process, a real broker, a real mail server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from kombu import Connection

from services.notifications.store import Store
from shared.contracts import hours, volunteers
from shared.messaging import topology
from shared.messaging.publisher import Publisher, encode
from shared.settings import Settings
from tests.integration.notifications.conftest import PostOffice
from tests.unit.notifications.events import event

PEOPLE = "notifications.keep_volunteer"
TELL = "notifications.tell_volunteer"


def until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("the condition did not come true")


@pytest.fixture
def worker(
    amqp_uri: str, settings: Settings, post_office: PostOffice
) -> Iterator[subprocess.Popen[bytes]]:
    with Connection(amqp_uri) as connection:
        topology.declare(connection)
        for name in (PEOPLE, TELL):
            connection.default_channel.queue_purge(name)
    process = subprocess.Popen(
        [sys.executable, "-m", "services.notifications.worker"],
        env={
            **os.environ,
            "MONGO_URI": settings.mongo_uri,
            "MONGO_DATABASE": settings.mongo_database,
            "AMQP_URI": amqp_uri,
            "TOKEN_PUBLIC_KEY": settings.token_public_key,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(post_office.port),
            "SMTP_SECURITY": "none",
            "SMTP_FROM": "hours@example.org",
        },
    )
    yield process
    process.kill()
    process.wait()


def test_events_become_messages_and_mail_and_sigterm_ends_it(
    worker: subprocess.Popen[bytes], amqp_uri: str, store: Store, post_office: PostOffice
) -> None:
    post_office.open()
    known = event(
        volunteers.VolunteerRegistered, wants_email=True, email="v1@example.org", language="en"
    )
    told = [event(hours.HoursCredited, event_id=f"{n:024x}", at=datetime.now(UTC)) for n in (1, 2)]
    with Connection(amqp_uri) as connection:
        publisher = Publisher(connection)
        publisher.publish([("", PEOPLE, encode([known]), {})])
        publisher.publish([("", TELL, encode(told), {}), ("", TELL, encode(told), {})])
    until(lambda: store.inbox.count_unread("v1") == 2)
    until(lambda: store.database["deliveries"].count_documents({"state": "sent"}) == 2)
    assert len(post_office.letters) == 2
    assert {letter["Subject"] for letter in post_office.letters} == {"2 h 5 min credited: 重阳敬老"}
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
