"""/organise/<id>/close: settle who came and how long, write the summary, close."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Response, request

from services.activities.domain.corrections import Correction
from services.activities.domain.roll import Call
from services.activities.http.files import SummaryInput
from services.activities.http.presence_schemas import CorrectionInput
from services.activities.operations.call_roll import Roll, call_roll
from services.activities.operations.close_activity import CloseActivity, close_activity
from services.activities.operations.correct_attendance import correct_attendance
from services.activities.operations.keep_file import KeepFile, keep_file
from services.activities.pages import organise_words as words
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import closing as views
from services.activities.views.organised import run_by
from shared.clock import Clock
from shared.pages import Both, Form, Pages, done, show, t, zone
from shared.pages.filling import filled
from shared.web import allow, current
from shared.web.problems import language

Plain = dict[str, Any]


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Open to a person in charge without a role, but for closing itself."""
    rooms = Pages("closing", __name__, url_prefix="/organise")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _evening(rooms, parts)
    _settling(rooms, parts)
    return rooms


def shown(
    activity_id: str, parts: Plain, *, form: Form | None = None, wrong_row: str = ""
) -> Response:
    """The page of the evening; ``form`` is the one that was refused, ``wrong_row`` whose."""
    me, now = current(), parts["clock"]()
    activity = run_by(activity_id, me, store=parts["store"])
    return show(
        "activities/organise/close.html",
        title=t("结项", "Close it"),
        status=form.status if form else 200,
        back=(f"/organise/{activity_id}", activity["title"]),
        activity=activity,
        found=views.closing(activity, store=parts["store"], now=now),
        form=form or Form(),
        wrong_row=wrong_row,
        summary=_summary(activity),
        most=views.MOST,
        over=bool(activity["ends_at"] and activity["ends_at"] <= now),
        begun=bool(activity["starts_at"] and activity["starts_at"] <= now),
        open_file=activity["status"] in ("published", "ended"),
        closes=me.reaches("organiser", activity["organisation_path"]),
        photos_most=parts["settings"].photos,
        words=words,
        local=_local,
    )


def _local(moment: datetime) -> str:
    """As the browser's field for a day and time has it."""
    return f"{moment.astimezone(zone()):%Y-%m-%dT%H:%M}"


def _summary(activity: Plain) -> str:
    typed = request.form.get("summary") if request.method == "POST" else None
    return activity.get("summary", "") if typed is None else typed


def _evening(rooms: Pages, parts: Plain) -> None:
    files: Plain = {"store": parts["store"], "clock": parts["clock"]}

    @rooms.get("/<string:activity_id>/close")
    @allow("volunteer")
    def evening(activity_id: str) -> Any:
        return shown(activity_id, parts)

    @rooms.post("/<string:activity_id>/close")
    @allow("organiser")
    def close(activity_id: str) -> Any:
        form = Form()
        message = CloseActivity(activity_id, current())
        if not form.attempt(lambda: close_activity(message, **files)):
            return shown(activity_id, parts, form=form)
        return done(
            f"/organise/{activity_id}/archive", "已结项，档案如下。", "Closed. This is its file."
        )

    @rooms.post("/<string:activity_id>/summary")
    @allow("volunteer")
    def summarise(activity_id: str) -> Any:
        form = Form()

        def kept() -> Any:
            text = form.load(SummaryInput(partial=True)).get("summary", "")
            return keep_file(KeepFile(activity_id, text, current()), **files)

        if not form.attempt(kept):
            return shown(activity_id, parts, form=form)
        return done(
            f"/organise/{activity_id}/close#summary", "总结已保存。", "The summary is saved."
        )


def _settling(rooms: Pages, parts: Plain) -> None:
    @rooms.post("/<string:activity_id>/check-out")
    @allow("volunteer")
    def let_go(activity_id: str) -> Any:
        """Check out those ticked now; nobody herself."""
        run_by(activity_id, current(), store=parts["store"])
        ids = request.form.getlist("people")[:500]
        if not ids:
            form = Form()
            form.wrong("people", t("请先勾选人员。", "Tick somebody first."))
            return shown(activity_id, parts, form=form)
        number, refused = _called(activity_id, ids, parts)
        zh, en = words.lines_done(Both("已签退", "checked out"), number, refused)
        return done(f"/organise/{activity_id}/close#still-in", zh, en)

    @rooms.post("/<string:activity_id>/correct/<string:attendance_id>")
    @allow("volunteer")
    def correct(activity_id: str, attendance_id: str) -> Any:
        form = Form()

        def corrected() -> Any:
            schema = CorrectionInput()
            body = filled(schema, request.form)
            if body.get("void"):
                body.pop("check_out_at", None)  # its field is filled in all the same
            fields = schema.load(body)
            return correct_attendance(attendance_id, Correction(**fields), current(), **parts)

        if not form.attempt(corrected):
            return shown(activity_id, parts, form=form, wrong_row=attendance_id)
        return done(
            f"/organise/{activity_id}/close#forgotten",
            "已更正，本人会收到通知。",
            "Corrected; the person is told.",
        )


def _called(activity_id: str, sign_up_ids: Sequence[str], parts: Plain) -> tuple[int, list[str]]:
    """How many were checked out, and who was not, and why."""
    rows = parts["store"].organised.named(activity_id, sign_up_ids)
    shifts: dict[str, list[Plain]] = {}
    for row in rows:
        shifts.setdefault(row["shift_id"], []).append(row)
    number, refused = 0, []
    for shift_id, people in shifts.items():
        calls = [Call(action="out", sign_up_id=row["_id"]) for row in people]
        outcomes = call_roll(Roll(shift_id, calls, current()), **parts)
        for row, outcome in zip(people, outcomes, strict=True):
            if outcome.refusal is None:
                number += 1
            else:
                refused.append(f"{row['name']}：{outcome.refusal.text(language())}")
    return number, refused
