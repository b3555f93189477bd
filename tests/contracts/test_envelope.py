"""What an envelope takes and what it refuses."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import ContractError, new_event
from tests.contracts.examples import AT, EXAMPLES


@pytest.mark.parametrize("event_type", sorted(CONTRACTS))
def test_the_example_is_taken_and_nothing_less(event_type: str) -> None:
    contract, data = CONTRACTS[event_type], EXAMPLES[event_type]
    event = new_event(contract, "s", data, event_id="e", at=AT, request_id="r")
    assert event["source"] == "/" + event_type.split(".")[0]
    assert event["type"] == event_type
    assert event["data"] == data
    for field in data:
        less = {name: data[name] for name in data if name != field}
        if not contract.fields[field].required:
            assert contract.fault(less) is None
            continue
        with pytest.raises(ContractError, match=field):
            new_event(contract, "s", less, event_id="e", at=AT, request_id="r")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("revision", 2.5),
        ("revision", "3"),
        ("revision", None),
        ("volunteer_id", 5),
        ("volunteer_id", {"$ne": None}),
        ("volunteer_id", "x" * 2001),
        ("check_in_at", "2026-11-21T08:30:00"),
        ("check_in_at", "yesterday"),
        ("check_in_at", 1_700_000_000),
        ("checked_in_by", "magic"),
        ("void", "perhaps"),
        ("device", 5),
        ("device", "x" * 65),
        ("distance", None),
        ("distance", "12"),
    ],
)
def test_what_breaks_a_contract(field: str, value: Any) -> None:
    name = "activities.attendance_recorded"
    data = {**EXAMPLES[name], field: value}
    with pytest.raises(ContractError, match=field):
        new_event(CONTRACTS[name], "s", data, event_id="e", at=AT, request_id="r")


def test_a_field_added_by_a_newer_publisher_passes_untouched() -> None:
    name = "hours.star_reached"
    data = {**EXAMPLES[name], "added_later": {"deep": [1]}}
    event = new_event(CONTRACTS[name], "s", data, event_id="e", at=AT, request_id="r")
    assert event["data"]["added_later"] == {"deep": [1]}


def test_times_are_utc_whatever_zone_they_were_taken_in() -> None:
    shanghai = datetime(2026, 11, 21, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    name = "hours.star_reached"
    event = new_event(
        CONTRACTS[name], "s", EXAMPLES[name], event_id="e", at=shanghai, request_id=""
    )
    assert event["time"] == "2026-11-21T01:00:00.000+00:00"
