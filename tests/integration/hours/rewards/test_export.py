"""The five kinds of record together, and the figures of a year (order 67, articles 4 and 18)."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from services.hours.operations.late.approve_back_entry import credit_back_entry
from services.hours.operations.reverse_journal import reverse_journal
from shared.auth import Grant, Identity
from shared.tables import read_table
from tests.integration.hours.ledger.office import NUMBERS, THIRD
from tests.integration.hours.matrix import COUNTY, ELSEWHERE, HER, OTHER, PATH, TOWN
from tests.integration.hours.rewards.office import (
    ACTIVITY,
    OFFICER,
    TRAINING,
    Shop,
    attend,
    keep_activity,
)
from tests.unit.hours.attendances import ZONE, attendance

MAY = f"records/export?organisation_id={TOWN}&from=2026-05-01&to=2026-05-31"
SHEETS = ("志愿者信息", "服务信息", "培训信息", "表彰奖励", "服务评价")


@pytest.fixture
def town(shop: Shop) -> Shop:
    """HER came twice and THIRD once, 148 minutes each; one credit of HERs was reversed, one of
    OTHERs was entered afterwards; somebody else's activity is elsewhere."""
    bank = shop.bank
    keep_activity(bank)
    own = {"organisation_id": TOWN, "organisation_path": PATH}
    bank.hear(attend(HER), attend(THIRD))
    bank.hear({**attendance(day=1, volunteer_id=HER, name="again"), **own, "kind": "park"})
    enter_afterwards(shop, OTHER)
    far = {"organisation_id": ELSEWHERE, "organisation_path": f"/{ELSEWHERE}/"}
    bank.hear({**attendance(day=2, volunteer_id=HER, name="far"), **far})
    by = Identity(OFFICER, "V9", (Grant("coordinator", f"/{COUNTY}/"),))
    [again] = bank.journals(activity_kind="park")
    reverse_journal(
        again["_id"], "不在现场", by=by, store=bank.store, settings=bank.settings, zone=ZONE,
        clock=bank.clock,
    )  # fmt: skip
    bank.clock.now = datetime(2026, 5, 10, tzinfo=UTC)
    shop.ask("POST", "trainings", {**TRAINING, "volunteer_ids": [HER, THIRD]}, by=shop.organiser)
    honour = {"volunteer_id": HER, "title": "=优秀志愿者", "date": "2026-05-09"}
    shop.ask("POST", "honours", honour, by=shop.officer)
    for score, who in ((5, HER), (4, THIRD)):
        said = {"activity_id": ACTIVITY, "volunteer_id": who, "kind": "organiser", "score": score}
        assert shop.ask("POST", "evaluations", said, by=shop.organiser).status_code == 201
    return shop


def enter_afterwards(shop: Shop, who: str) -> None:
    """Hours of hers at the activity that two persons approved."""
    bank, told = shop.bank, attend(who)
    times = ("shift_start", "shift_end", "check_in_at", "check_out_at")
    entry = {
        **told,
        **{name: datetime.fromisoformat(told[name]) for name in times},
        "_id": told["attendance_id"],
        "activity_kind": told["kind"],
        "filed_by": "f",
        "filed_number": "V7",
        "decision": {"by": "d", "number": "V8"},
        "proof": {"sha256": "0" * 64},
    }
    settings, at = bank.settings, bank.clock()
    bank.store.transaction(
        lambda session: credit_back_entry(
            entry, store=bank.store, session=session, settings=settings, zone=ZONE, at=at
        )
    )


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of the five CSV tables, by their titles."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        found = {name[2:-4]: packed.read(name) for name in packed.namelist()}
    return {
        name: [row.cells for row in read_table(name, table).rows] for name, table in found.items()
    }


