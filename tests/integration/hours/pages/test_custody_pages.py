"""Stars, transfers, successors, certificates and working days on the office's pages."""

from services.hours.operations.notice.ask_for_transfer import ask_for_transfer
from shared.auth import Identity
from tests.integration.hours.late.office import FILER
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, HER, TOWN
from tests.integration.hours.pages.counter import (
    ABOVE,
    ORGANISERS,
    SECOND,
    Counter,
    form_of,
    sent,
    told,
)

SUCCESSIONS, PAPERS = "/office/transfers/successions", "/office/hours/certificates"


def transfer(counter: Counter) -> str:
    """The address of her wish that the town certifies what the other county recorded."""
    by = Identity(HER, "Vaaa")
    bank = counter.bank
    row = ask_for_transfer(ELSEWHERE, TOWN, by=by, store=bank.store, clock=bank.clock)
    return f"/office/transfers/{row['_id']}"


def test_a_transfer_is_answered(counter: Counter) -> None:
    path = transfer(counter)
    page = counter.open().get("/office/transfers").click(href=path)
    assert "外县" in page.text
    assert "镇" in page.text
    page = sent(form_of(page, "verdict"), reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "verdict"), verdict="accepted", reason="欢迎")
    assert told(page) == "Answered. Nothing else waits."
    assert counter.bank.store.custody.keeper(HER, ELSEWHERE) == TOWN


def test_nobody_answers_her_own_transfer(counter: Counter) -> None:
    path = transfer(counter)
    page = counter.open(HER).get(path)
    assert "You cannot decide this one" in page.text
    assert not page.html.select("textarea")


def test_an_administrator_names_a_successor(counter: Counter) -> None:
    assert not counter.open().get(SUCCESSIONS).html.select("textarea")
    form = form_of(counter.open(SECOND, ABOVE).get(SUCCESSIONS), "reason")
    page = sent(form, from_organisation_id=TOWN, to_organisation_id=TOWN, reason="合并")
    assert page.status_int in (409, 422)
    assert page.html.select_one("#e-to_organisation_id")
    page = sent(form_of(page, "reason"), to_organisation_id=COUNTY)
    assert told(page) == "The successor is named."
    assert "合并" in page.html.select_one("table").text


def test_a_star_is_granted_on_application(counter: Counter, fresh_rules: None) -> None:
    row = {"organisation_id": COUNTY, "path": f"/{COUNTY}/", "from": "2020-01-01", "by": "x"}
    values = {"stars": [60], "stars_on_application": True}
    counter.bank.database["rules"].insert_one(
        {"_id": "r", **row, "at": counter.bank.clock(), "values": values, "taken_back": None}
    )
    counter.serve()
    assert counter.ask("POST", "stars/applications", by=counter.her).status_code == 201
    page = counter.open().get("/office/hours/stars").click("Decide")
    assert "2 h 28 min" in page.text
    page = sent(form_of(page, "verdict"), verdict="declined")
    assert page.html.select_one("#e-reason"), "declined only with a reason"
    own = counter.open(HER).get(page.request.path)
    assert "cannot decide about your own" in own.text
    page = sent(form_of(page, "verdict"), verdict="granted")
    assert told(page) == "Decided. Nothing else waits."
    assert counter.bank.store.star_applications.granted(HER) == 1


def test_who_signs_is_inherited_until_it_is_said(counter: Counter) -> None:
    browser = counter.open()
    form = form_of(browser.get(PAPERS, {"organisation_id": COUNTY}), "responsible")
    page = sent(form, responsible="陈月华", handler="", contact="人民路 12 号")
    assert page.html.select_one("#e-handler")
    page = sent(form_of(page, "responsible"), handler="李敏")
    assert told(page) == "Saved."
    town = browser.get(PAPERS, {"organisation_id": TOWN})
    assert "县" in town.html.select_one(".alert-info").text
    assert form_of(town, "responsible")["responsible"].value == "陈月华"


def test_a_certificate_that_is_not_there_is_not_revoked(counter: Counter) -> None:
    page = counter.open().get(PAPERS)
    page = sent(form_of(page, "number"), number="X-1", reason="误发")
    assert page.status_int == 404
    assert form_of(page, "number")["number"].value == "X-1"


def test_an_administrator_of_all_says_whether_a_day_is_worked(counter: Counter) -> None:
    path = "/office/hours/calendar"
    assert "Thu 1 Oct" in counter.open(FILER, ORGANISERS).get(path).text
    assert not counter.open().get(path).html.select("main input[name=working]")
    form = form_of(counter.open(SECOND, ABOVE).get(path), "working")
    page = sent(form, day="2026-06-10", working="no", reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "working"), reason="县政府停工通知")
    assert told(page) == "Saved."
    assert "县政府停工通知" in page.text
    page = sent(next(f for f in page.forms.values() if f.action.endswith("/forget")))
    assert told(page) == "As announced again."
    assert "县政府停工通知" not in page.text
    assert "not announced yet" in counter.open().get(f"{path}?year=2035").text


def test_who_signs_elsewhere_is_not_told(counter: Counter) -> None:
    at = {name: {"organisation_id": name} for name in (TOWN, ELSEWHERE)}
    for name, place in at.items():
        form = form_of(counter.open(SECOND, ABOVE).get(PAPERS, place), "responsible")
        sent(form, responsible=f"陈{name[0]}", handler="李敏", contact="人民路 12 号")
    hers = counter.open().get(PAPERS, at[TOWN])
    assert form_of(hers, "responsible")["responsible"].value == f"陈{TOWN[0]}"
    refused = counter.open().get(PAPERS, at[ELSEWHERE], status=403)
    assert f"陈{ELSEWHERE[0]}" not in refused.text
    assert not refused.html.select("main form")
