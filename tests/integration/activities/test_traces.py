"""What a phone tells at check-in, and what of it is told on: a keyed hash and a distance, once."""

from typing import Any

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.site import Site

MINE, HERS = "phone-of-mine-0001", "phone-of-hers-0001"
HERE = {"latitude": 29.4498, "longitude": 119.8855}


def come(site: Site, by: str, **more: Any) -> Any:
    body = {"token": site.code()["url"], **more}
    return site.office.ask("POST", "/check-ins", body, by=by)


def told(site: Site) -> dict[str, dict[str, Any]]:
    """What the events of those who went say, by volunteer."""
    return {event["data"]["volunteer_id"]: event["data"] for event in site.recorded()}


def test_a_mark_becomes_a_hash_that_is_told_once_and_forgotten(office: Office) -> None:
    site = Site(office)
    for who, mark in zip(site.people, (MINE, MINE, HERS), strict=True):
        assert come(site, who, device=mark).status_code == 200
    assert set(site.row()["open"]) == {"attendance_id", "at", "by", "recorded_by", "device"}
    site.later(hours=1)
    for who in site.people:
        site.go(who)
    first, second, other = (told_one["device"] for told_one in told(site).values())
    assert first == second != other
    assert len(first) == 24
    row = site.row()
    assert MINE not in repr(row)
    assert first not in repr(row), "the row keeps nothing of the phone"


def test_without_a_mark_nothing_is_kept_and_nothing_told(office: Office) -> None:
    site = Site(office, 1)
    assert come(site, site.people[0]).status_code == 200
    assert set(site.row()["open"]) == {"attendance_id", "at", "by", "recorded_by"}
    site.go(site.people[0])
    [data] = told(site).values()
    assert not {"device", "distance"} & set(data)


def test_both_roads_keep_the_same(office: Office) -> None:
    """The hot one, and the framework's, which a key leads to."""
    site = Site(office, 2)
    body = {"token": site.code()["url"], "device": MINE}
    key = {"Idempotency-Key": "7d3c5a90-52a1-4a1c-9a53-0d6a3f1d2b10"}
    assert office.ask("POST", "/check-ins", body, by=site.people[0]).status_code == 200
    assert office.ask("POST", "/check-ins", body, by=site.people[1], **key).status_code == 200
    assert site.row(0)["open"]["device"] == site.row(1)["open"]["device"]


@pytest.mark.parametrize("mark", ["short", "x" * 65, 12345678, None, ["a" * 10]])
def test_a_mark_that_is_none_is_refused(office: Office, mark: Any) -> None:
    site = Site(office, 1)
    assert come(site, site.people[0], device=mark).status_code == 422


def test_by_location_the_distance_is_told(office: Office) -> None:
    site = Site(office, 1, places=150, point=HERE, check_in={"location": True, "radius": 200})
    near = {"shift_id": site.shift_id, "latitude": 29.4508, "longitude": 119.8855, "accuracy": 9}
    answer = office.ask("POST", "/check-ins", {**near, "device": MINE}, by=site.people[0])
    assert answer.status_code == 200, answer.json
    site.go(site.people[0])
    [data] = told(site).values()
    assert data["distance"] == 111
    assert "device" in data


def test_an_activity_tells_where_it_is(office: Office) -> None:
    office.publish_events()
    office.published(point=HERE, check_in={"location": False, "radius": 200})
    office.published()
    kind = "activities.activity_published"
    places = [event["data"]["place"] for event in office.publish_events() if event["type"] == kind]
    assert places == [{**HERE, "radius": 200}, None]
