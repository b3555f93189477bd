"""/activities/<id> : what it is, its risks and its shifts; signing up for one of them."""

from typing import Any

from flask import Response, redirect

from services.activities.http.inputs import SignUpInput
from services.activities.operations.oversee_activity import oversees
from services.activities.operations.sign_up import SignUp, sign_up
from services.activities.pages.sign_up_words import RECEIVED, check_in_time, state
from services.activities.settings import ActivitySettings
from services.activities.store import Store
from services.activities.views import visiting
from shared.clock import Clock
from shared.pages import Form, Pages, done, show, t
from shared.web import allow, current, current_or_none


def pages(store: Store, clock: Clock, own: ActivitySettings) -> Pages:
    """An activity, and the second and third tap."""
    rooms = Pages("one_activity", __name__, url_prefix="/activities")

    def shown(activity_id: str, form: Form) -> Response:
        now, me = clock(), current_or_none()
        found = visiting.visit(activity_id, me, store=store, now=now)
        return show(
            "activities/one.html",
            title=found["title"],
            status=form.status,
            back=("/activities", t("全部活动", "All activities")),
            activity=found,
            teams=_team_names(found["team_ids"], store),
            form=form,
            runs=me is not None and oversees(me, found),
            state=state,
            check_in_time=check_in_time,
            now=now,
        )

    @rooms.get("/<string:activity_id>")
    @allow("public")
    def one(activity_id: str) -> Response:
        return shown(activity_id, Form())

    _signing_up(rooms, shown, store, clock, own)
    return rooms


def _signing_up(
    rooms: Pages, shown: Any, store: Store, clock: Clock, own: ActivitySettings
) -> None:
    @rooms.post("/<string:activity_id>/shifts/<string:shift_id>/sign-up")
    @allow("volunteer", provisional=True)
    def enter(activity_id: str, shift_id: str) -> Any:
        form = Form()

        def signed_up() -> Any:
            role_id = form.load(SignUpInput())["role_id"]
            message = SignUp(shift_id, current().volunteer_id, role_id)
            return sign_up(message, store=store, clock=clock, settings=own)

        if not form.attempt(signed_up):
            return shown(activity_id, form)
        told = RECEIVED[form.result["status"]]
        return done(f"/my/shifts/{form.result['_id']}", told.zh, told.en)

    @rooms.get("/<string:activity_id>/shifts/<string:shift_id>/sign-up")
    @allow("public")
    def come_back(activity_id: str, shift_id: str) -> Any:
        """Where a browser lands that signed in on the way, or loads the page again."""
        return redirect(f"/activities/{activity_id}#s-{shift_id}", 303)


def _team_names(team_ids: list[str], store: Store) -> list[str]:
    return [team["name"] for team in store.copies.teams(team_ids).values()] if team_ids else []
