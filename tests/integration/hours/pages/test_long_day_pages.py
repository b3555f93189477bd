"""Long days on pages: approved up to so much, never by whom it concerns, the next one offered."""

from typing import Any

import pytest

from tests.integration.hours.late.office import APPROVER, FILER
from tests.integration.hours.matrix import HER, PATH
from tests.integration.hours.pages.counter import SCRIPT, Counter, form_of, sent, told

DAY = f"/office/approvals/{HER}/2026-05-03"


@pytest.fixture
def long_day(counter: Counter) -> Any:
    """She served ten hours, of which two wait."""
    counter.serve("08:00", "18:00", shift=("08:00", "18:00"), activity_title=SCRIPT)
    return counter.open().get("/office/approvals").click(href=DAY)


def test_what_is_approved_counts_and_the_next_one_is_offered(
    counter: Counter, long_day: Any
) -> None:
    more = {"day": 1, "name": "next"}
    counter.serve("08:00", "18:00", shift=("08:00", "18:00"), **more)
    assert "8 h" in long_day.text
    assert "2 h" in long_day.text
    page = sent(form_of(long_day, "decision"), minutes_up_to="540", reason="防汛值守")
    assert counter.bank.minutes(HER) == 540 + 480
    assert told(page) == "Decided. Here is the next one."
    assert page.request.path.endswith("2026-05-04")
    page = sent(form_of(page, "decision"), decision="decline", reason="没有必要")
    assert told(page) == "Decided. Nothing else waits."
    assert counter.bank.minutes(HER) == 540 + 480


def test_what_was_typed_stays_beside_what_is_wrong_with_it(long_day: Any) -> None:
    page = sent(form_of(long_day, "decision"), minutes_up_to="900", reason="防汛值守")
    assert page.status_int == 422
    assert "Approve between 481 and 600 minutes" in page.html.select_one("#e-minutes_up_to").text
    assert form_of(page, "reason")["reason"].value == "防汛值守"
    page = sent(form_of(page, "reason"), minutes_up_to="", reason="")
    assert page.html.select_one("#e-reason").text == "Please fill this in."


def test_stored_markup_is_text(long_day: Any) -> None:
    assert SCRIPT not in long_day.text
    assert SCRIPT in long_day.html.select_one("table").text


def test_whom_it_concerns_is_told_beforehand_that_she_cannot_decide(counter: Counter) -> None:
    counter.serve("08:00", "18:00", shift=("08:00", "18:00"), recorded_by=FILER)
    for who, why in ((HER, "your own"), (FILER, "You recorded this attendance yourself")):
        page = counter.open(who).get(DAY)
        assert not page.html.select("textarea")
        assert why in page.html.select_one("[role=note]").text
    assert counter.open().get(DAY).html.select("textarea")
    counter.open(APPROVER, [("coordinator", PATH)]).get(DAY, status=403)


def test_forms_of_whom_it_concerns_are_refused(counter: Counter, long_day: Any) -> None:
    browser = counter.open(HER)
    page = browser.get("/office/rules/change")
    fields = {"csrf": form_of(page, "csrf")["csrf"].value, "decision": "approve", "reason": "好的"}
    assert "your own" in browser.post(DAY, fields, status=403).text
    assert counter.bank.minutes(HER) == 480


@pytest.mark.parametrize("path", [f"/office/approvals/{HER}/2026-05-09", "/office/approvals/x/y"])
def test_a_day_without_anything_over_is_not_there(counter: Counter, path: str) -> None:
    page = counter.open().get(path, status=404)
    assert "Nothing of that person's day is over its limit." in page.html.select_one("main").text
    assert not page.html.select("main form")
