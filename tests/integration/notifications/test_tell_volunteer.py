import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pymongo import MongoClient, monitoring

from services.notifications.consumers import handlers
from services.notifications.store import Store
from shared.contracts import activities, hours, volunteers
from shared.contracts.envelope import Event
from shared.ids import id_from
from shared.messaging.batch import settle
from shared.messaging.outcomes import Done, Outcome, Poison
from tests.unit.notifications.events import AT, KINDS, event

Tell = Callable[..., list[Outcome]]
Know = Callable[..., None]


def many(count: int) -> list[Event]:
    """Facts of every kind about ``count`` people."""
    return [
        event(
            KINDS[n % len(KINDS)],
            event_id=f"{n:024x}",
            at=AT + timedelta(seconds=n),
            volunteer_id=f"v{n % 7}",
        )
        for n in range(count)
    ]


def state(store: Store) -> dict[str, Any]:
    return {
        name: list(store.database[name].find().sort("_id"))
        for name in ("messages", "deliveries", "people")
    }


def test_one_message_and_one_delivery_for_each_event_and_person(store: Store, tell: Tell) -> None:
    assert tell(event(activities.SignUpAccepted)) == [Done()]
    (message,) = store.database["messages"].find()
    assert message["_id"] == id_from("0123456789abcdef01234567", "v1", "inbox")
    assert message["texts"]["zh"]["title"] == "报名成功：重阳敬老"
    assert message["texts"]["en"]["title"] == "You have a place: 重阳敬老"
    assert message["about"] == {"activity_id": "a1", "shift_id": "s1", "sign_up_id": "s1"}
    (delivery,) = store.database["deliveries"].find()
    assert delivery["_id"] == id_from("0123456789abcdef01234567", "v1", "email")


def test_twice_shuffled_and_with_poison_between_gives_the_same(
    store: Store, tell: Tell, make_database: Callable[[str], Any]
) -> None:
    events = many(60)
    tell(*events)
    other = Store(make_database("notifications"))
    other.prepare()
    poison = [{"id": "bad"}, {**events[0], "id": "worse", "data": {"volunteer_id": 5}}]
    twice = [*events, *events, *poison]
    random.Random(4).shuffle(twice)
    name = "notifications.tell_volunteer"
    handler = handlers(other, timezone="Asia/Shanghai", mailing=True)[name]
    outcomes = settle(name, handler, twice[:70], other.database)
    outcomes += settle(name, handler, twice[70:], other.database)
    assert sum(isinstance(one, Poison) for one in outcomes) == 2
    assert state(other) == state(store)
    assert len(state(store)["messages"]) == 60


def test_a_repeat_leaves_a_read_message_read(store: Store, tell: Tell) -> None:
    tell(event(activities.SignUpAccepted))
    store.inbox.mark_all_read("v1", AT)
    tell(event(activities.SignUpAccepted))
    assert store.inbox.count_unread("v1") == 0


def test_mail_only_for_those_who_want_it_or_are_not_known_yet(
    store: Store, tell: Tell, know: Know
) -> None:
    know("wants")
    know("wants-not", wants_email=False)
    for number, who in enumerate(("wants", "wants-not", "unknown")):
        tell(event(hours.HoursCredited, event_id=f"{number:024x}", volunteer_id=who))
    to = {row["volunteer_id"] for row in store.database["deliveries"].find()}
    assert to == {"wants", "unknown"}
    assert store.database["messages"].count_documents({}) == 3


def test_without_a_mail_server_no_mail_piles_up(store: Store, tell: Tell) -> None:
    tell(event(hours.HoursCredited), mailing=False)
    assert store.database["deliveries"].count_documents({}) == 0
    assert store.database["messages"].count_documents({}) == 1


def test_the_newest_revision_of_a_person_stays_whatever_comes_last(
    store: Store, know: Know
) -> None:
    know("v1", revision=3, language="en")
    know("v1", revision=2, language="zh")
    know("v1", revision=3, language="zh")
    person = store.database["people"].find_one({"_id": "v1"})
    assert person == {
        "_id": "v1",
        "language": "en",
        "email": "v1@example.org",
        "wants_email": True,
        "status": "active",
        "revision": 3,
    }


def test_many_changes_of_one_person_in_one_batch(store: Store) -> None:
    name = "notifications.keep_volunteer"
    handler = handlers(store, timezone="Asia/Shanghai", mailing=True)[name]
    events = [
        event(volunteers.VolunteerRegistered, event_id=f"{n:024x}", revision=n, email=f"{n}@x.org")
        for n in (2, 5, 1, 4, 3)
    ]
    assert settle(name, handler, events, store.database) == [Done()] * 5
    assert store.people.look_up(["v1"])["v1"][0].email == "5@x.org"  # type: ignore[union-attr]


class Counting(monitoring.CommandListener):
    """Counts commands that go to the server."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.seen.append(event.command_name)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: monitoring.CommandFailedEvent) -> None: ...


@pytest.mark.parametrize("count", [2, 400])
def test_a_batch_costs_four_round_trips_however_large(
    store: Store, mongo_uri: str, count: int
) -> None:
    counting = Counting()
    with MongoClient[dict[str, Any]](
        mongo_uri, tz_aware=True, event_listeners=[counting]
    ) as watched:
        own = Store(watched[store.database.name])
        name = "notifications.tell_volunteer"
        handler = handlers(own, timezone="Asia/Shanghai", mailing=True)[name]
        assert settle(name, handler, many(count), own.database) == [Done()] * count
        assert counting.seen == ["find", "find", "insert", "insert"]
