"""An activity's life: draft, publication, changes, cancellation, the end; and the public list."""

from typing import Any

import pytest

from services.activities.operations.close_activity import close_old
from services.activities.operations.end_activities import end_activities
from shared.ids import new_id
from shared.storage import kernel
from tests.integration.activities.office import (
    COUNTY,
    ORGANISER,
    OTHER,
    PATHS,
    TOWN,
    Office,
    activity_fields,
    ids,
    shift_fields,
)
from tests.integration.activities.test_sign_up import problem


def step(office: Office, activity: dict[str, Any], name: str, body: Any = None) -> Any:
    path = f"/activities/{activity['activity_id']}/{name}"
    return office.ask("POST", path, body, by=office.organiser())


def test_a_draft_is_seen_by_its_organisers_only(office: Office) -> None:
    drafted = office.draft()
    path = f"/activities/{drafted['activity_id']}"
    assert drafted["status"] == "draft"
    assert drafted["person_in_charge"] == {"volunteer_id": ORGANISER, "name": "王组织"}
    assert office.ask("GET", path).status_code == 404
    assert office.ask("GET", path, by=office.organiser(PATHS[OTHER])).status_code == 404
    mine = office.ask("GET", path, by=office.organiser())
    assert (mine.status_code, mine.headers["ETag"]) == (200, '"1"')
    drafts = "/activities?status=draft"
    assert office.ask("GET", drafts).status_code == 403
    assert len(office.ask("GET", drafts, by=office.organiser()).json["items"]) == 1
    assert office.ask("GET", drafts, by=office.organiser(PATHS[OTHER])).json["items"] == []
    within = f"{drafts}&organisation_id={TOWN}"
    assert office.ask("GET", within, by=office.organiser(PATHS[OTHER])).status_code == 403


def test_publication_asks_for_what_people_must_know(office: Office) -> None:
    for field, value, expected in (
        ("risks", "", "not-complete"),
        ("description", "", "not-complete"),
        ("address", "", "not-complete"),
        ("shifts", [], "no-shifts"),
        ("shifts", [shift_fields(office, -1)], "in-the-past"),
    ):
        answer = step(office, office.draft(**{field: value}), "publish")
        assert problem(answer) == expected
        assert answer.json["errors"][0]["field"].startswith(field)
    good = office.published()
    assert problem(step(office, good, "publish")) == "wrong-status"


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


def kept(shift: dict[str, Any]) -> dict[str, Any]:
    """A shift of an answer as it is sent back."""
    roles = [{k: role[k] for k in ("role_id", "name", "places")} for role in shift["roles"]]
    return {"shift_id": shift["shift_id"], "start": shift["start"], "end": shift["end"],
            "roles": roles}  # fmt: skip


def test_times_move_only_before_they_are_reached(office: Office) -> None:
    activity = office.published(shifts=[shift_fields(office), shift_fields(office, 73)])
    office.clock.advance(hours=50)
    first, second = (kept(shift) for shift in activity["shifts"])
    begun = first | {"start": office.at(minutes=30).isoformat()}
    assert problem(office.change(activity, shifts=[begun, second])) == "in-the-past"
    longer = first | {"end": office.at(hours=3).isoformat()}
    assert office.change(activity, shifts=[longer, second]).status_code == 200


def test_a_copy_is_a_new_draft_with_shifts_of_its_own(office: Office) -> None:
    activity = office.published(team_ids=[], qualifications=["急救证"])
    copied = step(office, activity, "copy")
    assert (copied.status_code, copied.json["status"]) == (201, "draft")
    assert copied.json["copied_from"] == activity["activity_id"]
    assert copied.json["qualifications"] == ["急救证"]
    assert copied.json["shifts"][0]["start"] == activity["shifts"][0]["start"]
    assert ids(copied.json) != ids(activity)


