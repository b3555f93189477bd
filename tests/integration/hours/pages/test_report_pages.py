"""Reports on pages: the year's figures add up, and whoever takes records out is noted."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from services.hours.operations.rewards import tell_export
from services.hours.store.rewards.people import People
from tests.integration.hours.late.office import FILER
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, TOWN
from tests.integration.hours.pages.counter import ORGANISERS, Counter, form_of, sent

EXPORT = "/office/reports/export"


def test_the_years_figures_with_their_tables(counter: Counter) -> None:
    counter.serve()
    counter.serve(day=31, name="june")
    page = counter.open().get("/office/reports", {"organisation_id": COUNTY, "year": "2026"})
    said = {one.dt.text: one.dd.text for one in page.html.select(".figures > div")}
    assert (said["Hours of service"], said["Attendances"]) == ("4 h 56 min", "2")
    assert (said["Served this year"], said["Volunteers"]) == ("1", "4")
    tables = {one.caption.text: one for one in page.html.select("table")}
    months = tables["By month"].select("tbody tr")
    assert [one.td.text for one in months] == ["2026-05", "2026-06"]
    assert "镇" in tables["By organisation"].text
    assert "No hours in this year yet" in counter.open().get("/office/reports?year=2025").text


def test_an_organiser_reads_her_own_and_no_other(counter: Counter) -> None:
    browser = counter.open(FILER, ORGANISERS)
    assert browser.get("/office/reports", {"organisation_id": TOWN}).status_int == 200
    browser.get("/office/reports", {"organisation_id": ELSEWHERE}, status=403)


def test_five_kinds_of_record_and_it_is_noted_who_took_them(counter: Counter) -> None:
    counter.serve()
    browser = counter.open()
    form = form_of(browser.get(EXPORT), "format")
    form["from"], form["to"], form["format"] = "2026-05-01", "2026-05-31", "csv"
    answer = form.submit()
    assert answer.headers["Content-Disposition"].endswith('.zip"')
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(ZipFile(BytesIO(answer.body)).namelist()) == 5
    form["format"] = "xlsx"
    assert form.submit().body.startswith(b"PK")
    noted = browser.get(EXPORT).html.select("main ul li")
    assert len(noted) == 2
    assert "陈书记" in noted[0].text
    assert "Fri 1 May – Sun 31 May" in noted[0].text


def test_whoever_waits_is_told_how_far_it_has_come(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked from another window, while the rows are written."""
    counter.serve()
    monkeypatch.setattr(tell_export, "EVERY", 1)
    browser, other, seen = counter.open(), counter.open(), []
    written = People.export_written

    def write(people: People, key: str, rows: int) -> None:
        written(people, key, rows)
        seen.append(other.get(f"{EXPORT}/now").json)

    monkeypatch.setattr(People, "export_written", write)
    assert other.get(f"{EXPORT}/now").json == {"rows": 0, "made": True}, "nothing is waited for"
    form = form_of(browser.get(EXPORT), "format")
    form["from"], form["to"] = "2026-05-01", "2026-05-31"
    form.submit()
    assert [one["rows"] for one in seen] == list(range(1, len(seen) + 1))
    assert len(seen) >= 5, "four people and what one of them served"
    assert not any(one["made"] for one in seen)
    assert other.get(f"{EXPORT}/now").json["made"] is True
    assert counter.open("f" * 24, [("coordinator", "/")]).get(f"{EXPORT}/now").json["rows"] == 0


def test_a_period_that_cannot_be_is_said(counter: Counter) -> None:
    form = form_of(counter.open().get(EXPORT), "format")
    form["from"], form["to"] = "2020-01-01", "2026-05-31"
    page = sent(form)
    assert page.status_int == 422
    assert form_of(page, "format")["from"].value == "2020-01-01"
    assert counter.bank.database["exports"].count_documents({}) == 0
