"""/hours: the pass book. The balance, the months as a picture, each line and how it came about."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.pages.reading import LINES, cursor, onward, way
from services.hours.store import Store
from services.hours.views.balance import balance_of
from services.hours.views.chain import chain_of
from services.hours.views.ledger.purse import purse_of
from services.hours.views.months import Month, months_of
from services.hours.views.statement import statement_of
from shared.clock import Clock
from shared.pages import Pages, fragment, show, t
from shared.pages.words import minutes
from shared.web import allow, current
from shared.web.problems import language

_YEAR = 12


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """/hours, /hours/<journal> and the small balance other pages show."""
    rooms = Pages("pass_book", __name__, url_prefix="/hours")
    _book(rooms, store, clock, zone)
    _one_line(rooms, store, zone)
    return rooms


def _book(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.get("")
    @allow("volunteer")
    def book() -> Response:
        """My pass book; on later pages of it the lines alone."""
        me = current().volunteer_id
        lines = statement_of(me, cursor(), LINES, store=store, zone=zone, language=language())
        whole = {} if cursor() else _whole(me, store, clock, zone)
        return show(
            "hours/pass_book.html",
            title=t("我的时间", "My hours"),
            lines=lines["items"],
            next_href=onward("/hours", lines["next_cursor"]),
            first_href="/hours" if cursor() else "",
            way=way,
            **whole,
        )

    @rooms.get("/parts/me")
    @allow("volunteer")
    def part_me() -> Response:
        """My balance, small."""
        balance = balance_of(current().volunteer_id, _today(clock, zone), store=store)
        return fragment("hours/parts/me.html", balance=balance)


def _one_line(rooms: Pages, store: Store, zone: ZoneInfo) -> None:
    @rooms.get("/<string:journal_id>")
    @allow("volunteer")
    def one_line(journal_id: str) -> Response:
        """Every step of one credit, with its evidence."""
        found = chain_of(journal_id, current(), store=store, zone=zone, language=language())
        mine = found["volunteer_id"] == current().volunteer_id
        person = f"/hours/people/{found['volunteer_id']}"
        return show(
            "hours/line.html",
            title=found["steps"][-1]["activity_title"],
            back=("/hours" if mine else person, t("时间账本", "The pass book")),
            mine=mine,
            way=way,
            minutes_now=found.pop("minutes"),
            **found,
        )


def _whole(volunteer_id: str, store: Store, clock: Clock, zone: ZoneInfo) -> dict[str, Any]:
    """What stands above the lines."""
    today = _today(clock, zone)
    this_month = Month.of(clock().astimezone(zone))
    last = min(Month.read(request.args.get("until", "")) or this_month, this_month)
    months = months_of(volunteer_id, last, _YEAR, store=store, zone=zone)
    balance = balance_of(volunteer_id, today, store=store)
    further = balance["next_star"]
    return {
        "balance": balance,
        "goal": balance["minutes"] + further["minutes"] if further else None,
        "purse": purse_of(volunteer_id, today, store=store),
        "honours": store.honours.valid(volunteer_id),
        "bars": [_bar(one) for one in months],
        "span": (months[0]["month"], months[-1]["month"]),
        "earlier": f"/hours?until={last.plus(-_YEAR)}#months",
        "later": f"/hours?until={last.plus(_YEAR)}#months" if last < this_month else "",
    }


def _bar(month: dict[str, Any]) -> tuple[str, int, str]:
    text = minutes(month["minutes"])
    if month["back_minutes"]:
        back = minutes(month["back_minutes"])
        text += t(f"（其中补录 {back}）", f" ({back} entered afterwards)")
    return str(month["month"]), month["minutes"], text


def _today(clock: Clock, zone: ZoneInfo) -> Any:
    return clock().astimezone(zone).date()
