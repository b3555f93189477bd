"""Changing an activity: nobody's change is lost, nothing is cancelled by accident."""

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import fill, organiser
from tests.integration.activities.pages.reading import form_to, words
from tests.integration.activities.samples import ids, kinds, shift_fields


def test_a_published_activity_is_changed_with_its_shifts_kept(office: Office) -> None:
    old = office.published(shifts=[shift_fields(office, places=3)])
    assert office.sign_up(ids(old)[0], office.volunteer()).status_code == 201
    page = organiser(office).get(f"/organise/{old['activity_id']}").click("^修改$")
    form = fill(page, address="文化广场2号", shifts__0__roles__0__places="4")
    told = form.submit("do", value="save").follow()
    assert "已修改" in words(told)
    now = office.store.activities.require(old["activity_id"])
    assert now["address"] == "文化广场2号"
    assert now["shifts"][0]["shift_id"] == ids(old)[0]
    assert now["shifts"][0]["roles"][0]["places"] == 4
    assert "activity_changed" in kinds(office.publish_events())


def test_when_somebody_was_quicker_both_are_shown_and_hers_may_win(office: Office) -> None:
    old = office.published()
    page = organiser(office).get(f"/organise/{old['activity_id']}/edit")
    assert office.change(old, address="体育馆").status_code == 200
    both = fill(page, address="文化广场2号").submit("do", value="save", status=412)
    table = both.html.find(id="others").find_parent("section").find("table").text
    assert "体育馆" in table
    assert "文化广场2号" in table
    assert both.forms["sheet"]["address"].value == "文化广场2号", "what was typed stays"
    assert office.store.activities.require(old["activity_id"])["address"] == "体育馆"
    both.forms["sheet"].submit("do", value="save").follow()
    assert office.store.activities.require(old["activity_id"])["address"] == "文化广场2号"


def test_places_below_those_taken_are_refused_beside_the_field(office: Office) -> None:
    old = office.published(shifts=[shift_fields(office, places=3)])
    for person in office.volunteers(2):
        office.sign_up(ids(old)[0], person)
    page = organiser(office).get(f"/organise/{old['activity_id']}/edit")
    wrong = fill(page, shifts__0__roles__0__places="1").submit("do", value="save", status=409)
    assert "已录取2人" in wrong.html.find(id="e-shifts.0.roles.0.places").text


def test_a_draft_is_written_on_and_published(office: Office) -> None:
    draft = office.draft(risks="")
    hers = organiser(office)
    form = hers.get(f"/organise/{draft['activity_id']}/edit").forms["sheet"]
    wrong = form.submit("do", value="publish", status=422)
    assert wrong.html.find(id="e-risks")
    assert office.store.activities.require(draft["activity_id"])["revision"] == 1, "nothing written"
    there = fill(wrong, risks="无特殊风险。").submit("do", value="publish")
    assert "已发布" in words(there.follow())
    again = fill(wrong, risks="无特殊风险。").submit("do", value="publish")
    assert again.location == there.location, "sent twice is harmless"
    assert office.store.activities.require(draft["activity_id"])["status"] == "published"


def test_an_emptied_point_and_text_are_gone(office: Office) -> None:
    old = office.draft(point={"latitude": 29.4, "longitude": 119.8}, bring="手套")
    page = organiser(office).get(f"/organise/{old['activity_id']}/edit")
    form = fill(page, point__latitude="", point__longitude="", bring="")
    form.submit("do", value="draft").follow()
    now = office.store.activities.require(old["activity_id"])
    assert (now["point"], now["bring"]) == (None, "")


@pytest.mark.parametrize("what", ["activity", "shift"])
def test_cancelling_asks_once_for_a_reason(office: Office, what: str) -> None:
    shifts = [shift_fields(office), shift_fields(office, hours=73)]
    old = office.published(shifts=shifts)
    page = organiser(office).get(f"/organise/{old['activity_id']}")
    end = {"activity": f"{old['activity_id']}/cancel", "shift": f"{ids(old)[0]}/cancel"}[what]
    form = form_to(page, end)
    form["reason"] = "台风"
    assert "已取消" in words(form.submit().follow())
    now = office.store.activities.require(old["activity_id"])
    if what == "activity":
        assert (now["status"], now["reason"]) == ("cancelled", "台风")
    else:
        assert (now["status"], now["shifts"][0]["cancelled"]) == ("published", "台风")


def test_a_cancelled_shift_stays_when_the_others_are_changed(office: Office) -> None:
    old = office.published(shifts=[shift_fields(office), shift_fields(office, hours=73)])
    body = {"reason": "台风"}
    office.ask("POST", f"/shifts/{ids(old)[0]}/cancel", body, by=office.organiser())
    page = organiser(office).get(f"/organise/{old['activity_id']}/edit")
    assert page.forms["sheet"]["shifts.0.shift_id"].value == ids(old, 1)[0]
    assert "shifts.1.start" not in page.forms["sheet"].fields
    fill(page, shifts__0__roles__0__places="9").submit("do", value="save").follow()
    now = office.store.activities.require(old["activity_id"])
    assert [s["cancelled"] for s in now["shifts"]] == ["台风", None]


def test_what_people_typed_shows_as_text(office: Office) -> None:
    script = "<script>alert(1)</script>"
    old = office.published(title=f"敬老{script}", address=script, description=script)
    hers = organiser(office)
    for address in ("", "/edit", "/close", "/archive", "/repeat", "/message"):
        page = hers.get(f"/organise/{old['activity_id']}{address}")
        assert script not in page.text, address
    assert script not in hers.get("/organise").text


def test_a_refusal_stands_beside_its_row_though_the_record_has_others(office: Office) -> None:
    """The record has its shifts by start, and the cancelled one before them."""
    shifts = [shift_fields(office), shift_fields(office, hours=73), shift_fields(office, hours=97)]
    old = office.published(shifts=shifts)
    office.ask("POST", f"/shifts/{ids(old)[0]}/cancel", {"reason": "台风"}, by=office.organiser())
    page = organiser(office).get(f"/organise/{old['activity_id']}/edit")
    form = page.forms["sheet"]
    form["shifts.0.end"] = form["shifts.0.start"].value
    wrong = form.submit("do", value="save", status=422)
    assert wrong.html.find(id="e-shifts.0.end")
    assert not wrong.html.find(id="e-shifts.1.end")
