"""In the square, without a script: the screen, the roll, walk-ins, the personal code."""

from datetime import timedelta
from typing import Any

import pytest

from services.activities.domain.personal_codes import mark_of
from services.activities.operations.prepare_roster import personal_codes
from tests.integration.activities.office import Office
from tests.integration.activities.pages.reading import reader, words
from tests.integration.activities.samples import (
    COUNTY,
    ORGANISER,
    OTHER,
    PATHS,
    TOWN,
    volunteer_state,
)
from tests.integration.activities.site import CHIEF, Site

ROADS = ("", "/screen", "/roll", "/walk-in", "/kept", "/now", "/screen/now", "/screen/code.svg")


def chief(office: Office, path: str = PATHS[COUNTY], language: str = "zh") -> Any:
    return reader(office, CHIEF, [("organiser", path)], language)


def at(site: Site, road: str = "") -> str:
    return f"/onsite/{site.shift_id}{road}"


def tap(page: Any, sign_up_id: str, label: str) -> Any:
    """Tap the button of one person."""
    line = page.html.find(id=f"p-{sign_up_id}")
    for form in page.forms.values():
        fields = {name: form[name].value for name in form.fields if name}
        button = next((b for b in line.find_all("button") if b.get_text() == label), None)
        mine = button and button.find_parent("form").find("input", attrs={"name": "command"})
        if mine and fields.get("command") == mine["value"]:
            return form.submit(expect_errors=True)
    raise AssertionError(f"no {label} for {sign_up_id}")


@pytest.mark.parametrize("road", ROADS)
def test_those_who_run_it_see_it_and_nobody_else(office: Office, road: str) -> None:
    site = Site(office, people=1)
    assert chief(office).get(at(site, road)).status_int == 200
    assert reader(office, ORGANISER).get(at(site, road)).status_int == 200  # in charge, no role
    for stranger in (
        reader(office, site.people[0]),
        reader(office, "0f" * 12, [("administrator", PATHS[OTHER])]),
    ):
        assert stranger.get(at(site, road), status=403).status_int == 403
    assert "/sign-in?next=" in reader(office).get(at(site, road)).location
    assert chief(office).get(f"/onsite/{'0' * 24}{road}", status=404)


def test_the_square_counts_who_is_there(office: Office) -> None:
    site = Site(office, people=3)
    site.come(site.people[0])
    site.come(site.people[1])
    site.later(minutes=5)
    site.go(site.people[1])
    page = chief(office).get(at(site))
    assert [one.get_text() for one in page.html.find_all("dd")] == ["1", "1", "3"]
    assert chief(office).get(at(site, "/now")).json == {
        "counts": {"expected": 3, "there": 1, "left": 1}
    }


def test_the_screen_changes_by_itself_and_by_the_servers_time(office: Office) -> None:
    site = Site(office, people=1)
    page = chief(office).get(at(site, "/screen"))
    digits = page.html.find(class_="digits").get_text().replace(" ", "")
    refresh = page.html.find("noscript").find("meta")
    assert int(refresh["content"]) <= 30
    first = chief(office).get(page.html.find("img", class_="code")["src"])
    assert first.content_type == "image/svg+xml"
    told = chief(office).get(at(site, "/screen/now")).json
    assert told["digits"].replace(" ", "") == digits
    assert 0 < told["left"] <= 30_000
    site.later(milliseconds=told["left"])
    again = chief(office).get(at(site, "/screen/now")).json
    assert again["digits"] != told["digits"]
    assert again["picture"] != told["picture"]
    assert chief(office).get(again["picture"]).body != first.body
    body = {"shift_id": site.shift_id, "digits": again["digits"]}
    assert office.ask("POST", "/check-ins", body, by=site.people[0]).status_code == 200


