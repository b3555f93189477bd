"""A store on its own database, the service's web application, and a real SMTP server."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from flask.testing import FlaskClient

from services.notifications import wsgi
from services.notifications.consumers import handlers
from services.notifications.domain.deliveries import Rest
from services.notifications.operations.send_deliveries import Mailing, send_deliveries
from services.notifications.senders import Post
from services.notifications.settings import Mail
from services.notifications.store import Store
from shared.contracts import hours, volunteers
from shared.contracts.envelope import Event
from shared.ids import new_id
from shared.messaging.batch import settle
from shared.messaging.outcomes import Outcome
from shared.settings import Settings
from shared.storage import kernel
from shared.storage.mongo import connect
from tests.conftest import SettableClock
from tests.standing import Standing, emptied
from tests.unit.notifications.events import event


@dataclass
class PostOffice:
    """An SMTP server of our own; ``answers`` says per address what it replies instead of taking."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    controller: Controller | None = None

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    async def handle_RCPT(
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        found: Any = BytesParser(policy=default).parsebytes(envelope.original_content or b"")
        self.letters.append(found)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """Closed; a test opens it."""
    office = PostOffice(free_port())
    yield office
    office.close()


@pytest.fixture(scope="session")
def settings(mongo_uri: str, token_keys: tuple[str, str]) -> Settings:
    """One database for all tests of notifications: indexes take longer than most tests."""
    name = f"test_notifications_{new_id()}"
    return Settings("notifications", mongo_uri, name, "", token_keys[1], "http://kindhours.test")


@pytest.fixture(scope="session")
def standing(settings: Settings) -> Iterator[Standing]:
    """The web application for all tests of notifications."""
    first = Store(connect(settings))
    kernel.prepare(first.database)
    first.prepare()
    yield Standing(wsgi, first, lambda clock: wsgi.create(settings, clock=clock))
    first.database.client.drop_database(settings.mongo_database)
    first.database.client.close()


@pytest.fixture
def store(standing: Standing) -> Store:
    """A store without a past."""
    emptied(standing.store.database)
    return Store(standing.store.database)


@pytest.fixture
def app(standing: Standing, store: Store, clock: SettableClock) -> Flask:
    return standing.on(store, clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def tell(store: Store) -> Callable[..., list[Outcome]]:
    """Deliver events to notifications.tell_volunteer as the bus does."""

    def deliver(*events: Event, mailing: bool = True) -> list[Outcome]:
        found = handlers(store, timezone="Asia/Shanghai", mailing=mailing)
        name = "notifications.tell_volunteer"
        return settle(name, found[name], list(events), store.database)

    return deliver


@pytest.fixture
def know(store: Store) -> Callable[..., None]:
    """Deliver a volunteer's state to notifications.keep_volunteer."""

    def deliver(volunteer_id: str, **data: Any) -> None:
        found = handlers(store, timezone="Asia/Shanghai", mailing=True)
        name = "notifications.keep_volunteer"
        data = {"email": f"{volunteer_id}@example.org", "wants_email": True, **data}
        heard = event(volunteers.VolunteerRegistered, volunteer_id=volunteer_id, **data)
        settle(name, found[name], [heard], store.database)

    return deliver


@dataclass
class Desk:
    """Everything a test of e-mail needs: who is known, what is told, what goes out."""

    store: Store
    office: PostOffice
    clock: SettableClock
    mailing: Mailing
    know: Callable[..., None]
    deliver: Callable[..., list[Outcome]]

    def tell(self, *people: str) -> None:
        """Hours are credited to each of them now."""
        told = [
            event(hours.HoursCredited, event_id=f"{n:024x}", at=self.clock.now, volunteer_id=who)
            for n, who in enumerate(people)
        ]
        self.deliver(*told)

    def send(self) -> None:
        send_deliveries(self.mailing)

    def states(self) -> dict[str, str]:
        """The state of the delivery of each person."""
        rows = self.store.database["deliveries"].find()
        return {row["volunteer_id"]: row["state"] for row in rows}


@pytest.fixture
def desk(
    store: Store,
    post_office: PostOffice,
    clock: SettableClock,
    know: Callable[..., None],
    tell: Callable[..., list[Outcome]],
) -> Desk:
    mail = Mail("127.0.0.1", post_office.port, "hours@example.org", "", "", "none", 5.0)
    mailing = Mailing(store, Post(mail), clock, "https://hours.example.org", Rest())
    return Desk(store, post_office, clock, mailing, know, tell)
