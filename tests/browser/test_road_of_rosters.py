"""A coordinator and who signed up where: filters, saved views, the export to Excel."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.office import downloaded, enter, said, send, sheet
from tests.browser.scene import Person, Plain, Scene
from tests.browser.visits import Visits
from tests.browser.ways import Way

HERE = "/office/rosters"


def test_a_roster_is_filtered_kept_and_exported(visits: Visits, scene: Scene, way: Way) -> None:
    """Nobody is listed before somebody asks; a view that is deleted asks once."""
    name, (activity, her, other) = f"在现场的人 {way}", one_of_two_is_in(scene, f"有名单 {way}")
    with visits.by(way, "coordinator") as page:
        enter(page, HERE)
        assert page.locator("main table").count() == 0
        ask_for_who_is_there(page, scene, activity, her)
        assert looking.layout(page) == []
        [row] = page.locator("main tbody tr").all()
        expect(row).to_contain_text(her.number)
        expect(row).to_contain_text(activity["title"])
        table = sheet(downloaded(page, page.locator(f"a[href^='{HERE}/export.xlsx']")))
        assert her.number in table
        assert other.number not in table
        keeping = page.locator(f"form[action='{HERE}/views']")
        keeping.locator("[name=name]").fill(name)
        send(keeping)
        said(page)
        enter(page, HERE)
        page.get_by_role("link", name=name).click()
        expect(page.locator("main tbody tr")).to_have_count(1)
        expect(page.locator("#f-presence")).to_have_value("in")
        enter(page, HERE)
        kept = page.locator("main li", has=page.get_by_role("link", name=name))
        kept.locator("summary").click()
        send(kept)
        said(page)
        assert page.get_by_role("link", name=name).count() == 0


def one_of_two_is_in(scene: Scene, title: str) -> tuple[Plain, Person, Person]:
    activity = scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=2))
    her, other = scene.newcomer(), scene.newcomer()
    scene.call(activity, "in", scene.sign_up(activity, her, other)[:1])
    return activity, her, other


def ask_for_who_is_there(page: Page, scene: Scene, activity: Plain, her: Person) -> None:
    """By organisation, activity, name and presence; shifts are offered once it is shown."""
    search = page.locator(f"form[action='{HERE}']")
    search.locator("[name=organisation_id]").select_option(scene.organiser.organisation_id)
    search.locator("[name=activity_id]").select_option(activity["activity_id"])
    search.locator("[name=q]").fill(her.name)
    search.locator("summary").click()
    search.locator("[name=presence]").select_option("in")
    send(search)
    expect(page.locator("#f-shift_id")).to_be_visible()