def test_a_tap_in_a_tap_out_and_each_taken_back(office: Office) -> None:
    site = Site(office, people=2)
    her, browser = site.sign_up_ids[0], chief(office)
    page = tap(browser.get(at(site, "/roll")), her, "签到").follow()
    assert "已签到" in words(page)
    assert site.row()["open"]["by"] == "roll_call"
    page = tap(page, her, "撤销").follow()
    assert site.row()["open"] is None
    assert (site.row().get("first_in_at"), set(site.row()["pairs"].values())) == (None, {0})
    page = tap(page, her, "签到").follow()
    came = site.row()["open"]["at"]
    assert site.row()["first_in_at"] == came, "she is not absent"
    site.later(minutes=60)
    page = tap(browser.get(at(site, "/roll")), her, "签退").follow()
    page = tap(page, her, "撤销").follow()
    assert site.row()["open"]["at"] == came
    site.later(minutes=5)
    tap(browser.get(at(site, "/roll")), her, "签退").follow()
    told = [event["data"] for event in site.recorded()]
    assert [(one["revision"], one["void"]) for one in told] == [(1, False), (2, True), (1, False)]
    counted = [one for one in site.row()["intervals"] if not one["void"]]
    assert [one["check_in_at"] for one in counted] == [came]
    assert site.row(1)["open"] is None


def test_what_a_volunteer_did_herself_is_not_undone(office: Office) -> None:
    site = Site(office, people=2)
    site.come(site.people[0])
    page = chief(office).get(at(site, "/roll"))
    assert "撤销" not in page.html.find(id=f"p-{site.sign_up_ids[0]}").get_text()
    page = tap(page, site.sign_up_ids[1], "签到").follow()
    site.later(minutes=11)
    late = tap(page, site.sign_up_ids[1], "撤销")
    assert late.status_int == 409
    assert "10分钟内" in words(late)
    assert site.row(1)["open"]


def test_a_refused_tap_says_why_at_her_line(office: Office) -> None:
    site = Site(office, people=2)
    page = chief(office).get(at(site, "/roll"))
    site.later(hours=-2)
    early = page.forms
    assert early
    refused = tap(page, site.sign_up_ids[0], "签到")
    assert refused.status_int == 409
    assert "签到将于" in refused.html.find(id=f"p-{site.sign_up_ids[0]}").get_text()
    her = reader(office, site.people[0], [("organiser", PATHS[COUNTY])])
    site.later(hours=2)
    own = tap(her.get(at(site, "/roll")), site.sign_up_ids[0], "签到")
    assert own.status_int == 403
    assert site.row()["open"] is None


def test_the_script_gets_one_line(office: Office) -> None:
    site = Site(office, people=3)
    browser = chief(office)
    page = browser.get(at(site, "/roll"))
    form = next(f for f in page.forms.values() if f.action.endswith("/roll") and f.method == "post")
    fields = form.submit_fields()
    line = browser.post(at(site, "/roll"), fields, headers={"X-Part": "1"})
    assert line.text.count('class="person"') == 1
    assert "<html" not in line.text
    twice = browser.post(at(site, "/roll"), fields, headers={"X-Part": "1"})
    assert twice.status_int == 200
    lines = browser.get(at(site, "/roll?part=1&show=absent"))
    assert lines.text.count('class="person"') == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [("李001", 1), ("李", 3), ("lichun", 3), ("8000", 3), ("9999", 0), ("KH", 0), ("<script>", 0)],
)
def test_people_are_found_by_any_of_their_names(office: Office, asked: str, found: int) -> None:
    site = Site(office, people=3)
    page = chief(office).get(at(site, "/roll"), {"q": asked})
    assert len(page.html.find_all(class_="person")) == found
    assert "<script>" not in page.html.find("main").decode()


