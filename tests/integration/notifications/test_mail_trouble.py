"""A mail server that is down, busy, refusing or hanging up: mail waits, and nothing else does."""

from datetime import timedelta

import pytest

from services.notifications.domain.deliveries import Rest
from services.notifications.senders import Post, ServerDown
from services.notifications.settings import Mail
from tests.integration.notifications.conftest import Desk, PostOffice


def test_a_server_that_is_down_delays_mail_and_nothing_else(desk: Desk) -> None:
    desk.know("v1")
    desk.know("v2")
    desk.tell("v1", "v2")
    desk.send()
    assert desk.states() == {"v1": "waiting", "v2": "waiting"}
    assert desk.store.inbox.count_unread("v1") == 1
    desk.office.open()
    desk.send()
    assert desk.office.letters == []
    desk.clock.advance(seconds=5)
    desk.send()
    assert len(desk.office.letters) == 2
    assert desk.states() == {"v1": "sent", "v2": "sent"}
    assert desk.mailing.rest == Rest()


def test_the_longer_it_is_down_the_less_often_it_is_asked(desk: Desk) -> None:
    desk.tell("v1")
    asked = []
    start = desk.clock.now
    while desk.clock.now < start + timedelta(minutes=12):
        before = desk.mailing.rest.failures
        desk.send()
        if desk.mailing.rest.failures > before:
            asked.append(int((desk.clock.now - start).total_seconds()))
        desk.clock.advance(seconds=5)
    assert asked == [0, 5, 15, 35, 75, 155, 315, 615]


def test_a_refusal_for_good_is_recorded_and_not_tried_again(desk: Desk) -> None:
    desk.office.open()
    desk.office.answers["v1@example.org"] = "550 no such user"
    desk.know("v1")
    desk.know("v2")
    desk.tell("v1", "v2")
    desk.send()
    assert desk.states() == {"v1": "refused", "v2": "sent"}
    row = desk.store.database["deliveries"].find_one({"volunteer_id": "v1"})
    assert row
    assert row["error"] == "550 no such user"
    desk.office.answers.clear()
    desk.clock.advance(days=1)
    desk.send()
    assert len(desk.office.letters) == 1


def test_a_refusal_for_now_is_tried_again_later_with_the_same_message_id(desk: Desk) -> None:
    desk.office.open()
    desk.office.answers["v1@example.org"] = "451 greylisted"
    desk.know("v1")
    desk.know("v2")
    desk.tell("v1", "v2")
    desk.send()
    assert desk.states() == {"v1": "waiting", "v2": "sent"}
    desk.office.answers.clear()
    desk.clock.advance(seconds=59)
    desk.send()
    assert desk.states()["v1"] == "waiting"
    desk.clock.advance(seconds=1)
    desk.send()
    assert desk.states()["v1"] == "sent"


def test_after_five_days_of_no_the_mail_expires(desk: Desk) -> None:
    desk.office.open()
    desk.office.answers["v1@example.org"] = "450 not now"
    desk.know("v1")
    desk.tell("v1")
    for _ in range(6 * 6):
        desk.send()
        desk.clock.advance(hours=4)
    assert desk.states() == {"v1": "expired"}


def test_a_connection_lost_in_the_middle_gives_back_what_was_not_tried(desk: Desk) -> None:
    desk.office.open()
    people = [f"v{n}" for n in range(5)]
    for who in people:
        desk.know(who)
    desk.office.answers["v2@example.org"] = "421 going down"
    desk.tell(*people)
    desk.send()
    assert len(desk.office.letters) < 5
    assert desk.states()["v2"] == "waiting"
    desk.office.answers.clear()
    desk.clock.advance(minutes=1)
    desk.send()
    assert set(desk.states().values()) == {"sent"}
    assert len(desk.office.letters) == 5


def test_a_server_that_wants_a_secure_line_we_cannot_have_is_as_good_as_down(
    post_office: PostOffice,
) -> None:
    post_office.open()
    post = Post(Mail("127.0.0.1", post_office.port, "h@example.org", "u", "p", "starttls", 2.0))
    with pytest.raises(ServerDown), post.line():
        pass
