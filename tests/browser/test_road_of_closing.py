"""The evening: who has not checked out, who did not come, photos and a summary for the file."""

from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.organising import entry, held, open_desk, seen_well
from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import Way


def test_the_evening_closes_the_activity(visits: Visits, scene: Scene, way: Way) -> None:
    """One is still in, one never came; three photos and the summary stand in the file."""
    title = f"晚间收尾 {way}"
    activity, rows, (_, absent) = held(scene, title)
    scene.call(activity, "in", rows[:1])
    scene.pass_by(hours=2, minutes=20)
    with visits.by(way, "organiser") as page:
        open_desk(page)
        entry(page, title).locator("a[href$='/close']").click()
        expect(page.locator("#absent")).to_contain_text(absent.name)
        seen_well(page)
        _let_go(page, way)
        _add_photos(page, way)
        page.locator("#f-summary").fill("清理垃圾三十袋。")
        page.get_by_role("button", name=way.say("保存总结", "Save the summary")).click()
        expect(page.get_by_role("status").first).to_be_visible()
        page.get_by_role("button", name=way.say("结项", "Close it"), exact=True).click()
        expect(page.locator("main")).to_contain_text("清理垃圾三十袋。")
        expect(page.locator("main img")).to_have_count(3)
        seen_well(page)
        open_desk(page)
        expect(entry(page, title).locator("a[href$='/archive']")).to_be_visible()
    now = scene.get(f"activities/{activity['activity_id']}", scene.organiser)
    assert now["status"] == "closed"


def _let_go(page: Page, way: Way) -> None:
    waiting = page.locator("#still-in label.pick")
    expect(waiting).to_have_count(1)
    page.get_by_role("button", name=way.say("现在给勾选的人签退", "Check out those ticked")).click()
    expect(waiting).to_have_count(0)


def _add_photos(page: Page, way: Way) -> None:
    """One, then two and something that is none: the others stay, and it is told which was refused.
    With a script one goes after the other, without all go at once."""
    one, *others = (_photo(colour) for colour in ("olive", "red", "blue"))
    _upload(page, way, one)
    expect(page.locator(".photos img")).to_have_count(1)
    _upload(page, way, *others, {**one, "name": "letter.png", "buffer": b"%PDF"})
    told = page.locator("#photo-progress" if way.script else "#e-photo")
    expect(told).to_contain_text("letter.png")
    seen_well(page)
    if way.script:
        expect(told).to_contain_text(way.say("其余已添加：2 张", "The others are added: 2"))
        page.reload()
    expect(page.locator(".photos img")).to_have_count(3)


def _upload(page: Page, way: Way, *photos: Any) -> None:
    page.locator("#f-photo").set_input_files(files=list(photos))
    page.locator("#photos").get_by_role("button", name=way.say("上传", "Upload")).click()


def _photo(colour: str) -> dict[str, Any]:
    made = BytesIO()
    Image.new("RGB", (640, 480), colour).save(made, "PNG")
    return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": made.getvalue()}
