"""What the routes of the shop take and answer. Minutes and pieces are whole."""

from marshmallow import Schema, fields, validate

from services.hours.domain.rewards.shop import GIVEN_BACK, HANDED_OVER, RESERVED
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, Text, WholeNumber

_MOST_MINUTES, _MOST_PIECES = 1_500 * 60, 1_000_000


class _Terms(Input):
    title = Prose(max=100)
    description = Prose(min=0, max=2000)
    place = Prose(max=200, metadata={"description": "Where it is fetched."})
    minutes = WholeNumber(min=1, max=_MOST_MINUTES, metadata={"description": "Its price."})
    keep_days = WholeNumber(
        min=1, max=90, metadata={"description": "A reservation waits so many days."}
    )
    opens_at = Instant()
    closes_at = Instant(allow_none=True)


class OfferBody(_Terms):
    """``opens_at``: now, if left out; without ``closes_at`` it stays open."""

    organisation_id = Id(required=True)
    title = Prose(required=True, max=100)
    description = Prose(load_default="", min=0, max=2000)
    place = Prose(required=True, max=200)
    minutes = WholeNumber(required=True, min=1, max=_MOST_MINUTES)
    stock = WholeNumber(required=True, min=0, max=_MOST_PIECES)
    keep_days = WholeNumber(load_default=7, min=1, max=90)
    opens_at = Instant(load_default=None, allow_none=True)
    closes_at = Instant(load_default=None, allow_none=True)


class OfferChanges(_Terms):
    """``more``: pieces that came; below zero: that went."""

    more = WholeNumber(load_default=0, min=-_MOST_PIECES, max=_MOST_PIECES)


class OfferedArgs(CursorArgs):
    organisation_id = Id(required=True)


class ReserveBody(Input):
    """``minutes``: the price that was shown; where it is another by now, nothing is reserved."""

    minutes = WholeNumber(load_default=None, allow_none=True)


class ReservationsArgs(OfferedArgs):
    status = fields.String(
        load_default=None, validate=validate.OneOf((RESERVED, HANDED_OVER, GIVEN_BACK))
    )


class HandOverBody(Input):
    code = Text(required=True, max=10, metadata={"description": "What the volunteer shows."})


class GiveBackBody(Input):
    """A coordinator says why."""

    reason = Prose(load_default=None, allow_none=True, min=2, max=500)


class Offer(Schema):
    offer_id = fields.String(attribute="_id")
    organisation_id = fields.String()
    title = fields.String()
    description = fields.String()
    place = fields.String()
    minutes = fields.Integer()
    stock = fields.Integer(metadata={"description": "Pieces left."})
    keep_days = fields.Integer()
    opens_at = Instant()
    closes_at = Instant(allow_none=True)


class Offers(Schema):
    items = fields.List(fields.Nested(Offer()))
    next_cursor = fields.String(allow_none=True)


class HandedOver(Schema):
    by = fields.String()
    at = Instant()


class GivenBack(Schema):
    by = fields.String(allow_none=True, metadata={"description": "null: not fetched in time."})
    at = Instant()
    reason = fields.String(allow_none=True)


class Reserved(Schema):
    reservation_id = fields.String(attribute="_id")
    offer_id = fields.String()
    organisation_id = fields.String()
    volunteer_id = fields.String()
    title = fields.String()
    place = fields.String()
    minutes = fields.Integer(metadata={"description": "What was paid."})
    until = Instant(metadata={"description": "When it is given back by itself."})
    at = Instant()
    status = fields.String()
    handed = fields.Nested(HandedOver(), allow_none=True)
    back = fields.Nested(GivenBack(), allow_none=True)


class Reservation(Reserved):
    """As the volunteer sees it."""

    code = fields.String(metadata={"description": "Shown when it is fetched."})


class Taken(Reserved):
    """As the organisation sees it."""

    name = fields.String(allow_none=True)
    number = fields.String(allow_none=True)


class Reservations(Schema):
    items = fields.List(fields.Nested(Reservation()))
    next_cursor = fields.String(allow_none=True)


class AllTaken(Schema):
    items = fields.List(fields.Nested(Taken()))
    next_cursor = fields.String(allow_none=True)
