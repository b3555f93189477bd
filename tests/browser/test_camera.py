"""Codes before a camera: the organiser's screen before a volunteer's phone, and a volunteer's own
code before the organiser's, also where there is no network."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import looking
from tests.browser.lens import pictured, read, teach
from tests.browser.scene import Person, Plain, Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK, Way
from tests.chromium import with_camera


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the organiser's camera sees."""
    return tmp_path_factory.mktemp("camera") / "seen.mjpeg"


@pytest.fixture(scope="module")
def filming(chromium: Browser, scene: Scene, film: Path) -> Iterator[Visits]:
    """Browsers whose camera sees the film."""
    with with_camera(chromium, film) as browser:
        yield Visits(browser, scene)


def held(scene: Scene, title: str) -> tuple[Plain, Person]:
    """An activity that begins in ten minutes, and who signed up."""
    person = scene.newcomer()
    activity = scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=1))
    scene.sign_up(activity, person)
    return activity, person


def test_a_phone_reads_the_screen_and_a_sent_picture_is_refused(
    visits: Visits, scene: Scene, chromium: Browser, way: Way
) -> None:
    """What WeChat or the camera finds in the picture is an address: it opens the check-in. After
    its time the same picture opens nothing, and the page says what to do."""
    activity, person = held(scene, f"扫码签到 {way}")
    context = chromium.new_context()
    phone = context.new_page()
    teach(phone)
    with visits.by(way, "organiser") as page:
        page.goto(f"/onsite/{activity['shifts'][0]['shift_id']}/screen")
        address = read(phone, pictured(page.locator("[data-picture]")))
    context.close()
    assert address is not None
    with visits.by(way, person) as page:
        page.goto(address)
        page.locator("main").get_by_role("button", name=way.say("签到", "Check in")).click()
        expect(page.locator("h1")).to_have_text(way.say("您已签到", "You are checked in"))
    scene.pass_by(seconds=61)
    with visits.by(way, "helper") as page:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 409
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.locator("main").get_by_role("button").count() == 0
        assert looking.layout(page) == []
        expect(page.locator("main a[href='/c']")).to_be_visible()


def own_code(visits: Visits, person: Person, way: Way) -> bytes:
    """A camera's picture of the code that she shows, as she comes to it."""
    with visits.by(way, person) as page:
        page.goto("/")
        page.get_by_role("navigation").locator("a[href='/c']").first.click()
        page.locator("main a[href='/my/code']").click()
        expect(page.locator("main")).to_contain_text(person.number)
        assert looking.layout(page) == []
        return pictured(page.locator("main img.code"))


def keep_roster(page: Page, activity: Plain, way: Way) -> None:
    """The list is taken along, then the network goes."""
    page.goto(f"/onsite/{activity['shifts'][0]['shift_id']}")
    page.locator("main a[href$='/kept']").first.click()
    page.locator("[data-do=prepare]").click()
    kept = way.say("断网后也能打开", "opens without network too")
    expect(page.locator("[data-page]")).to_contain_text(kept)
    page.context.set_offline(True)


def send(page: Page, scene: Scene, activity: Plain, person: Person, way: Way) -> None:
    """One scan waits; with network it goes, and she is there."""
    expect(page.locator("[data-scanned]")).to_contain_text(person.name)
    expect(page.locator("[data-count]")).to_contain_text("1")
    assert looking.layout(page) == []
    page.context.set_offline(False)
    expect(page.locator("[data-count]")).to_have_text(way.say("全部已发送。", "All are sent."))
    path = f"rosters?shift_id={activity['shifts'][0]['shift_id']}"
    present = [row for row in scene.get(path, scene.organiser)["items"] if row["present"]]
    assert [row["volunteer_id"] for row in present] == [person.volunteer_id]


@pytest.mark.needs_script
def test_the_camera_reads_personal_codes_without_network(
    visits: Visits, filming: Visits, film: Path, scene: Scene, way: Way
) -> None:
    """Held before the camera for long, a code is one tap."""
    activity, person = held(scene, f"断网扫码 {way}")
    film.write_bytes(own_code(visits, person, way) * 10)
    with filming.by(way, "organiser") as page:
        keep_roster(page, activity, way)
        button = page.locator("[data-do=scan]")
        button.click()
        expect(page.locator("[data-scan-box] video")).to_be_visible()
        expect(page.locator("[data-scanned]")).to_contain_text(person.name)
        button.click()
        expect(page.locator("[data-scan-box] video")).to_be_hidden()
        send(page, scene, activity, person, way)


@pytest.mark.parametrize("here", [Way(), Way(DESK, "en")], ids=str)
def test_a_phone_that_gives_no_camera_takes_a_picture(
    visits: Visits, scene: Scene, here: Way
) -> None:
    """An old WebView, or a refusal: the page says so and takes a photo; that of something else
    is told from a code."""
    activity, person = held(scene, f"断网拍码 {here}")
    code = own_code(visits, person, here)
    with visits.by(here, "organiser") as page:
        keep_roster(page, activity, here)
        page.locator("[data-do=scan]").click()
        told = here.say("相机打不开", "The camera cannot be opened")
        expect(page.locator("[data-scanned]")).to_contain_text(told)
        field = page.locator("#kept-photo")
        nothing = pictured(page.locator("h1"))
        field.set_input_files({"name": "h.jpg", "mimeType": "image/jpeg", "buffer": nothing})
        told = here.say("没有看到个人码", "No code was seen")
        expect(page.locator("[data-scanned]")).to_contain_text(told)
        field.set_input_files({"name": "c.jpg", "mimeType": "image/jpeg", "buffer": code})
        send(page, scene, activity, person, here)
