"""The rules of an organisation: which hold and since when; set by one, confirmed by another."""

from datetime import date
from typing import Any

from flask import Response, request
from marshmallow import fields

from services.hours.operations.rules.set_rules import set_rules
from services.hours.pages.office.desk import Desk, asked, to_office
from services.hours.pages.office.rule_forms import typed_values
from services.hours.pages.office.rule_words import RULES, shown
from services.hours.views.office.lists import rules_to_confirm, with_people
from services.hours.views.rules.rules_in_force import rules_history, rules_in_force
from shared.auth import Identity
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Id, Input

HREF = "/office/rules"
_MOST = 100


class Where(CursorArgs):
    organisation_id = Id(load_default=None)
    date = fields.Date(load_default=None)


class When(Input):
    """From which local day on, and where."""

    organisation_id = Id(required=True)
    first = fields.Date(required=True, data_key="from")


def pages(desk: Desk) -> Pages:
    """What holds, what was set, what waits for a second person, and setting it anew."""
    room = Pages("office_rules", __name__, url_prefix=HREF)
    _reading(room, desk)
    _setting(room, desk)
    return room


def _reading(room: Pages, desk: Desk) -> None:
    @room.get("")
    @allow("organiser")
    def rules() -> Response:
        by, args = current(), asked(Where())
        units, where = desk.choice(by, "organiser", args["organisation_id"])
        day = args["date"] or desk.today
        found = rules_in_force(where, day, store=desk.store) if where else {"items": []}
        return show(
            "hours/office/rules.html", title=t("计时规则", "Rules"), back=to_office(),
            form=Form({"organisation_id": where, "date": day.isoformat()}), units=units,
            words=RULES, shown=shown, where=where, rules=found["items"],
            history=_history(where, args, by, desk), today=desk.today.isoformat(),
        )  # fmt: skip

    @room.get("/waiting")
    @allow("coordinator")
    def waiting() -> Response:
        items = rules_to_confirm(current(), desk.today, _MOST, store=desk.store)
        title = t("待确认的新规则", "Rules to confirm")
        return show(
            "hours/office/rules_waiting.html", title=title, items=items, words=RULES, shown=shown,
            back=to_office(),
        )  # fmt: skip


def _setting(room: Pages, desk: Desk) -> None:
    @room.route("/change", methods=["GET", "POST"])
    @allow("coordinator")
    def change() -> Response:
        where = request.args.get("organisation_id", "")
        form = Form({"organisation_id": where})
        if form.sent and form.attempt(lambda: _set(form, desk)):
            said = (
                "已登记。须由另一位管理人员在生效日前确认。",
                "It is noted. Another coordinator confirms it before its day.",
            )
            return done(f"{HREF}/rows/{form.result['_id']}", *said)
        units, known, now = to_change(form, desk)
        return show(
            "hours/office/rules_change.html", title=t("设定新规则", "Set rules"), form=form,
            status=form.status, units=units, words=RULES, shown=shown,
            now=now, tomorrow=_tomorrow(desk.today),
            keys=chosen_keys(tuple(RULES)),
            back=(f"{HREF}?organisation_id={known}", t("计时规则", "Rules")),
        )  # fmt: skip


def to_change(form: Form, desk: Desk) -> tuple[list[tuple[str, str]], str, dict[str, Any]]:
    """The organisations to choose from, the one the form begins with, and what holds there now."""
    where = form.value("organisation_id")
    units, first = desk.choice(current(), "coordinator", None)
    known = where if where in dict(units) else first
    found = rules_in_force(known, desk.today, store=desk.store)["items"] if known else []
    return units, known, {one["key"]: one["value"] for one in found}


def chosen_keys(known: tuple[str, ...]) -> list[str]:
    """The rules a form shows: those the address names (``?key=``), else all that are known."""
    return [one for one in known if one in request.args.getlist("key")] or list(known)


def _set(form: Form, desk: Desk) -> Any:
    body = form.load(When())
    values = typed_values(request.form, RULES)
    return set_rules(
        body["organisation_id"], body["first"], values, by=current(), store=desk.store,
        zone=desk.zone, clock=desk.clock,
    )  # fmt: skip


def _history(where: str, args: dict[str, Any], by: Identity, desk: Desk) -> dict[str, Any] | None:
    """What was ever set, for coordinators in scope."""
    organisation = desk.store.copies.organisation(where) if where else None
    if organisation is None or not by.reaches("coordinator", organisation["path"]):
        return None
    found = rules_history(where, args["cursor"], 20, by=by, store=desk.store)
    return {**found, "items": with_people(found["items"], "by", store=desk.store)}


def _tomorrow(today: date) -> str:
    return date.fromordinal(today.toordinal() + 1).isoformat()
