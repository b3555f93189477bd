"""Importing activities over HTTP: a coordinator's list, with everything lists have wrong."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.activities import wsgi
from services.activities.operations.import_activities import import_activities
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.storage.mongo import Document, connect
from shared.tables import read_table, write_xlsx

TOWN, OTHER = "aa" * 12, "bb" * 12
LIST = (
    "编号,活动名称,活动类别,日期,起止时间,岗位,人数,活动地点\n"
    "1,春季义诊,健康,2027-03-01,09:00-12:00,引导,3,文化广场\n"
    "1,春季义诊,健康,2027-03-01,09:00-12:00,量血压,2,文化广场\n"
    "1,春季义诊,健康,2027-03-02,9am-1pm,引导,3,文化广场\n"
    "2,讲座,教育,2027年4月1日,14:00-16:00,,20,\n"
)
WRONG = LIST + "3,旧活动,健康,2020-01-01,09:00-12:00,,5,\n4,,健康,2027-02-30,,,5,\n"


@pytest.fixture
def store(make_settings: Callable[..., Any]) -> Store:
    settings = make_settings("activities")
    store = Store(connect(settings))
    store.prepare()
    nodes = [(TOWN, "/aa/", "active"), (OTHER, "/cc/", "active"), ("cc" * 12, "/aa/x/", "closed")]
    store.copies.keep(
        "organisation",
        [
            {"organisation_id": n, "name": f"组织{n[:2]}", "level": "town", "code": None,
             "parent_id": None, "path": path, "status": status, "revision": 1}
            for n, path, status in nodes
        ],
    )  # fmt: skip
    store.settings = settings  # type: ignore[attr-defined]
    return store


@pytest.fixture
def client(store: Store, clock: Any) -> FlaskClient:
    own = ActivitySettings(code_secret="secret")
    return wsgi.create(store.settings, clock=clock, own=own).test_client()  # type: ignore[attr-defined]


@pytest.fixture
def send(
    client: FlaskClient, store: Store, clock: Any, bearer: Callable[..., dict[str, str]]
) -> Callable[..., Any]:
    """Upload, let the worker's chore run, and ask for the job; or the refusal."""
    mine = bearer(grants=[("coordinator", "/aa/")])

    def run(data: str | bytes, mapping: str | None = None, **form: Any) -> Document:
        body = data.encode() if isinstance(data, str) else data
        fields: dict[str, Any] = {"organisation_id": TOWN, **form}
        fields["file"] = (io.BytesIO(body), "list.csv")
        if mapping:
            fields["mapping"] = (io.BytesIO(mapping.encode()), "map.toml")
        answer = client.post("/api/v1/imports/activities", data=fields, headers=mine)
        if answer.status_code != 202:
            return {"status": answer.status_code, **answer.get_json()}
        import_activities(store=store, clock=clock, settings=ActivitySettings())
        job = answer.get_json()
        assert (job["state"], job["total"]) == ("waiting", len(read_table("x", body).rows))
        found = client.get(f"/api/v1/imports/activities/{job['id']}", headers=mine)
        assert found.status_code == 200
        return dict(found.get_json())

    return run


def counts(job: Document) -> tuple[str, int, int, int]:
    return job["state"], job["accepted"], job["repeated"], job["refused"]


def test_a_list_comes_in_as_drafts_and_only_once(send: Callable[..., Any], store: Store) -> None:
    assert counts(send(LIST, dry_run="true")) == ("done", 4, 0, 0)
    assert store.activities.rows.count_documents({}) == 0
    assert counts(send(LIST)) == ("done", 4, 0, 0)
    assert counts(send(LIST)) == ("done", 0, 4, 0)
    first, second = store.activities.rows.find().sort("starts_at")
    assert [[r["name"] for r in s["roles"]] for s in first["shifts"]] == [
        ["引导", "量血压"],
        ["引导"],
    ]
    assert (first["status"], first["organisation_path"], first["outbox"]) == ("draft", "/aa/", [])
    assert second["shifts"][0]["roles"][0]["places"] == 20
    assert "jiangzuo" in second["search"]


def test_wrong_rows_keep_all_out_and_the_sheet_names_row_column_and_reason(
    send: Callable[..., Any], store: Store, client: FlaskClient, bearer: Callable[..., Any]
) -> None:
    job = send(WRONG)
    assert counts(job) == ("refused", 4, 0, 2)
    assert [(p["row"], p["column"], p["value"]) for p in job["problems"]] == [
        (6, "日期", "2020-01-01"),
        (7, "活动名称", ""),
        (7, "日期", "2027-02-30"),
    ]
    assert store.activities.rows.count_documents({}) == 0
    mine = bearer(grants=[("coordinator", "/aa/")])
    for kind in ("xlsx", "csv"):
        path = f"/api/v1/imports/activities/{job['id']}/problems?format={kind}"
        sheet = read_table("problems", client.get(path, headers=mine).data)
        assert sheet.rows[0].cells["行 Row"] == "6"
        assert "将来的活动" in sheet.rows[0].cells["原因"]
    assert counts(send(WRONG, accept_valid="true")) == ("done", 4, 0, 2)
    assert store.activities.rows.count_documents({}) == 2


