"""Importing activities over HTTP: a coordinator's list, with everything lists have wrong."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from shared.tables import read_table, write_xlsx
from tests.integration.imports.conftest import Office
from tests.integration.imports.lists import OTHER, TOWN, VILLAGE, counts

LIST = (
    "编号,活动名称,活动类别,日期,起止时间,岗位,人数,活动地点\n"
    "1,春季义诊,健康,2027-03-01,09:00-12:00,引导,3,文化广场\n"
    "1,春季义诊,健康,2027-03-01,09:00-12:00,量血压,2,文化广场\n"
    "1,春季义诊,健康,2027-03-02,9am-1pm,引导,3,文化广场\n"
    "2,讲座,教育,2027年4月1日,14:00-16:00,,20,\n"
)
WRONG = LIST + "3,旧活动,健康,2020-01-01,09:00-12:00,,5,\n4,,健康,2027-02-30,,,5,\n"


def test_a_list_comes_in_as_drafts_and_only_once(activities: Office) -> None:
    assert counts(activities.bring(LIST, dry_run="true")) == ("done", 4, 0, 0)
    assert activities.store.activities.rows.count_documents({}) == 0
    assert counts(activities.bring(LIST)) == ("done", 4, 0, 0)
    assert counts(activities.bring(LIST)) == ("done", 0, 4, 0)
    first, second = activities.store.activities.rows.find().sort("starts_at")
    assert [[r["name"] for r in s["roles"]] for s in first["shifts"]] == [
        ["引导", "量血压"],
        ["引导"],
    ]
    assert (first["status"], first["organisation_path"]) == ("draft", f"/{TOWN}/")
    assert first["outbox"] == []
    assert second["shifts"][0]["roles"][0]["places"] == 20
    assert "jiangzuo" in second["search"]


def test_wrong_rows_keep_all_out_and_the_sheet_names_row_column_and_reason(
    activities: Office,
) -> None:
    job = activities.bring(WRONG)
    assert counts(job) == ("refused", 4, 0, 2)
    assert [(p["row"], p["column"], p["value"]) for p in job["problems"]] == [
        (6, "日期", "2020-01-01"),
        (7, "活动名称", ""),
        (7, "日期", "2027-02-30"),
    ]
    assert activities.store.activities.rows.count_documents({}) == 0
    for kind in ("xlsx", "csv"):
        sheet = read_table("x", activities.get(f"{job['id']}/problems?format={kind}").data)
        assert sheet.rows[0].cells["行 Row"] == "6"
        assert "将来的活动" in sheet.rows[0].cells["原因"]
    assert counts(activities.bring(WRONG, accept_valid="true")) == ("done", 4, 0, 2)
    assert activities.store.activities.rows.count_documents({}) == 2


def test_an_archive_comes_in_closed_and_says_so(activities: Office) -> None:
    mapping = """
        dates = ["%B %d %Y"]
        [fields]
        external_id = "{id}"
        title = "{t}"
        kind = ["{k}", "other"]
        date = "{d}"
        past = "archive"
        source = "elsewhere"
    """
    text = "id,t,k,d\n7,Set-up,,January 22 2011\n"
    assert counts(activities.bring(text, mapping)) == ("done", 1, 0, 0)
    assert counts(activities.bring(text, mapping)) == ("done", 0, 1, 0)
    found = activities.store.activities.rows.find_one({})
    assert found is not None
    assert (found["status"], found["kind"], found["shifts"]) == ("closed", "other", [])
    assert (found["imported"]["source"], found["imported"]["id"]) == ("elsewhere", "7")
    assert [e["type"] for e in found["outbox"]] == ["activities.activity_closed"]


def test_an_organisation_is_found_within_the_scope_alone(activities: Office) -> None:
    head = "Title,Kind,Date,Times,Places,Organisation\n"
    line = "Talk,x,2027-04-01,9am-1pm,3,"
    assert counts(activities.bring(f"{head}{line}幸福镇\n")) == ("done", 1, 0, 0)
    for name in ("别的镇", "和平村", OTHER, "nowhere"):
        job = activities.bring(f"{head}{line}{name}\n")
        assert (job["state"], job["problems"][0]["column"]) == ("refused", "Organisation")


@pytest.mark.parametrize(
    ("data", "mapping", "field"),
    [
        (b"", None, "file"),
        (b"\x89PNG\x00\x01", None, "file"),
        (LIST.splitlines()[0], None, "file"),
        ("a,b\n1,2\n", None, "file"),
        (LIST, "[fields]\nprice = 'x'", "mapping"),
        (LIST, "no mapping at all", "mapping"),
        ("a\n" + "1\n" * 100_000, None, "file"),
        (b"x" * 10_500_000, None, "file"),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_once(
    activities: Office, data: Any, mapping: str | None, field: str
) -> None:
    answer = activities.upload(data, mapping)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == field


def test_a_workbook_called_csv_with_formulas_comes_in_as_text(activities: Office) -> None:
    columns = ("活动名称", "活动类别", "日期", "起止时间", "人数")
    data = write_xlsx(columns, [("=1+1", "@x", "2027-01-01", "09:00-10:00", 5.0)], "list")
    assert counts(activities.bring(data)) == ("done", 1, 0, 0)
    found = activities.store.activities.rows.find_one({})
    assert found is not None
    assert found["title"] == "=1+1"


def test_only_coordinators_within_their_scope(
    activities: Office, bearer: Callable[..., Any]
) -> None:
    job = activities.bring(LIST)
    strangers = [
        ({}, 401),
        (bearer(), 403),
        (bearer(grants=[("organiser", f"/{TOWN}/")]), 403),
        (bearer(grants=[("coordinator", f"/{OTHER}/")]), 403),
    ]
    for headers, status in strangers:
        form = {"organisation_id": TOWN, "file": (io.BytesIO(LIST.encode()), "list.csv")}
        answer = activities.client.post(activities.path, data=form, headers=headers)
        assert answer.status_code == status
        for path in (job["id"], f"{job['id']}/problems"):
            answer = activities.client.get(f"{activities.path}/{path}", headers=headers)
            assert answer.status_code == status
    assert activities.get("f" * 24).status_code == 404
    for unknown in (VILLAGE, "f" * 24):
        answer = activities.upload(LIST, organisation_id=unknown)
        assert answer.get_json()["errors"][0]["field"] == "organisation_id"


def test_a_body_that_is_no_form_says_what_is_missing(activities: Office) -> None:
    wrong: list[dict[str, Any]] = [
        {"json": {"$ne": None}},
        {"data": {"organisation_id": TOWN, "file": "text"}},
        {"data": {"organisation_id": TOWN, "word": "x", "file": (io.BytesIO(b"a"), "a")}},
        {"data": {"organisation_id": TOWN, "dry_run": "perhaps", "file": (io.BytesIO(b"a"), "a")}},
    ]
    for more in wrong:
        answer = activities.client.post(activities.path, headers=activities.mine, **more)
        assert answer.status_code == 422
        assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_explains_itself_and_reads_back(activities: Office, language: str) -> None:
    spoken = {"Accept-Language": language}
    text = activities.get("template?format=csv", **spoken).data.decode("utf-8-sig").strip()
    right = {
        "活动名称*": "义诊",
        "活动类别*": "健康",
        "日期*": "2027-01-01",
        "起止时间": "9-10",
        "人数": "5",
    }
    right |= {"Title*": "x", "Kind*": "y", "Date*": "2027-01-01", "Times": "9-10", "Places": "5"}
    line = ",".join(right.get(title, "") for title in text.split(","))
    assert counts(activities.bring(f"{text}\n{line}\n")) == ("done", 1, 0, 0)
    assert activities.get("template", **spoken).data.startswith(b"PK")
    assert "来源" not in text
    assert "Source" not in text


def test_the_documentation_names_every_field_of_the_form(activities: Office) -> None:
    found = activities.client.get("/api/activities/openapi.json").get_json()
    post = found["paths"]["/api/v1/imports/activities"]["post"]
    ((kind, body),) = post["requestBody"]["content"].items()
    name = body["schema"]["$ref"].rsplit("/", 1)[1]
    fields = found["components"]["schemas"][name]["properties"]
    assert kind == "multipart/form-data"
    known = ["accept_valid", "dry_run", "file", "mapping", "organisation_id", "preview"]
    assert sorted(fields) == known
    assert "parameters" not in post
