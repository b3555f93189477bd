"""/stars and /honours: what somebody reached and was given, beside her hours."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.operations.rewards.apply_for_star import apply_for_star
from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.balance import balance_of
from services.hours.views.rewards.records import records_of
from services.hours.views.rewards.stars import applications_by
from services.hours.views.stars import star_by_rules
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

_KINDS = ("honours", "trainings", "evaluations")


def stars(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """My star, how far the next one is, and applying where that is asked for."""
    rooms = Pages("stars", __name__, url_prefix="/stars")

    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        return _stars(Form(), store, clock, zone)

    @rooms.post("/apply")
    @allow("volunteer")
    def apply() -> Response:
        """Apply for the star my service reaches."""
        form, by = Form(), current()
        if form.attempt(lambda: apply_for_star(by=by, store=store, clock=clock, zone=zone)):
            return done(
                "/stars",
                "申请已提交，审核结果会通知您。",
                "You have applied. You will be told what was decided.",
            )
        return _stars(form, store, clock, zone)

    return rooms


def honours(store: Store) -> Pages:
    """My honours, trainings and evaluations: all that order 67 has recorded of a person."""
    rooms = Pages("honours", __name__, url_prefix="/honours")

    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        """The latest of each kind; ``?kind=`` pages through one of them."""
        by, kind = current(), request.args.get("kind", "")
        kinds = (kind,) if kind in _KINDS else _KINDS
        after = cursor() if kind in _KINDS else None
        among = {name: getattr(store, name) for name in kinds}
        found = {
            name: records_of(by.volunteer_id, by, after, LINES, among=rows, store=store)
            for name, rows in among.items()
        }
        return show(
            "hours/honours.html",
            title=t("荣誉、培训与评价", "Honours, trainings, evaluations"),
            back=("/hours", t("我的时间", "My hours")),
            found=found,
            onward={
                name: onward(f"/honours?kind={name}", one["next_cursor"])
                for name, one in found.items()
            },
        )

    return rooms


def _stars(form: Form, store: Store, clock: Clock, zone: ZoneInfo) -> Response:
    by, today = current(), clock().astimezone(zone).date()
    account: Any = store.accounts.volunteer(by.volunteer_id) or {"minutes": 0}
    star = star_by_rules(by.volunteer_id, account, today, store=store)
    return show(
        "hours/stars.html",
        title=t("我的星级", "My star"),
        status=form.status,
        back=("/hours", t("我的时间", "My hours")),
        form=form,
        balance=balance_of(by.volunteer_id, today, store=store),
        star=star,
        applications=applications_by(by, None, LINES, store=store)["items"],
    )
