"""/organise/<id>: an activity's shifts, who signed up, choosing among them, writing to them."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from marshmallow import fields, validate
from werkzeug.datastructures import MultiDict

from services.activities.http.messages import MessageInput
from services.activities.http.roster_schemas import RosterArgs
from services.activities.operations.decide_several import DecideSeveral, decide_several
from services.activities.operations.look_at_roster import look_at_roster
from services.activities.operations.see_roster import Criteria
from services.activities.operations.send_message import SendMessage, send_message
from services.activities.pages import organise_words as words
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views.activities import shown as as_shown
from services.activities.views.messages import messages
from services.activities.views.organised import run_by
from shared.clock import Clock
from shared.pages import Both, Form, Pages, done, show, t
from shared.pages.filling import filled
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Id, Input, Prose

Plain = dict[str, Any]
_A_PAGE = 50


class ChosenInput(Input):
    """Who was ticked, and what is decided about them."""

    people = fields.List(Id(), required=True, validate=validate.Length(min=1, max=200))
    verdict = fields.String(required=True, validate=validate.OneOf(("accept", "decline")))
    reason = Prose(load_default=None, allow_none=True, max=500)


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Open to a person in charge without a role too: the operations look."""
    rooms = Pages("applicants", __name__, url_prefix="/organise")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _people(rooms, parts)
    _writing(rooms, parts)
    return rooms


def _people(rooms: Pages, parts: Plain) -> None:
    @rooms.get("/<string:activity_id>")
    @allow("volunteer")
    def people(activity_id: str) -> Any:
        return shown(activity_id, Form(), parts)

    @rooms.post("/<string:activity_id>/decide")
    @allow("volunteer")
    def decide(activity_id: str) -> Any:
        form = Form()

        def decided() -> Any:
            chosen = form.load(ChosenInput())
            message = DecideSeveral(
                activity_id, chosen["people"], chosen["verdict"], current(), chosen["reason"]
            )
            return chosen["verdict"], decide_several(message, **parts)

        if not form.attempt(decided):
            if "people" in form.errors:
                form.errors["people"] = [t("请先勾选人员。", "Tick somebody first.")]
            return shown(activity_id, form, parts)
        verdict, (number, refused) = form.result
        verb = {
            "accept": Both("已录取", "accepted"),
            "decline": Both("已回绝或取消名额", "declined, or the place taken away"),
        }[verdict]
        told = [f"{name}：{no.text(language())}" for name, no in refused]
        zh, en = words.lines_done(verb, number, told)
        return done(f"/organise/{activity_id}?{request.query_string.decode()}#people", zh, en)

    @rooms.get("/<string:activity_id>/decide")
    @allow("volunteer")
    def back(activity_id: str) -> Any:
        """Where a browser lands that loads the page again after signing in."""
        return shown(activity_id, Form(), parts)


def shown(activity_id: str, form: Form, parts: Plain) -> Response:
    """The activity with its people; ``form`` says what was refused."""
    store, me, now = parts["store"], current(), parts["clock"]()
    record = run_by(activity_id, me, store=store)
    activity = as_shown(record, store)
    looked: Plain = {"items": [], "next_cursor": None, "counts": {}}
    args: Plain = {}
    if record["status"] != "draft":
        args, asked = _filters(activity), Form()
        if asked.attempt(lambda: _look(activity_id, args, parts)):
            looked = asked.result
        elif form.status == 200:
            form = asked
    return show(
        "activities/organise/people.html",
        title=activity["title"],
        status=form.status,
        back=("/organise", t("我组织的活动", "My activities")),
        activity=activity,
        form=form,
        found=looked,
        args=args,
        next_href=_next(activity_id, looked["next_cursor"]),
        words=words,
        now=now,
        manages=me.reaches("organiser", record["organisation_path"]),
        over=bool(record["ends_at"] and record["ends_at"] <= now),
    )


def _filters(activity: Plain) -> Plain:
    """What the page is asked for; where applications wait, they come first."""
    asked = request.args
    if not asked and any(r["applied"] for s in activity["shifts"] for r in s["roles"]):
        return {"status": "applied"}
    return {key: asked[key] for key in ("shift_id", "status", "q", "cursor") if asked.get(key)}


def _look(activity_id: str, args: Plain, parts: Plain) -> Plain:
    schema = RosterArgs()
    loaded = schema.load(filled(schema, MultiDict(args)))
    loaded.pop("limit")
    sort, cursor = loaded.pop("sort"), loaded.pop("cursor")
    criteria = Criteria(activity_id=activity_id, **loaded)
    found: Plain = look_at_roster(
        criteria, sort, cursor, _A_PAGE, current(), store=parts["store"], clock=parts["clock"]
    )
    return found


def _next(activity_id: str, cursor: str | None) -> str:
    if not cursor:
        return ""
    kept = {key: value for key, value in request.args.items() if key in ("shift_id", "status", "q")}
    return f"/organise/{activity_id}?{urlencode({**kept, 'cursor': cursor})}#people"


def _writing(rooms: Pages, parts: Plain) -> None:
    own: ActivitySettings = parts["settings"]

    @rooms.route("/<string:activity_id>/message", methods=["GET", "POST"])
    @allow("volunteer")
    def write(activity_id: str) -> Any:
        me, store = current(), parts["store"]
        activity = run_by(activity_id, me, store=store)
        first = {"shift_id": request.args.get("shift_id", ""), "statuses": ["accepted"]}
        form = Form(first)

        def sent() -> Any:
            loaded = form.load(MessageInput())
            return send_message(SendMessage(activity_id, by=me, **loaded), **parts)

        if form.sent and form.attempt(sent):
            people = form.result["people"]
            return done(
                f"/organise/{activity_id}/message",
                f"消息已发给{people}人。",
                f"Sent to {people} people." if people != 1 else "Sent to one person.",
            )
        form.seconds = None  # until tomorrow, as the refusal says
        return show(
            "activities/organise/message.html",
            title=t("给报名者发消息", "Write to those signed up"),
            status=form.status,
            back=(f"/organise/{activity_id}", activity["title"]),
            form=form,
            activity=activity,
            sent=messages(activity_id, me, store=store),
            most=own.messages_a_day,
            words=words,
        )
