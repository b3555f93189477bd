"""The exported table: what Excel opens well, what nobody can make it execute, what is masked."""

import csv
import io
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from services.activities import wsgi
from tests.integration.activities.office import Office
from tests.integration.activities.site import Site
from tests.integration.activities.test_check_in import problem
from tests.integration.activities.test_roster import TEAM, people


@pytest.fixture
def site(office: Office) -> Site:
    made = Site(office, people=4, title='=HYPERLINK("http://x")')
    people(office)
    office.team(TEAM, name="巾帼志愿服务队", leader_ids=[made.people[3]])
    made.come(made.people[0])
    made.later(minutes=61, seconds=59)
    made.go(made.people[0])
    return made


def export(site: Site, form: str, by: Any = None, **headers: str) -> Any:
    path = f"/rosters/export?format={form}&activity_id={site.activity_id}"
    return site.office.ask("GET", path, by=by or site.chief(), **headers)


def table(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200, answer.data
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_csv_for_excel(site: Site) -> None:
    answer = export(site, "csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "花名册-20261123" in unquote(answer.headers["Content-Disposition"])
    head, *lines = table(answer)
    assert head[:4] == ["编号", "姓名", "电话", "服务队"]
    assert [line[1] for line in lines] == ["Anna Smith", "单于凤", "王芳", "王小芳"]
    assert lines[3] == [
        "KH0000", "王小芳", "13812340001", "巾帼志愿服务队", '\'=HYPERLINK("http://x")',
        "2026-11-23 10:00", "2026-11-23 12:00", "志愿者", "已录取", "2026-11-23 10:00",
        "2026-11-23 11:01", "61", "",
    ]  # fmt: skip


def test_xlsx_in_english(site: Site) -> None:
    answer = export(site, "xlsx", **{"Accept-Language": "en"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    rows = book.get_sheet_by_name("Roster").to_python()
    assert rows[0][:3] == ["number", "name", "phone"]
    assert rows[4][:3] == ["KH0000", "王小芳", "13812340001"]
    assert rows[4][4] == '=HYPERLINK("http://x")'  # as a text
    assert rows[4][8] == "accepted"
    assert rows[4][11] == 61


def test_masked_as_on_the_page(site: Site) -> None:
    path = f"/rosters/export?format=csv&team_id={TEAM}"
    answer = site.office.ask("GET", path, by=site.people[3])
    assert [line[2] for line in table(answer)[1:]] == ["138****0002", "138****0001"]
    assert export(site, "csv", by=site.people[1]).status_code == 403
    assert export(site, "pdf").status_code == 422


def test_too_long_a_roster_is_refused_before_it_is_made(site: Site) -> None:
    office = site.office
    few = replace(office.own, export_rows=3)
    office.client = wsgi.create(office.settings, clock=office.clock, own=few).test_client()
    answer = export(site, "xlsx")
    assert (answer.status_code, problem(answer)) == (409, "roster-too-long")
