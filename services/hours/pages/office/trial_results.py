"""A trial of rules: how far it is, who would gain or lose what, and applying it."""

from datetime import timedelta
from typing import Any

from flask import Response

from services.hours.domain.rules.refusals import TrialTooOld
from services.hours.http.trials import ApplyBody
from services.hours.operations.rules.apply_rules import (
    MOST_DAYS,
    apply_rules,
    must_be_hers_to_apply,
)
from services.hours.pages.office.desk import Desk, asked, refusal_of
from services.hours.pages.office.downloads import download
from services.hours.pages.office.rule_words import RULES, shown
from services.hours.pages.office.trials import HREF
from services.hours.pages.office.words import TRIALS
from services.hours.store.rules.trials import APPLYING, COUNTING
from services.hours.views.office.lists import with_people, with_units
from services.hours.views.rules.trials import lines_of, table_of, trial_of
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import CursorArgs

_SECONDS = 3


def pages(desk: Desk) -> Pages:
    """A page for each trial, which loads itself again while the trial is worked at."""
    room = Pages("trial_results", __name__, url_prefix=HREF)

    @room.route("/<string:key>", methods=["GET", "POST"])
    @allow("coordinator")
    def one(key: str) -> Response:
        by, form = current(), Form()
        trial = trial_of(key, by=by, store=desk.store)
        if form.sent and form.attempt(lambda: _apply(form, key, desk)):
            said = (
                "正在应用：逐笔冲正并重新计入。",
                "It is being applied: reversed and credited anew.",
            )
            return done(f"{HREF}/{key}", *said)
        lines = lines_of(key, **asked(CursorArgs()), by=by, store=desk.store)
        working = trial["state"] in (COUNTING, APPLYING)
        named = with_people([_with_sums(trial)], "by", "applied_by", store=desk.store)
        response = show(
            "hours/office/trial.html", title=t("试算结果", "A trial of rules"), form=form,
            trial=with_units(named, "organisation_id", store=desk.store)[0], status=form.status,
            words=RULES, shown=shown, states=TRIALS, working=working, lines=lines["items"],
            next_cursor=lines["next_cursor"], why_not=refusal_of(lambda: _must(trial, desk)),
            back=(f"{HREF}?organisation_id={trial['organisation_id']}", t("规则试算", "Trials")),
        )  # fmt: skip
        if working and not form.sent:
            response.headers["Refresh"] = str(_SECONDS)
        return response

    @room.get("/<string:key>/table.<string:kind>")
    @allow("coordinator")
    def table(key: str, kind: str) -> Response:
        kind = "csv" if kind == "csv" else "xlsx"
        data = table_of(key, kind, language(), by=current(), store=desk.store)
        return download(data, f"trial.{kind}")

    return room


def _with_sums(trial: dict[str, Any]) -> dict[str, Any]:
    """The trial with its figures apart: ``people`` is going to be names."""
    sums = {name: trial[name] for name in ("people", "gained", "lost")}
    return {**trial, "sums": sums, "applied_by": (trial["applied"] or {}).get("by")}


def _apply(form: Form, key: str, desk: Desk) -> Any:
    reason = form.load(ApplyBody())["reason"]
    return apply_rules(key, reason, by=current(), store=desk.store, clock=desk.clock)


def _must(trial: Any, desk: Desk) -> None:
    """Raises why the reader cannot apply it."""
    must_be_hers_to_apply(trial, current(), desk.store)
    if desk.clock() - trial["at"] > timedelta(days=MOST_DAYS):
        raise TrialTooOld(days=MOST_DAYS)
