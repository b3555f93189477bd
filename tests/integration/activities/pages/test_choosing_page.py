"""Who signed up: choosing several at once, taking a place away, the waitlist, and who may look."""

from typing import Any

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import browser, organiser
from tests.integration.activities.pages.reading import form_to, words
from tests.integration.activities.samples import ORGANISER, OTHER, PATHS, ids, shift_fields


def applied(office: Office, people: int, places: int = 1) -> dict[str, Any]:
    activity = office.published(
        mode="organiser_chooses", shifts=[shift_fields(office, places=places)]
    )
    for person in office.volunteers(people):
        assert office.sign_up(ids(activity)[0], person).status_code == 201
    return activity


def tick(form: Any, *at: int) -> Any:
    for box in form.fields["people"]:
        box.checked = False
    for number in at:
        form.fields["people"][number].checked = True
    return form


def test_applications_wait_on_the_list_and_come_first_on_the_page(office: Office) -> None:
    activity = applied(office, 2)
    mine = organiser(office).get("/organise")
    page = mine.click("2 份申请待审核")
    assert page.html.find("option", selected=True)["value"] == "applied"
    plain = organiser(office).get(f"/organise/{activity['activity_id']}")
    assert words(plain).count("李00") >= 2


def test_several_are_accepted_and_who_finds_no_place_is_named(office: Office) -> None:
    activity = applied(office, 3, places=2)
    page = organiser(office).get(f"/organise/{activity['activity_id']}")
    form = tick(form_to(page, "/decide"), 0, 1, 2)
    told = words(form.submit("verdict", value="accept").follow())
    assert "已录取2人" in told
    assert "李002" in told
    assert "已满员" in told
    assert sorted(row["status"] for row in office.rows()) == ["accepted", "accepted", "applied"]


def test_a_decision_sent_twice_is_one(office: Office) -> None:
    activity = applied(office, 2, places=2)
    page = organiser(office).get(f"/organise/{activity['activity_id']}")
    form = tick(form_to(page, "/decide"), 0)
    for _ in range(2):
        assert "已录取1人" in words(form.submit("verdict", value="accept").follow())
    assert sorted(row["status"] for row in office.rows()) == ["accepted", "applied"]


def test_a_place_taken_away_goes_to_who_waits_and_the_reason_is_kept(office: Office) -> None:
    activity = office.published()
    for person in office.volunteers(2):
        office.sign_up(ids(activity)[0], person)
    page = organiser(office).get(f"/organise/{activity['activity_id']}?status=accepted")
    form = tick(form_to(page, "/decide?status=accepted"), 0)
    form["reason"] = "需要会手语的人"
    form.submit("verdict", value="decline").follow()
    rows = {row["name"]: row for row in office.rows()}
    assert (rows["李000"]["status"], rows["李000"]["reason"]) == ("declined", "需要会手语的人")
    assert rows["李001"]["status"] == "accepted"


def test_nobody_ticked_is_said_beside_the_list(office: Office) -> None:
    activity = applied(office, 1)
    page = organiser(office).get(f"/organise/{activity['activity_id']}")
    wrong = form_to(page, "/decide").submit("verdict", value="accept", status=422)
    assert "请先勾选人员" in words(wrong)


def test_a_person_in_charge_without_a_role_chooses_others_do_not(office: Office) -> None:
    activity = applied(office, 1)
    address = f"/organise/{activity['activity_id']}"
    in_charge = browser(office, ORGANISER)
    assert "重阳节敬老" in in_charge.get("/organise")
    page = in_charge.get(address)
    assert page.html.find("a", string="修改") is None
    tick(form_to(page, "/decide"), 0).submit("verdict", value="accept").follow()
    assert office.rows()[0]["status"] == "accepted"
    browser(office, office.volunteer()).get(address, status=403)
    browser(office, office.volunteer(), [("administrator", PATHS[OTHER])]).get(address, status=403)


def test_another_activitys_people_cannot_be_decided_here(office: Office) -> None:
    activity, other = applied(office, 1), office.draft(title="讲座")
    row = office.rows()[0]["_id"]
    page = organiser(office).get(f"/organise/{activity['activity_id']}")
    form = tick(form_to(page, "/decide"), 0)
    form.action = f"/organise/{other['activity_id']}/decide"
    form.submit("verdict", value="accept", status=404)
    assert office.row(row)["status"] == "applied"


def test_a_look_at_the_list_is_noted(office: Office) -> None:
    activity = applied(office, 2)
    organiser(office).get(f"/organise/{activity['activity_id']}")
    looks = list(office.store.database["looks"].find())
    assert [(look["by"], look["rows"], look["whole_phones"]) for look in looks] == [
        (ORGANISER, 2, 2)
    ]
