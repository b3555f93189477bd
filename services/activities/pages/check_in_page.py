"""/c : check in and out by six digits; /c/<token> : by scanning the organiser's screen.

Looking changes nothing: every step is a form with one big button.
"""

from typing import Any

from flask import Response, redirect
from marshmallow import fields, validate

from services.activities.domain.codes import CodeExpired, CodeNotOurs
from services.activities.http.presence_schemas import ClaimInput, Digits
from services.activities.operations.check_in import check_in
from services.activities.operations.check_out import check_out
from services.activities.operations.choose_shift import ChooseShift, choose_shift
from services.activities.operations.prove_presence import Claim, codes_of, rules_of
from services.activities.pages.sign_up_words import WAYS, state
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import presence, visiting
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.refusal import Conflict, Refusal
from shared.web import allow, current
from shared.web.problems import language
from shared.web.schemas import Input

_ROADS = {"in": check_in, "out": check_out}


class DigitsInput(Input):
    """The six digits alone; which shift is found out."""

    digits = Digits(max=20, required=True)
    device = fields.String(validate=validate.Length(8, 64))


class NotThere(Conflict):
    """Raised when an attendance is looked at that does not exist."""

    zh = "您还没有在这个班次签到。"
    en = "You have not checked in at this shift."


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Presence, as the volunteer does it herself."""
    rooms = Pages("check_in", __name__, url_prefix="/c")
    parts: dict[str, Any] = {"store": store, "clock": clock, "settings": own}
    _by_digits(rooms, parts)
    _by_token(rooms, parts)
    _after(rooms, store)
    return rooms


def _by_digits(rooms: Pages, parts: dict[str, Any]) -> None:
    def shown(form: Form) -> Response:
        store, now = parts["store"], parts["clock"]()
        rows = store.mine.present(current().volunteer_id, now)
        return show(
            "activities/code.html",
            title=t("签到", "Check in"),
            status=form.status,
            form=form,
            row=rows[0] if rows else None,
            state=state,
            next=None if rows else store.mine.next(current().volunteer_id, now),
        )

    @rooms.get("")
    @allow("volunteer")
    def digits() -> Response:
        return shown(Form())

    @rooms.post("/<any('in','out'):way>")
    @allow("volunteer", provisional=True)
    def typed(way: str) -> Any:
        form = Form()

        def move() -> Any:
            body = form.load(DigitsInput())
            who = current()
            choice = ChooseShift(who.volunteer_id, body["digits"])
            claim = Claim(who.volunteer_id, shift_id=choose_shift(choice, **parts), by=who, **body)
            return _ROADS[way](claim, **parts)

        return _on(way, form) if form.attempt(move) else shown(form)

    @rooms.get("/<any('in','out'):way>")
    @allow("volunteer")
    def type_again(way: str) -> Any:
        return redirect("/c", 303)


def _by_token(rooms: Pages, parts: dict[str, Any]) -> None:
    @rooms.get("/<string(minlength=7):token>")
    @allow("volunteer")
    def scanned(token: str) -> Response:
        return _scanned(token, Form(), parts)

    @rooms.post("/<string(minlength=7):token>/<any('in','out'):way>")
    @allow("volunteer", provisional=True)
    def move(token: str, way: str) -> Any:
        form = Form()

        def moved() -> Any:
            body = form.load(ClaimInput())
            who = current()
            return _ROADS[way](Claim(who.volunteer_id, by=who, **body), **parts)

        return _on(way, form) if form.attempt(moved) else _scanned(token, form, parts)

    @rooms.get("/<string(minlength=7):token>/<any('in','out'):way>")
    @allow("volunteer")
    def scan_again(token: str, way: str) -> Any:
        return redirect(f"/c/{token}", 303)


def _scanned(token: str, form: Form, parts: dict[str, Any]) -> Response:
    """What the screen's code leads to: in, out, or why not now; a spent code answers 409."""
    now, own = parts["clock"](), parts["settings"]
    found: dict[str, Any] = {"row": None, "since": None, "refusal": None}
    activity = expired = None
    try:
        code = codes_of(own).read_token(token, now)
    except (CodeExpired, CodeNotOurs) as no:
        expired = no
    else:
        who, store = current().volunteer_id, parts["store"]
        found = presence.at_shift(code.shift_id, who, store=store, now=now, rules=rules_of(own))
        if found["row"] is None:
            activity = store.activities.of_shift(code.shift_id)
    return show(
        "activities/scanned.html",
        title=t("签到", "Check in") if not found["since"] else t("签退", "Check out"),
        status=form.status if form.status != 200 else 409 if expired else 200,
        token=token,
        form=form,
        expired=expired and expired.text(language()),
        refusal=_text(found["refusal"]),
        row=found["row"],
        since=found["since"],
        activity=activity,
    )


def _after(rooms: Pages, store: Store) -> None:
    @rooms.get("/attendances/<string:sign_up_id>")
    @allow("volunteer")
    def attendance(sign_up_id: str) -> Response:
        """What stands now: in since when, or what was given."""
        found = visiting.my_row(sign_up_id, current().volunteer_id, store=store)
        intervals, given = presence.given(found)
        if not intervals and not found["open"]:
            raise NotThere()
        inside = bool(found["open"])
        return show(
            "activities/attendance.html",
            title=t("您已签到", "You are checked in") if inside else t("您已签退", "You are out"),
            mine=found,
            intervals=intervals,
            given=given,
            ways=WAYS,
        )


def _on(way: str, form: Form) -> Response:
    """To the page that says what stands now."""
    told = {"in": ("签到成功。", "You are checked in."), "out": ("签退成功。", "You are out.")}
    return done(f"/c/attendances/{form.result['sign_up_id']}", *told[way])


def _text(no: Refusal | None) -> str | None:
    return no.text(language()) if no else None
