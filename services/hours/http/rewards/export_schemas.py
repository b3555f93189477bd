"""What the routes of the export and of the year's figures take and answer. Minutes are whole."""

from marshmallow import Schema, fields, validate

from services.hours.http.schemas import Sums
from shared.web.schemas import Id, Input, QueryNumber


class ExportArgs(Input):
    """Both days are within; a year at most."""

    organisation_id = Id(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    format = fields.String(load_default="xlsx", validate=validate.OneOf(("csv", "xlsx")))


class YearArgs(Input):
    organisation_id = Id(required=True)
    year = QueryNumber(required=True, min=2000, max=2200)


class TrainedSums(Schema):
    count = fields.Integer()
    participants = fields.Integer()
    minutes = fields.Integer(metadata={"description": "Of all participants."})


class Scores(Schema):
    count = fields.Integer()
    average = fields.Float(allow_none=True)


class MonthLine(Sums):
    month = fields.String()


class KindLine(Schema):
    kind = fields.String()
    activities = fields.Integer()
    minutes = fields.Integer()
    back_minutes = fields.Integer()


class YearOfRecords(Sums):
    """Order 67, article 18; ``back_minutes``: of the minutes those entered afterwards."""

    organisation_id = fields.String()
    name = fields.String()
    year = fields.Integer()
    registered = fields.Integer(metadata={"description": "Volunteers now."})
    new = fields.Integer(metadata={"description": "Of them, who registered in that year."})
    active = fields.Integer(metadata={"description": "People with minutes in that year."})
    activities = fields.Integer(metadata={"description": "Activities with minutes in that year."})
    trainings = fields.Nested(TrainedSums())
    honours = fields.Integer()
    evaluations = fields.Nested(Scores())
    by_month = fields.List(fields.Nested(MonthLine()))
    by_kind = fields.List(fields.Nested(KindLine()))
