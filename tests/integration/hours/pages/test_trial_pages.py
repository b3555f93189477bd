"""Trials of rules on pages: progress, who would gain or lose what, and applied by another."""

from typing import Any

from services.hours.operations.rules.apply_rules import SPREADING
from services.hours.operations.rules.recount_by_rules import recount_by_rules
from shared.tables import read_table
from tests.integration.hours.matrix import HER, TOWN
from tests.integration.hours.pages.counter import SECOND, Counter, form_of, sent, told
from tests.unit.hours.attendances import ZONE


def work(counter: Counter) -> None:
    """The worker's part."""
    bank = counter.bank
    while recount_by_rules(store=bank.store, settings=bank.settings, zone=ZONE, clock=bank.clock):
        pass


def begin(counter: Counter, **values: str) -> Any:
    """The page after grace before the shift was tried away for the month so far."""
    page = counter.open().get(f"/office/rules/trials/new?organisation_id={TOWN}")
    form = form_of(page, "from", "to")
    for name, value in {"from": "2026-05-01", "to": "2026-05-03", **values}.items():
        form[name] = value
    return sent(form)


def test_it_shows_its_progress_then_who_would_lose_what(counter: Counter) -> None:
    counter.serve("08:50", "11:30")
    page = begin(counter, **{"values.grace_before": "0"})
    assert page.headers["Refresh"] == "3"
    assert page.html.select_one("progress")
    assert not page.html.select("main textarea"), "nothing to apply yet"
    work(counter)
    page = counter.open().get(page.request.path)
    assert "Refresh" not in page.headers
    [row] = page.html.select("table.table tbody tr")
    assert "王秀英" in row.text
    assert "-10 min" in row.text
    assert [one.text for one in page.html.select(".figures dd")] == ["1", "+0 min", "−10 min"]
    assert counter.bank.minutes(HER) == 160, "nothing was changed"
    table = page.click("Download CSV")
    assert len(read_table("t.csv", table.body).rows) == 1
    listed = counter.open().get(f"/office/rules/trials?organisation_id={TOWN}")
    assert listed.html.select_one(f"a[href='{page.request.path}']")


def test_a_second_person_applies_it(counter: Counter) -> None:
    counter.serve("08:50", "11:30")
    path = begin(counter, **{"values.grace_before": "0"}).request.path
    work(counter)
    mine = counter.open().get(path)
    assert "two different persons" in mine.html.select_one("[role=note]").text
    assert not mine.html.select("main textarea")
    page = counter.open(SECOND).get(path)
    page = sent(form_of(page, "reason"), reason="")
    assert page.html.select_one("#e-reason")
    page = sent(form_of(page, "reason"), reason="按新办法重新计算")
    assert told(page) == "It is being applied: reversed and credited anew."
    assert page.headers["Refresh"] == "3"
    counter.bank.clock.now += SPREADING
    work(counter)
    assert counter.bank.minutes(HER) == 150
    page = counter.open().get(path)
    assert "按新办法重新计算" in page.text
    assert "Applied" in page.text


def test_who_would_gain_does_not_apply_it(counter: Counter) -> None:
    counter.serve("09:00", "11:50", volunteer_id=SECOND, name="hers")
    path = begin(counter, **{"values.grace_after": "20"}).request.path
    work(counter)
    page = counter.open(SECOND).get(path)
    assert "Your own hours would grow" in page.text
    assert not page.html.select("main textarea")


def test_what_makes_no_sense_stays_to_be_mended(counter: Counter) -> None:
    page = begin(counter)
    assert page.html.select_one("#trouble a[href='#f-values']")
    page = begin(counter, **{"values.step": "0"})
    assert page.html.select_one("#e-values\\.step")
    page = begin(counter, **{"values.step": "15", "to": "2026-04-01"})
    assert page.html.select_one("#e-to")
    assert form_of(page, "from")["values.step"].value == "15"
    assert counter.bank.database["trials"].count_documents({}) == 0
