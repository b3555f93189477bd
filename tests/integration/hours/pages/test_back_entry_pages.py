"""Back-entries on pages: filed with a proof by one person, approved by another."""

from typing import Any

import pytest
from webtest import Upload

from tests.integration.hours.late.office import APPROVER, FILER, PDF, PNG, SHIFT
from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import (
    ORGANISERS,
    SCRIPT,
    Counter,
    form_of,
    sent,
    told,
)

NEW = f"/office/back-entries/new?shift_id={SHIFT}&number=Vaaa"


def file(counter: Counter, who: str = FILER, **values: str) -> Any:
    """The page after somebody filed that she was there from 9:30 to 11:00."""
    page = counter.open(who, ORGANISERS).get(NEW)
    typed = {"check_in_at": "2026-05-03T09:30", "check_out_at": "2026-05-03T11:00"}
    return sent(form_of(page, "shift_id"), **{**typed, "reason": "手机没电", **values})


def prove(
    page: Any, name: str = "list.pdf", data: bytes = PDF, kind: str = "application/pdf"
) -> Any:
    form = form_of(page, "file")
    form["file"] = Upload(name, data, kind)
    return sent(form)


def test_the_whole_road_from_the_shift_to_the_hours(counter: Counter) -> None:
    page = counter.open(FILER, ORGANISERS).get(NEW)
    form = form_of(page, "shift_id")
    assert form["check_in_at"].value == "2026-05-03T09:00", "the shift's own times at first"
    page = file(counter)
    assert "Please attach the proof" in told(page)
    page = prove(page)
    assert told(page) == "The proof is attached."
    assert not page.html.select("input[name=proof_sha256]"), "she filed it herself"
    assert "another coordinator approves it" in page.text
    browser = counter.open()
    page = browser.get("/office/back-entries").click(href=page.request.path)
    proof = page.click("Download the proof")
    assert (proof.body, proof.headers["X-Content-Type-Options"]) == (PDF, "nosniff")
    assert proof.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    page = sent(form_of(page, "proof_sha256"))
    assert told(page) == "Decided. Nothing else waits."
    assert counter.bank.minutes(HER) == 90


def test_a_photo_is_shown(counter: Counter) -> None:
    page = prove(file(counter), "list.png", PNG, "image/png")
    image = page.html.select_one("main img")
    assert image["src"] == f"{page.request.path}/proof"
    assert image["alt"]


def test_another_proof_than_was_looked_at_is_not_approved(counter: Counter) -> None:
    mine = prove(file(counter))
    page = counter.open().get(mine.request.path)
    prove(mine, "list.png", PNG, "image/png")
    page = sent(form_of(page, "proof_sha256"))
    assert page.status_int == 412
    assert "Somebody changed this meanwhile" in page.text
    assert counter.bank.minutes(HER) == 0


def test_what_is_wrong_stands_beside_its_field(counter: Counter) -> None:
    page = file(counter, number="V999", reason=SCRIPT)
    assert page.status_int in (404, 422)
    assert page.html.select_one("#e-number")
    assert form_of(page, "shift_id")["reason"].value == SCRIPT
    assert SCRIPT not in page.text
    page = sent(form_of(page, "shift_id"), number="Vaaa", check_out_at="2026-05-03T08:00")
    assert page.html.select_one("#e-check_out_at")
    page = sent(form_of(page, "shift_id"), check_out_at="")
    assert page.html.select_one("#e-check_out_at").text == "Please fill this in."


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("list.pdf", b"not a pdf", "application/pdf"),
        ("list.exe", PDF, "application/pdf"),
        ("list.pdf", PDF + b"0" * (10 * 1024 * 1024), "application/pdf"),
        ("list.pdf", b"", "application/pdf"),
    ],
)
def test_a_proof_that_is_none_is_refused(
    counter: Counter, name: str, data: bytes, kind: str
) -> None:
    page = prove(file(counter), name, data, kind)
    assert page.status_int in (413, 422)
    assert page.html.select_one("#e-file")
    assert page.html.select_one("input[type=file]"), "another one can be chosen at once"


def test_declined_with_a_reason(counter: Counter) -> None:
    path = prove(file(counter)).request.path
    page = sent(form_of(counter.open().get(path), "reason"), reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "reason"), reason="名单上没有她的名字")
    assert told(page) == "Decided. Nothing else waits."
    assert "名单上没有她的名字" in counter.open().get(path).text
    assert counter.bank.minutes(HER) == 0


def test_whoever_filed_it_and_whose_it_is_cannot_decide(counter: Counter) -> None:
    path = prove(file(counter)).request.path
    for who in (FILER, HER):
        page = counter.open(who).get(path)
        assert not page.html.select("input[name=proof_sha256]")
    page = counter.open(HER).get(path)
    assert "You cannot decide this one" in page.text
    page = counter.open(APPROVER, ORGANISERS).get(path)
    assert "You cannot decide this one" in page.text, "an organiser does not approve"


def test_without_a_proof_nobody_can_approve_and_the_filer_may_withdraw(counter: Counter) -> None:
    mine = file(counter)
    page = counter.open().get(mine.request.path)
    assert "cannot be approved" in page.text
    page = sent(next(one for one in mine.forms.values() if one.action.endswith("/withdraw")))
    assert told(page) == "Withdrawn."
    waiting = counter.open().get("/office/back-entries")
    assert "No back-entry waits for you" in waiting.text
    withdrawn = counter.open().get("/office/back-entries", {"state": "withdrawn"})
    assert len(withdrawn.html.select("ul.stack > li")) == 1
