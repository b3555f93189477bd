"""Rules on pages: in plain words, set by one from a day on, confirmed by another before it."""

from typing import Any

import pytest

from tests.integration.hours.late.office import FILER
from tests.integration.hours.matrix import COUNTY, TOWN
from tests.integration.hours.pages.counter import (
    ORGANISERS,
    SECOND,
    Counter,
    form_of,
    sent,
    told,
)

pytestmark = pytest.mark.usefixtures("fresh_rules")
CHANGE = f"/office/rules/change?organisation_id={COUNTY}"


def change(counter: Counter, **values: str) -> Any:
    """The page after somebody set rules of the county from 10 May on."""
    form = form_of(counter.open().get(CHANGE), "from")
    form["from"] = "2026-05-10"
    for name, value in values.items():
        form[f"values.{name}"] = value
    return sent(form)


def test_each_rule_is_explained_with_where_it_comes_from(counter: Counter) -> None:
    page = counter.open(FILER, ORGANISERS).get("/office/rules")
    assert "Counts before the shift" in page.text
    assert "15 min" in page.text
    assert page.text.count("The usual value") == 19
    assert "Set rules" not in page.text
    chinese = counter.open(language="zh").get("/office/rules")
    assert "提前到场做准备的人" in chinese.text


def test_set_by_one_and_confirmed_by_another_they_hold_and_are_inherited(counter: Counter) -> None:
    page = change(counter, grace_before="30", stars="50, 150", notice_days="5", cap_minutes="1000")
    assert "Another coordinator confirms it" in told(page)
    assert "two different persons" in page.html.select_one("[role=note]").text
    path = page.request.path
    assert "Confirm" not in [one.text for one in page.html.select("main button")]
    assert "/office/rules/waiting" not in counter.open().get("/office").text
    other = counter.open(SECOND)
    assert "/office/rules/waiting" in other.get("/office").text
    page = other.get("/office/rules/waiting").click(href=path)
    page = sent(next(f for f in page.forms.values() if f["form"].value == "confirm"))
    assert told(page) == "Confirmed. Nothing else waits."
    [row] = counter.bank.database["rules"].find()
    assert row["values"] == {
        "grace_before": 30, "stars": [3000, 9000], "notice_days": 5, "cap_minutes": 60000
    }  # fmt: skip
    town = {"organisation_id": TOWN, "date": "2026-05-10"}
    after = counter.open().get("/office/rules", town)
    assert "From 县" in after.text
    assert "50, 150 h" in after.text
    assert "50, 150 h" not in counter.open().get("/office/rules", {**town, "date": "2026-05-09"})


def test_a_row_is_taken_back_before_its_day(counter: Counter) -> None:
    page = change(counter, grace_before="30")
    form = next(f for f in page.forms.values() if f["form"].value == "take_back")
    page = sent(form)
    assert told(page) == "Taken back."
    assert "it will not hold" in page.text
    assert "taken back" in counter.open().get(f"/office/rules?organisation_id={COUNTY}").text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"grace_before": "-5"}, "values.grace_before"),
        ({"grace_before": "2.5"}, "values.grace_before"),
        ({"minimum_share": "²"}, "values.minimum_share"),
        ({"stars": "100, fifty"}, "values.stars"),
        ({"stars": "300, 100"}, "values.stars"),
        ({"weights": "elderly: much"}, "values.weights"),
        ({"day_limit": "600", "day_limit_parent": "500"}, "values.day_limit_parent"),
        ({}, "values"),
    ],
)
def test_what_makes_no_sense_is_said_and_stays(
    counter: Counter, values: dict[str, str], field: str
) -> None:
    page = change(counter, **values)
    assert page.status_int == 422
    assert page.html.select_one(f"#trouble a[href='#f-{field}']")
    form = form_of(page, "from")
    assert form["from"].value == "2026-05-10"
    for name, value in values.items():
        assert form[f"values.{name}"].value == value
    assert counter.bank.database["rules"].count_documents({}) == 0


def test_a_day_that_has_come_is_too_early(counter: Counter) -> None:
    form = form_of(counter.open().get(CHANGE + "&key=step"), "from", "values.step")
    assert "values.grace_before" not in form.fields, "only the rule that was asked for"
    form["from"], form["values.step"] = "2026-05-03", "15"
    page = sent(form)
    assert "holds from 2026-05-04 at the earliest" in page.html.select_one("#e-from").text


def test_weights_yes_and_inheriting_again(counter: Counter) -> None:
    form = form_of(counter.open().get(CHANGE), "from")
    form["from"] = "2026-05-10"
    form["values.weights"] = "elderly = 150\n敬老：120%\n"
    form["values.back_entry_allowed"] = "no"
    form["inherit.step"] = True
    sent(form)
    [row] = counter.bank.database["rules"].find()
    assert row["values"] == {
        "weights": {"elderly": 150, "敬老": 120}, "back_entry_allowed": False, "step": None
    }  # fmt: skip
