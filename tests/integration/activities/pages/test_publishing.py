"""Publishing in two minutes: the sheet with its rows, without a script."""

from datetime import timedelta

import pytest

from shared.ids import new_id
from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import USUAL, browser, fill, organiser
from tests.integration.activities.pages.reading import words
from tests.integration.activities.samples import ORGANISER, PATHS, TOWN, shift_fields

TEAM = "7" * 24


def test_an_organiser_without_activities_is_led_to_publishing(office: Office) -> None:
    page = organiser(office).get("/organise")
    assert "发布第一个活动" in page
    sheet = page.click("发布第一个活动")
    assert sheet.forms["sheet"]["shifts.0.start"].value == "2026-11-28T09:00"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_is_published_in_one_go(office: Office, language: str) -> None:
    hers = organiser(office, language)
    there = fill(hers.get("/organise/new"), **USUAL).submit("do", value="publish").follow()
    assert {"zh": "已发布", "en": "Published"}[language] in words(there)
    assert "重阳节敬老" in hers.get("/organise")
    [activity] = office.store.activities.rows.find()
    assert (activity["status"], activity["bring"]) == ("published", "雨衣")
    [shift] = activity["shifts"]
    assert shift["end"] - shift["start"] == timedelta(hours=2)
    assert [event["type"] for event in office.publish_events()] == ["activities.activity_published"]


def test_the_same_sheet_sent_twice_is_one_activity(office: Office) -> None:
    form = fill(organiser(office).get("/organise/new"), **USUAL)
    first, again = (form.submit("do", value="publish") for _ in range(2))
    assert first.location == again.location
    assert office.store.activities.rows.count_documents({}) == 1


def test_rows_come_and_go_by_buttons_and_what_was_typed_stays(office: Office) -> None:
    page = fill(organiser(office).get("/organise/new"), **USUAL).submit("do", value="add_shift")
    form = page.forms["sheet"]
    assert form["title"].value == "重阳节敬老"
    assert form["shifts.1.start"].value == "2026-11-29T09:00", "a day after the last one"
    assert form["shifts.1.roles.0.name"].value == "志愿者"
    form = form.submit("do", value="add_role:1").forms["sheet"]
    form["shifts.1.roles.1.name"], form["shifts.1.roles.1.places"] = "引导", "4"
    form = form.submit("do", value="remove_shift:0").forms["sheet"]
    assert "shifts.1.start" not in form.fields
    assert form["shifts.0.roles.1.name"].value == "引导", "the second is the first now"
    form = form.submit("do", value="remove_role:0.0").forms["sheet"]
    assert form["shifts.0.roles.0.name"].value == "引导"
    form.submit("do", value="draft").follow()
    [activity] = office.store.activities.rows.find()
    [shift] = activity["shifts"]
    assert [(role["name"], role["places"]) for role in shift["roles"]] == [("引导", 4)]
    assert activity["status"] == "draft"


def test_what_is_wrong_stands_beside_its_row_and_nothing_is_written(office: Office) -> None:
    page = fill(organiser(office).get("/organise/new"), **USUAL).submit("do", value="add_shift")
    form = page.forms["sheet"]
    form["shifts.1.end"] = "2026-11-29T08:00"
    form["shifts.0.roles.0.places"] = "many"
    wrong = form.submit("do", value="publish", status=422)
    assert wrong.html.find(id="e-shifts.0.roles.0.places")
    assert wrong.forms["sheet"]["shifts.0.roles.0.places"].value == "many"
    form = wrong.forms["sheet"]
    form["shifts.0.roles.0.places"] = "5"
    wrong = form.submit("do", value="publish", status=422)
    assert "结束时间必须晚于开始时间" in wrong.html.find(id="e-shifts.1.end").text
    assert wrong.forms["sheet"]["title"].value == "重阳节敬老"
    assert office.store.activities.rows.count_documents({}) == 0


def test_all_that_is_blank_is_named_at_once_and_no_draft_is_left_behind(office: Office) -> None:
    few = {"title": "义诊", "kind": "健康", "organisation_id": TOWN}
    wrong = fill(organiser(office).get("/organise/new"), **few).submit(
        "do", value="publish", status=422
    )
    for name in ("description", "risks", "address"):
        assert wrong.html.find(id=f"e-{name}"), name
    assert office.store.activities.rows.count_documents({}) == 0


def test_bodily_risk_needs_an_insurance(office: Office) -> None:
    form = fill(organiser(office).get("/organise/new"), **USUAL)
    form["bodily_risk"] = True
    wrong = form.submit("do", value="publish", status=422)
    assert "意外伤害保险" in wrong.html.find(id="e-insurance").text
    form = wrong.forms["sheet"]
    assert form["bodily_risk"].checked
    form["insurance"] = "人保 2026-118"
    form.submit("do", value="publish").follow()
    [activity] = office.store.activities.rows.find()
    assert (activity["bodily_risk"], activity["insurance"]) == (True, "人保 2026-118")


