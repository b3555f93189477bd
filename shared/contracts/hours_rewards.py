"""What the hour bank tells of its shop, of honours and of stars that were applied for."""

from marshmallow import fields

from shared.contracts.envelope import Contract, text, whole


class ReservationFact(Contract):
    """``minutes``: the price, in time currency."""

    reservation_id = text()
    volunteer_id = text()
    title = text()
    place = text()
    minutes = whole()


class OfferReserved(ReservationFact):
    """``last_day``: "2026-11-28", the last one to fetch it; ``code`` is shown then."""

    type = "hours.offer_reserved"
    code = text()
    last_day = text()


class OfferFetched(ReservationFact):
    type = "hours.offer_fetched"


class OfferReturned(ReservationFact):
    """The minutes are back in her purse."""

    type = "hours.offer_returned"
    reason = fields.String(required=True, allow_none=True)


class HonourFact(Contract):
    """``title``: the honour's name; ``unit``: who gives it; ``date``: "2026-11-21"."""

    honour_id = text()
    volunteer_id = text()
    title = text()
    unit = text()
    date = text()


class HonourAwarded(HonourFact):
    type = "hours.honour_awarded"


class HonourRevoked(HonourFact):
    type = "hours.honour_revoked"
    reason = text()


class StarDeclined(Contract):
    """A star she applied for is not given."""

    type = "hours.star_declined"
    volunteer_id = text()
    star = whole()
    reason = text()
