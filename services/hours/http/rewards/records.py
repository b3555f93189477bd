"""Routes of honours, trainings and evaluations."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_smorest import Blueprint
from marshmallow import Schema

from services.hours.http.rewards import record_schemas as schemas
from services.hours.operations.rewards.award_honour import award_honour
from services.hours.operations.rewards.evaluate_service import Evaluation, evaluate_service
from services.hours.operations.rewards.record_training import Training, record_training
from services.hours.operations.rewards.revoke_record import revoke_record
from services.hours.store import Store
from services.hours.store.rewards.records import Records
from services.hours.views.rewards.records import records_of
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import CursorArgs


def honours(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/honours."""
    routes = Blueprint("honours", __name__, url_prefix="/api/v1/honours", description="Honours")
    _common(routes, store.honours, schemas.Honour(), schemas.Honours(), store, clock)

    @routes.post("")
    @allow("coordinator")
    @routes.arguments(schemas.HonourBody())
    @routes.response(201, schemas.Honour())
    def post_honour(body: dict[str, Any]) -> dict[str, Any]:
        """Record an honour a volunteer was given; she is told."""
        day = body.pop("date")
        return award_honour(day=day, **body, by=current(), store=store, clock=clock, zone=zone)

    return routes


def trainings(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/trainings."""
    routes = Blueprint(
        "trainings", __name__, url_prefix="/api/v1/trainings", description="Trainings"
    )
    _common(routes, store.trainings, schemas.Training(), schemas.Trainings(), store, clock)

    @routes.post("")
    @allow("organiser")
    @routes.arguments(schemas.TrainingBody())
    @routes.response(201, schemas.Trained())
    def post_training(body: dict[str, Any]) -> dict[str, Any]:
        """Record a training for all who took part in it."""
        people = body.pop("volunteer_ids")
        training, by = Training(**body), current()
        return {
            "items": record_training(training, people, by=by, store=store, clock=clock, zone=zone)
        }

    return routes


def evaluations(store: Store, clock: Clock, zone: ZoneInfo) -> Blueprint:
    """The routes under /api/v1/evaluations."""
    routes = Blueprint(
        "evaluations", __name__, url_prefix="/api/v1/evaluations", description="Evaluations"
    )
    _common(routes, store.evaluations, schemas.Evaluation(), schemas.Evaluations(), store, clock)

    @routes.post("")
    @allow("organiser")
    @routes.arguments(schemas.EvaluationBody())
    @routes.response(201, schemas.Evaluation())
    def post_evaluation(body: dict[str, Any]) -> dict[str, Any]:
        """Evaluate somebody's service at an activity, or enter what those served say of it."""
        said, by = Evaluation(**body), current()
        return evaluate_service(said, by=by, store=store, clock=clock, zone=zone)

    return routes


def _common(
    routes: Blueprint, among: Records, one: Schema, page: Schema, store: Store, clock: Clock
) -> None:
    @routes.get("/me")
    @allow("volunteer")
    @routes.arguments(CursorArgs(), location="query")
    @routes.response(200, page)
    def get_mine(args: dict[str, Any]) -> dict[str, Any]:
        """Mine, the latest first."""
        by = current()
        return records_of(by.volunteer_id, by, **args, among=among, store=store)

    @routes.get("")
    @allow("volunteer")
    @routes.arguments(schemas.OfArgs(), location="query")
    @routes.response(200, page)
    def get_hers(args: dict[str, Any]) -> dict[str, Any]:
        """A volunteer's: for herself and the coordinators of her organisation."""
        return records_of(args.pop("volunteer_id"), current(), **args, among=among, store=store)

    @routes.post("/<string:key>/revoke")
    @allow("coordinator")
    @routes.arguments(schemas.RevokeRecordBody())
    @routes.response(200, one)
    def post_revocation(body: dict[str, Any], key: str) -> dict[str, Any]:
        """Revoke what was recorded in error; it is kept, with the reason."""
        by = current()
        return revoke_record(key, body["reason"], by=by, among=among, store=store, clock=clock)
