"""The life of an activity: draft, publication, copy, the end; and whose it is."""

from services.activities.operations.close_activity import close_old
from services.activities.operations.end_activities import end_activities
from shared.ids import new_id
from shared.storage import kernel
from tests.integration.activities.office import Office
from tests.integration.activities.samples import (
    COUNTY,
    ORGANISER,
    OTHER,
    PATHS,
    TOWN,
    activity_fields,
    ids,
    problem,
    shift_fields,
)


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
        answer = office.step(office.draft(**{field: value}), "publish")
        assert problem(answer) == expected
        assert answer.json["errors"][0]["field"].startswith(field)
    good = office.published()
    assert problem(office.step(good, "publish")) == "wrong-status"


def test_regulations_article_17_work_with_bodily_risk_is_insured(office: Office) -> None:
    risky = office.draft(bodily_risk=True)
    answer = office.step(risky, "publish")
    assert problem(answer) == "insurance-missing"
    assert answer.json["errors"][0]["field"] == "insurance"
    insured = office.draft(bodily_risk=True, insurance="人保财险，保单 PICC-2026-081")
    published = office.step(insured, "publish")
    assert published.status_code == 200
    assert published.json["insurance"] == "人保财险，保单 PICC-2026-081"


def test_a_copy_is_a_new_draft_with_shifts_of_its_own(office: Office) -> None:
    activity = office.published(team_ids=[], qualifications=["急救证"])
    copied = office.step(activity, "copy")
    assert (copied.status_code, copied.json["status"]) == (201, "draft")
    assert copied.json["copied_from"] == activity["activity_id"]
    assert copied.json["qualifications"] == ["急救证"]
    assert copied.json["shifts"][0]["start"] == activity["shifts"][0]["start"]
    assert ids(copied.json) != ids(activity)


def test_it_ends_with_its_last_shift_and_is_closed(office: Office) -> None:
    activity, path = office.published(), "/activities/"
    assert problem(office.step(activity, "close")) == "not-over"
    office.clock.advance(hours=51)
    end_activities(store=office.store, clock=office.clock)
    ended = office.ask("GET", path + activity["activity_id"]).json
    assert (ended["status"], ended["ends_at"]) == ("ended", activity["ends_at"])
    assert problem(office.step(activity, "cancel", {"reason": "下雨"})) == "wrong-status"
    assert office.step(activity, "close").json["status"] == "closed"
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


def test_the_person_in_charge_is_of_the_organiser_s_scope(office: Office) -> None:
    """Her name and phone are shown to who signs up: nobody's are to be had by naming her."""
    ours = office.volunteer(name="李秘书")
    other = office.volunteer(organisation_id=OTHER, organisation_path=PATHS[OTHER])
    made = office.draft(person_in_charge_id=ours)
    assert made["person_in_charge"]["name"] == "李秘书"
    changed = office.change(made, person_in_charge_id=other)
    assert changed.json["errors"][0]["field"] == "person_in_charge_id"
    fields = activity_fields(office, person_in_charge_id=other)
    assert office.ask("POST", "/activities", fields, by=office.organiser()).status_code == 422
    # Whoever has been in charge stays, also when she belongs elsewhere now.
    office.volunteer(ours, organisation_id=OTHER, organisation_path=PATHS[OTHER], revision=2)
    assert office.change(made, team_ids=[]).status_code == 200
    assert office.step(made, "copy").status_code == 201
