"""An event is held against its contract and read ahead when it comes; trouble is met later."""

from datetime import UTC, datetime
from typing import Any

from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import Event, new_event
from shared.ids import new_id
from shared.messaging.heard import hear

NAME = "notifications.tell_volunteer"


def star() -> Event:
    data = {"volunteer_id": "v", "star": 1, "minutes": 6000}
    at = datetime(2026, 11, 22, tzinfo=UTC)
    contract = CONTRACTS["hours.star_reached"]
    return new_event(contract, "v", data, event_id=new_id(), at=at, request_id="r")


def test_a_good_event_is_read_ahead() -> None:
    event = star()
    heard = hear(NAME, lambda one: one["data"]["star"], event)
    assert (heard.event, heard.fault, heard.ahead) == (event, None, 1)
    assert hear(NAME, None, event).ahead is None


def test_what_breaks_its_contract_is_not_read() -> None:
    def never(_: Any) -> None:
        raise AssertionError("nobody knows what stands in it")

    event = star()
    event["data"]["star"] = "one"
    heard = hear(NAME, never, event)
    assert heard.fault is not None
    assert "star" in heard.fault
    assert (hear(NAME, never, "no event").fault, heard.ahead) == ("not an event: no id", None)


def test_trouble_with_reading_ahead_is_left_to_the_batch() -> None:
    def trouble(_: Event) -> None:
        raise ZeroDivisionError

    heard = hear(NAME, trouble, star())
    assert (heard.fault, heard.ahead) == (None, None)
