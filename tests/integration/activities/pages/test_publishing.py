"""Publishing in two minutes: the sheet with its rows, without a script."""

from tests.integration.activities.office import Office
from tests.integration.activities.pages.organising import USUAL, fill, organiser


def test_an_organiser_without_activities_is_led_to_publishing(office: Office) -> None:
    page = organiser(office).get("/organise")
    assert "发布第一个活动" in page
    sheet = page.click("发布第一个活动")
    assert sheet.forms["sheet"]["shifts.0.start"].value


def test_the_sheet_is_published_in_one_go(office: Office) -> None:
    hers = organiser(office)
    there = fill(hers.get("/organise/new"), **USUAL).submit("do", value="publish").follow()
    assert "已发布" in there
    assert "重阳节敬老" in hers.get("/organise")
    [activity] = office.store.activities.rows.find()
    assert (activity["status"], activity["bring"]) == ("published", "雨衣")
    assert "activity_published" in str(office.publish_events())