def test_it_ends_with_its_last_shift_and_is_closed(office: Office) -> None:
    activity, path = office.published(), "/activities/"
    assert problem(step(office, activity, "close")) == "not-over"
    office.clock.advance(hours=51)
    end_activities(store=office.store, clock=office.clock)
    ended = office.ask("GET", path + activity["activity_id"]).json
    assert (ended["status"], ended["ends_at"]) == ("ended", activity["ends_at"])
    assert problem(step(office, activity, "cancel", {"reason": "下雨"})) == "wrong-status"
    assert step(office, activity, "close").json["status"] == "closed"
    assert office.publish_events()[-1]["type"] == "activities.activity_closed"


def test_the_chore_closes_after_some_days(office: Office) -> None:
    activity = office.published()
    for days, status in ((9, "ended"), (4, "closed")):
        office.clock.advance(days=days)
        end_activities(store=office.store, clock=office.clock)
        close_old(store=office.store, clock=office.clock, settings=office.own)
        found = office.ask("GET", f"/activities/{activity['activity_id']}").json
        assert found["status"] == status


def test_organisers_stay_in_their_subtree(office: Office) -> None:
    body, elsewhere = activity_fields(office), office.organiser(PATHS[OTHER])
    refused = office.ask("POST", "/activities", body, by=elsewhere)
    assert (refused.status_code, problem(refused)) == (403, "out-of-scope")
    unknown = office.ask("POST", "/activities", body | {"organisation_id": new_id()}, by=elsewhere)
    assert problem(unknown) == "unknown-organisation"
    new = new_id()
    early = office.organiser(f"/{COUNTY}/{new}/")
    waits = office.ask("POST", "/activities", body | {"organisation_id": new}, by=early)
    assert (waits.status_code, waits.headers["Retry-After"]) == (503, "1")


def test_a_repeated_draft_with_its_key_is_one_activity(office: Office) -> None:
    body, by = activity_fields(office), office.organiser()
    key = {"Idempotency-Key": "launch"}
    answers = [office.ask("POST", "/activities", body, by=by, **key) for _ in range(2)]
    assert answers[0].json["activity_id"] == answers[1].json["activity_id"]
    office.store.database[kernel.ANSWERS].drop()  # as if it had died before it could answer
    crashed = office.ask("POST", "/activities", body, by=by, **key)
    assert crashed.json["activity_id"] == answers[0].json["activity_id"]
    assert office.store.activities.rows.count_documents({}) == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A", "B", "C"]),
        ("kind=健康", ["B"]),
        ("q=敬老", ["A"]),
        ("q=jinglao", ["A"]),
        ("q=JingLao", ["A"]),
        ("q=cyj", ["A"]),
        ("q=.*", []),
        (f"organisation_id={OTHER}", ["C"]),
        (f"organisation_id={COUNTY}", ["A", "B"]),
        ("free=true", ["B", "C"]),
        ("latitude=30.25&longitude=120.16&radius=3000", ["B"]),
        ("to=2026-11-24T00:00:00Z", ["A"]),
        ("from=2026-11-24T00:00:00%2B08:00", ["B", "C"]),
        ("status=cancelled", []),
    ],
)
def test_the_public_list_finds(office: Office, query: str, expected: list[str]) -> None:
    a = office.published(title="重阳节敬老 A")
    office.published(
        title="义诊 B",
        kind="健康",
        point={"latitude": 30.2501, "longitude": 120.1602},
        shifts=[shift_fields(office, 80)],
    )
    mine = activity_fields(office, organisation_id=OTHER, title="讲座 C")
    mine["shifts"] = [shift_fields(office, 90)]
    by = office.organiser(PATHS[OTHER])
    third = office.ask("POST", "/activities", mine, by=by).json["activity_id"]
    office.ask("POST", f"/activities/{third}/publish", by=by)
    office.sign_up(ids(a)[0], office.volunteer())
    answer = office.ask("GET", f"/activities?{query}")
    assert answer.status_code == 200, answer.json
    assert [item["title"][-1] for item in answer.json["items"]] == expected


def test_the_list_goes_on_behind_its_cursor(office: Office) -> None:
    made = [office.published(title=f"活动{n}")["activity_id"] for n in range(5)]
    seen, cursor = [], ""
    while True:
        page = office.ask("GET", f"/activities?limit=2{cursor}").json
        seen += [item["activity_id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == sorted(made)
    assert office.ask("GET", "/activities?cursor=xx").status_code == 422
