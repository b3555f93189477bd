"""Findings on pages: words and evidence; dismissed with a reason, or purses frozen meanwhile."""

from typing import Any

import pytest

from services.hours.domain.findings.limits import Limits
from services.hours.operations.findings.detect import detect
from tests.integration.hours.late.office import FILER
from tests.integration.hours.matrix import HER
from tests.integration.hours.pages.counter import (
    ABOVE,
    SECOND,
    Counter,
    form_of,
    sent,
    told,
)
from tests.unit.hours.attendances import ZONE, at


@pytest.fixture
def finding(counter: Counter) -> str:
    """The address of a finding: HER hours in the night, which FILER wrote down."""
    counter.serve("21:00", "25:00", shift=("21:00", "25:00"), recorded_by=FILER, name="night")
    counter.bank.clock.now = at("26:00")
    assert detect(store=counter.bank.store, limits=Limits(), zone=ZONE, clock=counter.bank.clock)
    [row] = counter.bank.database["findings"].find({"kind": "at_night"})
    return f"/office/findings/{row['_id']}"


def frozen(counter: Counter) -> list[Any]:
    return list(counter.bank.database["freezes"].find({"lifted": None}))


def test_it_is_told_in_words_with_its_evidence(counter: Counter, finding: str) -> None:
    page = counter.open().get("/office/findings").click(href=finding)
    assert "minutes in the night" in page.text
    assert page.html.select_one(f"a[href='/office/people/{HER}']")
    assert page.html.select_one(f"a[href='/office/people/{FILER}']")
    assert "敬老院陪伴" in page.text
    chinese = counter.open(language="zh").get(finding)
    assert "请核实时间是否属实" in chinese.text


def test_dismissed_with_a_reason(counter: Counter, finding: str) -> None:
    form = next(
        one for one in counter.open().get(finding).forms.values()
        if "form" in one.fields and one["form"].value == "dismiss"
    )  # fmt: skip
    page = sent(form, reason="")
    assert page.status_int == 422
    assert page.html.select_one("#trouble a")["href"] == "#f-reason"
    form = next(one for one in page.forms.values() if one["form"].value == "dismiss")
    assert form["reason"].id == "f-reason", "the one that is wrong"
    page = sent(form, reason="夜间值守，有签到表")
    assert told(page) == "Settled. Nothing else waits."
    settled = counter.open().get("/office/findings", {"status": "dismissed"}).click(href=finding)
    assert "夜间值守，有签到表" in settled.text
    assert frozen(counter) == []


def test_frozen_by_one_and_freed_by_another(counter: Counter, finding: str) -> None:
    form = form_of(counter.open().get(finding), "volunteer_ids")
    form["volunteer_ids"] = False
    page = sent(form, reason="正在核实")
    assert page.status_int == 422
    assert "Choose at least one person" in page.text
    assert frozen(counter) == []
    form = form_of(page, "volunteer_ids")
    assert form["reason"].value == "正在核实"
    form["volunteer_ids"] = True
    assert told(sent(form)) == "Settled. Nothing else waits."
    assert [one["volunteer_id"] for one in frozen(counter)] == [HER]
    href = f"/office/hours/freezes/{HER}"
    mine = counter.open().get("/office/hours/freezes").click(href=href)
    assert "another coordinator frees it" in mine.text
    assert not mine.html.select("textarea")
    page = counter.open(SECOND).get(href)
    assert told(sent(form_of(page, "reason"), reason="已核实")) == "It is free again; she is told."
    assert frozen(counter) == []


def test_whom_it_concerns_cannot_settle_it(counter: Counter, finding: str) -> None:
    for who in (HER, FILER):
        page = counter.open(who).get(finding)
        assert "You cannot decide this one" in page.text
        assert not page.html.select("textarea")


def test_a_purse_is_frozen_by_number(counter: Counter) -> None:
    page = counter.open().get("/office/hours/freezes")
    page = sent(form_of(page, "number"), number="V000", reason="正在核实")
    assert "no such volunteer" in page.html.select_one("#e-number").text
    page = sent(form_of(page, "number"), number="Vaaa")
    assert told(page) == "It is frozen; she is told why."
    again = sent(form_of(page, "number"), number="Vaaa", reason="再次")
    assert again.status_int == 409
    assert "正在核实" in again.text


def test_an_administrator_asks_for_a_look(counter: Counter) -> None:
    page = counter.open(SECOND, ABOVE).get("/office/findings")
    form = next(one for one in page.forms.values() if one.action.endswith("/look"))
    assert "within a minute" in told(sent(form))
    assert "Look now" not in counter.open().get("/office/findings").text
