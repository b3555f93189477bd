"""From the front page to a place in three taps, and back: refused, waiting, applied, withdrawn."""

from datetime import timedelta

import pytest

from shared.contracts.activities import ActivityChanged
from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import form_to, reader, words
from tests.integration.activities.samples import ids, shift_fields


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_taps_from_the_front_page_to_a_place(office: Office, language: str) -> None:
    activity = office.published(bring="水杯和帽子", shifts=[shift_fields(office, places=3)])
    browser = reader(office, office.volunteer(), language=language)
    front = browser.get("/")
    assert activity["title"] in words(front)
    page = front.click(activity["title"])
    assert {"无特殊风险。", "水杯和帽子"} <= set(words(page).split())
    received = form_to(page, "/sign-up").submit()
    assert received.status_code == 303
    mine = received.follow()
    assert {"zh": "报名成功", "en": "the place is yours"}[language] in words(mine)
    assert {"zh": "已录取", "en": "You have a place"}[language] in words(mine)
    [row] = office.rows()
    assert mine.request.path == f"/my/shifts/{row['_id']}"
    assert row["status"] == "accepted"


def test_a_form_sent_twice_is_one_sign_up(office: Office) -> None:
    activity = office.published()
    her = office.volunteer()
    page = reader(office, her).get(f"/activities/{activity['activity_id']}")
    form = form_to(page, "/sign-up")
    assert form.submit().status_code == 303
    assert form.submit().status_code == 303
    assert [row["volunteer_id"] for row in office.rows()] == [her]


def test_who_is_not_signed_in_signs_in_and_comes_back_to_the_activity(office: Office) -> None:
    activity = office.published()
    page = reader(office).get(f"/activities/{activity['activity_id']}")
    road = f"/activities/{activity['activity_id']}"
    assert page.html.find("a", string="登录后报名")["href"] == f"/sign-in?next={road}"
    post = f"{road}/shifts/{ids(activity)[0]}/sign-up"
    sent = reader(office).post(post, {}, status=403)
    assert "过期" in words(sent)
    back = reader(office, office.volunteer()).get(post)
    assert back.location.endswith(f"{road}#s-{ids(activity)[0]}")


def test_a_full_shift_offers_its_waitlist_and_says_the_place(office: Office) -> None:
    activity = office.published()
    for _ in range(2):
        office.sign_up(ids(activity)[0], office.volunteer())
    browser = reader(office, office.volunteer())
    page = browser.get(f"/activities/{activity['activity_id']}")
    assert "候补 1 人" in words(page)
    assert "还有" not in words(page)
    mine = form_to(page, "/sign-up").submit().follow()
    assert "您排在第 2 位" in words(mine)
    assert "第 2 位" in words(browser.get("/my/shifts"))


def test_where_the_organiser_chooses_people_apply(office: Office) -> None:
    activity = office.published(mode="organiser_chooses")
    page = reader(office, office.volunteer()).get(f"/activities/{activity['activity_id']}")
    assert "由负责人确认人选" in words(page)
    mine = form_to(page, "/sign-up").submit().follow()
    assert "等待负责人确认" in words(mine)


def test_a_refusal_stands_on_the_activity_s_page(office: Office) -> None:
    activity = office.published(qualifications=["急救证"])
    browser = reader(office, office.volunteer())
    page = browser.get(f"/activities/{activity['activity_id']}")
    refused = form_to(page, "/sign-up").submit(status=409)
    assert "此活动需要资格：急救证" in refused.html.find(id="trouble").get_text()
    assert form_to(refused, "/sign-up").action
    assert office.rows() == []


def test_another_place_at_the_same_time_is_named(office: Office) -> None:
    first, second = office.published(title="上午场"), office.published(title="同时段")
    browser = reader(office, office.volunteer())
    for activity, status in ((first, 303), (second, 409)):
        page = browser.get(f"/activities/{activity['activity_id']}")
        answer = form_to(page, "/sign-up").submit(status=status)
    assert "上午场" in answer.html.find(id="trouble").get_text()


def test_a_place_is_given_back_after_one_question_until_the_deadline(office: Office) -> None:
    activity = office.published()
    browser = reader(office, office.volunteer())
    page = browser.get(f"/activities/{activity['activity_id']}")
    mine = form_to(page, "/sign-up").submit().follow()
    assert "11月22日 周日 10:00" in words(mine)
    assert mine.html.find("details").find("form")["action"].endswith("/withdraw")
    gone = form_to(mine, "/withdraw").submit().follow()
    assert "已退出" in words(gone)
    assert office.rows()[0]["status"] == "withdrawn"
    assert gone.html.find("details") is None


def test_after_the_deadline_the_page_says_whom_to_call(office: Office) -> None:
    activity = office.published(contact="0571-8888")
    browser = reader(office, office.volunteer())
    page = browser.get(f"/activities/{activity['activity_id']}")
    mine = form_to(page, "/sign-up").submit().follow()
    office.clock.now += timedelta(hours=30)
    late = form_to(mine, "/withdraw").submit(status=409)
    assert "截止时间" in late.html.find(id="trouble").get_text()
    assert late.html.find("a", href="tel:05718888")
    assert late.html.find("details") is None


def test_who_was_there_without_a_check_in_is_led_to_the_correction(office: Office) -> None:
    activity = office.published()
    browser = reader(office, office.volunteer())
    page = browser.get(f"/activities/{activity['activity_id']}")
    mine = form_to(page, "/sign-up").submit().follow()
    road = f"/my/corrections/new?shift_id={ids(activity)[0]}"
    assert mine.html.find("a", href=road) is None
    office.clock.now += timedelta(days=3)
    over = browser.get(mine.request.path)
    assert over.html.find("a", href=road).get_text() == "申请更正"
    listed = browser.get("/my/shifts?past=1")
    assert listed.html.find("a", href=road).get_text() == "到场了？申请更正"
    english = reader(office, office.rows()[0]["volunteer_id"], language="en")
    assert "You were there?" in words(english.get(mine.request.path))


def test_a_sign_up_is_its_owner_s_alone(office: Office) -> None:
    activity = office.published()
    page = reader(office, office.volunteer()).get(f"/activities/{activity['activity_id']}")
    mine = form_to(page, "/sign-up").submit().follow()
    other = reader(office, office.volunteer())
    other.get(mine.request.path, status=404)
    nobody = reader(office).get("/my/shifts")
    assert nobody.location.endswith("/sign-in?next=/my/shifts")


def test_stored_text_of_any_kind_shows_as_text(office: Office) -> None:
    nasty = '<script>alert("x")</script>'
    fields = dict.fromkeys(("title", "description", "risks", "address", "bring"), nasty)
    activity = office.published(**fields, kind="<b>敬老</b>", contact="<i>1</i>")
    browser = reader(office, office.volunteer())
    for path in ("/", "/activities", f"/activities/{activity['activity_id']}", "/calendar"):
        page = browser.get(path)
        assert nasty not in page.text
        assert nasty in words(page)
        assert page.html.find("main").find(["b", "i", "script"]) is None


def test_what_to_bring_may_change_and_is_said_anew(office: Office) -> None:
    activity = office.published(bring="水杯", shifts=[shift_fields(office, places=3)])
    her = office.volunteer()
    assert office.sign_up(ids(activity)[0], her).status_code == 201
    office.publish_events()
    assert office.change(activity, bring="雨衣").status_code == 200
    [changed] = [one for one in office.hear() if one["type"] == ActivityChanged.type]
    assert changed["data"]["changes"] == ["bring"]
    [row] = office.rows()
    assert "雨衣" in words(reader(office, her).get(f"/my/shifts/{row['_id']}"))
