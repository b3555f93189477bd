"""An organiser from the first draft to the closed file; on site with network and without."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.scene import Plain, Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK, PHONE

_ZONE = ZoneInfo("Asia/Shanghai")


def typed(moment: datetime) -> str:
    """As the browser's field for a day and time takes it."""
    return f"{moment.astimezone(_ZONE):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("width", "language", "script"), [(PHONE, "zh", False), (DESK, "zh", True), (DESK, "en", True)]
)
def test_publishing_takes_one_sheet(
    visits: Visits, scene: Scene, width: int, language: str, script: bool
) -> None:
    words = {
        "zh": ("活动名称", "类别", "活动内容", "地点", "风险提示", "发布"),
        "en": ("Title", "Kind", "What volunteers do", "Address", "Risks", "Publish"),
    }[language]
    title = f"河道巡护{width}{language}"
    with visits.opened("organiser", width=width, language=language, script=script) as page:
        page.goto("/organise")
        page.locator("main a[href='/organise/new']").first.click()
        texts = (title, "环境保护", "清理河道垃圾", "北河码头", "无特殊风险")
        for label, text in zip(words, texts, strict=False):
            field = page.locator("input, textarea").and_(page.get_by_label(label))
            field.first.fill(text)
        _shift(page, scene, "1970-01-01T09:00", "1970-01-01T11:00")
        page.get_by_role("button", name=words[5], exact=True).click()
        expect(page.get_by_role("alert").first).to_be_visible()
        expect(page.get_by_label(words[0]).first).to_have_value(title)
        start = scene.clock.now() + timedelta(days=4)
        _shift(page, scene, typed(start), typed(start + timedelta(hours=2)))
        page.get_by_role("button", name=words[5], exact=True).click()
        expect(page.locator("h1")).to_have_text(title)
    with visits.opened(language=language) as page:
        page.goto(f"/activities?q={title}")
        expect(page.get_by_role("link", name=title)).to_be_visible()


def _shift(page: Page, scene: Scene, start: str, end: str) -> None:
    page.locator("[name='shifts.0.start']").fill(start)
    page.locator("[name='shifts.0.end']").fill(end)
    page.locator("[name='shifts.0.roles.0.name']").fill("队员")
    page.locator("[name='shifts.0.roles.0.places']").fill("10")


def test_the_last_one_is_copied_and_held_again_each_week(visits: Visits, scene: Scene) -> None:
    with visits.opened("organiser") as page:
        page.goto(f"/organise/new?from={scene.known['activity_id']}")
        expect(page.get_by_label("活动名称")).to_have_value("环湖清洁")
        page.goto(f"/organise/{scene.known['activity_id']}/repeat")
        page.get_by_label("再办几次").fill("2")
        page.get_by_role("button", name="创建").click()
        expect(page.locator("main table tbody tr")).to_have_count(2)


@pytest.mark.parametrize("script", [True, False])
def test_applicants_are_chosen_and_told(visits: Visits, scene: Scene, script: bool) -> None:
    person = scene.newcomer()
    begins = timedelta(days=9, hours=2 * script)
    chosen = scene.publish(
        "心理疏导小组", begins=begins, lasts=timedelta(hours=1), mode="organiser_chooses"
    )
    scene.sign_up(chosen, person)
    with visits.opened("organiser", script=script) as page:
        page.goto(f"/organise/{chosen['activity_id']}")
        page.get_by_role("button", name="录取勾选的申请").click()
        expect(page.locator("main")).to_contain_text("请先勾选人员")
        page.locator("label.pick", has_text=person.name).click()
        page.get_by_role("button", name="录取勾选的申请").click()
        expect(page.get_by_role("status").first).to_contain_text("已录取")
        page.goto(f"/organise/{chosen['activity_id']}/message")
        page.get_by_label("内容").fill("请带好身份证。")
        page.get_by_role("button", name="发送").click()
        expect(page.locator("main")).to_contain_text("请带好身份证。")


def held(scene: Scene, title: str) -> tuple[Plain, list[Plain]]:
    """An activity that begins in ten minutes, with two people of its own signed up."""
    found = scene.publish(title, begins=timedelta(minutes=10), lasts=timedelta(hours=2))
    return found, scene.sign_up(found, scene.newcomer(), scene.newcomer())


