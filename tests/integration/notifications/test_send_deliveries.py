"""E-mail over a real SMTP server that is up: to whom, in which words, once."""

from services.notifications.operations.send_deliveries import LEASE
from shared.contracts import activities
from tests.integration.notifications.conftest import Desk
from tests.unit.notifications.events import event


def test_a_mail_in_her_language_with_its_headers(desk: Desk) -> None:
    desk.office.open()
    desk.know("v1", language="en")
    desk.tell("v1")
    desk.send()
    (letter,) = desk.office.letters
    assert letter["Subject"] == "2 h 5 min credited: 重阳敬老"
    assert letter["To"] == "v1@example.org"
    assert "hours@example.org" in letter["From"]
    (delivery,) = desk.store.database["deliveries"].find()
    assert letter["Message-ID"] == f"<{delivery['_id']}@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Present all the time." in str(letter.get_content())
    assert "https://hours.example.org" in str(letter.get_content())
    assert desk.states() == {"v1": "sent"}
    desk.send()
    assert len(desk.office.letters) == 1


def test_a_person_whose_copy_comes_late_still_gets_her_mail(desk: Desk) -> None:
    desk.office.open()
    desk.tell("v1", "v2")
    desk.send()
    assert desk.states() == {"v1": "waiting", "v2": "waiting"}
    desk.know("v1")
    desk.know("v2", wants_email=False)
    desk.clock.advance(minutes=1)
    desk.send()
    assert desk.states() == {"v1": "sent", "v2": "unwanted"}


def test_what_she_chose_and_whether_she_left_are_asked_when_the_mail_goes(desk: Desk) -> None:
    desk.office.open()
    for who in ("v1", "v2"):
        desk.know(who)
    desk.tell("v1", "v2")
    desk.know("v1", status="left", revision=2)
    desk.know("v2", wants_email=False, revision=2)
    desk.send()
    assert desk.states() == {"v1": "unwanted", "v2": "unwanted"}
    assert desk.office.letters == []


def test_a_mail_in_the_hands_of_a_crashed_worker_is_sent_after_its_lease(desk: Desk) -> None:
    desk.office.open()
    desk.know("v1")
    desk.tell("v1")
    assert len(desk.store.deliveries.claim(desk.clock.now, desk.clock.now + LEASE, 10)) == 1
    desk.send()
    assert desk.office.letters == []
    desk.clock.advance(seconds=LEASE.total_seconds())
    desk.send()
    assert len(desk.office.letters) == 1


def test_two_workers_never_hold_the_same_mail(desk: Desk) -> None:
    desk.tell(*(f"v{n}" for n in range(30)))
    until = desk.clock.now + LEASE
    first, second = (desk.store.deliveries.claim(desk.clock.now, until, 20) for _ in range(2))
    assert len({one.id for one in first + second}) == len(first) + len(second) == 30


def test_an_address_that_is_none_is_refused_and_smuggles_no_header(desk: Desk) -> None:
    desk.office.open()
    for number, address in enumerate(("", "a b@x", "a@x.org\r\nBcc: b@x.org", "a@x.org, b@x.org")):
        desk.know(f"bad{number}", email=address)
    desk.know("good")
    desk.tell("bad0", "bad1", "bad2", "bad3", "good")
    desk.send()
    assert desk.states() == {
        "bad0": "unwanted",
        "bad1": "refused",
        "bad2": "refused",
        "bad3": "refused",
        "good": "sent",
    }
    assert len(desk.office.letters) == 1


def test_an_organisers_line_breaks_do_not_make_headers(desk: Desk) -> None:
    desk.office.open()
    desk.know("v1")
    wild = "植树\r\nBcc: b@x.org"
    desk.deliver(event(activities.SignUpAccepted, at=desk.clock.now, activity_title=wild))
    desk.send()
    (letter,) = desk.office.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "报名成功：植树 Bcc: b@x.org"
