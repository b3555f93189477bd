"""/hours/currency: the time currency. What is in the purse, giving it away, and its statement.

Nothing undoes a gift, so each is asked once, with who would receive it."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request

from services.hours.domain.ledger.currency import team_purse, volunteer_purse
from services.hours.domain.ledger.limits import RECEIVERS
from services.hours.http.currency_schemas import DonationBody, Gift, TransferBody
from services.hours.operations.certificates.count_knock import count_knock
from services.hours.operations.ledger.donate_minutes import donate_for_team, donate_minutes
from services.hours.operations.ledger.transfer_minutes import transfer_minutes
from services.hours.pages.reading import LINES, cursor, onward
from services.hours.store import Store
from services.hours.views.ledger.purse import must_reach_team, purse_of, team_purse_of
from services.hours.views.ledger.purse_statement import purse_statement
from services.hours.views.ledger.receivers import (
    Receiver,
    receiver_by_number,
    receiver_of_donation,
)
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current
from shared.web.problems import language

HREF = "/hours/currency"
Act = Callable[[dict[str, Any]], Any]
Whom = Callable[[dict[str, Any]], Receiver]


def pages(store: Store, clock: Clock, zone: ZoneInfo) -> Pages:
    """My purse, my teams', donations and transfers."""
    rooms = Pages("purse", __name__, url_prefix=HREF)
    _purse(rooms, store, clock, zone)
    _teams(rooms, store, clock, zone)
    _gifts(rooms, store, clock, zone)
    return rooms


def _purse(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        """What my purse holds, and what moved it."""
        me = current().volunteer_id
        found = _statement(volunteer_purse(me), store, zone)
        today = clock().astimezone(zone).date()
        return show(
            "hours/purse.html",
            title=t("时间币", "Time currency"),
            back=("/hours", t("我的时间", "My hours")),
            purse=purse_of(me, today, store=store),
            items=found["items"],
            next_href=onward(HREF, found["next_cursor"]),
            first_href=HREF if cursor() else "",
        )


def _teams(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.route("/teams/<string:team_id>", methods=["GET", "POST"])
    @allow("volunteer")
    def team(team_id: str) -> Response:
        """What a team of mine was given; its leader donates it to its organisation."""
        by, form = current(), Form()
        found = must_reach_team(team_id, by, store=store)
        into = (store.copies.organisation(found["organisation_id"]) or {}).get("name", "")

        def give(body: dict[str, Any]) -> None:
            donate_for_team(team_id, **body, by=by, store=store, clock=clock)

        def asked(_: dict[str, Any]) -> Receiver:
            return Receiver(into)

        if answer := _step(form, Gift(), give, asked, f"{HREF}/teams/{team_id}"):
            return answer
        lines = _statement(team_purse(team_id), store, zone)
        return show(
            "hours/team_purse.html",
            title=found["name"],
            status=form.status,
            back=(HREF, t("时间币", "Time currency")),
            form=form,
            purse=team_purse_of(team_id, by, store=store),
            into=into,
            items=lines["items"],
            next_href=onward(f"{HREF}/teams/{team_id}", lines["next_cursor"]),
        )


def _gifts(rooms: Pages, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    @rooms.route("/donate", methods=["GET", "POST"])
    @allow("volunteer")
    def donate() -> Response:
        """Donate to my organisation's pool, or to a team of mine."""
        by, form = current(), Form()

        def give(body: dict[str, Any]) -> None:
            donate_minutes(**body, by=by, store=store, clock=clock)

        def asked(body: dict[str, Any]) -> Receiver:
            return receiver_of_donation(body["team_id"], by, store=store)

        answer = _step(form, DonationBody(), give, asked, HREF)
        return answer or _form(
            "donate", t("捐赠时间币", "Donate time currency"), form, store, clock
        )

    @rooms.route("/transfer", methods=["GET", "POST"])
    @allow("volunteer")
    def transfer() -> Response:
        """Transfer to another volunteer by her number."""
        by, form = current(), Form()

        def give(body: dict[str, Any]) -> None:
            transfer_minutes(**body, by=by, store=store, clock=clock, zone=zone)

        def asked(body: dict[str, Any]) -> Receiver:
            count_knock(RECEIVERS, by.volunteer_id, store=store, at=clock())
            return receiver_by_number(body["number"], by, store=store)

        answer = _step(form, TransferBody(), give, asked, HREF)
        title = t("转给另一位志愿者", "Transfer to another volunteer")
        return answer or _form("transfer", title, form, store, clock)


def _step(form: Form, schema: Gift, give: Act, asked: Whom, back: str) -> Response | None:
    """What comes after the form was sent: the question with who receives, or the gift when that
    was answered; None where the form is to be shown."""
    if not form.sent:
        return None
    sure = "sure" in request.form

    def look() -> tuple[Receiver, int]:
        body = form.load(schema)
        receiver = asked(body)
        if sure:
            give(body)
        return receiver, body["minutes"]

    if not form.attempt(look):
        return None
    if sure:
        return done(back, "已送出，谢谢您。", "It was given. Thank you.")
    kept = {name: request.form.get(name, "") for name in schema.fields}
    return show(
        "hours/sure.html",
        title=t("请确认", "Please confirm"),
        receiver=form.result[0],
        gift=form.result[1],
        kept=kept,
        back=(back, t("不送了", "Do not give it")),
    )


def _form(kind: str, title: str, form: Form, store: Store, clock: Clock) -> Response:
    me = current().volunteer_id
    purse = purse_of(me, clock().date(), store=store)
    person = store.copies.person(me) or {}
    home = store.copies.organisation(person.get("organisation_id", "")) or {}
    return show(
        f"hours/{kind}.html",
        title=title,
        status=form.status,
        back=(HREF, t("时间币", "Time currency")),
        form=form,
        purse=purse,
        teams=[(one["team_id"], one["name"]) for one in purse["teams"]],
        home=home.get("name", ""),
    )


def _statement(purse: str, store: Store, zone: ZoneInfo) -> dict[str, Any]:
    return purse_statement(purse, cursor(), LINES, store=store, zone=zone, language=language())
