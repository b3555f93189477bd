"""Honours, trainings and evaluations on pages: recorded by number, revoked with a reason."""

from typing import Any

from tests.integration.hours.late.office import ACTIVITY, FILER
from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import (
    ORGANISERS,
    SCRIPT,
    Counter,
    form_of,
    sent,
    told,
)

NEW = "/office/records/new"


def honour(counter: Counter, **values: str) -> Any:
    page = counter.open().get(f"{NEW}/honours?number=Vaaa")
    typed = {"title": "优秀志愿者", "date": "2026-05-01", **values}
    return sent(form_of(page, "title"), **typed)


def test_an_honour_is_recorded_shown_and_revoked(counter: Counter) -> None:
    page = honour(counter, title=SCRIPT)
    assert told(page) == "It is recorded."
    assert SCRIPT not in page.text
    page = page.click("Open")
    assert SCRIPT in page.html.select_one("dl").text
    page = sent(form_of(page, "reason"), reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "reason"), reason="重复登记")
    assert told(page) == "Revoked; it is kept."
    assert "重复登记" in page.text
    assert not page.html.select("textarea")


def test_what_is_wrong_stands_beside_its_field(counter: Counter) -> None:
    page = honour(counter, number="V000", date="2026-05-02")
    assert page.html.select_one("#e-number")
    assert form_of(page, "title")["title"].value == "优秀志愿者"
    page = honour(counter, date="2030-01-01")
    assert page.html.select_one("#e-date")
    mine = counter.open(HER).get(f"{NEW}/honours")
    page = sent(form_of(mine, "title"), number="Vaaa", title="优秀", date="2026-05-01")
    assert page.status_int == 403
    assert "about yourself" in page.html.select_one("#e-number").text


def test_a_training_of_many_is_recorded_at_once(counter: Counter) -> None:
    page = counter.open(FILER, ORGANISERS).get(f"{NEW}/trainings")
    typed = {"title": "急救培训", "content": "心肺复苏", "minutes": "180", "date": "2026-05-01"}
    page = sent(form_of(page, "numbers"), **typed, numbers="Vaaa\nV999\n")
    assert "Nobody has the number V999" in page.html.select_one("#e-numbers").text
    assert form_of(page, "numbers")["numbers"].value.split() == ["Vaaa", "V999"]
    page = sent(form_of(page, "numbers"), numbers="Vaaa\nV333")
    assert told(page) == "It is recorded."
    assert len(page.html.select("ul.stack > li")) == 2


def test_an_evaluation_says_who_said_so(counter: Counter) -> None:
    counter.serve(activity_id=ACTIVITY)
    page = counter.open(FILER, ORGANISERS).get(f"{NEW}/evaluations?activity_id={ACTIVITY}")
    form = form_of(page, "score")
    assert form["activity_id"].value == ACTIVITY
    page = sent(form, number="Vaaa", kind="served", score="5", text="很耐心")
    assert page.html.select_one("#e-said_by")
    page = sent(form_of(page, "score"), said_by="李奶奶", score="6")
    assert page.html.select_one("#e-score")
    page = sent(form_of(page, "score"), score="5")
    assert told(page) == "It is recorded."
    assert "By those served · 5 of 5" in page.text
    assert "李奶奶" in page.click("Open").text


def test_nobody_revokes_her_own(counter: Counter) -> None:
    honour(counter)
    page = counter.open(HER).get("/office/records").click("Open")
    assert "You cannot decide this one" in page.text
    counter.open().get("/office/records/fame/x", status=404)
