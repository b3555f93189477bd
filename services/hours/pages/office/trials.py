"""Rules tried dry on a past period, and applied by a second person."""

from typing import Any

from flask import Response, request
from marshmallow import fields

from services.hours.domain.rules.trials import COUNTED as KEYS
from services.hours.operations.rules.try_rules import try_rules
from services.hours.pages.office.desk import Desk, asked
from services.hours.pages.office.rule_forms import typed_values
from services.hours.pages.office.rule_words import RULES, shown
from services.hours.pages.office.rules import HREF as ALL_RULES
from services.hours.pages.office.rules import When, Where, chosen_keys, to_change
from services.hours.pages.office.words import TRIALS
from services.hours.views.office.lists import with_people
from services.hours.views.rules.trials import trials_of
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

HREF = f"{ALL_RULES}/trials"
_KNOWN = tuple(key for key in RULES if key in KEYS)


class Period(When):
    last = fields.Date(required=True, data_key="to")


def pages(desk: Desk) -> Pages:
    """An organisation's trials, and a new one."""
    room = Pages("office_trials", __name__, url_prefix=HREF)

    @room.get("")
    @allow("coordinator")
    def listed() -> Response:
        by, args = current(), asked(Where())
        units, where = desk.choice(by, "coordinator", args["organisation_id"])
        page = (args["cursor"], args["limit"])
        found = trials_of(where, *page, by=by, store=desk.store)
        items = with_people(found["items"], "by", store=desk.store)
        return show(
            "hours/office/trials.html", title=t("规则试算", "Trials of rules"), units=units,
            form=Form({"organisation_id": where}), where=where, words=RULES, shown=shown,
            states=TRIALS, items=items, next_cursor=found["next_cursor"],
            back=(f"{ALL_RULES}?organisation_id={where}", t("计时规则", "Rules")),
        )  # fmt: skip

    _new(room, desk)
    return room


def _new(room: Pages, desk: Desk) -> None:
    @room.route("/new", methods=["GET", "POST"])
    @allow("coordinator")
    def new() -> Response:
        form = Form({"organisation_id": request.args.get("organisation_id", "")})
        if form.sent and form.attempt(lambda: _try(form, desk)):
            said = ("正在试算，不会改动任何时长。", "It is being counted; no hours are changed.")
            return done(f"{HREF}/{form.result['_id']}", *said)
        units, _, now = to_change(form, desk)
        return show(
            "hours/office/trial_new.html", title=t("在过去的时段试算", "Try rules on the past"),
            form=form, status=form.status, units=units, words=RULES, shown=shown,
            now=now, keys=chosen_keys(_KNOWN),
            today=desk.today.isoformat(), back=(HREF, t("规则试算", "Trials of rules")),
        )  # fmt: skip


def _try(form: Form, desk: Desk) -> Any:
    body = form.load(Period())
    values = typed_values(request.form, _KNOWN)
    return try_rules(
        body["organisation_id"], body["first"], body["last"], values, by=current(),
        store=desk.store, zone=desk.zone, clock=desk.clock,
    )  # fmt: skip