def test_article_4_all_five_kinds_of_record_come_out_together(town: Shop) -> None:
    answer = town.ask("GET", f"{MAY}&format=csv", by=town.bearer(OFFICER, [("coordinator", "/")]))
    assert answer.status_code == 200, answer.text
    found = tables(answer.data)
    assert tuple(found) == SHEETS
    persons, services, trainings, awards, evaluations = found.values()
    assert [one["志愿者编号"] for one in persons] == sorted(NUMBERS.values())
    assert persons[0]["性别"] == "女"
    columns = ("签到时长（分钟）", "补录时长（分钟）")
    minutes = {one["志愿者编号"]: tuple(one[name] for name in columns) for one in services}
    assert minutes == {
        NUMBERS[HER]: ("148", "0"),
        NUMBERS[THIRD]: ("148", "0"),
        NUMBERS[OTHER]: ("0", "148"),
    }
    assert [one["单位"] for one in trainings] == ["湖镇", "湖镇"]
    assert [one["荣誉名称"] for one in awards] == ["=优秀志愿者"]
    assert sorted(one["评分"] for one in evaluations) == ["4", "5"]
    [noted] = list(town.bank.database["exports"].find())
    assert (noted["by"], noted["from"], noted["format"]) == (OFFICER, "2026-05-01", "csv")


def test_no_identity_number_leaves(town: Shop) -> None:
    columns = {name for rows in tables(export(town)).values() for row in rows for name in row}
    assert not {name for name in columns if "身份证" in name or "证件" in name}


def export(town: Shop) -> bytes:
    by = town.bearer(OFFICER, [("coordinator", "/")])
    data: bytes = town.ask("GET", f"{MAY}&format=csv", by=by).data
    return data


def test_as_a_workbook_it_has_five_sheets(town: Shop) -> None:
    answer = town.ask("GET", MAY, by=town.officer)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        names = [one for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
    assert len(names) == 5
    assert read_table("records.xlsx", answer.data).columns[:2] == ("number", "name")


@pytest.mark.parametrize(
    "days",
    ["from=2026-05-02&to=2026-05-01", "from=2026-01-01&to=2027-01-02",
     "from=1026-01-01&to=2026-01-01", "from=x&to=2026-01-01", "to=2026-01-01"],
)  # fmt: skip
def test_an_impossible_period_is_refused(shop: Shop, days: str) -> None:
    path = f"records/export?organisation_id={TOWN}&{days}"
    assert shop.ask("GET", path, by=shop.officer).status_code == 422


def year(town: Shop, number: int = 2026) -> Any:
    path = f"records/year?organisation_id={TOWN}&year={number}"
    return town.ask("GET", path, by=town.organiser).json


def test_article_18_the_figures_of_a_year(town: Shop) -> None:
    found = year(town)
    named = ("name", "registered", "new", "active", "activities", "minutes", "back_minutes")
    assert [found[name] for name in named] == ["湖镇", 3, 3, 3, 1, 444, 148]
    assert found["trainings"] == {"count": 1, "participants": 2, "minutes": 360}
    assert (found["honours"], found["evaluations"]) == (1, {"count": 2, "average": 4.5})
    assert found["by_month"] == [
        {"month": "2026-05", "minutes": 444, "back_minutes": 148, "attendances": 3}
    ]
    assert found["by_kind"] == [
        {"kind": "elderly", "activities": 1, "minutes": 444, "back_minutes": 148},
        {"kind": "park", "activities": 0, "minutes": 0, "back_minutes": 0},
    ]
    before = year(town, 2025)
    assert (before["minutes"], before["active"], before["new"], before["by_kind"]) == (0, 0, 0, [])


def test_the_figures_agree_with_the_totals_and_the_ledger(town: Shop) -> None:
    found = year(town)
    path = f"hours/totals?organisation_id={TOWN}&from=2026-01&to=2026-12"
    totals = town.ask("GET", path, by=town.organiser).json["total"]
    names = ("minutes", "back_minutes", "attendances")
    assert {name: found[name] for name in names} == {name: totals[name] for name in names}
    for name in names[:2]:
        assert sum(one[name] for one in found["by_kind"]) == found[name]
    lines = [
        line["minutes"]
        for journal in town.bank.journals(organisation_id=TOWN)
        for line in journal["lines"]
        if line["account"].startswith("volunteer:")
    ]
    assert sum(lines) == found["minutes"]
    taken = tables(export(town))["服务信息"]
    exported = sum(int(one["签到时长（分钟）"]) + int(one["补录时长（分钟）"]) for one in taken)
    assert exported == found["minutes"]
    town.bank.recount()
