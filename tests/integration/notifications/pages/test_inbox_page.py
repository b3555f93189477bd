"""/messages: read, count and choose, as a person does it in her browser."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.notifications.domain.words import KINDS as TOLD
from services.notifications.pages.kinds import KINDS, way_from
from services.notifications.store import Store
from shared.contracts import activities, hours
from tests.conftest import SettableClock
from tests.unit.notifications.events import event

ME, OTHER = "a1" * 12, "b2" * 12


@pytest.fixture
def browser(client: FlaskClient, visitor: Callable[..., Any]) -> Any:
    return visitor(client.application, ME)


@pytest.fixture
def told(tell: Callable[..., Any], clock: SettableClock) -> Callable[[int], None]:
    """So many credits are told to me, a minute apart."""

    def deliver(count: int, who: str = ME) -> None:
        for number in range(count):
            one = event(
                hours.HoursCredited, event_id=f"{who[:2]}{number:022x}", at=clock.now,
                volunteer_id=who, activity_title=f"活动{number}<b>",
            )  # fmt: skip
            tell(one)
            clock.advance(minutes=1)

    return deliver


def titles(page: Any) -> list[str]:
    return [link.text for link in page.html.select(".stack a")]


def test_every_kind_of_news_has_a_name_a_subject_and_a_way() -> None:
    assert set(KINDS) == set(TOLD)
    everything = dict.fromkeys(("activity_id", "shift_id", "sign_up_id"), "x")
    assert all(way_from(kind, everything) for kind in KINDS)


def test_an_empty_inbox_says_what_comes(browser: Any) -> None:
    page = browser.get("/messages")
    assert "还没有消息" in page.text
    assert "没有未读消息" in browser.get("/messages?unread=true").text
    assert browser.get("/notifications/parts/unread").text.strip() == ""


def test_opening_one_marks_it_as_read(browser: Any, told: Any, store: Store) -> None:
    told(2)
    page = browser.get("/messages")
    assert [title[-4:] for title in titles(page)] == ["活动1<b>"[-4:], "活动0<b>"[-4:]]
    assert "<b>" not in page.text.replace("<body>", "")
    assert page.text.count("未读</span>") == 2
    opened = page.click("活动1")
    assert "活动1" in opened.html.h1.text
    assert opened.html.find("a", href="/hours", class_="btn")
    assert browser.get("/messages").text.count("未读</span>") == 1
    assert "未读 1" in browser.get("/messages?unread=true").text
    assert len(titles(browser.get("/messages?unread=true"))) == 1


def test_all_are_marked_at_once(browser: Any, told: Any) -> None:
    told(3)
    page = browser.get("/messages").forms[0].submit().follow()
    assert "3条消息已标为已读。" in page.text
    assert "未读 0" in page.text


def test_pages_of_twenty_follow_each_other(browser: Any, told: Any) -> None:
    told(25)
    page = browser.get("/messages?unread=true")
    second = page.click("下一页")
    assert len(titles(page)) == 20
    assert len(titles(second)) == 5
    assert titles(second.click("回到第一页")) == titles(page)
    browser.get("/messages?cursor=nonsense", status=422)


def test_the_badge_counts_to_99(browser: Any, told: Any, store: Store) -> None:
    told(99)
    badge = browser.get("/notifications/parts/unread")
    assert badge.html.span.text == "99 条未读"
    told(101)
    assert browser.get("/notifications/parts/unread").html.span.text.startswith("99+")
    store.database["messages"].drop_index("unread")  # as before a worker has ever run
    try:
        assert "99+" in browser.get("/notifications/parts/unread").text
    finally:
        store.prepare()


def test_nobody_reads_the_messages_of_others(
    browser: Any, told: Any, client: FlaskClient, visitor: Any
) -> None:
    told(1, OTHER)
    his = visitor(client.application, OTHER).get("/messages").html.select(".stack a")[0]["href"]
    browser.get(his, status=404)
    assert titles(browser.get("/messages")) == []
    stranger = visitor(client.application)
    assert stranger.get("/messages").location.endswith("/sign-in?next=/messages")
    assert stranger.get("/notifications/parts/unread").body == b""


def test_the_page_speaks_the_readers_language(browser: Any, told: Any) -> None:
    told(1)
    page = browser.get("/messages?lang=en")
    assert "credited" in titles(page)[0]
    assert "Open my hours" in page.click("credited").text


def test_a_message_about_a_shift_leads_to_it(browser: Any, tell: Any, clock: Any) -> None:
    tell(event(activities.SignUpAccepted, at=clock.now, volunteer_id=ME, sign_up_id="5" * 24))
    page = browser.get("/messages").click("报名成功")
    assert page.html.find("a", href=f"/my/shifts/{'5' * 24}")


def test_mail_is_chosen_in_words(browser: Any, know: Any, store: Store) -> None:
    know(ME)
    page = browser.get("/messages/preferences")
    assert f"{ME}@example.org" in page.text
    form = page.forms[0]
    boxes = form.fields["email"]
    assert len(boxes) == len(KINDS)
    assert all(box.checked for box in boxes)
    next(box for box in boxes if box._value == "hours_credited").checked = False
    form["language"] = "en"
    page = form.submit().follow()
    assert "设置已保存。" in page.text
    chosen = store.people.look_up([ME])[ME][1]
    assert (chosen.language, dict(chosen.email)) == ("en", {"hours_credited": False})
    assert not next(
        box for box in page.forms[0].fields["email"] if box._value == "hours_credited"
    ).checked


def test_what_was_chosen_once_stays_chosen(browser: Any, know: Any, store: Store) -> None:
    know(ME, wants_email=False)
    form = browser.get("/messages/preferences").forms[0]
    assert not any(box.checked for box in form.fields["email"])
    next(box for box in form.fields["email"] if box._value == "star_reached").checked = True
    page = form.submit().follow()
    next(
        box for box in page.forms[0].fields["email"] if box._value == "star_reached"
    ).checked = False
    page.forms[0].submit()
    assert dict(store.people.look_up([ME])[ME][1].email) == {"star_reached": False}


def test_a_language_nobody_speaks_is_refused(browser: Any) -> None:
    form = browser.get("/messages/preferences").forms[0]
    form["language"].force_value("fr")
    page = form.submit(status=422)
    assert page.html.find(id="e-language")
