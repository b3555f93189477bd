"""Writing to those who signed up: each person once, so many a day, by page and API."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import browser, organiser
from tests.integration.activities.pages.reading import form_to, words
from tests.integration.activities.samples import ORGANISER, ids, problem, shift_fields
from tests.integration.activities.site import at_once

TEXT = "请在东门集合，带好雨具。"


@pytest.fixture
def activity(office: Office) -> dict[str, Any]:
    """Two shifts; the first person is in both, the second waits for the first shift."""
    shifts = [shift_fields(office), shift_fields(office, hours=73, places=2)]
    made = office.published(shifts=shifts)
    first, second = office.volunteers(2)
    for shift, person in ((0, first), (1, first), (0, second)):
        assert office.sign_up(ids(made, shift)[0], person).status_code == 201
    office.publish_events()
    return made


def told(office: Office) -> list[dict[str, Any]]:
    events = office.publish_events()
    return [e["data"] for e in events if e["type"] == "activities.message_sent"]


def send(office: Office, activity: dict[str, Any], **body: Any) -> Any:
    path = f"/activities/{activity['activity_id']}/messages"
    return office.ask("POST", path, {"text": TEXT} | body, by=office.organiser())


def test_the_page_tells_each_person_once(office: Office, activity: dict[str, Any]) -> None:
    hers = organiser(office)
    page = hers.get(f"/organise/{activity['activity_id']}").click("发消息")
    form = form_to(page, "/message")
    form["text"] = TEXT
    for box in form.fields["statuses"]:
        box.checked = True
    sent = form.submit().follow()
    assert "消息已发给2人" in words(sent)
    assert TEXT in words(sent), "it stands among those sent"
    data = told(office)
    assert sorted(one["volunteer_id"] for one in data) == sorted(office.volunteers(2))
    assert {one["message"] for one in data} == {TEXT}
    assert {one["sender"] for one in data} == {"王组织"}
    assert {one["shift_id"] for one in data} == {ids(activity)[0]}, "her first shift"
    form.submit().follow()
    assert told(office) == [], "sent twice is one message"


def test_only_those_meant_are_told(office: Office, activity: dict[str, Any]) -> None:
    second = ids(activity, 1)[0]
    assert send(office, activity, shift_id=second).json["people"] == 1
    assert [one["shift_id"] for one in told(office)] == [second]
    waiting = send(office, activity, statuses=["waitlisted"]).json
    assert (waiting["people"], waiting["statuses"]) == (1, ["waitlisted"])
    nobody = send(office, activity, statuses=["applied"])
    assert (nobody.status_code, problem(nobody)) == (409, "nobody-to-tell")
    unknown = send(office, activity, shift_id="0" * 24)
    assert (unknown.status_code, problem(unknown)) == (422, "no-such-shift-here")


def test_so_many_a_day_and_the_next_day_again(office: Office, activity: dict[str, Any]) -> None:
    most = office.own.messages_a_day
    answers = at_once(lambda _: send(office, activity).status_code, most + 2)
    assert answers.count(201) + answers.count(412) + answers.count(429) == most + 2
    while send(office, activity).status_code == 201:
        pass
    assert office.store.database["messages"].count_documents({}) == most
    refused = send(office, activity)
    assert (refused.status_code, problem(refused)) == (429, "too-many-messages")
    page = organiser(office).get(f"/organise/{activity['activity_id']}/message")
    form = form_to(page, "/message")
    form["text"] = TEXT
    wrong = form.submit(status=429)
    assert "今天已发完" in words(wrong)
    assert form_to(wrong, "/message")["text"].value == TEXT
    office.clock.now += timedelta(days=1)
    assert send(office, activity).status_code == 201


@pytest.mark.parametrize("text", ["", "长" * 501])
def test_a_text_is_there_and_not_too_long(
    office: Office, activity: dict[str, Any], text: str
) -> None:
    page = organiser(office).get(f"/organise/{activity['activity_id']}/message")
    form = form_to(page, "/message")
    form["text"] = text
    assert form.submit(status=422).html.find(id="e-text")
    assert told(office) == []


def test_nothing_is_sent_for_a_draft_or_by_others(office: Office, activity: dict[str, Any]) -> None:
    draft = send(office, office.draft())
    assert (draft.status_code, problem(draft)) == (409, "wrong-status")
    address = f"/organise/{activity['activity_id']}/message"
    browser(office, office.volunteer()).get(address, status=403)
    form = form_to(browser(office, ORGANISER).get(address), "/message")
    form["text"] = TEXT
    assert "消息已发给" in words(form.submit().follow()), "the person in charge needs no role"