def test_the_last_one_is_copied_to_the_next_same_weekday(office: Office) -> None:
    shift = shift_fields(office, places=7)  # Monday 23 November, 10:00
    old = office.published(shifts=[shift], bring="手套", qualifications=["急救"])
    office.clock.advance(days=9)  # Monday 30 November, 09:00
    page = organiser(office).get("/organise/new").click("重阳节敬老")
    form = page.forms["sheet"]
    assert form["shifts.0.start"].value == "2026-11-30T10:00"
    assert (form["bring"].value, form["qualifications"].value) == ("手套", "急救")
    form.submit("do", value="publish").follow()
    new = office.store.activities.rows.find_one({"_id": {"$ne": old["activity_id"]}})
    assert new is not None
    assert (new["copied_from"], new["qualifications"]) == (old["activity_id"], ["急救"])
    assert new["shifts"][0]["shift_id"] != old["shifts"][0]["shift_id"]
    assert new["shifts"][0]["roles"][0]["places"] == 7


def test_what_lies_ahead_is_copied_a_week_later(office: Office) -> None:
    office.published(shifts=[shift_fields(office)])  # Monday 23 November, 10:00
    page = organiser(office).get("/organise/new").click("重阳节敬老")
    assert page.forms["sheet"]["shifts.0.start"].value == "2026-11-30T10:00"


def test_a_point_and_a_radius_are_read_and_half_a_point_is_not(office: Office) -> None:
    form = fill(organiser(office).get("/organise/new"), **USUAL, point__latitude="29.45")
    wrong = form.submit("do", value="draft", status=422)
    assert wrong.html.find(id="e-point.longitude")
    assert wrong.html.find("details", open=True), "what is wrong is not folded away"
    form = fill(wrong, point__longitude="119.89")
    form.submit("do", value="draft").follow()
    [activity] = office.store.activities.rows.find()
    assert activity["point"]["coordinates"] == [119.89, 29.45]


def test_another_person_in_charge_is_named_by_her_number(office: Office) -> None:
    her = office.volunteer()
    number = office.store.people.require(her)["number"]
    form = fill(organiser(office).get("/organise/new"), **USUAL, in_charge="KH-unknown")
    wrong = form.submit("do", value="draft", status=422)
    assert "没有这位志愿者" in wrong
    fill(wrong, in_charge=number).submit("do", value="draft").follow()
    [activity] = office.store.activities.rows.find()
    assert (activity["person_in_charge_id"], activity["created_by"]) == (her, ORGANISER)


def test_who_has_no_role_publishes_nothing(office: Office) -> None:
    plain = browser(office, office.volunteer())
    for address in ("/organise", "/organise/new"):
        plain.get(address, status=403)
    elsewhere = browser(office, ORGANISER, [("organiser", PATHS[TOWN])])
    form = elsewhere.get("/organise/new").forms["sheet"]
    assert form["organisation_id"].options[-1][0] == TOWN
    assert len([one for one in form["organisation_id"].options if one[0]]) == 1


def test_only_members_of_the_ticked_teams_may_sign_up(office: Office) -> None:
    office.team(TEAM)
    office.team(new_id(), name="夜巡队")
    form = fill(organiser(office).get("/organise/new"), **USUAL)
    for box in form.fields["team_ids"]:
        box.checked = box._value == TEAM
    again = form.submit("do", value="add_shift").forms["sheet"]
    ticked = [one._value for one in again.fields["team_ids"] if one.checked]
    assert ticked == [TEAM], "what was ticked stays"
    there = again.submit("do", value="publish").follow()
    [activity] = office.store.activities.rows.find()
    assert activity["team_ids"] == [TEAM]
    stranger = office.sign_up(activity["shifts"][0]["shift_id"], office.volunteer())
    assert stranger.status_code == 409, "not of the team"
    edit = there.click("^修改$").forms["sheet"]
    for box in edit.fields["team_ids"]:
        box.checked = False
    edit.submit("do", value="save").follow()
    assert office.store.activities.require(activity["_id"])["team_ids"] == []


def test_a_team_that_is_dissolved_meanwhile_is_named_beside_its_field(office: Office) -> None:
    office.team(TEAM)
    form = fill(organiser(office).get("/organise/new"), **USUAL)
    form["team_ids"].checked = True
    office.team(TEAM, status="dissolved", revision=2)
    wrong = form.submit("do", value="publish", status=422)
    assert "已解散" in wrong.html.find(id="f-team_ids.0").text
    assert wrong.forms["sheet"]["team_ids"].checked, "what was ticked stays, to be taken off"
    assert wrong.html.find("details", open=True), "what is wrong is not folded away"
