"""Each invariant holds in a sound world and is found broken where it is broken on purpose."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from deploy.verify import bus, ledger, messages, presence
from deploy.verify.findings import MOST, Finding
from shared.contracts.envelope import opened
from shared.storage import outbox
from tests.integration.verify.world import ORGANISATION, PEOPLE, START, World

CHECKS: dict[str, Callable[[World], list[Finding]]] = {
    "credited": lambda world: presence.credited(world.databases, world.attended),
    "counted_once": lambda world: ledger.counted_once(world.databases),
    "attended": lambda world: presence.attended(world.databases),
    "balanced": lambda world: ledger.balanced(world.databases),
    "recounted": lambda world: ledger.recounted(world.databases),
    "told": lambda world: messages.told(world.databases),
    "recorded": lambda world: messages.recorded(world.databases),
    "announced": lambda world: messages.announced(world.databases),
    "totalled": lambda world: messages.totalled(world.databases),
    "published": lambda world: bus.published(world.databases),
    "copied": lambda world: bus.copied(world.databases),
}


def failing(world: World) -> set[str]:
    """The names of the checks that find something."""
    return {name for name, look in CHECKS.items() if look(world)}


def test_a_sound_world_has_no_findings(world: World) -> None:
    world.attend(PEOPLE[0], START + timedelta(minutes=30))  # shares 90 minutes with the first
    world.void(world.attended[1])
    assert {name: look(world) for name, look in CHECKS.items()} == {name: [] for name in CHECKS}


def _lose_journal(world: World) -> None:
    world.databases.hours["journals"].delete_one({"_id": f"{world.attended[0]}-000"})


def _lose_row(world: World) -> None:
    world.databases.activities["sign_ups"].delete_one({"volunteer_id": PEOPLE[0]})


def _credit_again(world: World) -> None:
    """The same presence under another attendance, as if its event had been taken twice."""
    rows = world.databases.hours["journals"]
    first = rows.find_one({"_id": f"{world.attended[0]}-000"}) or {}
    rows.insert_one(first | {"_id": f"{'f' * 24}-000", "attendance_id": "f" * 24})


def _repeat_in_chain(world: World) -> None:
    rows = world.databases.hours["journals"]
    first = rows.find_one({"_id": f"{world.attended[0]}-000"}) or {}
    rows.insert_one(first | {"_id": f"{world.attended[0]}-001"})


def _unbalance(world: World) -> None:
    world.databases.hours["journals"].update_one(
        {"_id": f"{world.attended[2]}-000"}, {"$inc": {"lines.1.minutes": 1}}
    )


def _halve_a_minute(world: World) -> None:
    world.databases.hours["journals"].update_one(
        {"_id": f"{world.attended[2]}-000"},
        {"$inc": {"lines.0.minutes": 0.5, "lines.1.minutes": -0.5}},
    )


def _give_minutes(world: World) -> None:
    world.databases.hours["accounts"].update_one(
        {"_id": f"volunteer:{PEOPLE[3]}"}, {"$inc": {"minutes": 60}}
    )


def _miscount_attendances(world: World) -> None:
    world.databases.hours["accounts"].update_one(
        {"organisation_id": ORGANISATION}, {"$inc": {"attendances": 1}}
    )


def _invent_account(world: World) -> None:
    account = {"_id": f"volunteer:{'e' * 24}", "minutes": 0, "journals": 1, "attendances": 0}
    world.databases.hours["accounts"].insert_one(account)


def _lose_message(world: World) -> None:
    world.databases.notifications["messages"].delete_one({"volunteer_id": PEOPLE[1]})


def _misdirect_message(world: World) -> None:
    world.databases.notifications["messages"].update_one(
        {"volunteer_id": PEOPLE[1]}, {"$set": {"volunteer_id": PEOPLE[2]}}
    )


def _invent_message(world: World) -> None:
    world.databases.notifications["messages"].insert_one({"_id": "d" * 24, "kind": "x"})


def _announce_otherwise(world: World) -> None:
    history = world.databases.hours["outbox_history"]
    lot = history.find_one({"type": "hours.hours_credited"}) or {}
    [event] = json.loads(opened(lot["body"]))
    event["data"]["minutes"] += 1
    history.update_one({"_id": lot["_id"]}, {"$set": {"body": json.dumps([event])}})


def _move_minutes_between_organisations(world: World) -> None:
    world.databases.hours["journals"].update_one(
        {"_id": f"{world.attended[0]}-000"}, {"$set": {"organisation_id": "c" * 24}}
    )


def _change_times(world: World) -> None:
    world.databases.hours["journals"].update_one(
        {"_id": f"{world.attended[0]}-000"}, {"$set": {"check_out_at": START}}
    )


def _revise_unheard(world: World) -> None:
    world.databases.activities["sign_ups"].update_one(
        {"volunteer_id": PEOPLE[0]}, {"$set": {"intervals.0.revision": 2}}
    )


def _leave_unpublished(world: World) -> None:
    unpublished = {"$push": {"outbox": {"id": "b" * 24}}}
    world.databases.hours["journals"].update_one({"kind": "page"}, unpublished)


def _lag_behind(world: World) -> None:
    change = {"$set": {"status": "suspended"}}
    world.databases.activities["people"].update_one({"_id": PEOPLE[0]}, change)


def _lose_copy(world: World) -> None:
    world.databases.notifications["people"].delete_one({"_id": PEOPLE[0]})


def _invent_copy(world: World) -> None:
    world.databases.hours["people"].insert_one({"_id": "9" * 24, "status": "active"})


def _lose_sign_up_fact(world: World) -> None:
    """Its message is lost with it, so that nobody misses it there."""
    fact = {"type": "activities.sign_up_accepted"}
    world.databases.activities["outbox_history"].delete_many(fact)
    world.databases.notifications["messages"].delete_many({"kind": "sign_up_accepted"})


@pytest.mark.parametrize(
    ("break_it", "found"),
    [
        (_lose_journal, {"credited", "recounted", "totalled"}),
        (_lose_row, {"credited", "attended", "recorded"}),
        (_credit_again, {"counted_once", "attended", "recounted", "announced", "totalled"}),
        (_repeat_in_chain, {"counted_once", "recounted", "announced", "totalled"}),
        (_unbalance, {"balanced", "recounted"}),
        (_halve_a_minute, {"balanced", "recounted", "totalled"}),
        (_give_minutes, {"balanced", "recounted"}),
        (_miscount_attendances, {"recounted"}),
        (_invent_account, {"recounted"}),
        (_lose_message, {"told"}),
        (_misdirect_message, {"told"}),
        (_invent_message, {"told"}),
        (_announce_otherwise, {"announced"}),
        (_move_minutes_between_organisations, {"totalled"}),
        (_change_times, {"attended"}),
        (_revise_unheard, {"credited"}),
        (_leave_unpublished, {"published"}),
        (_lag_behind, {"copied"}),
        (_lose_copy, {"copied"}),
        (_invent_copy, {"copied"}),
        (_lose_sign_up_fact, {"recorded"}),
    ],
)
def test_what_is_broken_on_purpose_is_found(
    world: World, break_it: Callable[[World], None], found: set[str]
) -> None:
    break_it(world)
    assert failing(world) == found


def test_an_answered_check_out_that_was_lost_is_found(world: World) -> None:
    assert presence.credited(world.databases, [*world.attended, "a" * 24]) == [
        Finding("I1", f"check-out {'a' * 24} was answered and is not in the database")
    ]


def test_overlapping_credits_are_found_without_any_other_fault(world: World) -> None:
    """Two shifts at the same time, both credited in full."""
    second = world.attend(PEOPLE[0], START + timedelta(minutes=30))
    world.databases.hours["journals"].update_one(
        {"_id": f"{second}-000"}, {"$inc": {"lines.0.minutes": 90, "lines.1.minutes": -90}}
    )
    assert [str(one).split(" from")[0] for one in ledger.counted_once(world.databases)] == [
        f"I2 {PEOPLE[0]} has 240 minutes"
    ]


def test_a_reversal_nobody_asked_for_is_found(world: World) -> None:
    rows = world.databases.hours["journals"]
    first = rows.find_one({"_id": f"{world.attended[0]}-000"}) or {}
    undone = [{**line, "minutes": -line["minutes"]} for line in first["lines"]]
    rows.insert_one(
        first
        | {"_id": f"{world.attended[0]}-001", "kind": "reversal", "reverses": first["_id"]}
        | {"lines": undone}
    )
    assert not presence.credited(world.databases)
    assert not presence.credited(world.databases, taken_back={world.attended[0]})
    assert presence.credited(world.databases, taken_back={world.attended[1]})


def test_many_findings_are_counted(world: World) -> None:
    messages_of = world.databases.notifications["messages"]
    messages_of.delete_many({})
    event = next(outbox.history(world.databases.hours, messages.TOLD))
    more_events = [{**event, "id": f"{number:024x}"} for number in range(MOST + 6)]
    lots = outbox.lots([{"outbox": outbox.seal(more_events)}])
    outbox.remember(world.databases.hours, lots)
    found = messages.told(world.databases)
    assert len(found) == MOST + 1
    more = MOST + 6 + 2 * len(PEOPLE) - MOST
    assert found[-1] == Finding("I6", f"and {more} more like these")
