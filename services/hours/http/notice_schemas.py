"""What public notice takes and answers over HTTP."""

from marshmallow import Schema, fields, validate

from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, Text


class NoticeArgs(CursorArgs):
    """The organisation whose notice is asked for; her own by default."""

    organisation_id = Id(load_default=None)


class NoticeLine(Schema):
    """One credit in public notice."""

    journal_id = fields.String()
    name = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    activity_id = fields.String()
    activity_title = fields.String()
    organisation_id = fields.String()
    day = fields.Date(metadata={"description": "The local day of the shift."})
    minutes = fields.Integer()
    back_entered = fields.Boolean()
    until = Instant(metadata={"description": "Then it is final."})
    held = fields.Boolean(metadata={"description": "An objection is open."})


class Notice(Schema):
    items = fields.List(fields.Nested(NoticeLine()))
    next_cursor = fields.String(allow_none=True)


class ObjectionBody(Input):
    """Why the line is wrong; its volunteer reads the reason and not who gave it."""

    journal_id = Text(required=True, max=40)
    reason = Prose(required=True, min=2, max=500)


class ObjectionArgs(CursorArgs):
    """Pages of objections."""


class DecisionBody(Input):
    """The reason is read by both sides."""

    verdict = fields.String(required=True, validate=validate.OneOf(("upheld", "dismissed")))
    reason = Prose(required=True, min=2, max=500)


class Objection(Schema):
    objection_id = fields.String()
    journal_id = fields.String()
    activity_id = fields.String()
    activity_title = fields.String()
    organisation_id = fields.String()
    reason = fields.String()
    at = Instant()
    status = fields.String(metadata={"description": "open, upheld or dismissed"})
    decided_at = Instant(allow_none=True)
    decision_reason = fields.String(allow_none=True)


class Objections(Schema):
    items = fields.List(fields.Nested(Objection()))
    next_cursor = fields.String(allow_none=True)


class DutyArgs(Input):
    """An organisation and all below it; by default wherever she works."""

    organisation_id = Id(load_default=None)


class Duty(Schema):
    """Something that waits for a person."""

    kind = fields.String()
    about = fields.String(metadata={"description": "The id of what waits."})
    title = fields.String()
    organisation_id = fields.String()
    turn = fields.String(metadata={"description": "organiser or coordinator"})
    person_id = fields.String(allow_none=True)
    person = fields.String(allow_none=True)
    since = Instant()
    due = fields.Date(metadata={"description": "The last day, local."})
    working_days_left = fields.Integer(metadata={"description": "Below 0: late."})
    late = fields.Boolean()


class Duties(Schema):
    items = fields.List(fields.Nested(Duty()))
    late = fields.Integer()
    more = fields.Boolean()
    warning = fields.String(allow_none=True)
