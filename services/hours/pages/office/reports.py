"""Figures of a year, and the records of a period for the national system."""

from typing import Any

from flask import Response, request

from services.hours.domain.certificates.period import Days
from services.hours.domain.periods import Period
from services.hours.http.rewards.export_schemas import ExportArgs
from services.hours.operations.rewards.note_export import note_export
from services.hours.operations.rewards.tell_export import tell_export
from services.hours.pages.office.desk import Desk, asked, to_office
from services.hours.pages.office.downloads import download
from services.hours.views.ledger.purse import organisation_purses
from services.hours.views.office.lists import with_people, with_units
from services.hours.views.rewards.export import Export, as_csv, as_xlsx
from services.hours.views.rewards.year import year_of
from services.hours.views.totals import totals_by_organisation
from shared.auth import Identity
from shared.ids import new_id
from shared.pages import Form, Pages, show, t
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Id, Input, QueryNumber

HREF = "/office/reports"
_EXPORTS_SHOWN = 20
_FORMATS = {"xlsx": ("xlsx", as_xlsx), "csv": ("zip", as_csv)}


class YearArgs(Input):
    organisation_id = Id(load_default=None)
    year = QueryNumber(load_default=None, min=2000, max=2200)


def pages(desk: Desk) -> Pages:
    """The year's figures, and the export."""
    room = Pages("office_reports", __name__, url_prefix=HREF)

    @room.get("")
    @allow("organiser")
    def year() -> Response:
        by, args = current(), asked(YearArgs())
        units, where = desk.choice(by, "organiser", args["organisation_id"])
        year = args["year"] or desk.today.year
        found = year_of(where, year, by, store=desk.store, zone=desk.zone) if where else None
        period = Period(f"{year}-01", f"{year}-12")
        below = totals_by_organisation(where, period, by, store=desk.store) if where else None
        purses = organisation_purses(where, by, store=desk.store) if where else None
        return show(
            "hours/office/reports.html", title=t("年度数据", "The year's figures"), found=found,
            below=below, purses=purses, units=units,
            form=Form({"organisation_id": where, "year": year}),
            years=last_years(desk.today.year), back=to_office(),
        )  # fmt: skip

    _exporting(room, desk)
    return room


def _exporting(room: Pages, desk: Desk) -> None:
    @room.route("/export", methods=["GET", "POST"])
    @allow("coordinator")
    def export() -> Response:
        by, today = current(), desk.today
        units, where = desk.choice(by, "coordinator", request.args.get("organisation_id"))
        first = {"organisation_id": where, "from": today.replace(month=1, day=1), "to": today}
        form = Form({**first, "format": "xlsx"})
        if form.sent and form.attempt(lambda: _table(form, desk)):
            return download(*form.result)
        return show(
            "hours/office/export.html", title=t("导出五类记录", "Export the records"), form=form,
            status=form.status, units=units, noted=_noted(by, desk), back=to_office(),
        )  # fmt: skip


def last_years(this: int) -> list[tuple[int, str]]:
    """The years a filter offers."""
    return [(year, str(year)) for year in range(this, this - 8, -1)]


def _table(form: Form, desk: Desk) -> tuple[bytes, str]:
    """The file and its name; it is noted who took it."""
    body = form.load(ExportArgs())
    first, last, kind = body["first"], body["last"], body["format"]
    key, store = new_id(), desk.store
    organisation = note_export(
        body["organisation_id"], first, last, kind, by=current(), store=store, clock=desk.clock,
        key=key,
    )  # fmt: skip
    ending, write = _FORMATS[kind]
    wanted = Export(
        organisation["path"], Days(first, last), store, desk.zone, language(),
        lambda rows: tell_export(key, rows, store=store),
    )  # fmt: skip
    try:
        return write(wanted), f"records-{first}-{last}.{ending}"
    finally:
        tell_export(key, None, store=store)


def _noted(by: Identity, desk: Desk) -> list[dict[str, Any]]:
    """Who took records of her organisations out, the latest first."""
    ids = [one["_id"] for one in desk.store.copies.within(by.paths("coordinator"))]
    rows = desk.store.people.exports(ids, _EXPORTS_SHOWN)
    return with_units(
        with_people(rows, "by", store=desk.store), "organisation_id", store=desk.store
    )
