"""Requests for correction on the office's pages: checked by one person, decided by another."""

from typing import Any

from tests.integration.hours.late.asking import ask, attended, check
from tests.integration.hours.late.office import CHECKER, SHIFT
from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import (
    ORGANISERS,
    SCRIPT,
    Counter,
    form_of,
    sent,
    told,
)


def asked(counter: Counter, **about: Any) -> str:
    """The address of a request to have been there from 9 to 12."""
    key = ask(counter, **(about or {"shift_id": SHIFT})).json["correction_id"]
    return f"/office/corrections/{key}"


def test_one_checks_and_another_decides(counter: Counter) -> None:
    path = asked(counter)
    page = counter.open(CHECKER, ORGANISERS).get("/office/corrections").click(href=path)
    assert "Nothing stands at this shift" in page.text
    page = sent(form_of(page, "finding"), finding="名单上有她的签名")
    assert told(page) == "Done. Nothing else waits."
    page = counter.open(CHECKER).get(path)
    assert "You cannot decide this one" in page.text, "she checked it"
    page = counter.open().get("/office/corrections").click(href=path)
    assert "名单上有她的签名" in page.text
    page = sent(
        form_of(page, "decision"), decision="accept", check_in_at="2026-05-03T10:00", reason="属实"
    )
    assert told(page) == "Done. Nothing else waits."
    assert counter.bank.minutes(HER) == 120, "from ten, not from nine"
    settled = counter.open().get(path)
    assert "Accepted" in settled.text
    assert settled.click("The back-entry it became").request.path.startswith("/office/back-entries")


def test_what_stands_is_shown_with_its_explanation(counter: Counter) -> None:
    page = counter.open().get(asked(counter, journal_id=attended(counter), text=SCRIPT))
    assert "60 minutes count" in page.text
    assert SCRIPT not in page.text
    assert SCRIPT in page.html.select_one("dl").text


def test_times_that_cannot_be_stay_to_be_mended(counter: Counter) -> None:
    path = asked(counter)
    check(counter, path.rpartition("/")[2])
    page = sent(
        form_of(counter.open().get(path), "decision"),
        decision="accept",
        check_out_at="2026-05-03T08:00",
        reason="属实",
    )
    assert page.status_int == 422
    assert page.html.select_one("#e-check_out_at")
    form = form_of(page, "decision")
    assert (form["reason"].value, form["check_out_at"].value) == ("属实", "2026-05-03T08:00")
    page = sent(form, decision="decline", reason="")
    assert page.html.select_one("#e-reason")


def test_nobody_settles_her_own(counter: Counter) -> None:
    path = asked(counter)
    page = counter.open(HER).get(path)
    assert "You cannot decide this one" in page.text
    check(counter, path.rpartition("/")[2])
    assert not counter.open(HER).get(path).html.select("textarea")
