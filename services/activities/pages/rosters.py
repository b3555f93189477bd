"""/office/rosters: who is on which roster, found by every filter of the API; saved sets of them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.datastructures import MultiDict

from services.activities.domain.roster_lines import MARK_WORDS, STATUS_WORDS
from services.activities.http.roster_schemas import ExportArgs, LooksArgs, RosterArgs, ViewInput
from services.activities.http.rosters import download
from services.activities.operations.delete_roster_view import delete_roster_view
from services.activities.operations.export_roster import export_roster
from services.activities.operations.look_at_roster import look_at_roster
from services.activities.operations.save_roster_view import save_roster_view
from services.activities.operations.see_roster import Criteria
from services.activities.pages.roster_words import options
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views.looks import looks
from services.activities.views.roster_choices import roster_choices, team_names
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.refusal import Invalid
from shared.web import allow, current
from shared.web.problems import language

HERE = "/office/rosters"
_A_PAGE = 50
WORDS = (
    "organisation_id", "activity_id", "shift_id", "team_id", "from", "to", "status", "presence",
    "q", "phone_tail", "sort",
)  # fmt: skip


class NotADay(Invalid):
    zh = "日期无效，请按 2026-05-04 的格式填写。"
    en = "This is no day. Write it as 2026-05-04."


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Open to all who are signed in, as the API: team leaders and persons in charge need no role;
    what a person may see the operations decide."""
    room = Pages("rosters", __name__, url_prefix=HERE)
    _looking(room, store, clock, own)
    _exporting(room, store, clock, own)
    _saving(room, store)
    _overseeing(room, store)
    return room


def asked_for(typed: "MultiDict[str, str]") -> dict[str, Any]:
    """The filters in an address that are filled in; ``status`` is a list."""
    found: dict[str, Any] = {
        word: typed[word].strip() for word in WORDS if typed.get(word, "").strip()
    }
    if "status" in found:
        several = [one for text in typed.getlist("status") for one in text.split(",")]
        found["status"] = [one.strip() for one in several if one.strip()]
    return found


def as_sent(asked: dict[str, Any], own: ActivitySettings) -> dict[str, str]:
    """The same as the API takes them: days become instants, ``to`` with the whole of that day.

    Raises NotADay.
    """
    sent = {word: ",".join(v) if isinstance(v, list) else v for word, v in asked.items()}
    for word, more in (("from", 0), ("to", 1)):
        if word in sent:
            sent[word] = _midnight(sent[word], more, own, word)
    return sent


def _midnight(text: str, days: int, own: ActivitySettings, word: str) -> str:
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
    except (ValueError, OverflowError):
        raise NotADay(field=word) from None
    return datetime.combine(day, time(), own.zone).isoformat()


def _looking(room: Pages, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @room.get("")
    @allow("volunteer")
    def rosters() -> Response:
        asked, who = asked_for(request.args), current()
        form = Form(asked)

        def look() -> dict[str, Any]:
            cursor = request.args.get("cursor")
            sent = as_sent(asked, own) | ({"cursor": cursor} if cursor else {})
            args = RosterArgs().load(sent | {"limit": str(_A_PAGE)})
            sort, cursor, limit = args.pop("sort"), args.pop("cursor"), args.pop("limit")
            return look_at_roster(
                Criteria(**args), sort, cursor, limit, who, store=store, clock=clock
            )

        # Without a question nothing is looked at: each look is noted.
        looked = bool(asked or "show" in request.args) and form.attempt(look)
        found = form.result if looked else None
        choices = roster_choices(
            who, asked.get("organisation_id"), asked.get("activity_id"), store=store, now=clock()
        )
        return show(
            "activities/rosters.html", title=t("花名册", "Rosters"), status=form.status, form=form,
            found=found, choices=options(choices), asked=asked, views=_views(store),
            teams=team_names(found["items"], store=store) if found else {},
            query=urlencode(asked, doseq=True), first=not request.args.get("cursor"),
            statuses=STATUS_WORDS, marks=MARK_WORDS,
            back=("/office", t("办公", "Office")) if who.has("organiser") else None,
        )  # fmt: skip


def _views(store: Store) -> list[dict[str, Any]]:
    rows = store.roster_views.of(current().volunteer_id)
    return [row | {"query": urlencode(row["words"]) or "show=1"} for row in rows]


def _exporting(room: Pages, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @room.get("/export.<string:kind>")
    @allow("volunteer")
    def export(kind: str) -> Response:
        form = Form()

        def work() -> bytes:
            sent = as_sent(asked_for(request.args), own)
            args = ExportArgs().load(sent | {"format": kind})
            sort, form_ = args.pop("sort"), args.pop("format")
            return export_roster(
                Criteria(**args), sort, form_, current(), language(),
                store=store, clock=clock, settings=own,
            )  # fmt: skip

        if form.attempt(work):
            return download(form.result, kind, f"{clock().astimezone(own.zone):%Y%m%d-%H%M}")
        return show(
            "activities/roster_not_exported.html", title=t("没有导出", "Not exported"),
            status=form.status, form=form,
            back=(f"{HERE}?{request.query_string.decode()}", t("返回花名册", "Back to the roster")),
        )  # fmt: skip


def _saving(room: Pages, store: Store) -> None:
    @room.post("/views")
    @allow("volunteer")
    def save() -> Response:
        asked, form = asked_for(request.form), Form()
        words = {word: ",".join(v) if isinstance(v, list) else v for word, v in asked.items()}

        def work() -> None:
            given = ViewInput().load({"name": request.form.get("name", ""), "words": words})
            save_roster_view(given["name"], given["words"], current().volunteer_id, store=store)

        back = f"{HERE}?{urlencode(words) or 'show=1'}"
        if form.attempt(work):
            return done(back, "查询已保存。", "The view is saved.")
        return show(
            "activities/roster_view.html", title=t("保存查询", "Save this view"),
            status=form.status, form=form, words=words,
            back=(back, t("返回花名册", "Back to the roster")),
        )  # fmt: skip

    @room.post("/views/<string:view_id>/delete")
    @allow("volunteer")
    def delete(view_id: str) -> Response:
        delete_roster_view(view_id, current().volunteer_id, store=store)
        return done(HERE, "查询已删除。", "The view is deleted.")


def _overseeing(room: Pages, store: Store) -> None:
    @room.get("/looks")
    @allow("coordinator")
    def seen() -> Response:
        cursor = request.args.get("cursor")
        args = LooksArgs().load({"cursor": cursor} if cursor else {})
        return show(
            "activities/roster_looks.html", title=t("谁看过花名册", "Who looked at rosters"),
            found=looks(current(), store=store, **args), statuses=STATUS_WORDS,
            back=(HERE, t("花名册", "Rosters")),
        )  # fmt: skip
