"""What the routes of honours, trainings and evaluations take and answer."""

from marshmallow import Schema, fields, validate

from services.hours.domain.rewards.records import ORGANISER, SERVED
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, WholeNumber

_MOST_MINUTES, _MOST_PEOPLE = 1_000 * 60, 500


class OfArgs(CursorArgs):
    volunteer_id = Id(required=True)


class RevokeRecordBody(Input):
    """The volunteer reads the reason."""

    reason = Prose(required=True, min=2, max=500)


class HonourBody(Input):
    """``unit``: who gave it; her organisation, if left out."""

    volunteer_id = Id(required=True)
    title = Prose(required=True, max=100)
    date = fields.Date(required=True)
    unit = Prose(load_default=None, allow_none=True, max=100)


class TrainingBody(Input):
    """``minutes``: how long it took; all participants at once, 500 at most."""

    organisation_id = Id(required=True)
    title = Prose(required=True, max=100)
    content = Prose(required=True, max=2000)
    minutes = WholeNumber(required=True, min=1, max=_MOST_MINUTES)
    date = fields.Date(required=True)
    unit = Prose(load_default=None, allow_none=True, max=100)
    volunteer_ids = fields.List(Id(), required=True, validate=validate.Length(1, _MOST_PEOPLE))


class EvaluationBody(Input):
    """``kind``: who evaluates; ``said_by``: who of those served, as told to the organiser."""

    activity_id = Id(required=True)
    volunteer_id = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf((ORGANISER, SERVED)))
    score = WholeNumber(required=True, min=1, max=5)
    text = Prose(load_default="", min=0, max=1000)
    said_by = Prose(load_default=None, allow_none=True, max=100)


class Revoked(Schema):
    at = Instant()
    reason = fields.String()


class _Record(Schema):
    volunteer_id = fields.String()
    organisation_id = fields.String(metadata={"description": "Who recorded it."})
    date = fields.String()
    at = Instant()
    revoked = fields.Nested(Revoked(), allow_none=True)


class Honour(_Record):
    honour_id = fields.String(attribute="_id")
    title = fields.String()
    unit = fields.String(metadata={"description": "Who gave it."})


class Training(_Record):
    training_id = fields.String(attribute="_id")
    title = fields.String()
    content = fields.String()
    minutes = fields.Integer()
    unit = fields.String(metadata={"description": "Who held it."})


class Evaluation(_Record):
    evaluation_id = fields.String(attribute="_id")
    activity_id = fields.String()
    activity_title = fields.String()
    kind = fields.String()
    said_by = fields.String(allow_none=True)
    score = fields.Integer(metadata={"description": "1 to 5, the best."})
    text = fields.String()
    due = fields.String(metadata={"description": "The last day by order 67, article 11."})
    late = fields.Boolean()


class Honours(Schema):
    items = fields.List(fields.Nested(Honour()))
    next_cursor = fields.String(allow_none=True)


class Trainings(Schema):
    items = fields.List(fields.Nested(Training()))
    next_cursor = fields.String(allow_none=True)


class Trained(Schema):
    """A record for each participant."""

    items = fields.List(fields.Nested(Training()))


class Evaluations(Schema):
    items = fields.List(fields.Nested(Evaluation()))
    next_cursor = fields.String(allow_none=True)
