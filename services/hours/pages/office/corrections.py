"""Requests for correction: an organiser checks, a coordinator who is another person decides."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from services.hours.domain.late.corrections import Verdict
from services.hours.domain.late.steps import must_be_another
from services.hours.http.late.schemas import CheckBody, DecideBody
from services.hours.operations.late.check_correction import check_correction
from services.hours.operations.late.decide_correction import decide_correction
from services.hours.pages.office.back_entries import ALL
from services.hours.pages.office.desk import Desk, asked, on_to, refusal_of, to_office
from services.hours.pages.office.proofs import proof_page
from services.hours.pages.office.words import STATES
from services.hours.views.late.filed import Wanted, filed_in_scope, one_filed
from services.hours.views.office.one import line_under
from shared.pages import Both, Form, Pages, show, t
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import CursorArgs, Id

HREF = "/office/corrections"
_STATES = ("filed", "checked", "accepted", "declined", "withdrawn")


class Shown(CursorArgs):
    organisation_id = Id(load_default=None)
    state = fields.String(load_default="", validate=validate.OneOf(("", ALL, *_STATES)))


def pages(desk: Desk) -> Pages:
    """The list, and a page for each."""
    room = Pages("office_corrections", __name__, url_prefix=HREF)

    @room.get("")
    @allow("organiser")
    def listed() -> Response:
        by, args = current(), asked(Shown())
        state = args["state"] or ("checked" if by.has("coordinator") else "filed")
        wanted = Wanted(args["organisation_id"], None if state == ALL else state)
        page = (args["cursor"], args["limit"])
        found = filed_in_scope(wanted, *page, by=by, among=desk.store.corrections, store=desk.store)
        return show(
            "hours/office/corrections.html", title=t("更正申请", "Requests for correction"),
            back=to_office(), form=Form({**args, "state": state}), state=state, words=STATES,
            units=desk.units(by, "organiser"), states=[(one, str(STATES[one])) for one in _STATES],
            **found,
        )  # fmt: skip

    _one(room, desk)
    proof_page(room, desk.store.corrections, desk)
    return room


def _one(room: Pages, desk: Desk) -> None:
    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("organiser")
    def one(key: str) -> Response:
        by, among = current(), desk.store.corrections
        asked_for = one_filed(key, by=by, among=among, store=desk.store)
        times = {name: asked_for[name] for name in ("check_in_at", "check_out_at")}
        forms = {"check": Form(name="check"), "decide": Form(times, name="decide")}
        if state := _settled(forms, key, desk):
            wanted = Wanted(None, state, waiting=by.has("coordinator"))
            rest = filed_in_scope(wanted, None, 2, by=by, among=among, store=desk.store)["items"]
            back = f"{HREF}?state={state}"
            return on_to(rest, href, back, Both("已处理。", "Done."))
        line = line_under(asked_for, store=desk.store, zone=desk.zone, language=language())
        return show(
            "hours/office/correction.html", title=t("一条更正申请", "A request for correction"),
            status=max(one.status for one in forms.values()), request=asked_for, forms=forms,
            line=line, words=STATES, may_not_check=_may_not(asked_for, "organiser", desk),
            may_not_decide=_may_not(asked_for, "coordinator", desk),
            back=(HREF, t("更正申请", "Requests for correction")),
        )  # fmt: skip


def href(row: Any) -> str:
    """The page of a request."""
    return f"{HREF}/{row['_id']}"


def _settled(forms: dict[str, Form], key: str, desk: Desk) -> str:
    """Which state the step was taken in, so that the next one of these can be offered; or ""."""
    check, decide = forms["check"], forms["decide"]
    means: dict[str, Any] = {"by": current(), "store": desk.store, "clock": desk.clock}
    if check.sent and check.attempt(
        lambda: check_correction(key, check.load(CheckBody())["finding"], **means)
    ):
        return "filed"

    def act() -> Any:
        body = decide.load(DecideBody())
        verdict = Verdict(body.pop("decision") == "accept", **body)
        return decide_correction(key, verdict, settings=desk.own, zone=desk.zone, **means)

    return "checked" if decide.sent and decide.attempt(act) else ""


def _may_not(request: Any, role: str, desk: Desk) -> str | None:
    """Why the reader may not take the step of a role; None where she may."""
    before = (request["check"] or {}).get("by") if role == "coordinator" else None

    def check() -> None:
        current().must_reach(role, desk.store.copies.path_of(request))
        must_be_another(current().volunteer_id, request, before)

    return refusal_of(check)
