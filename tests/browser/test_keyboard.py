"""The roads with Tab, Enter, Space and Escape alone; what has the focus is seen at each stop."""

from datetime import date, timedelta
from random import Random
from typing import Any

from playwright.sync_api import FileChooser, Page, expect

from deploy.demo.people import identity_number
from deploy.demo.waiting import wait_for
from tests.browser.keys import enter, leave_by, past_the_navigation, tab_to, write
from tests.browser.scene import PASSWORD, Plain, Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK, EVERY, PHONE, Way


def running(scene: Scene, title: str, people: int = 1) -> tuple[Plain, list[Any], list[Plain]]:
    """An activity that begins in ten minutes, with people of its own signed up."""
    found = scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=2))
    her = [scene.newcomer() for _ in range(people)]
    return found, her, scene.sign_up(found, *her)


def test_from_sign_in_to_a_place_and_in_by_digits(visits: Visits, scene: Scene, way: Way) -> None:
    """Signs in, signs up, chooses large type, checks in by the six digits, gives a place back."""
    person, title = scene.newcomer(), f"键盘也能报名 {way}"
    activity = scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=1))
    other = scene.publish(f"退出 {way}", begins=timedelta(days=3), lasts=timedelta(hours=1))
    [row] = scene.sign_up(other, person)
    with visits.by(way) as page:
        page.goto("/")
        leave_by(page, "a[href^='/sign-in']")
        write(page, "#f-phone", person.phone)
        write(page, "#f-password", person.password)
        page.keyboard.press("Enter")
        expect(page.locator("a[href='/my/shifts']").first).to_be_visible()
        leave_by(page, ".top a[href*='size=large']")
        expect(page.locator("html.large")).to_be_visible()
        past_the_navigation(page)
        write(page, "main #q", title)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        past_the_navigation(page)
        leave_by(page, "main a", title)
        past_the_navigation(page)
        leave_by(page, "main form button")
        expect(page.locator("main .badge").first).to_have_text(
            way.say("已录取", "You have a place")
        )
        leave_by(page, ".top a[href='/c']")
        past_the_navigation(page)
        write(page, "#f-digits", scene.code(activity["shifts"][0]["shift_id"])["digits"])
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(way.say("您已签到", "You are checked in"))
        page.goto(f"/my/shifts/{row['sign_up_id']}")
        past_the_navigation(page)
        enter(page, ".ask-once > summary")
        leave_by(page, ".ask-once button")
        expect(page.locator("main .badge").first).to_have_text(way.say("已退出", "Given back"))


def test_on_site_with_and_without_network(visits: Visits, scene: Scene, way: Way) -> None:
    """The roll with a tap taken back; what the phone keeps; the screen."""
    activity, (her, _), rows = running(scene, f"键盘点名 {way}", 2)
    line, shift_id = f"#p-{rows[0]['sign_up_id']}", activity["shifts"][0]["shift_id"]
    with visits.by(way, "organiser") as page:
        page.goto(f"/onsite/{shift_id}")
        past_the_navigation(page)
        leave_by(page, f"main a[href='/onsite/{shift_id}/roll']")
        past_the_navigation(page)
        write(page, "#q", her.number)
        page.keyboard.press("Enter")
        expect(page.locator(".person")).to_have_count(1)
        for label, there in (("签到", 1), ("撤销", 0), ("签到", 1)):
            enter(page, f"{line} button", {"撤销": way.say("撤销", "Undo")}.get(label, her.name))
            expect(page.locator(f"{line} .badge-success")).to_have_count(there)
            if way.script:  # without one the new page begins at her line
                expect(page.locator(f"{line} button:focus")).to_have_count(1)
                page.keyboard.press("Shift+Tab")
        if way.script:
            _without_network(page, shift_id, rows[1]["sign_up_id"])
            _screen(page, shift_id)


