"""/onsite/<shift_id>/walk-in: somebody came who has not signed up: in with her, in one go."""

from typing import Any

from flask import Response, request

from services.activities.domain.placing import ShiftFull
from services.activities.domain.roll import Call
from services.activities.http.presence_schemas import CallInput
from services.activities.operations.call_roll import Roll, call_roll
from services.activities.operations.find_walk_in import find_walk_in
from services.activities.operations.see_shift import see_shift
from services.activities.pages.roll import must
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current

Plain = dict[str, Any]


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """Search, choose, done. Where every place is taken, the page asks once whether to go over."""
    room = Pages("walk_in", __name__, url_prefix="/onsite")
    parts: Plain = {"store": store, "clock": clock, "settings": own}

    @room.get("/<string:shift_id>/walk-in")
    @allow("volunteer")
    def find(shift_id: str) -> Response:
        """Whom one may enter."""
        return _shown(shift_id, Form(), parts)

    @room.post("/<string:shift_id>/walk-in")
    @allow("volunteer")
    def enter(shift_id: str) -> Response:
        """Sign her up and check her in."""
        form, full = Form(), []

        def act() -> Any:
            call = Call(**form.load(CallInput()))
            outcome = call_roll(Roll(shift_id, [call], current()), **parts)[0]
            full.extend([call.volunteer_id] if isinstance(outcome.refusal, ShiftFull) else [])
            return must(outcome)

        if form.attempt(act):
            name = request.form.get("name", "")[:40]
            back = f"/onsite/{shift_id}/walk-in"
            return done(back, f"{name}已登记并签到。", f"{name} is entered and checked in.")
        return _shown(shift_id, form, parts, full[0] if full else None)

    return room


def _shown(shift_id: str, form: Form, parts: Plain, full: str | None = None) -> Response:
    """The shift, the search and whom it found; ``full``: whom there was no place for."""
    store, clock = parts["store"], parts["clock"]
    shift = see_shift(shift_id, current(), store=store, settings=parts["settings"])
    asked, search = request.values.get("q", "").strip()[:40], Form()
    people: list[Plain] = []
    if asked:
        search.attempt(lambda: find_walk_in(asked, shift_id, current(), store=store, clock=clock))
        people = search.result or []
    return show(
        "activities/walk_in.html",
        title=t("现场登记", "Walk-ins"),
        status=form.status if form.sent else search.status,
        back=(f"/onsite/{shift_id}/roll", t("点名", "Roll call")),
        shift=shift,
        form=form,
        search=search,
        q=asked,
        people=people,
        full=full,
    )