def test_an_archive_comes_in_closed_and_says_so(send: Callable[..., Any], store: Store) -> None:
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
    assert counts(send(text, mapping)) == ("done", 1, 0, 0)
    assert counts(send(text, mapping)) == ("done", 0, 1, 0)
    found = store.activities.rows.find_one({})
    assert found is not None
    assert (found["status"], found["kind"], found["shifts"]) == ("closed", "other", [])
    assert (found["imported"]["source"], found["imported"]["id"]) == ("elsewhere", "7")
    assert [e["type"] for e in found["outbox"]] == ["activities.activity_closed"]


def test_an_organisation_is_found_within_the_scope_alone(
    send: Callable[..., Any], store: Store
) -> None:
    head = "Title,Kind,Date,Times,Places,Organisation\n"
    line = "Talk,x,2027-04-01,9am-1pm,3,"
    assert counts(send(f"{head}{line}组织aa\n")) == ("done", 1, 0, 0)
    for name in ("组织bb", "组织cc", "nowhere"):
        job = send(f"{head}{line}{name}\n")
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
    send: Callable[..., Any], data: Any, mapping: str | None, field: str
) -> None:
    answer = send(data, mapping)
    assert answer["status"] == 422
    assert answer["errors"][0]["field"] == field


def test_a_workbook_called_csv_with_formulas_comes_in_as_text(
    send: Callable[..., Any], store: Store
) -> None:
    columns = ("活动名称", "活动类别", "日期", "起止时间", "人数")
    data = write_xlsx(columns, [("=1+1", "@x", "2027-01-01", "09:00-10:00", 5.0)], "list")
    assert counts(send(data)) == ("done", 1, 0, 0)
    found = store.activities.rows.find_one({})
    assert found is not None
    assert found["title"] == "=1+1"


def test_only_coordinators_within_their_scope(
    client: FlaskClient, send: Callable[..., Any], bearer: Callable[..., Any]
) -> None:
    job = send(LIST)
    strangers = [
        ({}, 401),
        (bearer(), 403),
        (bearer(grants=[("organiser", "/aa/")]), 403),
        (bearer(grants=[("coordinator", "/cc/")]), 403),
    ]
    for headers, status in strangers:
        form = {"organisation_id": TOWN, "file": (io.BytesIO(LIST.encode()), "list.csv")}
        answer = client.post("/api/v1/imports/activities", data=form, headers=headers)
        assert answer.status_code == status
        for path in (job["id"], f"{job['id']}/problems"):
            answer = client.get(f"/api/v1/imports/activities/{path}", headers=headers)
            assert answer.status_code == status
    mine = bearer(grants=[("coordinator", "/aa/")])
    assert client.get(f"/api/v1/imports/activities/{'f' * 24}", headers=mine).status_code == 404
    closed = {"organisation_id": "cc" * 12, "file": (io.BytesIO(b"a"), "a")}
    answer = client.post("/api/v1/imports/activities", data=closed, headers=mine)
    assert answer.get_json()["errors"][0]["field"] == "organisation_id"


def test_a_body_that_is_no_form_says_what_is_missing(
    client: FlaskClient, bearer: Callable[..., Any]
) -> None:
    mine = bearer(grants=[("coordinator", "/aa/")])
    path = "/api/v1/imports/activities"
    for more in ({"json": {"$ne": None}}, {"data": {"organisation_id": TOWN, "file": "text"}}):
        answer = client.post(path, headers=mine, **more)
        assert answer.status_code == 422
        assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_explains_itself_and_reads_back(
    client: FlaskClient, send: Callable[..., Any], bearer: Callable[..., Any], language: str
) -> None:
    mine = bearer(grants=[("coordinator", "/aa/")]) | {"Accept-Language": language}
    path = "/api/v1/imports/activities/template"
    text = client.get(f"{path}?format=csv", headers=mine).data.decode("utf-8-sig")
    values = {"date": "2027-01-01", "times": "9-10", "places": "5", "kind": "x", "title": "y"}
    titles = {"活动名称*": "title", "活动类别*": "kind", "日期*": "date", "起止时间": "times"}
    titles |= {"人数": "places", "Title*": "title", "Kind*": "kind", "Date*": "date"}
    titles |= {"Times": "times", "Places": "places"}
    line = ",".join(values.get(titles.get(t, ""), "") for t in text.strip().split(","))
    assert counts(send(f"{text}{line}\n")) == ("done", 1, 0, 0)
    book = client.get(path, headers=mine)
    assert book.data.startswith(b"PK")
    assert "来源" not in text
    assert "Source" not in text
