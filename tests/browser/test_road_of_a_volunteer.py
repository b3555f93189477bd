"""What a volunteer does from the front page to her hours, on every kind of browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

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
        "minutes": "50分钟",
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
        "minutes": "50 min",
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
        page.get_by_role("link", name=words["shifts"]).first.click()
        expect(page.get_by_role("link", name=activity["title"])).to_be_visible()
        page.goto(scene.code(shift_id)["url"])  # the camera opens it
        page.locator("main").get_by_role("button", name=words["in"]).click()
        expect(page.locator("h1")).to_have_text(words["in now"])
        scene.pass_by(minutes=50)
        check_out_by_digits(page, scene.code(shift_id)["digits"], words)
        until(page, "/hours", activity["title"])
        expect(page.locator("main .big")).to_have_text(words["minutes"])
        page.get_by_role("link", name=activity["title"]).click()
        expect(page.locator("main .big")).to_have_text(words["minutes"])


def sign_up(page: Page, title: str, words: dict[str, str]) -> None:
    """Tap the activity, tap the button: two of the three taps that are promised."""
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name=re.compile(f"^{words['sign up']}")).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_url(re.compile("/my/shifts/"))
    expect(page.locator("main .badge").first).to_have_text(words["signed up"])


def check_out_by_digits(page: Page, digits: str, words: dict[str, str]) -> None:
    page.get_by_role("navigation").get_by_role("link", name=words["in"], exact=True).click()
    page.get_by_label(words["digits"]).fill(digits)
    page.locator("main").get_by_role("button", name=words["out"]).click()
    expect(page.locator("h1")).to_have_text(words["out now"])


def test_a_picture_of_the_code_sent_to_a_friend_is_refused(visits: Visits, scene: Scene) -> None:
    activity, friend = soon(scene, 20), scene.newcomer()
    scene.sign_up(activity, friend)
    sent = scene.code(activity["shifts"][0]["shift_id"])["url"]
    scene.pass_by(seconds=61)
    with visits.opened(friend) as page:
        answer = page.goto(sent)
        assert answer is not None
        assert answer.status == 409
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.locator("main").get_by_role("button").count() == 0
        page.get_by_role("link", name="输入6位数字").click()
        page.get_by_label("输入现场屏幕上的6位数字").fill("000000")
        page.locator("main").get_by_role("button", name="签到").click()
        expect(page.locator(".wrong")).to_be_visible()


def test_who_is_not_signed_in_comes_back_to_where_she_was(visits: Visits, scene: Scene) -> None:
    person, activity = scene.newcomer(), soon(scene, 21)
    with visits.opened() as page:
        page.goto("/")
        page.get_by_role("link", name=activity["title"]).click()
        page.get_by_role("link", name="登录后报名").click()
        page.get_by_label("手机号或志愿者编号").fill(person.phone)
        page.get_by_label("密码", exact=True).fill("not this one")
        page.locator("main form button").click()
        expect(page.get_by_label("手机号或志愿者编号")).to_have_value(person.phone)
        page.get_by_label("密码", exact=True).fill(person.password)
        page.locator("main form button").click()
        expect(page.locator("h1")).to_have_text(activity["title"])
        page.get_by_role("button", name=re.compile("^报名")).click()
        expect(page.locator("main .badge").first).to_have_text("已录取")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_place_can_be_given_back(visits: Visits, scene: Scene, language: str) -> None:
    words = {
        "zh": ("退出报名", "确定退出", "已退出"),
        "en": ("Give it back", "Yes, give it back", "Given back"),
    }[language]
    person = scene.newcomer()
    activity = scene.publish("登山步道巡护", begins=timedelta(days=3), lasts=timedelta(hours=2))
    [row] = scene.sign_up(activity, person)
    with visits.opened(person, language=language, script=False) as page:
        page.goto(f"/my/shifts/{row['sign_up_id']}")
        page.locator("summary", has_text=words[0]).click()
        page.get_by_role("button", name=words[1]).click()
        expect(page.get_by_role("status")).to_be_visible()
        expect(page.locator("main .badge").first).to_have_text(words[2])
