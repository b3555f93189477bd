"""The start page of the office: what needs a decision today, what is late, and figures."""

from collections import Counter
from datetime import timedelta
from typing import Any

from flask import Response

from services.hours.pages.keeping import Kept
from services.hours.pages.office.desk import Desk, asked
from services.hours.pages.office.pictures import pictures_of
from services.hours.pages.office.reports import YearArgs, last_years
from services.hours.pages.office.words import DUTIES, HREFS, WAITING
from services.hours.views.notice.duties import duties_of
from services.hours.views.office.figures import figures_of, kinds_of, paths_of
from services.hours.views.office.lists import with_units
from services.hours.views.office.waiting import decisions_for
from shared.pages import Form, Pages, fragment, show, t
from shared.pages.showing import nothing
from shared.web import allow, current
from shared.web.problems import language

_DUTIES_SHOWN = 20
_LASTING = timedelta(minutes=5)


def pages(desk: Desk) -> Pages:
    """/office, and the pieces that other services' pages show of it."""
    room, kept = Pages("office", __name__), Kept(desk.clock, _LASTING)

    @room.get("/office")
    @allow("organiser")
    def start() -> Response:
        args, duties = asked(YearArgs()), _duties(desk)
        where, year = args["organisation_id"], args["year"] or desk.today.year
        return show(
            "hours/office/start.html", title=t("办公首页", "Office"), waiting=_waiting(desk),
            duties=duties["items"][:_DUTIES_SHOWN], late=duties["late"], year=year,
            more=len(duties["items"]) > _DUTIES_SHOWN, warning=duties["warning"], words=DUTIES,
            figures=_figures(where, year, kept, desk), years=last_years(desk.today.year),
            units=desk.units(current(), "organiser"),
            form=Form({"organisation_id": where, "year": year}),
        )  # fmt: skip

    @room.get("/office/hours")
    @allow("organiser")
    def duties() -> Response:
        found = _duties(desk)
        kinds = Counter(one["kind"] for one in found["items"])
        return show(
            "hours/office/duties.html", title=t("期限", "What is due"), words=DUTIES, kinds=kinds,
            back=("/office", t("办公首页", "Office")), **found,
        )  # fmt: skip

    @room.get("/hours/parts/late")
    @allow("organiser")
    def late() -> Response:
        found = _duties(desk)
        return fragment("hours/parts/late.html", late=found["late"]) if found["late"] else nothing()

    return room


def _figures(where: str | None, year: int, kept: Kept, desk: Desk) -> dict[str, Any]:
    """The pictures of a year; ``at``: when those by kind were counted, which takes long."""
    by, store = current(), desk.store
    sums = figures_of(where, year, by=by, store=store)
    paths = paths_of(where, by=by, store=store)
    kinds = kept.of((year, *paths), lambda: kinds_of(paths, year, store=store))
    return {**pictures_of({**sums, "by_kind": kinds.found}), "at": kinds.at}


def _waiting(desk: Desk) -> list[dict[str, Any]]:
    """What waits, with its words and its address; what does not wait is left out."""
    found = decisions_for(current(), today=desk.today, store=desk.store)
    return [
        {"label": str(WAITING[one.kind]), "href": HREFS[one.kind], "count": one.count}
        | {"more": one.more}
        for one in found
        if one.count
    ]


def _duties(desk: Desk) -> dict[str, Any]:
    found = duties_of(
        None, by=current(), store=desk.store, now=desk.clock(), zone=desk.zone, language=language()
    )
    items = [{**one, "href": _href(one)} for one in found["items"]]
    return {**found, "items": with_units(items, "organisation_id", store=desk.store)}


def _href(duty: dict[str, Any]) -> str:
    """Where the duty is done."""
    about = duty["about"]
    return {
        "close_activity": f"/organise/{about}",
        "approve_back_entry": f"/office/back-entries/{about}",
        "check_correction": f"/office/corrections/{about}",
        "decide_correction": f"/office/corrections/{about}",
        "approve_long_day": f"/office/approvals/{about.replace(':', '/')}",
        "decide_objection": f"/office/objections/{about}",
    }[duty["kind"]]
