"""The main road with Tab and Enter alone; what has the focus is seen."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK

_MOST_TABS = 90
_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return {text: '', seen: true, where: ''};
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const around = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const label = (one.labels && one.labels[0] ? one.labels[0].textContent : '');
  return {
    text: (one.getAttribute('aria-label') || label || one.textContent || '').trim(),
    seen: (around || style.boxShadow !== 'none') && box.width > 1 && box.height > 1,
    where: one.outerHTML.slice(0, 100),
  };
}"""


def tab_to(page: Page, text: str) -> None:
    """Press Tab until something that says ``text`` has the focus; each stop must be visible."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        now = page.evaluate(_FOCUS)
        assert now["seen"], f"nobody sees where the focus is: {now['where']}"
        if text in now["text"]:
            return
    raise AssertionError(f"{text!r} cannot be reached by Tab on {page.url}")


def test_from_sign_in_to_a_place_without_a_mouse(visits: Visits, scene: Scene) -> None:
    person = scene.newcomer()
    title = "键盘也能报名"
    scene.publish(title, begins=timedelta(minutes=50), lasts=timedelta(hours=1))
    with visits.opened(width=DESK) as page:
        page.goto("/")
        tab_to(page, "跳到正文")
        tab_to(page, "登录")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("登录")
        tab_to(page, "手机号或志愿者编号")
        page.keyboard.type(person.phone)
        tab_to(page, "密码")
        page.keyboard.type(person.password)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="我的班次").first).to_be_visible()
        tab_to(page, title)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(title)
        tab_to(page, "报名: ")
        page.keyboard.press("Enter")
        expect(page.locator("main .badge").first).to_have_text("已录取")
        tab_to(page, "退出报名")
        page.keyboard.press("Enter")
        tab_to(page, "确定退出")
        page.keyboard.press("Enter")
        expect(page.locator("main .badge").first).to_have_text("已退出")


def test_the_way_past_the_navigation_works(visits: Visits) -> None:
    with visits.opened("volunteer", width=DESK) as page:
        page.goto("/hours")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_the_roll_is_called_from_the_keyboard(visits: Visits, scene: Scene) -> None:
    person = scene.newcomer()
    activity = scene.publish("键盘点名", begins=timedelta(minutes=20), lasts=timedelta(hours=1))
    scene.sign_up(activity, person)
    with visits.opened("organiser", width=DESK) as page:
        page.goto(f"/onsite/{activity['shifts'][0]['shift_id']}/roll")
        tab_to(page, f"签到: {person.name}")
        page.keyboard.press("Enter")
        expect(page.locator(".person .badge-success")).to_be_visible()


def test_what_was_wrong_has_the_focus(visits: Visits) -> None:
    with visits.opened() as page:
        page.goto("/sign-in")
        page.get_by_label("手机号或志愿者编号").fill("13900000009")
        page.get_by_label("密码", exact=True).fill("not right at all")
        page.keyboard.press("Enter")
        expect(page.locator("#trouble")).to_be_focused()
