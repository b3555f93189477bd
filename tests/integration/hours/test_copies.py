"""Our copies of people, teams and activities: the highest revision, in whatever order they come."""

from typing import Any

import pytest

from shared.contracts.catalogue import CONTRACTS
from shared.contracts.envelope import new_event
from shared.ids import new_id
from shared.messaging.batch import settle
from tests.contracts.examples import EXAMPLES
from tests.integration.hours.conftest import AT, Bank

_KINDS = {
    "volunteers.volunteer_changed": ("hours.keep_volunteer", "people"),
    "volunteers.organisation_changed": ("hours.keep_organisation", "organisations"),
    "volunteers.team_changed": ("hours.keep_team", "teams"),
    "activities.activity_changed": ("hours.keep_activity", "activities"),
    "activities.activity_closed": ("hours.keep_activity", "activities"),
}


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("order", [(1, 2, 2), (2, 1, 2), (2, 2, 1)])
def test_the_highest_revision_stays(bank: Bank, kind: str, order: tuple[int, ...]) -> None:
    handler, collection = _KINDS[kind]
    for revision in order:
        data: dict[str, Any] = {**EXAMPLES[kind], "revision": revision}
        event = new_event(CONTRACTS[kind], "x", data, event_id=new_id(), at=AT, request_id="")
        settle(handler, bank.handlers[handler], [event], bank.database)
    [row] = bank.database[collection].find()
    assert row["revision"] == 2


def test_an_activity_is_kept_with_its_span(bank: Bank) -> None:
    data = EXAMPLES["activities.activity_closed"]
    event = new_event(
        CONTRACTS["activities.activity_closed"], "x", data, event_id=new_id(), at=AT, request_id=""
    )
    handler = "hours.keep_activity"
    settle(handler, bank.handlers[handler], [event], bank.database)
    row = bank.store.copies.activity(data["activity_id"])
    assert row
    assert bank.store.copies.activity_of(data["shifts"][0]["shift_id"]) == row
    assert row["end"] == max(one["end"] for one in row["shifts"])
    assert row["end"].tzinfo is not None
