"""/organise/new and /organise/<id>/edit: an activity on one sheet, published in two minutes."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from services.activities.domain import drafting, lifecycle, weeks
from services.activities.http.inputs import ActivityFields, NewActivity
from services.activities.operations.change_activity import ChangeActivity, change_activity
from services.activities.operations.draft_activity import DraftActivity, draft_activity
from services.activities.operations.publish_draft import PublishDraft, publish_draft
from services.activities.pages import sheet_words
from services.activities.pages.sheet import Sheet, beside, first_shift, numbered
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import my_activities as views
from services.activities.views.organised import run_by
from shared.clock import Clock
from shared.pages import Pages, done, show, t
from shared.pages.filling import filled, flat
from shared.refusal import Changed
from shared.web import allow, current
from shared.web.problems import language

Plain = dict[str, Any]


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Writing an activity, afresh or again."""
    rooms = Pages("publish", __name__, url_prefix="/organise")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _new(rooms, parts)
    _edit(rooms, parts)
    return rooms


def _new(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/new", methods=["GET", "POST"])
    @allow("organiser")
    def new() -> Any:
        copied = _copied(request.values.get("from", ""), parts)
        sheet = Sheet(_first(copied, parts))
        if sheet.sent and not sheet.turn() and sheet.attempt(lambda: _made(sheet, copied, parts)):
            return _then(sheet.result, request.form.get("weeks", "0"))
        return _shown(sheet, None, copied, parts)


def _then(activity: Plain, times: str) -> Response:
    """On to the activity, or to repeating it when the sheet asked for that."""
    key = activity["_id"]
    published = activity["status"] == "published"
    if times.isdecimal() and 0 < int(times) <= weeks.MOST_WEEKS:
        where = f"/organise/{key}/repeat?times={int(times)}&publish={int(published)}"
    else:
        where = f"/organise/{key}"
    if published:
        return done(where, "已发布，可以报名了。", "Published: people can sign up now.")
    return done(where, "草稿已保存。", "Saved as a draft.")


def _made(sheet: Sheet, copied: Plain | None, parts: Plain) -> Any:
    schema = NewActivity()
    loaded = schema.load(filled(schema, sheet.typed()))
    fields = (drafting.as_copy(copied) if copied else {}) | _whole(sheet, loaded, parts)
    fields.setdefault("shifts", [])
    with beside(fields["shifts"], []):
        if sheet.step != "publish":
            return draft_activity(DraftActivity(fields, current(), copied), **parts)
        _note_blanks(sheet, fields)
        return publish_draft(PublishDraft(fields, current(), copied=copied), **parts)


def _edit(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/<string:activity_id>/edit", methods=["GET", "POST"])
    @allow("organiser")
    def edit(activity_id: str) -> Any:
        store, me = parts["store"], current()
        activity = run_by(activity_id, me, store=store)
        me.must_reach("organiser", activity["organisation_path"])
        lifecycle.check_status(activity, "draft", "published")
        sheet = Sheet(_known(activity, parts))
        if (
            sheet.sent
            and not sheet.turn()
            and sheet.attempt(lambda: _changed(sheet, activity, parts))
        ):
            return _saved(sheet.result, activity)
        return _shown(sheet, activity, None, parts)


def _saved(now: Plain, before: Plain) -> Response:
    where = f"/organise/{now['_id']}"
    if now["status"] == "published" and before["status"] == "draft":
        return done(where, "已发布，可以报名了。", "Published: people can sign up now.")
    if now["status"] == "draft":
        return done(where, "草稿已保存。", "The draft is saved.")
    return done(
        where,
        "已修改，报名者会收到通知。",
        "Changed; those it concerns are told.",
    )


def _changed(sheet: Sheet, activity: Plain, parts: Plain) -> Any:
    schema = ActivityFields()
    loaded = schema.load(filled(schema, sheet.typed()))
    fields = _whole(sheet, loaded, parts)
    fields.setdefault("shifts", [])
    seen = sheet.value("revision")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    key, by = activity["_id"], current()
    try:
        with beside(fields["shifts"], activity["shifts"]):
            if sheet.step == "publish" and activity["status"] == "draft":
                _note_blanks(sheet, {**activity, **fields})
                return publish_draft(PublishDraft(fields, by, key, revision), **parts)
            return change_activity(ChangeActivity(key, revision, fields, by), **parts)
    except Changed:
        sheet.first["revision"] = str(activity["revision"])
        known = _known(activity, parts)
        sheet.others = sheet_words.differences(known, sheet.first, parts["store"])
        raise


def _note_blanks(sheet: Sheet, fields: Mapping[str, Any]) -> None:
    """All that is blank at once, each beside its field; publishing then refuses by the first."""
    for no in lifecycle.left_blank(fields)[1:]:
        sheet.errors.setdefault(str(no.field), []).append(no.text(language()))


def _whole(sheet: Sheet, loaded: Plain, parts: Plain) -> Plain:
    """What the form cannot say by itself: an emptied point or location, whom a number means."""
    fields = dict(loaded)
    for name in ("description", "risks", "bring", "address"):
        if name in sheet.first:
            fields.setdefault(name, "")
    if "point.latitude" in sheet.first:
        fields.setdefault("point", None)
    if "check_in.location" in sheet.boxes:
        fields.setdefault("check_in", {"location": False, "radius": None})
    if number := sheet.value("in_charge").strip():
        found = parts["store"].attendance.volunteers_of([number])
        fields["person_in_charge_id"] = found.get(number, number)
    return fields


def _copied(activity_id: str, parts: Plain) -> Plain | None:
    if not activity_id:
        return None
    found: Plain = run_by(activity_id, current(), store=parts["store"])
    return found


def _first(copied: Plain | None, parts: Plain) -> Plain:
    """An empty sheet, or what was copied in the next week that lies ahead."""
    own: ActivitySettings = parts["settings"]
    if copied is None:
        units = sheet_words.units(current(), parts["store"])
        usual = {"mode": "first_come", "withdrawal_minutes": own.withdrawal_minutes, "weeks": "0"}
        unit = {"organisation_id": units[0][0]} if len(units) == 1 else {}
        return {**usual, **unit, **first_shift()}
    number = (
        weeks.weeks_until_ahead(copied["starts_at"], parts["clock"](), own.zone)
        if copied["starts_at"]
        else 0
    )
    moved = drafting.as_copy(copied)
    moved["shifts"] = weeks.shifts_later(copied["shifts"], number, own.zone)
    return sheet_words.as_typed(moved, parts["store"]) | {"from": copied["_id"], "weeks": "0"}


def _known(activity: Plain, parts: Plain) -> Plain:
    """A record as the sheet shows it; what is cancelled is not changed here."""
    held = [shift for shift in activity["shifts"] if shift["cancelled"] is None]
    typed = sheet_words.as_typed({**activity, "shifts": held}, parts["store"])
    return numbered(flat(typed)) | {"revision": str(activity["revision"])}


def _shown(sheet: Sheet, activity: Plain | None, copied: Plain | None, parts: Plain) -> Response:
    me, store = current(), parts["store"]
    title = (
        t("修改活动", "Change the activity") if activity else t("发布活动", "Publish an activity")
    )
    back = (f"/organise/{activity['_id']}", activity["title"]) if activity else None
    return show(
        "activities/organise/sheet.html",
        title=title,
        status=sheet.status,
        back=back or ("/organise", t("我组织的活动", "My activities")),
        form=sheet,
        activity=activity,
        copied=copied,
        latest=[] if activity or copied else views.latest(me, store=store),
        units=sheet_words.units(me, store),
        teams=sheet_words.teams(me, sheet.list("team_ids"), store),
        kinds=store.organised.kinds(me.paths("organiser")),
        deadlines=sheet_words.deadlines(sheet.value("withdrawal_minutes")),
        most_weeks=weeks.MOST_WEEKS,
    )
