"""E-mail over a real SMTP server: up, down, up again, and saying no in its various ways."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from services.notifications.domain.deliveries import Rest
from services.notifications.operations.send_deliveries import LEASE, Mailing, send_deliveries
from services.notifications.senders import Post, ServerDown
from services.notifications.settings import Mail
from services.notifications.store import Store
from shared.contracts import activities, hours
from shared.contracts.envelope import Contract
from tests.conftest import SettableClock
from tests.integration.notifications.conftest import PostOffice
from tests.unit.notifications.events import event

Tell = Callable[..., Any]
Know = Callable[..., None]


@pytest.fixture
def told(tell: Tell, clock: SettableClock) -> Callable[..., None]:
    """Tell people something now; each gets a delivery."""

    def deliver(*people: str, kind: type[Contract] = hours.HoursCredited) -> None:
        tell(
            *(
                event(kind, event_id=f"{n:024x}", at=clock.now, volunteer_id=who)
                for n, who in enumerate(people)
            )
        )

    return deliver


def states(store: Store) -> dict[str, str]:
    return {row["volunteer_id"]: row["state"] for row in store.database["deliveries"].find()}


def text_of(letter: EmailMessage) -> str:
    return str(letter.get_content())


def test_a_mail_in_her_language_with_its_headers(
    told: Callable[..., None], know: Know, mailing: Mailing, post_office: PostOffice, store: Store
) -> None:
    post_office.open()
    know("v1", language="en")
    told("v1")
    send_deliveries(mailing)
    (letter,) = post_office.letters
    assert letter["Subject"] == "2 h 5 min credited: 重阳敬老"
    assert letter["To"] == "v1@example.org"
    assert "hours@example.org" in letter["From"]
    (delivery,) = store.database["deliveries"].find()
    assert letter["Message-ID"] == f"<{delivery['_id']}@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Present all the time." in text_of(letter)
    assert "https://hours.example.org" in text_of(letter)
    assert states(store) == {"v1": "sent"}
    send_deliveries(mailing)
    assert len(post_office.letters) == 1


def test_a_server_that_is_down_delays_mail_and_nothing_else(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    know("v1")
    know("v2")
    told("v1", "v2")
    send_deliveries(mailing)
    assert states(store) == {"v1": "waiting", "v2": "waiting"}
    assert store.inbox.count_unread("v1") == 1
    post_office.open()
    send_deliveries(mailing)
    assert post_office.letters == []
    clock.advance(seconds=5)
    send_deliveries(mailing)
    assert len(post_office.letters) == 2
    assert states(store) == {"v1": "sent", "v2": "sent"}
    assert mailing.rest == Rest()


def test_the_longer_it_is_down_the_less_often_it_is_asked(
    told: Callable[..., None], mailing: Mailing, clock: SettableClock
) -> None:
    told("v1")
    asked = []
    start = clock.now
    while clock.now < start + timedelta(minutes=12):
        before = mailing.rest.failures
        send_deliveries(mailing)
        if mailing.rest.failures > before:
            asked.append(int((clock.now - start).total_seconds()))
        clock.advance(seconds=5)
    assert asked == [0, 5, 15, 35, 75, 155, 315, 615]


def test_a_refusal_for_good_is_recorded_and_not_tried_again(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    post_office.open()
    post_office.answers["v1@example.org"] = "550 no such user"
    know("v1")
    know("v2")
    told("v1", "v2")
    send_deliveries(mailing)
    assert states(store) == {"v1": "refused", "v2": "sent"}
    row = store.database["deliveries"].find_one({"volunteer_id": "v1"})
    assert row
    assert row["error"] == "550 no such user"
    post_office.answers.clear()
    clock.advance(days=1)
    send_deliveries(mailing)
    assert len(post_office.letters) == 1


def test_a_refusal_for_now_is_tried_again_later_with_the_same_message_id(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    post_office.open()
    post_office.answers["v1@example.org"] = "451 greylisted"
    know("v1")
    know("v2")
    told("v1", "v2")
    send_deliveries(mailing)
    assert states(store) == {"v1": "waiting", "v2": "sent"}
    post_office.answers.clear()
    clock.advance(seconds=59)
    send_deliveries(mailing)
    assert states(store)["v1"] == "waiting"
    clock.advance(seconds=1)
    send_deliveries(mailing)
    assert states(store)["v1"] == "sent"


def test_after_five_days_of_no_the_mail_expires(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    post_office.open()
    post_office.answers["v1@example.org"] = "450 not now"
    know("v1")
    told("v1")
    for _ in range(6 * 24):
        send_deliveries(mailing)
        clock.advance(hours=1)
    assert states(store) == {"v1": "expired"}


def test_a_person_whose_copy_comes_late_still_gets_her_mail(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    post_office.open()
    told("v1", "v2")
    send_deliveries(mailing)
    assert states(store) == {"v1": "waiting", "v2": "waiting"}
    know("v1")
    know("v2", wants_email=False)
    clock.advance(minutes=1)
    send_deliveries(mailing)
    assert states(store) == {"v1": "sent", "v2": "unwanted"}


def test_what_she_chose_and_whether_she_left_are_asked_when_the_mail_goes(
    told: Callable[..., None], know: Know, mailing: Mailing, post_office: PostOffice, store: Store
) -> None:
    post_office.open()
    for who in ("v1", "v2"):
        know(who)
    told("v1", "v2")
    know("v1", status="left", revision=2)
    know("v2", wants_email=False, revision=2)
    send_deliveries(mailing)
    assert states(store) == {"v1": "unwanted", "v2": "unwanted"}
    assert post_office.letters == []


def test_a_mail_in_the_hands_of_a_crashed_worker_is_sent_after_its_lease(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    post_office.open()
    know("v1")
    told("v1")
    assert len(store.deliveries.claim(clock.now, clock.now + LEASE, 10)) == 1
    send_deliveries(mailing)
    assert post_office.letters == []
    clock.advance(seconds=LEASE.total_seconds())
    send_deliveries(mailing)
    assert len(post_office.letters) == 1


def test_two_workers_never_hold_the_same_mail(
    told: Callable[..., None], store: Store, clock: SettableClock
) -> None:
    told(*(f"v{n}" for n in range(30)))
    until = clock.now + LEASE
    first, second = (store.deliveries.claim(clock.now, until, 20) for _ in range(2))
    assert len({one.id for one in first + second}) == len(first) + len(second) == 30


def test_an_address_that_is_none_is_refused_and_smuggles_no_header(
    told: Callable[..., None], know: Know, mailing: Mailing, post_office: PostOffice, store: Store
) -> None:
    post_office.open()
    for number, address in enumerate(("", "a b@x", "a@x.org\r\nBcc: b@x.org", "a@x.org, b@x.org")):
        know(f"bad{number}", email=address)
    know("good")
    told("bad0", "bad1", "bad2", "bad3", "good")
    send_deliveries(mailing)
    assert states(store) == {
        "bad0": "unwanted",
        "bad1": "refused",
        "bad2": "refused",
        "bad3": "refused",
        "good": "sent",
    }
    assert len(post_office.letters) == 1


def test_a_connection_lost_in_the_middle_gives_back_what_was_not_tried(
    told: Callable[..., None],
    know: Know,
    mailing: Mailing,
    post_office: PostOffice,
    store: Store,
    clock: SettableClock,
) -> None:
    post_office.open()
    people = [f"v{n}" for n in range(5)]
    for who in people:
        know(who)
    post_office.answers["v2@example.org"] = "421 going down"
    told(*people)
    send_deliveries(mailing)
    assert len(post_office.letters) < 5
    assert states(store)["v2"] == "waiting"
    post_office.answers.clear()
    clock.advance(minutes=1)
    send_deliveries(mailing)
    assert set(states(store).values()) == {"sent"}
    assert len(post_office.letters) == 5


def test_a_server_that_wants_a_secure_line_we_cannot_have_is_as_good_as_down(
    post_office: PostOffice,
) -> None:
    post_office.open()
    post = Post(Mail("127.0.0.1", post_office.port, "h@example.org", "u", "p", "starttls", 2.0))
    with pytest.raises(ServerDown), post.line():
        pass


def test_an_organisers_line_breaks_do_not_make_headers(
    tell: Tell, know: Know, mailing: Mailing, post_office: PostOffice, clock: SettableClock
) -> None:
    post_office.open()
    know("v1")
    tell(
        event(
            activities.SignUpAccepted,
            at=clock.now,
            volunteer_id="v1",
            activity_title="植树\r\nBcc: b@x.org",
        )
    )
    send_deliveries(mailing)
    (letter,) = post_office.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "报名成功：植树 Bcc: b@x.org"
