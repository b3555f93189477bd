"""By scanning and by six digits, in and out; looking changes nothing."""

from datetime import timedelta
from typing import Any

from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import form_to, reader, words
from tests.integration.activities.samples import shift_fields
from tests.integration.activities.site import Site


def scan(site: Site, browser: Any) -> Any:
    """What the phone opens that scans the screen now."""
    return browser.get(site.code()["url"].removeprefix("http://kindhours.test"))


def test_scan_in_and_out_and_see_what_was_given(office: Office) -> None:
    site = Site(office)
    browser = reader(office, site.people[0])
    page = scan(site, browser)
    assert site.row()["open"] is None  # looking changes nothing
    inside = form_to(page, "/in").submit().follow()
    assert site.row()["open"]["by"] == "qr"
    assert "签到成功" in words(inside)
    site.later(minutes=95)
    again = scan(site, browser)
    assert "已签到" in words(again)
    assert again.html.find(class_="big").get_text() == "10:00"
    out = form_to(again, "/out").submit().follow()
    assert site.row()["open"] is None
    assert "1小时35分" in words(out)
    assert out.html.find("main").find("a", href="/hours")
    past = browser.get(f"/my/shifts/{site.sign_up_ids[0]}")
    assert "已参加" in words(past)
    assert "合计 1小时35分" in words(past)


def test_the_phone_s_mark_goes_along_where_there_is_one(office: Office) -> None:
    site = Site(office)
    marked, plain = (reader(office, one) for one in site.people[:2])
    form = form_to(scan(site, marked), "/in")
    form["device"] = "0123456789abcdef"
    form.submit().follow()
    form_to(scan(site, plain), "/in").submit().follow()
    assert site.row(0)["open"]["device"]
    assert "device" not in site.row(1)["open"]
    assert "device.js" in scan(site, plain).text


def test_not_signed_in_signs_in_and_comes_back_to_the_code(office: Office) -> None:
    site = Site(office)
    path = site.code()["url"].removeprefix("http://kindhours.test")
    assert reader(office).get(path).location.endswith(f"/sign-in?next={path}")


def test_an_old_code_says_to_ask_for_the_new_one(office: Office) -> None:
    site = Site(office)
    browser = reader(office, site.people[0])
    path = site.code()["url"].removeprefix("http://kindhours.test")
    page = browser.get(path)
    site.later(seconds=61)
    late = form_to(page, "/in").submit(status=409)
    assert "请负责人让您再扫一次屏幕上的新二维码" in words(late)
    assert site.row()["open"] is None
    looked = browser.get(path, status=409)
    assert "截图无效" in words(looked)
    assert looked.forms == {}
    assert "这不是有效的签到码" in words(browser.get("/c/" + "x" * 39, status=409))


def test_six_digits_find_the_shift_by_themselves(office: Office) -> None:
    site = Site(office)
    browser = reader(office, site.people[0])
    page = browser.get("/c")
    assert site.activity["title"] in words(page)
    form = form_to(page, "/c/in")
    assert form["digits"].attrs["inputmode"] == "numeric"
    digits = site.code()["digits"]
    form["digits"] = f"{digits[:3]} {digits[3:]}"
    assert "您已签到" in words(form.submit().follow())
    assert site.row()["open"]["by"] == "code"
    site.later(minutes=60)
    out = form_to(browser.get("/c"), "/c/out")
    out["digits"] = site.code()["digits"]
    assert "1小时" in words(out.submit().follow())


def test_wrong_digits_are_told_beside_the_field_and_stop_a_guesser(office: Office) -> None:
    site = Site(office)
    browser = reader(office, site.people[0])
    wrong = f"{(int(site.code()['digits']) + 1) % 10**6:06}"
    statuses = []
    for _ in range(6):
        form = form_to(browser.get("/c"), "/c/in")
        form["digits"] = wrong
        page = form.submit(expect_errors=True)
        statuses.append(page.status_int)
    assert statuses == [409, 409, 409, 409, 429, 429]
    assert "请在" in words(page)
    form = form_to(browser.get("/c"), "/c/in")
    form["digits"] = "12"
    short = form.submit(status=422)
    assert short.html.find(id="e-digits").get_text() == "请输入6位数字。"


def test_of_two_shifts_the_digits_say_which_and_bar_both_when_guessed(office: Office) -> None:
    shifts = [shift_fields(office, 49, 2, 3), shift_fields(office, 51, 2, 3)]
    site = Site(office, shifts=shifts)
    later = site.activity["shifts"][1]["shift_id"]
    site.later(minutes=90)
    browser = reader(office, site.people[0])
    form = form_to(browser.get("/c"), "/c/in")
    form["digits"] = site.code(later)["digits"]
    form.submit().follow()
    assert [row["shift_id"] for row in office.rows() if row["open"]] == [later]
    guesser = reader(office, site.people[1])
    good = site.code(later)["digits"]
    taken = {good, site.code()["digits"]}
    wrong = next(one for one in map("{:06}".format, range(9)) if one not in taken)
    for _ in range(5):
        form = form_to(guesser.get("/c"), "/c/in")
        form["digits"] = wrong
        form.submit(expect_errors=True)
    form = form_to(guesser.get("/c"), "/c/in")
    form["digits"] = good
    assert form.submit(expect_errors=True).status_int == 429


def test_every_no_is_told_before_a_button_is_pressed(office: Office) -> None:
    site = Site(office)
    stranger = scan(site, reader(office, office.volunteer()))
    assert "您没有报名这个场次" in words(stranger)
    assert stranger.html.find("a", href=f"/activities/{site.activity_id}")
    rows = office.store.sign_ups.rows
    rows.update_one({"_id": site.sign_up_ids[0]}, {"$set": {"status": "waitlisted", "queue": 1}})
    waiting = scan(site, reader(office, site.people[0]))
    assert "候补中" in words(waiting)
    assert waiting.forms == {}


def test_without_a_shift_now_the_page_says_which_is_next(office: Office) -> None:
    site = Site(office)
    office.clock.now -= timedelta(hours=5)
    page = reader(office, site.people[0]).get("/c")
    assert "签到开放时间： 11月23日 周一 09:00" in words(page)
    office.store.sign_ups.rows.update_one(
        {"_id": site.sign_up_ids[1]}, {"$set": {"status": "waitlisted", "queue": 1}}
    )
    assert "录取后才能签到" in words(reader(office, site.people[1]).get("/c"))
    nothing = reader(office, office.volunteer()).get("/c")
    assert nothing.html.find("main").find("a", href="/activities")
    reader(office, site.people[0]).get(f"/c/attendances/{site.sign_up_ids[0]}", status=409)


def test_a_shift_that_is_over_gives_way_to_the_next(office: Office) -> None:
    shifts = [shift_fields(office, 49, 2, 3), shift_fields(office, 51, 2, 3)]
    site = Site(office, shifts=shifts)
    site.later(hours=2, minutes=5)
    page = reader(office, site.people[0]).get("/c")
    assert "11月23日 周一 12:00" in words(page)
    assert form_to(page, "/c/in")


def test_only_a_form_of_ours_checks_anybody_in(office: Office) -> None:
    site = Site(office)
    browser = reader(office, site.people[0])
    path = site.code()["url"].removeprefix("http://kindhours.test")
    browser.post(f"{path}/in", {"token": path[3:], "csrf": "forged"}, status=403)
    form = form_to(scan(site, browser), "/in")
    form.submit(headers={"Origin": "http://elsewhere.test"}, status=403)
    assert site.row()["open"] is None
