"""A coordinator before her deadline: what waits, rosters, lists that come in, a person's record."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.scene import Scene
from tests.browser.visits import Visits
from tests.browser.ways import DESK, PHONE

_WIDE = [(PHONE, "zh", False), (DESK, "zh", True), (DESK, "en", True)]


@pytest.mark.parametrize(("width", "language", "script"), _WIDE)
def test_the_start_page_leads_to_what_waits(
    visits: Visits, scene: Scene, width: int, language: str, script: bool
) -> None:
    with visits.opened("coordinator", width=width, language=language, script=script) as page:
        page.goto("/office")
        for kind in ("objections", "back-entries"):
            expect(page.locator(f"main a.btn[href^='/office/{kind}']")).to_be_visible()
        expect(page.locator("table.bars").first).to_be_visible()
        page.locator("main a.btn[href^='/office/objections']").click()
        page.locator("main li a.btn").first.click()
        expect(page.locator("main")).to_contain_text("当天没有看到她，请核实")


def test_a_back_entry_is_decided_with_its_proof_before_the_eyes(
    visits: Visits, scene: Scene
) -> None:
    """The organiser who filed it may not; the coordinator declines it with a reason."""
    path = f"/office/back-entries/{scene.known['back_entry_id']}"
    with visits.opened("organiser") as page:
        page.goto(path)
        assert page.get_by_role("button", name=re.compile("批准")).count() == 0
    with visits.opened("coordinator", width=DESK) as page:
        page.goto(path)
        expect(page.locator("main")).to_contain_text("手机没电")
        expect(page.locator("main img, main a[href$='/proof']").first).to_be_visible()
        expect(page.get_by_role("button", name="批准，计入时长")).to_be_visible()
        page.get_by_label("不批准的理由").fill("照片看不清，请重新提交。")
        page.get_by_role("button", name="不批准").click()
        expect(page.get_by_role("status").first).to_contain_text("已处理")


@pytest.mark.parametrize("script", [True, False])
def test_a_roster_is_filtered_kept_and_exported(visits: Visits, scene: Scene, script: bool) -> None:
    name = f"本周名单{script}"
    with visits.opened("coordinator", width=DESK, script=script) as page:
        page.goto("/office/rosters")
        page.get_by_label("姓名或编号").fill(scene.people["helper"].number)
        page.get_by_role("button", name="查看").click()
        expect(page.locator("main table tbody tr").first).to_contain_text(
            scene.people["helper"].name
        )
        link = page.get_by_role("link", name="导出 Excel").get_attribute("href")
        sheet = page.context.request.get(scene.url + str(link))
        assert sheet.body()[:2] == b"PK"
        page.get_by_label("名称").fill(name)
        page.get_by_role("button", name="保存").click()
        page.goto("/office/rosters")
        page.get_by_role("link", name=name).click()
        expect(page.locator("main table tbody tr").first).to_be_visible()


def test_a_list_is_looked_at_before_it_comes_in(visits: Visits, scene: Scene) -> None:
    """The template of the page itself, with one row that is wrong: the error sheet names it."""
    with visits.opened("coordinator", width=DESK, script=False) as page:
        page.goto("/office/people/import")
        template = page.context.request.get(f"{scene.url}/office/people/import/template.csv")
        header = template.body().decode("utf-8-sig").splitlines()[0]
        columns = header.split(",")
        row = ["错的一行" if at == 0 else "" for at in range(len(columns))]
        table = f"{header}\n{','.join(row)}\n".encode()
        file: Any = {"name": "list.csv", "mimeType": "text/csv", "buffer": table}
        page.locator("#f-file").set_input_files(files=[file])
        page.get_by_role("button", name="上传并检查").click()
        result = page.locator("table caption")
        for _ in range(20):
            if result.count():
                break
            page.reload()
        expect(page.locator("main")).to_contain_text("尚未导入任何内容")
        link = page.get_by_role("link", name=re.compile("Excel")).first.get_attribute("href")
        assert page.context.request.get(scene.url + str(link)).body()[:2] == b"PK"


def test_a_whole_record_stands_on_one_page(visits: Visits, scene: Scene) -> None:
    helper = scene.people["helper"]
    with visits.opened("coordinator", width=DESK) as page:
        page.goto("/office/people")
        page.goto(f"/office/people/{helper.volunteer_id}")
        expect(page.locator("main")).to_contain_text(helper.number)
        expect(page.locator("main")).to_contain_text("文明劝导")
        expect(page.locator("main")).to_contain_text("敬老院陪伴")


def test_rules_reports_and_health_open_in_words(visits: Visits) -> None:
    with visits.opened("coordinator", width=DESK) as page:
        for path in ("/office/rules", "/office/reports", "/office/health"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            expect(page.locator("h1")).to_be_visible()
