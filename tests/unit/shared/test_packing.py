"""Events on their way: sealed into facts, put together into lots, packed and opened."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts import envelope
from shared.contracts.envelope import EVENTS_A_MESSAGE, Event, opened, packed, read, written
from shared.messaging.publisher import encode
from shared.storage.outbox import lots, seal, unseal

EVENTS = st.lists(
    st.fixed_dictionaries(
        {"id": st.text(), "type": st.sampled_from(["a.b", "a.c"]), "data": st.text()}
    ),
    max_size=250,
)


def by_type(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: str(event["type"]))


@given(EVENTS, st.integers(1, 250))
def test_what_is_sealed_comes_out_again_in_its_order(events: list[Event], at_once: int) -> None:
    records = [
        {"outbox": seal(events[start : start + at_once])}
        for start in range(0, len(events), at_once)
    ]
    assert by_type(unseal(seal(events))) == by_type(events)
    found = [(lot, json.loads(opened(lot["body"]))) for lot in lots(records)]
    assert all(0 < lot["count"] == len(inside) <= EVENTS_A_MESSAGE for lot, inside in found)
    assert all(event["type"] == lot["type"] for lot, inside in found for event in inside)
    # Facts of one event come behind those of several: order holds within either.
    got = by_type([event for _, inside in found for event in inside])
    assert sorted(got, key=str) == sorted(events, key=str)
    assert [lot["_id"] for lot, _ in found] == [lot["_id"] for lot in lots(records)]


def test_single_events_travel_together() -> None:
    records = [{"outbox": seal([{"id": str(n), "type": "a.b", "data": {}}])} for n in range(250)]
    assert [lot["count"] for lot in lots(records)] == [100, 100, 50]


def test_a_body_is_opened_packed_or_plain() -> None:
    events = [{"id": "一", "data": "单 于"}]
    for body in (encode(events), written(events), written(events).decode()):
        assert read(body) == events
    many = events * 100
    assert len(encode(many)) < len(written(many)) / 5


@pytest.mark.parametrize(
    "body", [b"x", b"xyz", packed(b"[1,2,3]")[:-3], zlib.compress(b"\xff\xfe"), b"\xff\xfe"]
)
def test_what_is_no_body_is_a_fault_of_its_own(body: bytes) -> None:
    with pytest.raises(ValueError):
        opened(body)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "_LONGEST_BYTES", 1_000)
    assert opened(packed(b"x" * 1_000))
    with pytest.raises(ValueError, match="too long"):
        opened(packed(b"x" * 1_001))


@pytest.mark.parametrize("body", [b"", b"{", b"[NaN]", b"[" * 100_000, packed(b'["\\ud800"]')])
def test_what_is_no_json_is_a_fault_of_its_own(body: bytes) -> None:
    with pytest.raises(ValueError):
        read(body)
