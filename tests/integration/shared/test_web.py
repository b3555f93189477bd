"""The kernel's web side through the public road: problems, access, idempotency, health."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from shared.refusal import Conflict
from shared.storage import kernel
from shared.storage.mongo import Db, connect
from shared.web import allow, create_app, current
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, Text, WholeNumber


class Full(Conflict):
    zh = "“{role}”已满。"
    en = "{role} is full."


class Thing(Input):
    title = Text(max=20, required=True)
    places = WholeNumber(min=1, max=100, required=True)
    start = Instant(required=True)
    owner = Id()
    kinds = fields.List(Text(max=5))


def blueprint(database: Db) -> Blueprint:
    things = Blueprint("things", __name__, url_prefix="/api/v1/things")

    @things.route("/", methods=["POST"])
    @allow("organiser")
    @things.arguments(Thing())
    @things.response(201, Schema.from_dict({"id": fields.Str(), "by": fields.Str()})())
    def make(body: dict[str, Any]) -> dict[str, Any]:
        if body["title"] == "full":
            raise Full(field="title", role="host")
        if body["title"] == "fault":
            raise RuntimeError("secret detail")
        made = database["things"].insert_one({"title": body["title"]})
        return {"id": str(made.inserted_id), "by": current().volunteer_id}

    @things.route("/", methods=["GET"])
    @allow("public")
    @things.arguments(CursorArgs(), location="query")
    @things.response(200, Schema.from_dict({"limit": fields.Int()})())
    def find(args: dict[str, Any]) -> dict[str, Any]:
        return {"limit": args["limit"]}

    return things


@pytest.fixture
def database(make_settings: Callable[..., Any]) -> Db:
    return connect(make_settings("activities"))


@pytest.fixture
def app(make_settings: Callable[..., Any], database: Db, clock: Any) -> Flask:
    settings = make_settings("activities", mongo_database=database.name)
    return create_app(
        settings, title="Things", blueprints=[blueprint(database)], database=database, clock=clock
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def organiser(bearer: Callable[..., dict[str, str]]) -> dict[str, str]:
    return bearer("a" * 24, [("organiser", "/x/")])


GOOD = {"title": "tea", "places": 3, "start": "2026-05-04T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {"$ne": None}}, "title"),
        ({"title": ""}, "title"),
        ({"title": "a\ud800"}, "title"),
        ({"title": "x" * 21}, "title"),
        ({"places": 2.5}, "places"),
        ({"places": "3"}, "places"),
        ({"places": True}, "places"),
        ({"places": 10**40}, "places"),
        ({"start": "2026-05-04T09:00:00"}, "start"),
        ({"start": "0001-01-01T00:00:00+14:00"}, "start"),
        ({"owner": "../../etc"}, "owner"),
        ({"kinds": ["ok", 7]}, "kinds.1"),
        ({"extra": 1}, "extra"),
    ],
)
def test_bad_input_names_the_field_in_both_languages(
    client: FlaskClient, organiser: dict[str, str], change: dict[str, Any], field: str
) -> None:
    messages = []
    for language in ("zh", "en"):
        answer = client.post(
            "/api/v1/things/",
            data=json.dumps({**GOOD, **change}),
            content_type="application/json",
            headers={**organiser, "Accept-Language": language},
        )
        assert answer.status_code == 422, answer.text
        assert answer.mimetype == "application/problem+json"
        assert [one["field"] for one in answer.json["errors"]] == [field]
        messages.append(answer.json["errors"][0]["message"])
    assert messages[0] != messages[1]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000, 400),
        (b"\xff\xfe", 400),
        (b'"text"', 422),
        (b"null", 422),
        (b" " * 2_000_000, 413),
    ],
)
def test_bodies_that_cannot_be_read(
    client: FlaskClient, organiser: dict[str, str], body: bytes, status: int
) -> None:
    answer = client.post(
        "/api/v1/things/", data=body, content_type="application/json", headers=organiser
    )
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_who_may_come_in(client: FlaskClient, bearer: Callable[..., dict[str, str]]) -> None:
    forged = {"Authorization": "Bearer e30.e30.e30"}
    for headers, status in (({}, 401), (forged, 401), (bearer(), 403)):
        answer = client.post("/api/v1/things/", json=GOOD, headers=headers)
        assert answer.status_code == status
    assert client.get("/api/v1/things/", headers=forged).status_code == 200


def test_a_token_ends(client: FlaskClient, organiser: dict[str, str], clock: Any) -> None:
    clock.advance(days=400)
    assert client.post("/api/v1/things/", json=GOOD, headers=organiser).status_code == 401


def test_refusals_and_faults(client: FlaskClient, organiser: dict[str, str]) -> None:
    full = client.post("/api/v1/things/", json={**GOOD, "title": "full"}, headers=organiser)
    assert (full.status_code, full.json["type"]) == (409, "/problems/full")
    assert full.json["errors"] == [{"field": "title", "message": "“host”已满。"}]
    fault = client.post("/api/v1/things/", json={**GOOD, "title": "fault"}, headers=organiser)
    assert fault.status_code == 500
    assert "secret" not in fault.text


def test_a_route_that_says_nothing_does_not_start(
    make_settings: Callable[..., Any], database: Db, clock: Any
) -> None:
    silent = Blueprint("silent", __name__, url_prefix="/api/v1/silent")
    silent.route("/")(lambda: "hello")
    with pytest.raises(RuntimeError, match="does not say who may call it"):
        create_app(
            make_settings("hours"), title="x", blueprints=[silent], database=database, clock=clock
        )


def test_a_repeated_command_gets_the_first_answer(
    client: FlaskClient, organiser: dict[str, str], database: Db
) -> None:
    keyed = {**organiser, "Idempotency-Key": "k1"}
    first = client.post("/api/v1/things/", json=GOOD, headers=keyed)
    again = client.post("/api/v1/things/", json=GOOD, headers=keyed)
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert database["things"].count_documents({}) == 1
    other = client.post("/api/v1/things/", json={**GOOD, "places": 4}, headers=keyed)
    assert (other.status_code, other.json["type"]) == (422, "/problems/key-reused")


def test_refusals_are_answers_and_faults_are_not(
    client: FlaskClient, organiser: dict[str, str], database: Db
) -> None:
    for title, kept in (("full", 1), ("fault", 0)):
        body = {**GOOD, "title": title}
        keyed = {**organiser, "Idempotency-Key": title}
        client.post("/api/v1/things/", json=body, headers=keyed)
        assert database[kernel.ANSWERS].count_documents({"_id": {"$regex": title}}) == kept


def test_a_running_command_is_not_started_again(
    client: FlaskClient, organiser: dict[str, str], database: Db
) -> None:
    keyed = {**organiser, "Idempotency-Key": "slow"}
    client.post("/api/v1/things/", json=GOOD, headers=keyed)
    database[kernel.ANSWERS].update_one({}, {"$set": {"answer": None}})
    again = client.post("/api/v1/things/", json=GOOD, headers=keyed)
    assert (again.status_code, again.json["type"]) == (409, "/problems/still-running")


def test_health_metrics_and_documents(client: FlaskClient, database: Db) -> None:
    assert client.get("/activities/healthz").status_code == 200
    assert client.get("/activities/readyz").status_code == 503
    kernel.beat(database, "w1", {"broker": True, "stopped": []})
    assert client.get("/activities/readyz").status_code == 200
    assert b"kindhours_request_seconds" in client.get("/activities/metrics").data
    assert client.get("/api/activities/openapi.json").json["openapi"] == "3.1.0"
    assert client.get("/api/activities/docs/").status_code == 200


def test_a_request_id_is_kept_or_made(client: FlaskClient) -> None:
    kept = client.get("/api/v1/things/", headers={"X-Request-Id": "abcdef-123"})
    assert kept.headers["X-Request-Id"] == "abcdef-123"
    made = client.get("/api/v1/things/", headers={"X-Request-Id": "a b\\n"})
    assert len(made.headers["X-Request-Id"]) == 24


def test_prose_stays_as_it_was_written_and_words_are_folded() -> None:
    class Both(Input):
        words = Text()
        prose = Prose()

    given = "ＡＢ１２，请带水"
    assert Both().load({"words": given, "prose": given}) == {"words": "AB12,请带水", "prose": given}
