"""/office/health: four services, each told by itself; one that does not answer is seen."""

from typing import Any

from tests.integration.hours.matrix import HER


def test_it_puts_all_four_together(desk: Any) -> None:
    for language, title in (("zh", "系统是否正常"), ("en", "Is everything working?")):
        page = desk.open(grants=[("coordinator", "/a/")], language=language)
        page = page.get(f"/office/health?lang={language}")
        assert title in page.html.h1.text
        for service in ("volunteers", "activities", "hours", "notifications"):
            assert f'include virtual="/{service}/parts/health"' in page.text
        assert len(page.html.select(".answer + .no-answer")) == 4
    sheet = page.html.find("link", href=lambda to: "health" in to)
    assert ".answer:empty" in desk.open().get(sheet["href"]).text


def test_the_banks_own_piece_names_its_work(desk: Any) -> None:
    browser = desk.open(grants=[("coordinator", "/a/")])
    assert "后台程序没有动静" in browser.get("/hours/parts/health").text


def test_only_coordinators_see_it(desk: Any) -> None:
    desk.open().get("/office/health", status=403)
    desk.open(HER, [("organiser", "/a/")]).get("/office/health", status=403)
    assert desk.open(None).get("/office/health").status_int == 303
