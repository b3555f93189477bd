from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from services.notifications.store import Store
from shared.contracts import activities, hours
from tests.conftest import SettableClock
from tests.unit.notifications.events import AT, event

Bearer = Callable[..., dict[str, str]]
Tell = Callable[..., Any]
Know = Callable[..., None]


def told(tell: Tell, count: int, who: str = "v1") -> None:
    """``count`` messages; three of them always share an instant."""
    tell(
        *(
            event(
                activities.SignUpAccepted,
                event_id=f"{n:024x}",
                at=AT + timedelta(seconds=n // 3),
                volunteer_id=who,
                activity_title=f"活动{n}",
            )
            for n in range(count)
        )
    )


def test_a_message_as_its_person_sees_it(client: FlaskClient, bearer: Bearer, tell: Tell) -> None:
    tell(event(hours.HoursCredited))
    answer = client.get("/api/v1/messages", headers=bearer("v1"))
    assert answer.status_code == 200
    (item,) = answer.json["items"]  # type: ignore[index]
    assert item.pop("id")
    assert item == {
        "kind": "hours_credited",
        "at": "2026-11-20T02:00:00.000+00:00",
        "read_at": None,
        "title": "爱心计时 2小时5分钟：重阳敬老",
        "body": "「重阳敬老」（2026年11月21日（周六）08:30–10:35）"
        "已记入您的爱心计时：2小时5分钟。全程在场。",
        "about": {"activity_id": "a1", "shift_id": "s1"},
    }


def test_pages_show_every_message_once_the_newest_first(
    client: FlaskClient, bearer: Bearer, tell: Tell
) -> None:
    told(tell, 25)
    told(tell, 5, who="v2")
    seen: list[dict[str, Any]] = []
    query: dict[str, Any] = {"limit": 4}
    while True:
        page: Any = client.get("/api/v1/messages", query_string=query, headers=bearer("v1")).json
        assert "items" in page, page
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert len({one["id"] for one in seen}) == len(seen) == 25
    assert [one["at"] for one in seen] == sorted((one["at"] for one in seen), reverse=True)


def test_unread_count_and_filter(
    client: FlaskClient, bearer: Bearer, tell: Tell, clock: SettableClock
) -> None:
    told(tell, 3)
    me = bearer("v1")
    assert client.get("/api/v1/messages/unread", headers=me).json == {"unread": 3}
    page: Any = client.get("/api/v1/messages", headers=me).json
    newest = page["items"][0]["id"]
    first: Any = client.post(f"/api/v1/messages/{newest}/read", headers=me).json
    assert first["read_at"] == "2026-11-21T01:00:00.000+00:00"
    clock.advance(minutes=5)
    again: Any = client.post(f"/api/v1/messages/{newest}/read", headers=me).json
    assert again == first
    unread: Any = client.get("/api/v1/messages?unread=true", headers=me).json
    assert newest not in [one["id"] for one in unread["items"]]
    assert len(unread["items"]) == 2
    assert client.post("/api/v1/messages/read-all", headers=me).json == {"read": 2}
    assert client.post("/api/v1/messages/read-all", headers=me).json == {"read": 0}
    assert client.get("/api/v1/messages/unread", headers=me).json == {"unread": 0}


def test_nobody_reads_or_marks_the_messages_of_another(
    client: FlaskClient, bearer: Bearer, tell: Tell, store: Store
) -> None:
    told(tell, 1)
    other = bearer("v2", [("administrator", "/")])
    (message,) = store.database["messages"].find()
    answer = client.post(f"/api/v1/messages/{message['_id']}/read", headers=other)
    assert answer.status_code == 404
    assert answer.json["type"] == "/problems/message-not-found"  # type: ignore[index]
    page: Any = client.get("/api/v1/messages", headers=other).json
    assert page["items"] == []
    assert client.post("/api/v1/messages/read-all", headers=other).json == {"read": 0}
    assert store.inbox.count_unread("v1") == 1


def test_the_language_is_that_of_the_registration_until_another_is_chosen(
    client: FlaskClient, bearer: Bearer, tell: Tell, know: Know
) -> None:
    told(tell, 1)
    me = bearer("v1")

    def title() -> str:
        page: Any = client.get("/api/v1/messages", headers=me).json
        return f"{page['language']} {page['items'][0]['title']}"

    assert title() == "zh 报名成功：活动0"
    know("v1", language="en")
    assert title() == "en You have a place: 活动0"
    client.put("/api/v1/preferences", json={"language": "zh", "email": {}}, headers=me)
    assert title() == "zh 报名成功：活动0"
    client.put("/api/v1/preferences", json={"language": None, "email": {}}, headers=me)
    assert title() == "en You have a place: 活动0"


def test_preferences_follow_the_registration_where_nothing_is_chosen(
    client: FlaskClient, bearer: Bearer, know: Know
) -> None:
    me = bearer("v1")
    before: Any = client.get("/api/v1/preferences", headers=me).json
    assert before["language"] == "zh"
    assert not any(before["email"].values())
    know("v1", language="en")
    wanted = {"language": None, "email": {"star_reached": False}}
    after: Any = client.put("/api/v1/preferences", json=wanted, headers=me).json
    assert after["language"] == "en"
    assert after["chosen"] == wanted
    assert after == client.get("/api/v1/preferences", headers=me).json
    assert [kind for kind, on in after["email"].items() if not on] == ["star_reached"]


def test_lists_and_counts_read_by_index(store: Store, tell: Tell) -> None:
    told(tell, 30)
    messages = store.database["messages"]
    read = messages.find({"volunteer_id": "v1"}, {"_id": 1}).limit(25)
    messages.update_many({"_id": {"$in": [one["_id"] for one in read]}}, {"$set": {"read_at": AT}})
    unread = {"volunteer_id": "v1", "read_at": None}
    for query in ({"volunteer_id": "v1"}, unread):
        plan = messages.find(query).sort([("at", -1), ("_id", -1)]).explain()
        assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])
        assert "'SORT'" not in str(plan["queryPlanner"]["winningPlan"])
    plan = messages.find(unread).sort([("at", -1), ("_id", -1)]).explain()
    assert "'unread'" in str(plan["queryPlanner"])
