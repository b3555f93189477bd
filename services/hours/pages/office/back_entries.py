"""Back-entries: hours of who could not check in; proven, and approved by a second person."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from services.hours.domain.late.steps import must_be_another
from services.hours.http.late.schemas import ApproveBody, DeclineBody
from services.hours.operations.late.approve_back_entry import approve_back_entry
from services.hours.operations.late.decline_back_entry import decline_back_entry
from services.hours.operations.late.withdraw_filed import withdraw_filed
from services.hours.pages.office.desk import Desk, asked, on_to, refusal_of, to_office
from services.hours.pages.office.proofs import proof_page
from services.hours.pages.office.words import STATES
from services.hours.views.late.filed import Wanted, filed_in_scope, one_filed
from shared.pages import Both, Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.schemas import CursorArgs, Id

HREF = "/office/back-entries"
WAITING, ALL = "waiting", "all"
_STATES = ("filed", "approved", "declined", "withdrawn")


class Shown(CursorArgs):
    """``state``: waiting (for the reader's decision), all, or one of the states."""

    organisation_id = Id(load_default=None)
    state = fields.String(load_default=WAITING, validate=validate.OneOf((WAITING, ALL, *_STATES)))


def pages(desk: Desk) -> Pages:
    """The list, and a page for each."""
    room = Pages("office_back_entries", __name__, url_prefix=HREF)

    @room.get("")
    @allow("organiser")
    def listed() -> Response:
        by, args = current(), asked(Shown())
        if args["state"] == WAITING and not by.has("coordinator"):
            args["state"] = "filed"
        wanted, page = _wanted(args), (args["cursor"], args["limit"])
        found = filed_in_scope(
            wanted, *page, by=by, among=desk.store.back_entries, store=desk.store
        )
        states = [(one, str(STATES[one])) for one in _STATES]
        return show(
            "hours/office/back_entries.html", title=t("补录", "Back-entries"), back=to_office(),
            form=Form(args), units=desk.units(by, "organiser"), state=args["state"],
            states=states, words=STATES, **found,
        )  # fmt: skip

    _one(room, desk)
    proof_page(room, desk.store.back_entries, desk)
    return room


def _wanted(args: dict[str, Any]) -> Wanted:
    state = args["state"]
    if state == WAITING:
        return Wanted(args["organisation_id"], "filed", waiting=True)
    return Wanted(args["organisation_id"], None if state == ALL else state)


def _one(room: Pages, desk: Desk) -> None:
    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("organiser")
    def one(key: str) -> Response:
        by, among = current(), desk.store.back_entries
        entry = one_filed(key, by=by, among=among, store=desk.store)
        forms = {name: Form(name=name) for name in ("approve", "decline")}
        if _decided(forms, key, desk):
            rest = filed_in_scope(
                Wanted(None, "filed", waiting=True), None, 2, by=by, among=among, store=desk.store
            )["items"]
            return on_to(rest, href, HREF, Both("已处理。", "Decided."))
        return show(
            "hours/office/back_entry.html", title=t("一条补录", "A back-entry"), entry=entry,
            status=max(one.status for one in forms.values()), forms=forms, words=STATES,
            why_not=_why_not(entry, desk), hers=entry["filed_by"] == by.volunteer_id,
            back=(HREF, t("补录", "Back-entries")), upload=Form(name="proof"),
        )  # fmt: skip

    @room.post("/<string:key>/withdraw")
    @allow("organiser")
    def withdraw(key: str) -> Response:
        withdraw_filed(key, by=current(), among=desk.store.back_entries, store=desk.store)
        return done(f"{HREF}/{key}", "已撤回。", "Withdrawn.")


def href(row: Any) -> str:
    """The page of a back-entry."""
    return f"{HREF}/{row['_id']}"


def _decided(forms: dict[str, Form], key: str, desk: Desk) -> bool:
    approve, decline = forms["approve"], forms["decline"]
    means: dict[str, Any] = {"by": current(), "store": desk.store, "clock": desk.clock}
    if approve.sent:
        more = {**means, "settings": desk.own, "zone": desk.zone}
        return approve.attempt(
            lambda: approve_back_entry(key, approve.load(ApproveBody())["proof_sha256"], **more)
        )
    return decline.sent and decline.attempt(
        lambda: decline_back_entry(key, decline.load(DeclineBody())["reason"], **means)
    )


def _why_not(entry: Any, desk: Desk) -> str | None:
    """Why the reader may not decide; None where she may."""

    def check() -> None:
        current().must_reach("coordinator", desk.store.copies.path_of(entry))
        must_be_another(current().volunteer_id, entry, entry["filed_by"])

    return refusal_of(check)