def test_a_walk_in_is_found_entered_and_there(office: Office) -> None:
    site = Site(office, people=1, places=2)
    her = office.volunteer(name="赵来了", number="KHWALKIN", pinyin=["zhaolaile"])
    browser = chief(office)
    search = browser.get(at(site, "/walk-in"))
    found = browser.get(at(site, "/walk-in"), {"q": "zhaolai"})
    assert search.forms
    assert "赵来了" in words(found)
    assert "13800138000" not in found.text  # masked: she is not on this organiser's roster
    enter = next(form for form in found.forms.values() if "volunteer_id" in form.fields)
    assert "赵来了已登记并签到" in words(enter.submit().follow())
    row = next(row for row in office.rows() if row["volunteer_id"] == her)
    assert (row["open"]["by"], row["status"]) == ("walk_in", "accepted")
    again = browser.get(at(site, "/walk-in"), {"q": "KHWALKIN"})
    assert "在场" in words(again)


def test_beyond_the_places_it_asks_once(office: Office) -> None:
    site = Site(office, people=1)
    office.volunteer(name="赵来了", number="KHWALKIN")
    page = chief(office).get(at(site, "/walk-in"), {"q": "khwalkin"})
    first = next(f for f in page.forms.values() if "volunteer_id" in f.fields)
    full = first.submit(expect_errors=True)
    assert full.status_int == 409
    assert "名额已满" in words(full)
    sure = next(f for f in full.forms.values() if "over_places" in f.fields)
    assert sure.submit().status_int == 303
    assert [row for row in office.rows() if "over_places" in row["marks"]]


@pytest.mark.parametrize(
    ("asked", "status", "found"),
    [
        ("赵远方", 200, False),  # of another organisation
        ("13900139000", 200, False),
        ("KHFAR", 200, True),  # her number she shows herself
        ("赵", 422, False),
        ("李春", 200, True),
        ("138 0013 8000", 200, True),
        (".*", 200, False),
    ],
)
def test_names_and_phones_are_looked_for_at_home(
    office: Office, asked: str, status: int, found: bool
) -> None:
    site = Site(office, people=1)
    office.volunteer(
        name="赵远方", number="KHFAR", phone="+8613900139000",
        organisation_id=OTHER, organisation_path=PATHS[OTHER],
    )  # fmt: skip
    office.volunteer(name="李春")
    page = chief(office, PATHS[TOWN]).get(at(site, "/walk-in"), {"q": asked}, status=status)
    assert bool(page.html.find_all(class_="person")) is found
    looks = list(office.store.database["looks"].find({"form": "walk_in"}))
    assert len(looks) == (status == 200)


def test_my_code_names_me_today_and_is_on_the_roster(office: Office) -> None:
    site = Site(office, people=1)
    her = reader(office, site.people[0])
    page = her.get("/my/code")
    assert "李000" in words(page)
    assert her.get("/my/code/today.svg").content_type == "image/svg+xml"
    codes, now = personal_codes(office.own), office.clock.now
    code = codes.of(site.people[0], now.astimezone(office.own.zone).date())
    assert codes.read(code, now) == site.people[0]
    row = site.row()
    marks = codes.marks(site.people[0], row["opens_at"], row["closes_at"])
    assert mark_of(code) in marks
    assert mark_of(code) not in codes.marks(
        site.people[0], row["opens_at"] + timedelta(days=1), row["closes_at"] + timedelta(days=1)
    )
    assert "/sign-in" in reader(office).get("/my/code").location


@pytest.mark.parametrize("road", ["", "/screen", "/roll", "/walk-in?q=KH", "/kept"])
def test_stored_text_shows_as_text_in_both_languages(office: Office, road: str) -> None:
    evil = "<script>alert(1)</script>"
    site = Site(office, people=1, title=evil, address=evil)
    state = volunteer_state(site.people[0], name=evil, revision=2)
    office.store.sign_ups.rows.update_many({}, {"$set": {"name": evil, "role": evil}})
    office.volunteer(**{k: state[k] for k in ("volunteer_id", "name", "revision")})
    for language in ("zh", "en"):
        page = chief(office, language=language).get(at(site, road))
        assert evil not in page.text
        assert "alert(1)" in page.text
