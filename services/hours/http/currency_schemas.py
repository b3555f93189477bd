"""What the routes of the time currency take and answer. Minutes are whole."""

from marshmallow import Schema, fields

from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, Text, WholeNumber

_MOST = 100_000 * 60


class StatementArgs(CursorArgs):
    """Pages of a statement."""


class Gift(Input):
    """1 minute at least; nothing undoes it."""

    minutes = WholeNumber(required=True, min=1, max=_MOST)
    reason = Prose(load_default=None, allow_none=True, max=200)


class DonationBody(Gift):
    """``team_id``: a team she belongs to; without it her organisation's pool."""

    team_id = Id(load_default=None, allow_none=True)


class TransferBody(Gift):
    """``number``: the receiver's volunteer number."""

    number = Text(required=True, max=30)


class Sums(Schema):
    """minutes = earned + received - spent."""

    minutes = fields.Integer()
    earned = fields.Integer(metadata={"description": "By service whose public notice is over."})
    received = fields.Integer()
    spent = fields.Integer()
    frozen = fields.String(allow_none=True, metadata={"description": "Why; null: it is not."})


class TeamPurse(Sums):
    """What a team was given; it can only be donated."""

    team_id = fields.String()
    name = fields.String()
    leads = fields.Boolean()


class Purse(Sums):
    volunteer_id = fields.String()
    cap_minutes = fields.Integer(allow_none=True)
    redeem_from = fields.Integer(metadata={"description": "Service asked for before redeeming."})
    teams = fields.List(fields.Nested(TeamPurse()))


class OrganisationPurses(Schema):
    organisation_id = fields.String()
    pool = fields.Integer(metadata={"description": "Donated to it."})
    shop = fields.Integer(metadata={"description": "Paid in its shop."})
    expired = fields.Integer(metadata={"description": "Not used in time."})


class CurrencyLine(Schema):
    """One journal of a purse."""

    journal_id = fields.String()
    kind = fields.String()
    minutes = fields.Integer(metadata={"description": "Negative where they went out."})
    explanation = fields.String()
    reason = fields.String(allow_none=True)
    refers = fields.String(allow_none=True)
    at = Instant()


class CurrencyStatement(Schema):
    items = fields.List(fields.Nested(CurrencyLine()))
    next_cursor = fields.String(allow_none=True)