def _without_network(page: Page, shift_id: str, sign_up_id: str) -> None:
    """Kept by Enter, taken back, kept again, sent; then nothing is left on the phone."""
    page.goto(f"/onsite/{shift_id}/kept")
    past_the_navigation(page)
    enter(page, "[data-do=prepare]")
    expect(page.locator("[data-people] .person")).to_have_count(2)
    expect(page.locator("[data-page]")).not_to_be_empty()
    page.context.set_offline(True)
    line = f"#k-{sign_up_id}"
    tab_to(page, f"{line} button")
    for waiting in (1, 0, 1):
        page.keyboard.press("Enter")
        expect(page.locator(f"{line}.kept")).to_have_count(waiting)
        expect(page.locator(f"{line} .btn-lg")).to_be_focused()
        if waiting:
            page.keyboard.press("Shift+Tab")  # to what takes it back
    tab_to(page, "[data-do=send]", back=True)
    page.context.set_offline(False)  # is sent at once: the button has gone, its neighbour is near
    expect(page.locator("[data-do=send]")).to_be_hidden()
    expect(page.locator("[data-do=prepare]")).to_be_focused()
    tab_to(page, ".ask-once > summary")
    box = page.locator("#kept .ask-once[open]")
    for key, opened in (("Space", 1), ("Space", 0), ("Enter", 1), ("Escape", 0), ("Enter", 1)):
        page.keyboard.press(key)
        expect(box).to_have_count(opened)
    enter(page, "[data-do=forget]")
    expect(page.locator("[data-people]")).to_be_hidden()
    expect(page.locator("[data-do=prepare]")).to_be_focused()


def _screen(page: Page, shift_id: str) -> None:
    page.goto(f"/onsite/{shift_id}/screen")
    tab_to(page, "[data-full]")
    for full in (1, 0):
        page.keyboard.press("Enter")
        expect(page.locator("#screen:fullscreen")).to_have_count(full)
    leave_by(page, f"a[href='/onsite/{shift_id}']")


def test_somebody_registers(visits: Visits, scene: Scene, way: Way) -> None:
    born = date(1959, 5, 4) + timedelta(days=EVERY.index(way))
    with visits.by(way) as page:
        page.goto("/register")
        past_the_navigation(page)
        write(page, "#f-name", "钱秀英")
        number = identity_number("330603", born, "female", Random(born.day))
        write(page, "[name='identity.number']", number)
        tab_to(page, "summary")
        for opened in (1, 0):
            page.keyboard.press("Space")
            expect(page.locator("details[open]")).to_have_count(opened)
        write(page, "#f-phone", f"1395757{born.toordinal() % 10_000:04d}")
        tab_to(page, "#f-organisation_id")
        page.keyboard.press("ArrowDown")
        for field in ("password", "password_again"):
            write(page, f"#f-{field}", PASSWORD)
        tab_to(page, "#f-consent_version")
        page.keyboard.press("Space")
        leave_by(page, "main form button[type=submit]")
        assert "/register" not in page.url, page.locator("main").inner_text()[:300]


def _pictures() -> list[Any]:
    names = ("a.png", "b.png")
    return [{"name": name, "mimeType": "image/png", "buffer": b"%PDF"} for name in names]


def test_the_evening_and_photos_that_are_refused(visits: Visits, scene: Scene) -> None:
    """Ticked by Space; the file dialog by Enter; the focus comes back to the button."""
    activity, _, rows = running(scene, "键盘收尾")
    scene.call(activity, "in", rows)
    scene.pass_by(hours=2, minutes=20)
    dialogs: list[FileChooser] = []
    with visits.opened("organiser", width=DESK) as page:
        page.on("filechooser", lambda one: dialogs.append(one))  # in time: chromium drops others
        page.goto(f"/organise/{activity['activity_id']}/close")
        past_the_navigation(page)
        tab_to(page, "#still-in [name=people]")
        page.keyboard.press("Space")
        page.keyboard.press("Space")  # ticked before: the shift is over
        expect(page.locator("#still-in [name=people]")).to_be_checked()
        leave_by(page, "#still-in button")
        expect(page.locator("#still-in [name=people]")).to_have_count(0)
        page.reload()  # from the top, not from the part the answer leads to
        past_the_navigation(page)
        tab_to(page, "#f-photo")
        page.keyboard.press("Enter")
        wait_for(lambda: page.wait_for_timeout(50) or dialogs, "the dialog for files")
        dialogs[0].set_files(_pictures())
        enter(page, "#photo-form button")
        expect(page.locator("#photo-progress .wrong")).to_contain_text("b.png")
        expect(page.locator("#photo-form button")).to_be_focused()


