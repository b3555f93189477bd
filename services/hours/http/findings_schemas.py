"""What findings take and answer over HTTP."""

from marshmallow import Schema, fields, validate

from services.hours.domain.findings.explanations import KINDS
from services.hours.domain.findings.suspicion import MOST_PEOPLE
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose


class FindingArgs(CursorArgs):
    """``organisation_id`` means its whole subtree; all of the reader's where none is named."""

    organisation_id = Id(load_default=None)
    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))
    status = fields.String(
        load_default=None, validate=validate.OneOf(("open", "dismissed", "frozen"))
    )


class DismissBody(Input):
    """Why there is nothing in it."""

    reason = Prose(required=True, min=2, max=500)


class FreezeBody(Input):
    """The persons read the reason. Without ``volunteer_ids``: all whose hours they are."""

    reason = Prose(required=True, min=2, max=500)
    volunteer_ids = fields.List(Id(), load_default=list, validate=validate.Length(max=MOST_PEOPLE))


class Concerned(Schema):
    volunteer_id = fields.String()
    name = fields.String(allow_none=True)
    number = fields.String(allow_none=True)


class Explanation(Schema):
    zh = fields.String()
    en = fields.String()


class Finding(Schema):
    """Something to look at; it punishes nobody by itself."""

    finding_id = fields.String()
    kind = fields.String(validate=validate.OneOf(KINDS))
    explanation = fields.Nested(Explanation())
    organisation_id = fields.String(allow_none=True)
    people = fields.List(
        fields.Nested(Concerned()), metadata={"description": "Whose hours they are."}
    )
    recorders = fields.List(
        fields.Nested(Concerned()), metadata={"description": "Who recorded or approved them."}
    )
    evidence = fields.List(
        fields.String(), metadata={"description": "Ids of journals: the first 200 of ``size``."}
    )
    size = fields.Integer()
    found_at = Instant()
    status = fields.String(metadata={"description": "open, dismissed or frozen"})
    again_after = fields.String(
        allow_none=True, metadata={"description": "It was settled as this one, and has grown."}
    )
    settled_by = fields.String(allow_none=True, metadata={"description": "A volunteer's number."})
    settled_at = Instant(allow_none=True)
    reason = fields.String(allow_none=True)
    frozen = fields.List(
        fields.String(), metadata={"description": "Whose purses were frozen because of it."}
    )


class EvidenceLine(Schema):
    journal_id = fields.String()
    activity_title = fields.String()
    check_in_at = Instant()


class FindingInFull(Finding):
    journals = fields.List(fields.Nested(EvidenceLine()))


class Findings(Schema):
    items = fields.List(fields.Nested(Finding()))
    next_cursor = fields.String(allow_none=True)
    looked_at = Instant(allow_none=True, metadata={"description": "When the detectors last ran."})


class Asked(Schema):
    asked_at = Instant()
