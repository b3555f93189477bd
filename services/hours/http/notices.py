"""Routes of public notice, of what members say against it, and of what is due by law."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint

from services.hours.http import notice_schemas as schemas
from services.hours.operations.notice.decide_objection import Decision, decide_objection
from services.hours.operations.notice.raise_objection import raise_objection
from services.hours.settings import HoursSettings
from services.hours.store import Store
from services.hours.views.notice.duties import duties_of
from services.hours.views.notice.objections import objections_of, objections_to_decide, shown
from services.hours.views.notice.public_notice import public_notice
from shared.clock import Clock
from shared.web import allow, current
from shared.web.problems import language


def blueprint(store: Store, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/notices."""
    routes = Blueprint("notices", __name__, url_prefix="/api/v1/notices", description="Notice")

    @routes.get("")
    @allow("volunteer")
    @routes.arguments(schemas.NoticeArgs(), location="query")
    @routes.response(200, schemas.Notice())
    def get_notice(args: dict[str, Any]) -> dict[str, Any]:
        """What stands in public notice in an organisation and below it; her own by default."""
        return public_notice(
            args["organisation_id"],
            args["cursor"],
            args["limit"],
            by=current(),
            store=store,
            zone=zone,
        )

    return routes


def duties(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The route under /api/v1/duties."""
    routes = Blueprint("duties", __name__, url_prefix="/api/v1/duties", description="Duties")

    @routes.get("")
    @allow("organiser")
    @routes.arguments(schemas.DutyArgs(), location="query")
    @routes.response(200, schemas.Duties())
    def get_duties(args: dict[str, Any]) -> dict[str, Any]:
        """What waits for people, whose turn it is and until when; late ones first."""
        return duties_of(
            args["organisation_id"],
            by=current(),
            store=store,
            now=clock(),
            zone=zone,
            language=language(),
        )

    return routes


def objections(store: Store, clock: Clock, own: HoursSettings, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/objections."""
    routes = Blueprint("objections", __name__, url_prefix="/api/v1/objections")

    @routes.post("")
    @allow("volunteer")
    @routes.arguments(schemas.ObjectionBody())
    @routes.response(201, schemas.Objection())
    def post_objection(body: dict[str, Any]) -> dict[str, Any]:
        """Object to a line in public notice: it is held until it is decided."""
        return shown(
            raise_objection(
                body["journal_id"], body["reason"], by=current(), store=store, clock=clock
            )
        )

    @routes.post("/<string:objection_id>/decide")
    @allow("coordinator")
    @routes.arguments(schemas.DecisionBody())
    @routes.response(200, schemas.Objection())
    def post_decision(body: dict[str, Any], objection_id: str) -> dict[str, Any]:
        """Uphold an objection, the credit is reversed, or dismiss it, the credit goes on."""
        decision = Decision(objection_id, body["verdict"], body["reason"])
        decided = decide_objection(
            decision, by=current(), store=store, settings=own, zone=zone, clock=clock
        )
        return shown(decided)

    _objections_read(routes, store)
    return routes


def _objections_read(routes: Blueprint, store: Store) -> None:
    @routes.get("/mine")
    @allow("volunteer")
    @routes.arguments(schemas.ObjectionArgs(), location="query")
    @routes.response(200, schemas.Objections())
    def get_mine(args: dict[str, Any]) -> dict[str, Any]:
        """What I objected to, and what became of it."""
        return objections_of(current(), args["cursor"], args["limit"], store=store)

    @routes.get("")
    @allow("coordinator")
    @routes.arguments(schemas.ObjectionArgs(), location="query")
    @routes.response(200, schemas.Objections())
    def get_open(args: dict[str, Any]) -> dict[str, Any]:
        """Open objections within the coordinator's organisations."""
        return objections_to_decide(current(), args["cursor"], args["limit"], store=store)
