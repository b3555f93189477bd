"""Whatever is sent, the answer names the field and what to do; it is never a fault of ours."""

import json
from typing import Any

import pytest

from tests.integration.volunteers.conftest import House
from tests.integration.volunteers.matrix import ROUTES, Scene
from tests.unit.volunteers.samples import card, typed

STRANGE: tuple[Any, ...] = (
    {"$ne": None},
    {"$gt": ""},
    {"$where": "1"},
    [],
    [[["x"]]],
    {},
    None,
    True,
    0,
    -1,
    1.5,
    1e308,
    10**30,
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "x" * 5000,
    "🙂" * 100,
    "'; drop table people; --",
    "../../etc/passwd",
    "1980-02-30",
    "１８９９－１２－３１",
    "NaN",
)
BODIES = {
    route: entry
    for route, entry in ROUTES.items()
    if route.split(" ")[0] in ("POST", "PATCH", "PUT") and "imports" not in route
}


def as_json(body: Any) -> dict[str, Any]:
    """A body in plain ASCII: half characters are escaped, as a hostile client would."""
    return {"data": json.dumps(body), "content_type": "application/json"}


def is_sound(answer: Any) -> bool:
    """Below 500; a refusal is a problem that says in words what to do."""
    if answer.status_code < 400:
        return True
    problem = answer.status_code < 500 and answer.mimetype == "application/problem+json"
    if not problem or not answer.get_json()["detail"]:
        return False
    errors = answer.get_json()["errors"] if answer.status_code == 422 else []
    return all(error["field"] and error["message"] for error in errors)


@pytest.mark.parametrize("route", sorted(BODIES))
def test_every_field_of_every_body(town_hall: House, route: str) -> None:
    path, request = BODIES[route].make(Scene(town_hall))
    good = request.get("json") or {}
    send = {"method": route.split(" ")[0], "path": path, "as_": "root"}
    for name in good:
        for value in STRANGE:
            answer = town_hall.call(**send, **as_json({**good, name: value}))
            assert is_sound(answer), (name, value, answer.text)
    for body in (*STRANGE, {"unknown": 1}, {**good, "$set": {"status": "active"}}):
        answer = town_hall.call(**send, **as_json(body))
        assert is_sound(answer), (body, answer.text)
    for data in (b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000):
        answer = town_hall.call(**send, data=data, content_type="application/json")
        assert is_sound(answer), (data[:9], answer.text)
    assert town_hall.call(**send, data=b"x=1").status_code < 500


@pytest.mark.parametrize("name", ["identity", "guardian"])
def test_what_stands_within(town_hall: House, name: str) -> None:
    inner = {
        "identity": {"kind": "passport", "number": "E12345678", "country": "CHN"},
        "guardian": {"name": "王芳", "relation": "mother", "phone": "13800138000"},
    }[name]
    for field in inner:
        for value in STRANGE:
            body = {**typed(town_hall.org("东一镇")), name: {**inner, field: value}}
            answer = town_hall.call("POST", "/volunteers", **as_json(body))
            assert is_sound(answer), (field, value, answer.text)


@pytest.mark.parametrize("path", ["/volunteers", "/organisations", "/teams", "/grants"])
def test_queries(town_hall: House, path: str) -> None:
    names = ("q", "number", "phone_tail", "status", "team_id", "organisation_id", "sort", "cursor")
    for name in (*names, "limit", "level", "under", "parent_id", "code", "unknown", "$where"):
        for value in ("", "x" * 300, "[$ne]", "１２", "-1", "a\x00b", "%ff", "1e9", "null", "e30"):
            answer = town_hall.call("GET", path, "root", query_string={name: value})
            assert is_sound(answer), (name, value, answer.text)
        answer = town_hall.call("GET", path, "root", query_string={f"{name}[$ne]": "1"})
        assert is_sound(answer), (name, answer.text)


def test_paths(town_hall: House) -> None:
    for thing in ("volunteers", "organisations", "teams"):
        for name in ("x", "$ne", "a%00b", "0" * 24, "x" * 3000, "%F0%28", "me%2f.."):
            for method, body in (("GET", None), ("PATCH", {"name": "x"})):
                answer = town_hall.call(method, f"/{thing}/{name}", "root", json=body)
                assert is_sound(answer), (method, thing, name, answer.text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("field", "value", "zh", "en"),
    [
        ("name", {"$ne": None}, "应为文字。", "Not a valid string."),
        ("sex", "other", "只能是以下之一：female, male。", "Must be one of: female, male."),
        ("wants_email", "yes", "应为 true 或 false。", "Not a valid boolean."),
        ("email", "nobody", "电子邮箱地址无效。", "Not a valid email address."),
        ("skills", "急救", "应为列表。", "Not a valid list."),
        ("organisation_id", "$ne", "编号无效，应为 24 位十六进制。", "Not a valid id."),
        ("status", "left", "没有这个字段，请去掉。", "Unknown field."),
        ("identity.number", 110105194912310021, "应为文字。", "Not a valid string."),
        ("phone", [1], "应为文字。", "Not a valid string."),
    ],
)
def test_the_words_of_the_framework_are_spoken_in_both_languages(
    town_hall: House, language: str, field: str, value: Any, zh: str, en: str
) -> None:
    body = typed(town_hall.org("东一镇"))
    if "." in field:
        outer, inner = field.split(".")
        body[outer] = {**body[outer], inner: value}
    else:
        body[field] = value
    headers = {"Accept-Language": language}
    answer = town_hall.call("POST", "/volunteers", json=body, headers=headers)
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == [
        {"field": field, "message": zh if language == "zh" else en}
    ]


def test_every_missing_field_is_named_at_once(town_hall: House) -> None:
    answer = town_hall.call("POST", "/volunteers", json={})
    named = {error["field"] for error in answer.get_json()["errors"]}
    assert named == {
        "name", "sex", "birth_date", "identity", "residence_code", "phone", "organisation_id",
        "consent_version", "password",
    }  # fmt: skip


def test_a_huge_body_is_refused(town_hall: House) -> None:
    data = json.dumps({"name": "x" * 2_000_000})
    answer = town_hall.call("POST", "/volunteers", data=data, content_type="application/json")
    assert answer.status_code == 413


def test_full_width_digits_are_read_everywhere(town_hall: House) -> None:
    number = card("19800201", sequence=250)
    wide = str.maketrans("0123456789-X", "０１２３４５６７８９－Ｘ")
    answer = town_hall.register(
        number=number.translate(wide),
        birth_date="1980-02-01".translate(wide),
        phone="13800138001".translate(wide),
        residence_code="330106".translate(wide),
    )
    assert answer.status_code == 201
    kept = town_hall.store.people.get(answer.get_json()["volunteer_id"])
    assert (kept["birth_date"], kept["phone"]) == ("1980-02-01", "+8613800138001")
    assert kept["residence_code"] == "330106"


def test_no_operator_ever_reached_the_database(town_hall: House) -> None:
    """After all of the above: no record has a key that begins with a dollar sign."""

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        if isinstance(value, list):
            return {key for inner in value for key in keys(inner)}
        return set()

    for name in town_hall.store.database.list_collection_names():
        for row in town_hall.store.database[name].find():
            assert not any(key.startswith("$") for key in keys(row))
