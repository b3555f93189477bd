"""The piece of /office/health that each service tells of itself, on notifications."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.activities.pages import health as activities
from services.hours.pages import health as hours
from services.notifications.pages import health as notifications
from services.notifications.wsgi import create
from shared.clock import system_clock
from shared.contracts.catalogue import handlers_of
from shared.storage import kernel
from shared.storage.mongo import Db
from shared.watch import notes

HANDLER = "notifications.tell_volunteer"
HERE = "/notifications/parts/health"
LETTER = {
    "key": "5" * 24,
    "reason": "breaks its contract: <b>",
    "type": "hours.star_reached",
    "died_at": datetime(2026, 11, 21, 1, tzinfo=UTC),
}


@pytest.fixture
def app(make_settings: Callable[..., Any], clock: Any) -> Iterator[Any]:
    found = create(make_settings("notifications"), clock=clock)
    yield found
    found.extensions["kindhours"].database.client.close()


@pytest.fixture
def database(app: Any) -> Db:
    found: Db = app.extensions["kindhours"].database
    return found


@pytest.fixture
def coordinator(app: Any, visitor: Callable[..., Any]) -> Any:
    return visitor(app, "c" * 24, [("coordinator", "/a/")])


@pytest.fixture
def administrator(app: Any, visitor: Callable[..., Any]) -> Any:
    browser = visitor(app, "d" * 24, [("administrator", "/")])
    browser.get("/messages")  # any page gives the mark that forms bear
    return browser


def see(database: Db, **more: Any) -> None:
    """A worker is alive, and this is what it saw."""
    queue = {"handler": HANDLER, "waiting": 0, "dead": 0, "letters": []} | more.pop("queue", {})
    kernel.beat(database, "w", {"broker": True, "stopped": [], "relayed_at": None} | more)
    found = {"trouble": None, "unsent": 0, "queues": [queue]}
    notes.write_seen(database, found, system_clock())


@pytest.mark.parametrize("told", [activities, hours, notifications], ids=lambda one: one.__name__)
def test_every_kind_of_work_has_a_name(told: Any) -> None:
    service = told.__name__.split(".")[1]
    assert set(told._WORK) == set(handlers_of(service))


def test_each_state_has_its_words(coordinator: Any, database: Db) -> None:
    assert "后台程序没有动静" in coordinator.get(HERE).text
    see(database)
    assert "消息都已送到" in coordinator.get(HERE).text
    see(database, queue={"waiting": 5000})
    assert "正在追赶" in coordinator.get(HERE).text
    see(database, queue={"dead": 1, "letters": [LETTER]})
    assert "需要有人决定" in coordinator.get(HERE).text
    see(database, stopped=[HANDLER])
    page = coordinator.get(HERE)
    assert "自动停下" in page.text
    assert "已停下" in page.text
    see(database, broker=False)
    assert "消息通道暂时不通" in coordinator.get(HERE).text
    long_ago = system_clock() - timedelta(minutes=5)
    database[notes.SEEN].update_one({}, {"$set": {"at": long_ago}})
    assert "后台程序没有动静" in coordinator.get(HERE).text


def test_a_dead_letter_is_told_in_words(administrator: Any, database: Db) -> None:
    see(database, queue={"dead": 1, "letters": [LETTER]}, relayed_at=system_clock())
    page = administrator.get(HERE)
    assert "给志愿者发消息：1 条处理不了" in page.text
    assert "内容与约定不符" in page.text
    assert "11月21日 周六 09:00" in page.text
    assert "&lt;b&gt;" in page.text
    assert "最近一次发出消息" in page.text


def test_what_cannot_be_read_is_only_set_aside(administrator: Any, database: Db) -> None:
    """Sending it again would do nothing."""
    unreadable = LETTER | {"type": None, "reason": "not JSON: nests too deep"}
    see(database, queue={"dead": 1, "letters": [unreadable]})
    page = administrator.get(HERE)
    assert "读不出来，不能再送" in page.text
    [only] = page.forms.values()
    only.submit()
    assert [one["wish"] for one in notes.waiting(database)] == ["aside"]


def test_a_coordinator_reads_how_many_are_dead_and_whose_they_are(
    coordinator: Any, database: Db
) -> None:
    """Why a letter died may name people of any organisation: that is not hers to read."""
    see(database, queue={"dead": 1, "letters": [LETTER]})
    notes.put_aside(database, LETTER | {"handler": HANDLER, "body": "{}"}, system_clock())
    page = coordinator.get(HERE)
    assert "给志愿者发消息：1 条处理不了" in page.text
    assert "由全系统的管理员查看原因并处理" in page.text
    for secret in (LETTER["key"], "breaks its contract", LETTER["type"], "已搁置"):
        assert str(secret) not in page.text
    assert not page.forms


def test_an_administrator_sends_again_or_sets_aside(administrator: Any, database: Db) -> None:
    see(database, queue={"dead": 2, "letters": [LETTER]})
    page = administrator.get(HERE)
    again, aside, everything = (page.forms[number] for number in range(3))
    assert again.submit().location.endswith("/office/health")
    aside.submit()
    everything.submit()
    found = [(one["wish"], one["key"], one["number"]) for one in notes.waiting(database)]
    assert sorted(found, key=str) == [
        ("again", LETTER["key"], "Vdddddd"),
        ("again", None, "Vdddddd"),
        ("aside", LETTER["key"], "Vdddddd"),
    ]
    again.submit()
    assert len(notes.waiting(database)) == 3
    assert "正在处理" in administrator.get(HERE).text


def test_others_may_not_wish(
    app: Any, database: Db, coordinator: Any, administrator: Any, visitor: Any
) -> None:
    coordinator.get("/messages")
    wish = {"wish": "again", "handler": HANDLER, "csrf": coordinator.cookies["csrf"]}
    coordinator.post("/notifications/dead-letters", wish, status=403)
    part_of_it = visitor(app, "f" * 24, [("administrator", "/a/b/")])
    part_of_it.get("/messages")
    see(database, queue={"dead": 1, "letters": [LETTER]})
    assert not part_of_it.get(HERE).forms, "the messages of everybody are not hers to set aside"
    mine = {**wish, "csrf": part_of_it.cookies["csrf"]}
    part_of_it.post("/notifications/dead-letters", mine, status=403)
    assert not notes.waiting(database)
    wish["csrf"] = administrator.cookies["csrf"]
    for wrong in ({"handler": "hours.keep_team"}, {"wish": "burn"}, {"handler": "<script>"}):
        page = administrator.post("/notifications/dead-letters", wish | wrong, status=422)
        assert "<script>" not in page.text
    assert visitor(app, "e" * 24).get(HERE).body == b""
    assert visitor(app).get(HERE).body == b""


def test_what_was_set_aside_and_who_did_it_is_listed(administrator: Any, database: Db) -> None:
    see(database)
    notes.put_aside(database, LETTER | {"handler": HANDLER, "body": "{}"}, system_clock())
    page = administrator.get(f"{HERE}?lang=en")
    assert "Set aside (1)" in page.text
    page.forms[0].submit()
    [one] = notes.waiting(database)
    notes.settle(database, one, "done", 1, system_clock())
    assert "sent again: Telling volunteers what happened" in administrator.get(
        f"{HERE}?lang=en"
    ).text.replace("\n", "")
