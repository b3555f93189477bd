"""/organise: my activities, and the steps one button takes."""

from typing import Any

from flask import request

from services.activities.domain.missing import NoSuchShift
from services.activities.http.files import RepeatInput
from services.activities.http.inputs import Reason
from services.activities.operations.cancel_activity import (
    CancelActivity,
    CancelShift,
    cancel_activity,
    cancel_shift,
)
from services.activities.operations.publish_activity import PublishActivity, publish_activity
from services.activities.operations.repeat_weekly import RepeatWeekly, repeat_weekly
from services.activities.pages import applicants
from services.activities.pages.organise_words import outcome
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import my_activities as views
from services.activities.views.organised import run_by
from shared.auth import RoleMissing
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

Plain = dict[str, Any]


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """The list, and each activity's steps."""
    rooms = Pages("organise", __name__, url_prefix="/organise")
    parts: Plain = {"store": store, "clock": clock, "settings": own}
    _lists(rooms, parts)
    _steps(rooms, parts)
    _one_shift(rooms, parts)
    _weeks(rooms, parts)
    return rooms


def _lists(rooms: Pages, parts: Plain) -> None:
    """Open to a person in charge without a role too, who has something here."""
    own: ActivitySettings = parts["settings"]

    @rooms.get("")
    @allow("volunteer")
    def mine() -> Any:
        me, all_units = current(), request.args.get("all") == "1"
        now = parts["clock"]()
        found = views.my_activities(
            me, all_units=all_units, store=parts["store"], now=now, settings=own
        )
        if not me.has("organiser") and not any(found.values()):
            raise RoleMissing(role="organiser")
        return show(
            "activities/organise/mine.html",
            title=t("我组织的活动", "My activities"),
            found=found,
            all_units=all_units,
            now=now,
            early=own.check_in_opens_minutes,
        )

    @rooms.get("/done")
    @allow("volunteer")
    def over() -> Any:
        page, all_units = request.args.get("page", "0"), request.args.get("all") == "1"
        number = int(page) if page.isdecimal() and len(page) < 5 else 0
        rows, more = views.done(
            current(), number, all_units=all_units, store=parts["store"], now=parts["clock"]()
        )
        return show(
            "activities/organise/done.html",
            title=t("已结项和已取消", "Closed and cancelled"),
            back=("/organise", t("我组织的活动", "My activities")),
            rows=rows,
            page=number,
            more=more,
            all_units=all_units,
        )


def _steps(rooms: Pages, parts: Plain) -> None:
    store, clock = parts["store"], parts["clock"]

    @rooms.post("/<string:activity_id>/publish")
    @allow("organiser")
    def publish(activity_id: str) -> Any:
        form, message = Form(), PublishActivity(activity_id, current())
        if not form.attempt(lambda: publish_activity(message, **parts)):
            return applicants.shown(activity_id, form, parts)
        where = f"/organise/{activity_id}"
        return done(where, "已发布，可以报名了。", "Published: people can sign up now.")

    @rooms.post("/<string:activity_id>/cancel")
    @allow("organiser")
    def cancel(activity_id: str) -> Any:
        form = Form()

        def cancelled() -> Any:
            message = CancelActivity(activity_id, form.load(Reason())["reason"], current())
            return cancel_activity(message, store=store, clock=clock)

        if not form.attempt(cancelled):
            return applicants.shown(activity_id, form, parts)
        return done(
            f"/organise/{activity_id}",
            "活动已取消，报名者会收到通知。",
            "The activity is cancelled; everybody signed up is told.",
        )


def _one_shift(rooms: Pages, parts: Plain) -> None:
    store, clock = parts["store"], parts["clock"]

    @rooms.post("/shifts/<string:shift_id>/cancel")
    @allow("organiser")
    def drop(shift_id: str) -> Any:
        activity, form = store.activities.of_shift(shift_id), Form()
        if activity is None:
            raise NoSuchShift()

        def cancelled() -> Any:
            message = CancelShift(shift_id, form.load(Reason())["reason"], current())
            return cancel_shift(message, store=store, clock=clock)

        if not form.attempt(cancelled):
            return applicants.shown(activity["_id"], form, parts)
        return done(
            f"/organise/{activity['_id']}",
            "场次已取消，报名者会收到通知。",
            "The shift is cancelled; everybody signed up for it is told.",
        )


def _weeks(rooms: Pages, parts: Plain) -> None:
    @rooms.route("/<string:activity_id>/repeat", methods=["GET", "POST"])
    @allow("organiser")
    def repeat(activity_id: str) -> Any:
        activity = run_by(activity_id, current(), store=parts["store"])
        form = Form({"times": request.args.get("times", "4")})
        form.first["publish"] = request.args.get("publish") == "1"

        def repeated() -> Any:
            fields = form.load(RepeatInput())
            message = RepeatWeekly(activity_id, fields["times"], fields["publish"], current())
            return repeat_weekly(message, **parts)

        if form.sent:
            form.attempt(repeated)
        return show(
            "activities/organise/repeat.html",
            title=t("每周重复", "Repeat weekly"),
            status=form.status,
            back=(f"/organise/{activity_id}", activity["title"]),
            form=form,
            activity=activity,
            outcomes=[outcome(one) for one in form.result or []],
        )
