"""Objections on pages: decided by whoever is not concerned; nobody is shown who objects."""

import pytest

from tests.integration.hours.late.office import CHECKER, FILER
from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import Counter, form_of, sent, told


@pytest.fixture
def objection(counter: Counter) -> str:
    """The address of an objection of CHECKER's to 148 minutes."""
    body = {"journal_id": counter.serve(recorded_by=FILER), "reason": "当天没有看到她"}
    answer = counter.ask("POST", "objections", body, by=counter.as_(CHECKER))
    return f"/office/objections/{answer.json['objection_id']}"


def test_an_upheld_one_reverses_the_hours(counter: Counter, objection: str) -> None:
    browser = counter.open()
    page = browser.get("/office/objections").click(href=objection)
    assert "当天没有看到她" in page.text
    assert "148 minutes count" in page.text
    assert "赵干事" not in page.text, "who objects is not shown"
    page = sent(form_of(page, "verdict"), verdict="upheld", reason="照片里没有她")
    assert told(page) == "Decided. Nothing else waits."
    assert counter.bank.minutes(HER) == 0
    settled = browser.get(objection)
    assert "Upheld" in settled.text
    assert not settled.html.select("textarea")


def test_a_reason_is_asked_for_and_the_choice_stays(counter: Counter, objection: str) -> None:
    page = sent(form_of(counter.open().get(objection), "verdict"), verdict="dismissed", reason=" ")
    assert page.status_int == 422
    assert page.html.select_one("#e-reason")
    assert form_of(page, "verdict")["verdict"].value == "dismissed"
    assert counter.bank.minutes(HER) == 148


@pytest.mark.parametrize("who", [HER, CHECKER, FILER])
def test_nobody_concerned_decides(counter: Counter, objection: str, who: str) -> None:
    page = counter.open(who).get(objection)
    assert "You cannot decide this one" in page.text
    assert not page.html.select("textarea")