def test_the_screen_changes_its_code_by_itself(visits: Visits, scene: Scene) -> None:
    """The digits change in the open page; the counts follow who comes."""
    activity, rows = held(scene, "大屏签到")
    with visits.opened("organiser", width=DESK) as page:
        page.goto(f"/onsite/{activity['shifts'][0]['shift_id']}/screen")
        digits = page.locator("[data-digits]")
        first, picture = digits.inner_text(), page.locator("[data-picture]")
        drawn = picture.get_attribute("src")
        assert re.fullmatch(r"\d{3} \d{3}", first)
        scene.call(activity, "in", rows[:1])
        scene.pass_by(seconds=31)
        expect(digits).not_to_have_text(first)
        expect(picture).not_to_have_attribute("src", str(drawn))
        expect(page.locator("[data-count=there]")).to_have_text("1")
        assert picture.evaluate("(one) => one.complete && one.naturalWidth > 0")
    with visits.opened("organiser", script=False) as page:
        page.goto(f"/onsite/{activity['shifts'][0]['shift_id']}/screen")
        assert page.locator("meta[http-equiv=refresh]").count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_the_roll_is_called_and_a_tap_taken_back(
    visits: Visits, scene: Scene, script: bool
) -> None:
    activity, rows = held(scene, f"点名{script}")
    shift_id = activity["shifts"][0]["shift_id"]
    with visits.opened("organiser", script=script) as page:
        page.goto(f"/onsite/{shift_id}")
        page.get_by_role("link", name="点名", exact=True).click()
        line = page.locator(f"#p-{rows[0]['sign_up_id']}")
        line.get_by_role("button", name=re.compile("^签到")).click()
        expect(line).to_contain_text("在场")
        line.get_by_role("button", name=re.compile("^撤销")).click()
        expect(line).not_to_contain_text("在场")
        line.get_by_role("button", name=re.compile("^签到")).click()
        expect(line).to_contain_text("在场")
        page.goto(f"/onsite/{shift_id}/roll?show=absent")
        expect(page.locator(".person")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_had_not_signed_up_is_entered_on_the_spot(
    visits: Visits, scene: Scene, language: str
) -> None:
    activity, _ = held(scene, f"现场登记{language}")
    guest, shift_id = scene.newcomer(), activity["shifts"][0]["shift_id"]
    words = {"zh": "登记并签到", "en": "Enter and check in"}[language]
    with visits.opened("organiser", language=language, script=False) as page:
        page.goto(f"/onsite/{shift_id}/walk-in")
        page.locator("#f-q").fill(guest.number)
        page.locator("form[role=search] button").click()
        page.get_by_role("button", name=words).click()
        expect(page.get_by_role("status").first).to_be_visible()
        page.goto(f"/onsite/{shift_id}/roll?q={guest.number}")
        expect(page.locator(".person .badge-success")).to_be_visible()


def test_taps_without_network_are_kept_and_sent_once(visits: Visits, scene: Scene) -> None:
    """The first answer is lost on the way: the phone sends again, and nothing doubles."""
    activity, rows = held(scene, "断网点名")
    shift_id = activity["shifts"][0]["shift_id"]
    with visits.opened("organiser", width=PHONE) as page:
        page.goto(f"/onsite/{shift_id}/kept")
        page.get_by_role("button", name="保存名单到本机").click()
        expect(page.locator("[data-people] .person")).to_have_count(2)
        expect(page.locator("[data-page]")).to_contain_text("断网后也能打开")
        page.context.set_offline(True)
        page.locator("[data-people] .person").first.get_by_role("button").first.click()
        expect(page.locator("[data-count]")).to_contain_text("1")
        page.reload()  # the battery ran low, the page was closed
        expect(page.locator("[data-count]")).to_contain_text("1")
        page.route("**/sync", lose_answer, times=1)
        page.context.set_offline(False)
        expect(page.locator("[data-trouble]")).to_be_visible()
        page.get_by_role("button", name="立即发送").click()
        expect(page.locator("[data-count]")).to_contain_text("全部已发送")
    roster = scene.get(f"rosters?shift_id={shift_id}", scene.organiser)["items"]
    came = [row for row in roster if row["present"]]
    assert len(came) == 1
    assert came[0]["sign_up_id"] in {row["sign_up_id"] for row in rows}
    inside = scene.theatre.stage.databases.activities["sign_ups"].find_one(
        {"_id": came[0]["sign_up_id"]}
    )
    assert inside is not None
    assert not inside.get("intervals")


def lose_answer(route: Route) -> None:
    """The server hears it, the phone does not hear the server."""
    route.fetch()
    route.abort()


def test_the_evening_closes_the_activity(visits: Visits, scene: Scene) -> None:
    """One forgot to check out, one did not come; a summary and a photo go into the file."""
    activity, rows = held(scene, "晚间收尾")
    scene.call(activity, "in", rows[:1])
    scene.pass_by(hours=2, minutes=20)
    close = f"/organise/{activity['activity_id']}/close"
    photo: Any = {"name": "a.png", "mimeType": "image/png", "buffer": _picture()}
    with visits.opened("organiser") as page:
        page.goto("/organise")
        page.locator(f"main a[href='{close}']").click()
        expect(page.locator("#still-in label.pick")).to_have_count(1)
        page.get_by_role("button", name="现在给勾选的人签退").click()
        expect(page.locator("#still-in label.pick")).to_have_count(0)
        page.locator("#f-photo").set_input_files(files=[photo])
        page.locator("#photos").get_by_role("button", name="上传").click()
        expect(page.locator(".photos img")).to_have_count(1)
        others = [{**photo, "name": name, "buffer": _picture(name)} for name in ("red", "blue")]
        page.locator("#f-photo").set_input_files(files=[*others, {**photo, "buffer": b"%PDF"}])
        page.locator("#photos").get_by_role("button", name="上传").click()
        expect(page.locator("#photo-progress")).to_contain_text("a.png")
        expect(page.locator("#photo-progress")).to_contain_text("其余已添加：2 张")
        page.reload()
        expect(page.locator(".photos img")).to_have_count(3)
        page.get_by_label("做了什么").fill("清理垃圾三十袋。")
        page.get_by_role("button", name="保存总结").click()
        page.get_by_role("button", name="结项", exact=True).click()
        expect(page.locator("main")).to_contain_text("清理垃圾三十袋。")


def _picture(colour: str = "olive") -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 480), colour).save(made, "PNG")
    return made.getvalue()
