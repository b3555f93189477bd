"""A volunteer makes her own certificate on a page: the period, what stands on it, the PDF."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from shared.ids import id_from
from tests.integration.hours.matrix import COUNTY, OTHER, TOWN
from tests.integration.hours.pages.conftest import Desk

SIGNS = {"responsible": "陈月华", "handler": "李敏", "contact": "人民路 12 号，0571-88001234"}
MAY = "/my/certificates/new?from=2026-05-01&to=2026-05-04"


@pytest.fixture
def signed(desk: Desk, api: Any, bearer: Any) -> Desk:
    """The town has named who signs; she served twice."""
    path = f"/api/v1/certificates/issuers/{TOWN}"
    county = bearer(OTHER, [("coordinator", f"/{COUNTY}/")])
    assert api.put(path, json=SIGNS, headers=county).status_code == 200
    desk.serve()
    desk.serve(
        "13:00", "14:00", shift=("13:00", "14:00"), name="2",
        activity_id=id_from("activity", "b"), activity_title="社区清洁",
    )  # fmt: skip
    return desk


def test_none_was_made_yet(desk: Desk) -> None:
    page = desk.open().get("/my/certificates")
    assert "您还没有开具过证明" in page.text
    assert "没有可以开具证明的服务" in page.click("开具新的证明").text


def test_she_makes_one_downloads_it_and_anybody_checks_it(signed: Desk) -> None:
    page = signed.open().get(MAY)
    assert "敬老院陪伴" in page.text
    made = page.forms[1].submit().follow()
    assert "已开具 1 份证明" in made.text
    assert "2026年5月1日 至 2026年5月4日" in made.text
    assert "2026-05-0" not in made.html.get_text(), "days are written as on the paper"
    paper = made.click("下载 PDF")
    assert paper.content_type == "application/pdf"
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(paper.body)).pages)
    assert "社区清洁" in text
    address = made.html.find("a", string="查验页面")["href"]
    checked = signed.open(None).get(address.removeprefix("http://kindhours.test"))
    assert "有效" in checked.text
    signed.open(OTHER).get(paper.request.path, status=404)


def test_what_she_takes_off_does_not_stand_on_it(signed: Desk) -> None:
    form = signed.open().get(MAY).forms[1]
    boxes = [one for one in form.fields["activity_ids"] if one.checked]
    assert len(boxes) == 2
    next(one for one in boxes if one._value == id_from("activity", "b")).checked = False
    form["language"] = "en"
    form["show_sex"].checked = False
    form.submit()
    kept = signed.bank.database["certificates"].find_one() or {}
    assert [line["title"] for line in kept["services"]] == ["敬老院陪伴"]
    assert (kept["language"], kept["person"]["sex"]) == ("en", None)


def test_nothing_chosen_is_said_beside_the_choice(signed: Desk) -> None:
    form = signed.open().get(MAY).forms[1]
    for box in form.fields["activity_ids"]:
        box.checked = False
    page = form.submit(status=422)
    assert page.html.select_one("#e-activity_ids")
    assert not any(one.checked for one in page.forms[1].fields["activity_ids"])


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-05-04", "2026-05-01", "to"),
        ("2026-05-01", "2027-01-01", "to"),
        ("1000-01-01", "2026-05-01", "to"),
        ("x", "2026-05-01", "from"),
        ("2026-02-30", "2026-05-01", "from"),
    ],
)
def test_a_period_that_is_none_is_said_beside_it(
    signed: Desk, first: str, last: str, field: str
) -> None:
    page = signed.open().get(f"/my/certificates/new?from={first}&to={last}", status=422)
    assert page.html.select_one(f"#e-{field}")


def test_one_that_was_superseded_says_so_and_leads_to_a_new_one(signed: Desk) -> None:
    signed.open().get(MAY).forms[1].submit()
    change = {"$set": {"superseded_at": signed.bank.clock.now}}
    signed.bank.database["certificates"].update_one({}, change)
    page = signed.open().get("/my/certificates")
    assert "已失效" in page.text
    assert not page.html.find("a", string="下载 PDF")
    assert "敬老院陪伴" in page.click("重新开具").text


def test_sent_twice_it_is_one_certificate(signed: Desk) -> None:
    form = signed.open().get(MAY).forms[1]
    form.submit()
    form.submit()
    assert signed.bank.database["certificates"].count_documents({}) == 1
