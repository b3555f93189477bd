"""Routes by which records go elsewhere: one volunteer's, or all of an organisation that ended."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from services.hours.operations.notice.ask_for_transfer import ask_for_transfer, withdraw_transfer
from services.hours.operations.notice.decide_transfer import Answer, decide_transfer
from services.hours.operations.notice.name_successor import name_successor
from services.hours.store import Store
from shared.clock import Clock
from shared.web import allow, current
from shared.web.schemas import Id, Input, Instant, Prose


class FromTo(Input):
    from_organisation_id = Id(required=True)
    to_organisation_id = Id(required=True)


class SuccessionBody(FromTo):
    reason = Prose(required=True, min=2, max=500)


class AnswerBody(Input):
    """The volunteer reads the reason."""

    verdict = fields.String(required=True, validate=validate.OneOf(("accepted", "declined")))
    reason = Prose(required=True, min=2, max=500)


class Custody(Schema):
    transfer_id = fields.String(attribute="_id")
    kind = fields.String()
    volunteer_id = fields.String()
    from_organisation_id = fields.String(attribute="from_id")
    to_organisation_id = fields.String(attribute="to_id")
    status = fields.String(metadata={"description": "asked, accepted, declined or withdrawn"})
    at = Instant()


class Transfers(Schema):
    items = fields.List(fields.Nested(Custody()))


_MOST = 200


def transfers(store: Store, clock: Clock) -> Blueprint:
    """The routes under /api/v1/transfers."""
    routes = Blueprint("transfers", __name__, url_prefix="/api/v1/transfers")

    @routes.post("")
    @allow("volunteer")
    @routes.arguments(FromTo())
    @routes.response(201, Custody())
    def post_transfer(body: dict[str, Any]) -> dict[str, Any]:
        """Ask that another organisation certifies what one has recorded of me."""
        way = (body["from_organisation_id"], body["to_organisation_id"])
        return ask_for_transfer(*way, by=current(), store=store, clock=clock)

    @routes.get("/mine")
    @allow("volunteer")
    @routes.response(200, Transfers())
    def get_mine() -> dict[str, Any]:
        """What I asked for, and what became of it."""
        return {"items": store.custody.of(current().volunteer_id)}

    @routes.get("")
    @allow("coordinator")
    @routes.response(200, Transfers())
    def get_open() -> dict[str, Any]:
        """Transfers to the coordinator's organisations that wait for an answer; at most 200."""
        return {"items": store.custody.open_within(current().paths("coordinator"), _MOST)}

    _ending(routes, store, clock)
    return routes


def _ending(routes: Blueprint, store: Store, clock: Clock) -> None:
    @routes.post("/<string:transfer_id>/decide")
    @allow("coordinator")
    @routes.arguments(AnswerBody())
    @routes.response(200, Custody())
    def post_answer(body: dict[str, Any], transfer_id: str) -> dict[str, Any]:
        """Take the record over, or decline."""
        answer = Answer(transfer_id, body["verdict"], body["reason"])
        return decide_transfer(answer, by=current(), store=store, clock=clock)

    @routes.post("/<string:transfer_id>/withdraw")
    @allow("volunteer")
    @routes.response(200, Custody())
    def post_withdrawal(transfer_id: str) -> dict[str, Any]:
        """Take back what I asked for."""
        return withdraw_transfer(transfer_id, by=current(), store=store, clock=clock)


def successions(store: Store, clock: Clock) -> Blueprint:
    """The route under /api/v1/successions."""
    routes = Blueprint("successions", __name__, url_prefix="/api/v1/successions")

    @routes.post("")
    @allow("administrator")
    @routes.arguments(SuccessionBody())
    @routes.response(201, Custody())
    def post_succession(body: dict[str, Any]) -> dict[str, Any]:
        """Name who takes over all records and certificates of an organisation."""
        return name_successor(
            body["from_organisation_id"],
            body["to_organisation_id"],
            body["reason"],
            by=current(),
            store=store,
            clock=clock,
        )

    return routes
