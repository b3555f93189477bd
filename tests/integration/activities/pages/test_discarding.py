"""A draft that nobody wants: deleted after one question, and nothing else ever is."""

import pytest

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import browser, organiser
from tests.integration.activities.pages.reading import form_to, words
from tests.integration.activities.samples import ORGANISER, OTHER, PATHS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_draft_is_deleted_after_one_question(office: Office, language: str) -> None:
    draft = office.draft(title="不办了")
    hers = organiser(office, language)
    page = hers.get(f"/organise/{draft['activity_id']}")
    form = form_to(page, "/discard")
    assert page.html.find("form", action=form.action).find_parent("details", class_="ask-once")
    told = form.submit().follow()
    assert "不办了" in words(told), "it says which"
    assert {"zh": "已删除", "en": "is deleted"}[language] in words(told)
    assert office.store.activities.rows.count_documents({}) == 0
    assert office.publish_events() == [], "nobody knew of it"
    hers.get(f"/organise/{draft['activity_id']}", status=404)
    assert form.submit().follow().status_int == 200, "pressed twice is harmless"


def test_what_is_published_is_cancelled_and_never_deleted(office: Office) -> None:
    draft = office.draft()
    form = form_to(organiser(office).get(f"/organise/{draft['activity_id']}"), "/discard")
    assert office.step(draft, "publish").status_code == 200
    wrong = form.submit(status=409)
    assert "已发布" in wrong.html.find(id="trouble").text
    assert not [f for f in wrong.forms.values() if f.action.endswith("/discard")]
    assert office.store.activities.require(draft["activity_id"])["status"] == "published"


def test_nobody_deletes_a_draft_of_another_unit(office: Office) -> None:
    draft = office.draft()
    here = f"/organise/{draft['activity_id']}/discard"
    stranger = browser(office, ORGANISER, [("organiser", PATHS[OTHER])])
    csrf = stranger.get("/organise/new").forms["sheet"]["csrf"].value
    stranger.post(here, {"csrf": csrf}, status=403)
    assert office.store.activities.rows.count_documents({}) == 1


def test_a_draft_written_on_meanwhile_stays(office: Office) -> None:
    """Somebody else saved it between the read and the deletion."""
    draft = office.draft()
    read = office.store.activities.require(draft["activity_id"])
    assert office.change(draft, address="体育馆").status_code == 200
    assert office.store.activities.discard(read) is False
    assert office.store.activities.require(draft["activity_id"])["address"] == "体育馆"
