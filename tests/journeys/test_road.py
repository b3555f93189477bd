"""From a registration to credited hours, a roster line and a message, over the real parts."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from deploy.demo.theatre import Theatre
from deploy.demo.waiting import wait_for
from deploy.verify.rest import verify_at_rest
from deploy.verify.verifier import Evidence
from tests.journeys.road import MINUTES, Road

LONGEST_SECONDS = 10  # a busy machine; the aim is one second, and the time is reported


@pytest.fixture
def road(theatre: Theatre, request: pytest.FixtureRequest) -> Road:
    road = Road(theatre, number=sum(map(ord, request.node.name)))
    road.register()
    return road


def present(road: Road) -> tuple[str, str]:
    """Publish, sign up, come and wait for the end; returns (shift_id, sign_up_id)."""
    shift_id = road.publish()["shifts"][0]["shift_id"]
    sign_up = road.sign_up(shift_id)
    assert sign_up["status"] == "accepted"
    road.clock.move_to(road.clock.now() + timedelta(hours=1))
    road.check_in(shift_id)
    road.clock.move_to(road.clock.now() + timedelta(minutes=MINUTES))
    return shift_id, sign_up["sign_up_id"]


def test_hours_a_roster_line_and_a_message_follow_a_check_out(
    road: Road, theatre: Theatre, record_property: Callable[[str, object], None]
) -> None:
    shift_id, sign_up_id = present(road)
    went = road.check_out(shift_id)
    answered = time.monotonic()
    me = road.volunteer

    def credited() -> bool:
        return bool(road.client.get("/api/v1/hours/me", me)["minutes"])

    def told() -> bool:
        messages = road.client.get("/api/v1/messages", me)["items"]
        return "hours_credited" in [message["kind"] for message in messages]

    wait_for(credited, "hours", seconds=LONGEST_SECONDS)
    hours_after = time.monotonic() - answered
    wait_for(told, "the message", seconds=LONGEST_SECONDS)
    told_after = time.monotonic() - answered
    record_property("seconds_to_hours", round(hours_after, 3))
    record_property("seconds_to_message", round(told_after, 3))
    print(f"hours after {hours_after:.3f} s, message after {told_after:.3f} s")  # noqa: T201

    assert road.client.get("/api/v1/hours/me", me)["minutes"] in (MINUTES, MINUTES - 1)
    roster = road.client.get(f"/api/v1/rosters?shift_id={shift_id}", road.organiser)
    [row] = roster["items"]
    assert (row["sign_up_id"], row["present"]) == (sign_up_id, False)
    assert row["attendances"][0]["attendance_id"] == went["attendance_id"]
    evidence = Evidence([went["attendance_id"]])
    amqp_uri = theatre.stack.run.amqp_uri
    verdict, _ = verify_at_rest(theatre.stage.databases, amqp_uri, evidence)
    assert verdict.findings == []


def test_the_request_id_of_a_check_out_follows_to_the_last_consumer(
    road: Road, theatre: Theatre
) -> None:
    shift_id, _ = present(road)
    request_id = f"journey-{road.number}"
    road.check_out(shift_id, request_id)
    for name in ("activities.web", "hours.worker", "notifications.worker"):
        wait_for(partial(_mentions, theatre, name, request_id), f"{request_id} in {name}")


def _mentions(theatre: Theatre, name: str, word: str) -> bool:
    return word in theatre.stack.process(name).log.read_text()
