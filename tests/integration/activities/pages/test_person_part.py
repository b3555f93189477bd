"""The piece a coordinator sees of a volunteer; empty for everybody else."""

from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import reader
from tests.integration.activities.samples import COUNTY, OTHER, PATHS
from tests.integration.activities.site import Site


def test_a_coordinator_sees_sign_ups_and_presence_of_her_people(office: Office) -> None:
    site = Site(office)
    site.come(site.people[0])
    site.later(minutes=61)
    site.go(site.people[0])
    path = f"/activities/parts/people/{site.people[0]}"
    page = reader(office, "0e" * 12, [("coordinator", PATHS[COUNTY])]).get(path)
    table = page.html.find("table").get_text(" ")
    assert site.activity["title"] in table
    assert "已参加" in table
    assert "1小时1分" in table
    assert "<html" not in page.text
    english = reader(office, "0e" * 12, [("coordinator", PATHS[COUNTY])], "en").get(path)
    assert "Was there" in english.text, "it is not she who reads it"


def test_nobody_else_sees_anything(office: Office) -> None:
    site = Site(office)
    her = site.people[0]
    path = f"/activities/parts/people/{her}"
    stranger = reader(office, "0e" * 12, [("coordinator", PATHS[OTHER])])
    organiser = reader(office, "0e" * 12, [("organiser", PATHS[COUNTY])])
    for browser in (reader(office), reader(office, her), organiser, stranger):
        answer = browser.get(path)
        assert (answer.status_int, answer.body) == (200, b"")
    known = reader(office, "0e" * 12, [("coordinator", PATHS[COUNTY])])
    assert known.get("/activities/parts/people/" + "9" * 24).body == b""
