"""Findings: what looks like cheating, with its evidence; nothing here punishes by itself."""

from typing import Any

from flask import Response

from services.hours.domain.findings.refusals import ConcernedHerself
from services.hours.http.findings_schemas import DismissBody, FindingArgs, FreezeBody
from services.hours.operations.findings.ask_for_look import ask_for_look
from services.hours.operations.findings.dismiss_finding import dismiss_finding
from services.hours.operations.findings.freeze_for_finding import freeze_for_finding
from services.hours.pages.office.desk import Desk, asked, on_to, to_office
from services.hours.pages.office.words import FINDINGS, STATES
from services.hours.store.findings.rows import Wanted
from services.hours.views.findings.findings import findings_in_scope, one_finding
from shared.auth import Identity
from shared.pages import Both, Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language

HREF = "/office/findings"
_STATES = ("open", "dismissed", "frozen")


def pages(desk: Desk) -> Pages:
    """The list, and a page for each."""
    room = Pages("office_findings", __name__, url_prefix=HREF)

    @room.get("")
    @allow("coordinator")
    def listed() -> Response:
        by, args = current(), asked(FindingArgs())
        wanted = Wanted((), args["kind"], args["status"] or "open")
        where = (args["organisation_id"], wanted, args["cursor"], args["limit"])
        found = findings_in_scope(*where, by=by, store=desk.store)
        return show(
            "hours/office/findings.html", title=t("异常线索", "Findings"), back=to_office(),
            form=Form({**args, "status": wanted.status}), units=desk.units(by, "coordinator"),
            kinds=list(FINDINGS.items()), words=STATES, states=_STATES, **found,
        )  # fmt: skip

    @room.post("/look")
    @allow("administrator")
    def look() -> Response:
        ask_for_look(store=desk.store, clock=desk.clock)
        said = ("已请求检查，一分钟内开始。", "It will be looked into within a minute.")
        return done(HREF, *said)

    _one(room, desk)
    return room


def _one(room: Pages, desk: Desk) -> None:
    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by = current()
        finding = one_finding(key, by=by, store=desk.store)
        people = [(one["volunteer_id"], _name(one)) for one in finding["people"]]
        first = {"volunteer_ids": [who for who, _ in people]}
        forms = {"dismiss": Form(name="dismiss"), "freeze": Form(first, name="freeze")}
        if _settled(forms, key, desk):
            waiting = Wanted((), None, "open")
            rest = findings_in_scope(None, waiting, None, 2, by=by, store=desk.store)["items"]
            return on_to(rest, href, HREF, Both("已处理。", "Settled."))
        return show(
            "hours/office/finding.html", title=str(FINDINGS[finding["kind"]]), finding=finding,
            status=max(one.status for one in forms.values()), forms=forms, people=people,
            words=STATES, why_not=_why_not(finding, by), back=(HREF, t("异常线索", "Findings")),
        )  # fmt: skip


def href(row: Any) -> str:
    """The page of a finding."""
    return f"{HREF}/{row['finding_id']}"


def _settled(forms: dict[str, Form], key: str, desk: Desk) -> bool:
    dismiss, freeze = forms["dismiss"], forms["freeze"]
    means: dict[str, Any] = {"by": current(), "store": desk.store, "clock": desk.clock}
    if dismiss.sent:
        return dismiss.attempt(
            lambda: dismiss_finding(key, dismiss.load(DismissBody())["reason"], **means)
        )

    def act() -> Any:
        body = freeze.load(FreezeBody())
        if not body["volunteer_ids"]:
            # In the API nobody named means everybody; on a page it means that none was ticked.
            words = t("请至少选择一人。", "Choose at least one person.")
            freeze.wrong("volunteer_ids", words)
            return None
        return freeze_for_finding(key, body["reason"], body["volunteer_ids"], **means)

    return freeze.sent and freeze.attempt(act)


def _why_not(finding: Any, by: Identity) -> str | None:
    """Why the reader may not settle it; None where she may."""
    sides = {one["volunteer_id"] for one in (*finding["people"], *finding["recorders"])}
    return ConcernedHerself().text(language()) if by.volunteer_id in sides else None


def _name(person: Any) -> str:
    return " ".join(one for one in (person["name"], person["number"]) if one) or "?"
