"""One decision about rules: confirmed by a second person, or taken back before its day."""

from typing import Any

from flask import Response

from services.hours.domain.rules.refusals import RuleInForce, SamePersonTwice
from services.hours.operations.rules.confirm_rules import confirm_rules
from services.hours.operations.rules.take_back_rules import take_back_rules
from services.hours.pages.office.desk import Desk, on_to
from services.hours.pages.office.rule_words import RULES, shown
from services.hours.pages.office.rules import HREF
from services.hours.views.office.lists import rules_to_confirm
from services.hours.views.office.one import one_row_of_rules
from services.hours.views.rules.rules_in_force import rules_in_force
from shared.pages import Both, Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language


def pages(desk: Desk) -> Pages:
    """A page for each row, and its two buttons."""
    room = Pages("rule_rows", __name__, url_prefix=f"{HREF}/rows")

    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by = current()
        row = one_row_of_rules(key, by=by, store=desk.store)
        forms = {name: Form(name=name) for name in ("confirm", "take_back")}
        means: dict[str, Any] = {
            "by": by, "store": desk.store, "zone": desk.zone, "clock": desk.clock
        }  # fmt: skip
        confirm, take_back = forms["confirm"], forms["take_back"]
        if confirm.sent and confirm.attempt(lambda: confirm_rules(key, **means)):
            rest = rules_to_confirm(by, desk.today, 2, store=desk.store)
            return on_to(rest, href, f"{HREF}/waiting", Both("已确认。", "Confirmed."))
        if take_back.sent and take_back.attempt(lambda: take_back_rules(key, **means)):
            return done(f"{HREF}/rows/{key}", "已撤回。", "Taken back.")
        now = rules_in_force(row["organisation_id"], desk.today, store=desk.store)["items"]
        return show(
            "hours/office/rules_row.html", title=t("一次规则设定", "Rules that were set"),
            row=row, forms=forms, status=max(one.status for one in forms.values()),
            words=RULES, shown=shown, now={one["key"]: one["value"] for one in now},
            why_not=_why_not(row, desk), open=_is_open(row, desk),
            back=(f"{HREF}?organisation_id={row['organisation_id']}", t("计时规则", "Rules")),
        )  # fmt: skip

    return room


def href(row: Any) -> str:
    """The page of a row."""
    return f"{HREF}/rows/{row['_id']}"


def _is_open(row: Any, desk: Desk) -> bool:
    """Whether it can still be confirmed or taken back."""
    return bool(row["from"] > desk.today.isoformat() and not row.get("taken_back"))


def _why_not(row: Any, desk: Desk) -> str | None:
    """Why the reader cannot confirm it; None where she can."""
    if row["by"] == current().volunteer_id:
        return SamePersonTwice().text(language())
    return None if _is_open(row, desk) else RuleInForce().text(language())
