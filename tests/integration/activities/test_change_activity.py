"""Changing a published activity: what must stand."""

from typing import Any

from shared.ids import new_id
from tests.integration.activities.office import Office
from tests.integration.activities.samples import COUNTY, ids, kept, problem, shift_fields


def test_a_change_needs_the_revision_that_was_read(office: Office) -> None:
    activity = office.published()
    path = f"/activities/{activity['activity_id']}"
    missing = office.ask("PATCH", path, {"title": "新名称"}, by=office.organiser())
    assert (missing.status_code, problem(missing)) == (422, "if-match-missing")
    first = office.change(activity, title="新名称")
    assert (first.status_code, first.json["title"], first.headers["ETag"]) == (200, "新名称", '"3"')
    second = office.change(activity, title="又一个")
    assert (second.status_code, problem(second)) == (412, "changed")
    same = office.change(first.json, title="新名称")
    assert same.headers["ETag"] == '"3"'
    kinds = [e["type"].split(".")[1] for e in office.publish_events()]
    assert kinds == ["activity_published", "activity_changed"]


def test_places_never_drop_below_those_taken(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office, places=3)])
    shift_id, role_id = ids(activity)
    for person in office.volunteers(2):
        office.sign_up(shift_id, person)

    def places(number: int) -> Any:
        shift = activity["shifts"][0]
        role = {"role_id": role_id, "name": "志愿者", "places": number}
        moved = {"shift_id": shift_id, "start": shift["start"], "end": shift["end"]}
        return office.change(activity, shifts=[moved | {"roles": [role]}])

    refused = places(1)
    assert (refused.status_code, problem(refused)) == (409, "places-taken")
    assert refused.json["errors"][0]["field"] == "shifts.0.roles.0.places"
    assert places(2).status_code == 200


def test_what_people_signed_up_for_cannot_vanish(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office), shift_fields(office, 73)])
    office.sign_up(ids(activity)[0], office.volunteer())
    later = activity["shifts"][1]
    assert problem(office.change(activity, shifts=[kept(later)])) == "shift-in-use"
    fewer = office.change(activity, shifts=[kept(activity["shifts"][0])])
    assert len(fewer.json["shifts"]) == 1
    assert len(office.store.places.of_activities([activity["activity_id"]])) == 1
    assert problem(office.change(fewer.json, mode="organiser_chooses")) == "fixed"
    assert problem(office.change(fewer.json, organisation_id=COUNTY)) == "fixed"
    unknown = kept(later) | {"shift_id": new_id()}
    assert problem(office.change(fewer.json, shifts=[unknown])) == "unknown-shift"


def test_times_move_only_before_they_are_reached(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office), shift_fields(office, 73)])
    office.clock.advance(hours=50)
    first, second = (kept(shift) for shift in activity["shifts"])
    begun = first | {"start": office.at(minutes=30).isoformat()}
    assert problem(office.change(activity, shifts=[begun, second])) == "in-the-past"
    longer = first | {"end": office.at(hours=3).isoformat()}
    assert office.change(activity, shifts=[longer, second]).status_code == 200
