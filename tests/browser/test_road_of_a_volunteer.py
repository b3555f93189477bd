"""What a volunteer does from the front page to her hours, on every kind of browser."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.scene import Plain, Scene
from tests.browser.visits import Visits, until
from tests.browser.ways import EVERY, Way

WORDS = {
    "zh": {
        "sign up": "报名",
        "signed up": "已录取",
        "shifts": "我的班次",
        "in": "签到",
        "out": "签退",
        "digits": "输入现场屏幕上的6位数字",
        "hours": "我的时间",
        "in now": "您已签到",
        "out now": "您已签退",
        "minutes": "^5[0-4]分钟$",
    },
    "en": {
        "sign up": "Sign up",
        "signed up": "You have a place",
        "shifts": "My shifts",
        "in": "Check in",
        "out": "Check out",
        "digits": "Type the six digits on the screen",
        "hours": "My hours",
        "in now": "You are checked in",
        "out now": "You are out",
        "minutes": "^5[0-4] min$",
    },
}


def soon(scene: Scene, number: int) -> Plain:
    """An activity of its own that begins in ten minutes: check-in is open, sign-up too."""
    title = f"社区清洁第{number}场"
    return scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=1))


def test_from_the_front_page_to_the_hours(visits: Visits, scene: Scene, way: Way) -> None:
    """Three taps to a place; in by the QR, out by the digits; the hours stand there at once."""
    words, person = WORDS[way.language], scene.newcomer()
    activity = soon(scene, EVERY.index(way))
    shift_id = activity["shifts"][0]["shift_id"]
    with visits.by(way, person) as page:
        page.goto("/")
        sign_up(page, activity["title"], words)
        expect(page.locator("main dl.facts")).to_contain_text("手套、饮用水")
        assert looking.layout(page) == []
        page.get_by_role("link", name=words["shifts"]).first.click()
        expect(page.get_by_role("link", name=activity["title"])).to_be_visible()
        page.goto(scene.code(shift_id)["url"])  # the camera opens it
        page.locator("main").get_by_role("button", name=words["in"]).click()
        expect(page.locator("h1")).to_have_text(words["in now"])
        scene.pass_by(minutes=50)
        check_out_by_digits(page, scene.code(shift_id)["digits"], words)
        given = re.compile(words["minutes"])  # the walk itself takes time on a busy machine
        until(page, "/hours", activity["title"])
        expect(page.locator("main .big")).to_have_text(given)
        page.get_by_role("link", name=activity["title"]).click()
        expect(page.locator("main .big")).to_have_text(given)


def sign_up(page: Page, title: str, words: dict[str, str]) -> None:
    """Tap the activity, tap the button: two of the three taps that are promised."""
    page.get_by_role("link", name=title).click()
    expect(page.locator("main dl.facts").first).to_contain_text("湖边路滑，请穿防滑鞋。")
    assert looking.layout(page) == []
    page.get_by_role("button", name=re.compile(f"^{words['sign up']}")).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_url(re.compile("/my/shifts/"))
    expect(page.locator("main .badge").first).to_have_text(words["signed up"])


def check_out_by_digits(page: Page, digits: str, words: dict[str, str]) -> None:
    page.get_by_role("navigation").get_by_role("link", name=words["in"], exact=True).click()
    wrong = "111111" if digits.replace(" ", "") == "000000" else "000000"
    for typed in (wrong, digits):
        page.get_by_label(words["digits"]).fill(typed)
        page.locator("main").get_by_role("button", name=words["out"]).click()
        expect(page.locator(".wrong")).to_have_count(int(typed == wrong))
    expect(page.locator("h1")).to_have_text(words["out now"])
