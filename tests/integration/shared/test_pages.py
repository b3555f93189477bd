"""What all pages have in common: forms that keep what was typed, forged ones, trips and errors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from jinja2 import DictLoader
from marshmallow import fields

from shared.auth import Identity
from shared.pages import Both, Form, Pages, done, fragment, put_up, show, t
from shared.pages.words import dial
from shared.refusal import Invalid, NotFound
from shared.settings import Settings
from shared.storage.mongo import connect
from shared.tokens import sign
from shared.web import allow, create_app, current
from shared.web.schemas import Input, Instant, Text, WholeNumber
from tests.conftest import SettableClock
from tests.pages import open_browser

TEMPLATES = {
    "form.html": """{% extends "page.html" %}{% import "parts.html" as ui with context %}
{% block content %}{{ ui.trouble(form) }}{{ ui.open() }}
{{ ui.field(form, "name", t("名称", "Name"), required=true) }}
{{ ui.field(form, "places", t("名额", "Places"), type="number") }}
{{ ui.field(form, "start", t("开始", "Start"), type="datetime-local") }}
{{ ui.check(form, "open", t("开放", "Open")) }}{{ ui.submit(t("保存", "Save")) }}{{ ui.close() }}
{{ ui.ask_once("/thing", t("删除", "Delete"), t("确定？", "Sure?"), t("是", "Yes")) }}
{{ ui.bars([("a", 3, "3"), ("b", 1, "1")], "c") }}{% endblock %}""",
    "plain.html": """{% extends "page.html" %}
{% block content %}{{ text }}{{ both }}{% endblock %}""",
    "piece.html": "<b>{{ me.number }}</b>",
}


class Taken(Invalid):
    zh = "名称“{name}”已被使用。"
    en = "The name {name} is taken."


class Thing(Input):
    name = Text(required=True, max=20)
    places = WholeNumber(min=1, allow_none=True)
    start = Instant()
    open = fields.Boolean(load_default=True)


def room(kept: list[Any]) -> Pages:
    pages = Pages("things", __name__)

    @pages.route("/thing", methods=["GET", "POST"])
    @allow("public")
    def thing() -> Response:
        form = Form({"name": "first"})
        if form.sent and form.attempt(lambda: keep(form.load(Thing()))):
            return done("/plain", "已保存。", "Saved.")
        return show("form.html", title="x", form=form, status=form.status)

    def keep(body: dict[str, Any]) -> None:
        if body["name"] == "taken":
            raise Taken(name=body["name"], field="name")
        kept.append(body)

    @pages.get("/plain")
    @allow("public")
    def plain() -> Response:
        return show(
            "plain.html", title=t("甲", "A"), text="<script>x</script>", both=Both("乙", "B")
        )

    @pages.get("/mine")
    @allow("organiser")
    def mine() -> Response:
        return show("plain.html", title=current().number)

    @pages.get("/things/parts/me")
    @allow("volunteer")
    def piece() -> Response:
        return fragment("piece.html")

    @pages.get("/gone")
    @allow("public")
    def gone() -> Response:
        raise NotFound

    return pages


@pytest.fixture
def kept() -> list[Any]:
    return []


@pytest.fixture
def app(make_settings: Callable[..., Settings], clock: SettableClock, kept: list[Any]) -> Flask:
    settings = make_settings("things")
    app = create_app(settings, title="T", blueprints=[], database=connect(settings), clock=clock)
    put_up(app, [room(kept)], service="things", folder=Path("nowhere"))
    app.jinja_loader = DictLoader(TEMPLATES)  # type: ignore[assignment]
    return app


def test_a_form_is_taken_as_its_schema_wants_it(app: Flask, visitor: Any, kept: list[Any]) -> None:
    form = visitor(app).get("/thing").forms[0]
    form["name"], form["places"], form["start"] = "甲", "12", "2026-11-22T09:00"
    page = form.submit().follow()
    assert "已保存。" in page
    assert kept[0]["places"] == 12
    assert kept[0]["start"].isoformat() == "2026-11-22T01:00:00+00:00"
    assert kept[0]["open"] is False, "a box that is not ticked is false"
    assert "已保存。" not in page.test_app.get("/plain"), "said once"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("name", "", "请填写"), ("places", "0", ""), ("name", "taken", "已被使用")],
)
def test_what_was_typed_stays_and_the_error_stands_beside_it(
    app: Flask, visitor: Any, kept: list[Any], field: str, typed: str, said: str
) -> None:
    form = visitor(app).get("/thing").forms[0]
    form["name"], form["places"] = "甲", "7"
    form[field] = typed
    page = form.submit(status=422)
    again = page.forms[0]
    assert again[field].value == typed
    assert said in page.html.find(id=f"e-{field}").text
    assert again[field].attrs["aria-invalid"] == "true"
    assert kept == []


def test_a_forged_form_is_refused(app: Flask, visitor: Any, kept: list[Any]) -> None:
    browser = visitor(app)
    form = browser.get("/thing").forms[0]
    form["name"] = "甲"
    foreign = form.submit(headers={"Origin": "https://elsewhere.test"}, expect_errors=True)
    assert foreign.status_int == 403
    form["csrf"] = "guessed"
    assert form.submit(expect_errors=True).status_int == 403
    assert browser.post("/thing", {"name": "甲"}, expect_errors=True).status_int == 403
    assert kept == []


def test_text_of_any_kind_shows_as_text(app: Flask, visitor: Any) -> None:
    page = visitor(app).get("/plain?lang=en")
    assert "&lt;script&gt;x" in page.text
    assert "B" in page.html.find("main").text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert visitor(app, language="en").get("/plain").headers["Content-Language"] == "en"


def test_the_language_and_the_large_type_are_remembered(app: Flask, visitor: Any) -> None:
    browser = visitor(app)
    browser.get("/plain?lang=en&size=large")
    page = browser.get("/plain")
    assert page.html.html["lang"] == "en"
    assert page.html.html["class"] == ["large"]
    assert browser.get("/plain?lang=zh&size=normal").html.html["lang"] == "zh-CN"


def test_who_is_not_signed_in_signs_in_and_comes_back(app: Flask, visitor: Any) -> None:
    answer = visitor(app).get("/mine?x=1")
    assert answer.status_int == 303
    assert answer.headers["Location"] == "/sign-in?next=/mine%3Fx%3D1"
    assert visitor(app).get("/things/parts/me").text == ""
    assert "<b>V000001" in visitor(app, "0" * 23 + "1").get("/things/parts/me").text
    refused = visitor(app, "0" * 23 + "1").get("/mine", expect_errors=True)
    assert refused.status_int == 403
    assert "组织" in refused.text or "权限" in refused.text


def test_a_session_that_is_over_is_renewed_on_the_way(
    app: Flask, token_keys: tuple[str, str], clock: SettableClock, visitor: Any
) -> None:
    token = sign(Identity("0" * 24, "1"), token_keys[0], at=clock.now, minutes=15)
    browser = open_browser(app, token)
    browser.set_cookie("signed", "1")
    form = browser.get("/thing").forms[0]
    clock.advance(minutes=16)
    answer = form.submit()
    assert answer.status_int == 307, "with what was typed"
    assert answer.headers["Location"] == "/session/renew?next=/thing"


def test_errors_are_pages(app: Flask, visitor: Any) -> None:
    for path in ("/gone", "/nowhere"):
        page = visitor(app).get(path, status=404)
        assert page.html.find("h1").text == "没有找到"
    assert (
        visitor(app).get("/api/v1/nowhere", status=404).content_type == "application/problem+json"
    )


def test_the_assets_are_kept_for_a_year(app: Flask, visitor: Any) -> None:
    browser = visitor(app)
    for found in browser.get("/plain").html.find_all("link"):
        answer = browser.get(found["href"])
        assert "immutable" in answer.headers["Cache-Control"]
    assert browser.get("/assets/0/../pages.py", expect_errors=True).status_int == 404


def test_what_people_wrote_as_a_phone_commands_no_phone() -> None:
    assert dial("*#06#") == "06"
    assert dial("+86 575-8888 0000 王主任") == "+8657588880000"
