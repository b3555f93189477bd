"""/my/shifts : what I have signed up for, ahead and past; giving a place back."""

from datetime import datetime
from typing import Any

from flask import Response, redirect, request

from services.activities.http.inputs import MineArgs
from services.activities.operations.withdraw import Withdraw, withdraw
from services.activities.pages.sign_up_words import WAYS, Row, check_in_time, state
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import presence, visiting
from services.activities.views import sign_ups as views
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

_A_PAGE = 20


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """A volunteer's own sign-ups."""
    rooms = Pages("my_shifts", __name__, url_prefix="/my/shifts")
    _list(rooms, store, clock)
    _one(rooms, store, clock, own)
    return rooms


def _list(rooms: Pages, store: Store, clock: Clock) -> None:
    @rooms.get("")
    @allow("volunteer")
    def mine() -> Response:
        now, past = clock(), bool(request.args.get("past"))
        asked = {"cursor": request.args["cursor"]} if request.args.get("cursor") else {}
        args = {**MineArgs().load(asked), "past": past, "limit": _A_PAGE}
        found = views.mine(args, current().volunteer_id, store=store, now=now)
        road = "/my/shifts?past=1&" if past else "/my/shifts?"
        after = found["next_cursor"]
        return show(
            "activities/my_shifts.html",
            title=t("我的班次", "My shifts"),
            items=found["items"],
            given=presence.given,
            past=past,
            next_page=f"{road}cursor={after}" if after else None,
            first_page=road[:-1] if asked else None,
            state=state,
            check_in_time=check_in_time,
            missing=_missing,
            now=now,
        )


def _one(rooms: Pages, store: Store, clock: Clock, own: ActivitySettings) -> None:
    @rooms.get("/<string:sign_up_id>")
    @allow("volunteer")
    def one(sign_up_id: str) -> Response:
        return _shown(sign_up_id, Form(), store, clock)

    @rooms.post("/<string:sign_up_id>/withdraw")
    @allow("volunteer", provisional=True)
    def give_back(sign_up_id: str) -> Any:
        form = Form()
        message = Withdraw(sign_up_id, current())
        if form.attempt(lambda: withdraw(message, store=store, clock=clock, settings=own)):
            zh = "您已退出，名额已让给下一位。谢谢您及时告知。"
            en = "You have given your place back; the next in line has it. Thank you for saying so."
            return done(f"/my/shifts/{sign_up_id}", zh, en)
        return _shown(sign_up_id, form, store, clock)

    @rooms.get("/<string:sign_up_id>/withdraw")
    @allow("volunteer")
    def come_back(sign_up_id: str) -> Any:
        """Where a browser lands that loads the page again."""
        return redirect(f"/my/shifts/{sign_up_id}", 303)


def _shown(sign_up_id: str, form: Form, store: Store, clock: Clock) -> Response:
    now = clock()
    found = visiting.my_sign_up(sign_up_id, current().volunteer_id, store=store, now=now)
    intervals, given = presence.given(found)
    return show(
        "activities/my_shift.html",
        title=found["activity_title"],
        status=form.status,
        back=("/my/shifts", t("我的班次", "My shifts")),
        mine=found,
        intervals=intervals,
        given=given,
        ways=WAYS,
        form=form,
        state=state,
        at_the_door=check_in_time(found, now),
        ahead=found["end"] > now,
        missing=_missing(found, now),
    )


def _missing(row: Row, now: datetime) -> bool:
    """Whether she had a place in what is over and no minute of hers stands."""
    came = bool(row["open"]) or any(not one["void"] for one in row["intervals"])
    return row["status"] in ("accepted", "no_show") and row["end"] <= now and not came
