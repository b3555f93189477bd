"""Enter honours, trainings and evaluations, by the volunteers' numbers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, request
from marshmallow import fields, validate

from services.hours.domain.refusals import NoSuchVolunteer
from services.hours.domain.rewards.records import ORGANISER
from services.hours.http.rewards.record_schemas import EvaluationBody, HonourBody, TrainingBody
from services.hours.operations.rewards.award_honour import award_honour
from services.hours.operations.rewards.evaluate_service import Evaluation, evaluate_service
from services.hours.operations.rewards.record_training import Training, record_training
from services.hours.pages.office.desk import Desk, calling
from services.hours.pages.office.records import HREF
from services.hours.pages.office.words import EVALUATED_BY, RECORDS
from shared.pages import Form, Pages, done, show, t
from shared.pages.words import day
from shared.web import allow, current
from shared.web.schemas import Text

_LOOK_BACK = timedelta(days=92)
_MOST_ACTIVITIES, _MOST_PEOPLE = 200, 500


class Honour(HonourBody):
    """By her number."""

    number = Text(required=True, max=40)

    class Meta(HonourBody.Meta):
        exclude = ("volunteer_id",)


class Lesson(TrainingBody):
    """By their numbers, one to a line."""

    numbers = fields.List(Text(max=40), required=True, validate=validate.Length(1, _MOST_PEOPLE))

    class Meta(TrainingBody.Meta):
        exclude = ("volunteer_ids",)


class Said(EvaluationBody):
    """By her number."""

    number = Text(required=True, max=40)

    class Meta(EvaluationBody.Meta):
        exclude = ("volunteer_id",)


def pages(desk: Desk) -> Pages:
    """A form for each kind."""
    room = Pages("recording", __name__, url_prefix=f"{HREF}/new")

    @room.route("/honours", methods=["GET", "POST"])
    @allow("coordinator")
    def honour() -> Response:
        form = Form({"number": _number(), "date": desk.today})
        return _page("honours", form, _award, desk)

    @room.route("/trainings", methods=["GET", "POST"])
    @allow("organiser")
    def training() -> Response:
        units = desk.units(current(), "organiser")
        return _page("trainings", Form({"date": desk.today}), _train, desk, units=units)

    @room.route("/evaluations", methods=["GET", "POST"])
    @allow("organiser")
    def evaluation() -> Response:
        first = {"number": _number(), "kind": ORGANISER, "score": 5}
        first["activity_id"] = request.args.get("activity_id", "")
        return _page(
            "evaluations", Form(first), _evaluate, desk, activities=_activities(desk),
            sides=list(EVALUATED_BY.items()),
        )  # fmt: skip

    return room


def _page(
    kind: str, form: Form, record: Callable[[Form, Desk], Any], desk: Desk, **more: Any
) -> Response:
    if form.sent and form.attempt(lambda: record(form, desk)):
        return done(f"{HREF}?kind={kind}", "已登记。", "It is recorded.")
    titles = {
        "honours": t("登记荣誉", "Record an honour"),
        "trainings": t("登记培训", "Record a training"),
        "evaluations": t("登记服务评价", "Record an evaluation"),
    }
    return show(
        f"hours/office/new_{kind}.html", title=titles[kind], form=form, status=form.status,
        back=(f"{HREF}?kind={kind}", str(RECORDS[kind])), **more,
    )  # fmt: skip


def _award(form: Form, desk: Desk) -> Any:
    body = form.load(Honour())
    who, on = desk.numbered(body.pop("number")), body.pop("date")
    with calling(volunteer_id="number"):
        return award_honour(
            volunteer_id=who, day=on, **body, by=current(), store=desk.store, clock=desk.clock,
            zone=desk.zone,
        )  # fmt: skip


def _train(form: Form, desk: Desk) -> Any:
    body = form.load(Lesson())
    typed, people = body.pop("numbers"), []
    for one in typed:
        try:
            people.append(desk.numbered(one))
        except NoSuchVolunteer:
            form.wrong("numbers", t(f"没有编号 {one}。", f"Nobody has the number {one}."))
    if len(people) < len(typed):
        return None
    with calling(volunteer_ids="numbers"):
        return record_training(
            Training(**body), people, by=current(), store=desk.store, clock=desk.clock,
            zone=desk.zone,
        )  # fmt: skip


def _evaluate(form: Form, desk: Desk) -> Any:
    body = form.load(Said())
    said = Evaluation(volunteer_id=desk.numbered(body.pop("number")), **body)
    with calling(volunteer_id="number"):
        return evaluate_service(
            said, by=current(), store=desk.store, clock=desk.clock, zone=desk.zone
        )


def _activities(desk: Desk) -> list[tuple[str, str]]:
    """What ended in the last three months."""
    now, paths = desk.clock(), current().paths("organiser")
    found = desk.store.copies.ended(paths, now - _LOOK_BACK, now, _MOST_ACTIVITIES)
    return [(one["_id"], f"{day(one['end'])} {one['title']}") for one in found]


def _number() -> str:
    return request.args.get("number", "")[:40]