def test_an_office_decides_and_takes_records_out(visits: Visits, scene: Scene) -> None:
    """A choice by arrows, days by their fields, a file as the answer."""
    ends = (scene.organiser.organisation_id, scene.coordinator.organisation_id)
    asked = dict(zip(("from_organisation_id", "to_organisation_id"), ends, strict=True))
    made = scene.post("transfers", asked, scene.newcomer())
    with visits.opened("coordinator", width=DESK, language="en") as page:
        page.goto(f"/office/transfers/{made['transfer_id']}")
        past_the_navigation(page)
        tab_to(page, "#f-verdict-1")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#f-verdict-2")).to_be_checked()
        write(page, "#f-reason", "It is too far away.")
        leave_by(page, "main form button[type=submit]")
        expect(page.get_by_role("status")).to_contain_text("Answered")
        page.goto(f"/office/transfers/{made['transfer_id']}")
        expect(page.locator("main")).to_contain_text("It is too far away.")
        page.goto("/office/reports/export")
        past_the_navigation(page)
        tab_to(page, "#f-from")
        before = page.locator("#f-from").input_value()
        page.keyboard.press("ArrowUp")
        assert page.locator("#f-from").input_value() != before
        page.keyboard.press("ArrowDown")
        tab_to(page, "[name=format]")
        page.keyboard.press("ArrowDown")
        tab_to(page, "#export-form button")
        with page.expect_download() as taken:
            page.keyboard.press("Enter")
        assert taken.value.suggested_filename.endswith(".zip")


def test_enter_with_a_reason_accepts_nobody(visits: Visits, scene: Scene) -> None:
    """Written in the box of who declines; and a role more by the button of the sheet."""
    chosen = scene.publish(
        "键盘审核", begins=timedelta(days=9), lasts=timedelta(hours=1), mode="organiser_chooses"
    )
    [row] = scene.sign_up(chosen, scene.newcomer())
    with visits.opened("organiser", width=DESK) as page:
        page.goto(f"/organise/{chosen['activity_id']}")
        past_the_navigation(page)
        tab_to(page, "[name=people]")
        page.keyboard.press("Space")
        enter(page, "#people .ask-once > summary")
        write(page, "#f-reason", "名额已满")
        page.keyboard.press("Enter")
        leave_by(page, "#people button[value=decline]")
        shown = scene.get(f"sign-ups/{row['sign_up_id']}", scene.organiser)
        assert shown["status"] == "declined"
        page.goto(f"/organise/{chosen['activity_id']}/edit")
        past_the_navigation(page)
        enter(page, "[data-turn][value^=add_role]")
        expect(page.locator(".role")).to_have_count(2)
        expect(page.locator("#shifts")).to_be_focused()


def test_what_was_wrong_has_the_focus_and_leads_to_its_field(visits: Visits) -> None:
    with visits.opened(width=PHONE) as page:
        page.goto("/sign-in")
        write(page, "#f-phone", "13900000009")
        write(page, "#f-password", "not right at all")
        page.keyboard.press("Enter")
        expect(page.locator("#trouble")).to_be_focused()
        page.goto("/register")
        page.locator("main form").evaluate("(form) => { form.noValidate = true }")
        write(page, "#f-name", "钱")
        leave_by(page, "main form button[type=submit]")
        expect(page.locator("#trouble")).to_be_focused()
        enter(page, "#trouble a[href='#f-phone']")
        expect(page.locator("#f-phone")).to_be_focused()


def test_a_key_held_down_presses_once(visits: Visits, scene: Scene) -> None:
    activity, _, rows = running(scene, "按住不放")
    with visits.opened("organiser", width=DESK) as page:
        page.goto(f"/onsite/{activity['shifts'][0]['shift_id']}/roll")
        past_the_navigation(page)
        line = f"#p-{rows[0]['sign_up_id']}"
        tab_to(page, f"{line} button")
        page.keyboard.down("Enter")
        expect(page.locator(f"{line} .badge-success")).to_be_visible()
        page.keyboard.down("Enter")  # the key repeats, and she is at the button for out now
        page.keyboard.up("Enter")
        expect(page.locator(f"{line} button:focus")).to_have_count(1)
        page.reload()
        expect(page.locator(f"{line} .badge-success")).to_be_visible()
