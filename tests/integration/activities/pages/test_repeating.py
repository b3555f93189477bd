"""Repeating weekly: one activity a week however often it is asked for, and why one failed."""

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import USUAL, fill, organiser
from tests.integration.activities.pages.reading import form_to, words
from tests.integration.activities.samples import shift_fields


def starts(office: Office) -> list[str]:
    rows = office.store.activities.rows.find().sort("starts_at", 1)
    return [f"{row['starts_at'].astimezone(office.own.zone):%m-%d %H:%M}" for row in rows]


def test_the_sheet_leads_to_the_weeks_and_each_is_published(office: Office) -> None:
    form = fill(organiser(office).get("/organise/new"), **USUAL, weeks="3")
    page = form.submit("do", value="publish").follow()
    assert form_to(page, "/repeat")["times"].value == "3"
    assert form_to(page, "/repeat")["publish"].checked
    told = form_to(page, "/repeat").submit()
    assert words(told).count("已发布") == 3
    assert starts(office) == ["11-28 09:00", "12-05 09:00", "12-12 09:00", "12-19 09:00"]
    statuses = {row["status"] for row in office.store.activities.rows.find()}
    assert statuses == {"published"}


def test_asked_for_again_only_the_missing_weeks_are_made(office: Office) -> None:
    old = office.published()
    for times, there in (("2", 0), ("3", 2)):
        page = organiser(office).get(f"/organise/{old['activity_id']}/repeat")
        form = form_to(page, "/repeat")
        form["times"] = times
        told = form.submit()
        assert words(told).count("未重复创建") == there
    assert office.store.activities.rows.count_documents({}) == 4
    assert office.store.activities.rows.count_documents({"status": "draft"}) == 3


def test_a_week_that_cannot_be_published_says_why_and_stays_a_draft(office: Office) -> None:
    draft = office.draft(risks="")
    page = organiser(office).get(f"/organise/{draft['activity_id']}/repeat?times=2&publish=1")
    told = form_to(page, "/repeat").submit()
    assert words(told).count("风险提示") == 2
    assert words(told).count("已存为草稿") == 2
    assert office.store.activities.rows.count_documents({"status": "draft"}) == 3


def test_too_many_weeks_and_nothing_to_repeat_are_refused(office: Office) -> None:
    old = office.published()
    page = organiser(office).get(f"/organise/{old['activity_id']}/repeat")
    form = form_to(page, "/repeat")
    form["times"] = "27"
    wrong = form.submit(status=422)
    assert wrong.html.find(id="e-times")
    empty = office.draft(shifts=[])
    page = organiser(office).get(f"/organise/{empty['activity_id']}/repeat")
    assert "没有场次" in form_to(page, "/repeat").submit(status=409)


def test_the_api_answers_an_outcome_for_each_week(office: Office) -> None:
    old = office.published(shifts=[shift_fields(office, places=2)])
    path, body = f"/activities/{old['activity_id']}/repeat", {"times": 2, "publish": True}
    first, again = (
        dict(office.ask("POST", path, body, by=office.organiser()).json or {})["items"]
        for _ in range(2)
    )
    assert [one["status"] for one in first] == ["done", "done"]
    assert [one["status"] for one in again] == ["repeated", "repeated"]
    assert [one["activity_id"] for one in first] == [one["activity_id"] for one in again]
