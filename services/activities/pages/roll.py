"""/onsite/<shift_id>/roll: the list with big buttons; each person is a form of her own."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from services.activities.domain.roll import Call, Outcome
from services.activities.domain.roster_lines import line
from services.activities.domain.undoing import undoable
from services.activities.http.presence_schemas import CallInput
from services.activities.operations.call_roll import Roll, call_roll
from services.activities.operations.look_at_roster import look_at_roster
from services.activities.operations.see_roster import Criteria
from services.activities.operations.see_shift import see_shift
from services.activities.operations.undo_call import UndoCall, undo_call
from services.activities.pages.onsite import state_of
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done, fragment, show, t
from shared.web import allow, current
from shared.web.schemas import Id, Input

Plain = dict[str, Any]
_AT_ONCE = 50
_FILTERS: dict[str, Plain] = {
    "all": {"statuses": ("accepted", "no_show", "waitlisted", "applied")},
    "absent": {"statuses": ("accepted", "no_show"), "presence": "absent"},
    "in": {"statuses": ("accepted", "no_show"), "presence": "in"},
}


class UndoInput(Input):
    sign_up_id = Id(required=True)


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """With a script a tap changes one line; without, the page comes back at that line."""
    room = Pages("roll", __name__, url_prefix="/onsite")
    parts: Plain = {"store": store, "clock": clock, "settings": own}

    @room.get("/<string:shift_id>/roll")
    @allow("volunteer")
    def roll(shift_id: str) -> Response:
        """The list; with ``part`` its lines alone, for the script."""
        if "part" in request.args:
            return fragment("activities/roll_lines.html", **_lines(shift_id, parts))
        return _page(shift_id, Form(), parts)

    @room.post("/<string:shift_id>/roll")
    @allow("volunteer")
    def call(shift_id: str) -> Response:
        """One person in or out."""
        form = Form()

        def act() -> Outcome:
            calls = [Call(**form.load(CallInput()))]
            return must(call_roll(Roll(shift_id, calls, current()), **parts)[0])

        zh = "已签到。" if request.form.get("action") == "in" else "已签退。"
        en = "Checked in." if request.form.get("action") == "in" else "Checked out."
        return _answered(shift_id, form, form.attempt(act), zh, en, parts)

    @room.post("/<string:shift_id>/roll/undo")
    @allow("volunteer")
    def undo(shift_id: str) -> Response:
        """The last tap on one person."""
        form = Form()
        good = form.attempt(
            lambda: undo_call(UndoCall(by=current(), **form.load(UndoInput())), **parts)
        )
        return _answered(shift_id, form, good, "已撤销。", "Taken back.", parts)

    return room


def must(outcome: Outcome) -> Outcome:
    """Raises the refusal of one who was called."""
    if outcome.refusal:
        raise outcome.refusal
    return outcome


def _answered(shift_id: str, form: Form, good: bool, zh: str, en: str, parts: Plain) -> Response:
    """Back to the list at her line; for the script the line alone, with what was wrong."""
    her = request.form.get("sign_up_id", "")
    if "X-Part" in request.headers:
        lines = _lines(shift_id, parts, one=her)
        response = fragment("activities/roll_lines.html", form=form, **lines)
        response.status_code = form.status
        return response
    if good:
        return done(f"/onsite/{shift_id}/roll{_kept()}#p-{her}", zh, en)
    return _page(shift_id, form, parts)


def _kept() -> str:
    """The search one comes back to."""
    asked = {name: request.values.get(name, "") for name in ("q", "show")}
    query = urlencode({name: text for name, text in asked.items() if text})
    return f"?{query}" if query else ""


def _page(shift_id: str, form: Form, parts: Plain) -> Response:
    shift = see_shift(shift_id, current(), store=parts["store"], settings=parts["settings"])
    return show(
        "activities/roll.html",
        title=t("点名", "Roll call"),
        status=form.status,
        back=(f"/onsite/{shift_id}", t("现场", "On site")),
        shift=shift,
        state=state_of(shift, parts["clock"]()),
        form=form,
        **_lines(shift_id, parts),
    )


def _lines(shift_id: str, parts: Plain, one: str = "") -> Plain:
    """{people, next, q, show}: those searched for, or the ``one`` with this sign-up."""
    asked = request.values.get("q", "").strip()[:40]
    which = request.values.get("show", "all")
    which = which if which in _FILTERS else "all"
    store, clock, own = parts["store"], parts["clock"], parts["settings"]
    found: Plain = {"items": [], "next_cursor": None}
    if one:
        see_shift(shift_id, current(), store=store, settings=own)
        rows = store.attendance.of_shift(shift_id, [one]).values()
        found["items"] = [line(row, whole_phone=True) for row in rows]
    else:
        criteria = Criteria(shift_id=shift_id, **_FILTERS[which], **_wanted(asked))
        cursor = request.args.get("cursor")
        found = look_at_roster(
            criteria, "name", cursor, _AT_ONCE, current(), counts=False, store=store, clock=clock
        )
    now = clock()
    people = [item | {"undo": _undo(item, now, own)} for item in found["items"]]
    return {
        "people": people,
        "next": found["next_cursor"],
        "q": asked,
        "which": which,
        "shift_id": shift_id,
    }


def _wanted(asked: str) -> Plain:
    """The end of a phone number, or part of a name or of a volunteer number."""
    if asked.isascii() and asked.isdigit() and 2 <= len(asked) <= 11:
        return {"phone_tail": asked}
    return {"text": asked} if asked else {}


def _undo(item: Plain, now: Any, own: ActivitySettings) -> str | None:
    """As in domain/undoing.py, of a roster's line."""
    held = item["attendances"]
    opened = next((one for one in held if one["check_out_at"] is None), None)
    row = {
        "open": opened and {"by": opened["checked_in_by"], "at": opened["check_in_at"]},
        "intervals": [one for one in held if one["check_out_at"] is not None],
        "closes_at": own.window_of(item)[1],
    }
    return undoable(row, now, own.undo_minutes)
