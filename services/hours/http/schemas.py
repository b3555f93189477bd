"""What the hour bank takes and answers over HTTP. Minutes are whole."""

from marshmallow import Schema, fields, validate

from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose

_MONTH = validate.Regexp(
    r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])\Z", error="A month looks like 2026-05."
)


class StatementArgs(CursorArgs):
    """Pages of a statement."""


class TotalsArgs(Input):
    """Both months are within the period; it has at most 120."""

    organisation_id = Id(load_default=None)
    first = fields.String(required=True, data_key="from", validate=_MONTH)
    last = fields.String(required=True, data_key="to", validate=_MONTH)
    by = fields.String(load_default="month", validate=validate.OneOf(("month", "organisation")))


class ReverseBody(Input):
    """Why a credit is taken back; the volunteer reads it."""

    reason = Prose(required=True, min=2, max=500)


class NextStar(Schema):
    star = fields.Integer()
    minutes = fields.Integer(metadata={"description": "Still to serve until then."})


class Balance(Schema):
    volunteer_id = fields.String()
    minutes = fields.Integer()
    back_minutes = fields.Integer(metadata={"description": "Of these: entered afterwards."})
    attendances = fields.Integer(metadata={"description": "人次: shifts she came to."})
    star = fields.Integer()
    next_star = fields.Nested(NextStar(), allow_none=True)
    may_apply_for = fields.Integer(
        allow_none=True, metadata={"description": "A star, where stars are applied for."}
    )


class Evidence(Schema):
    """Who entered these hours afterwards, who approved them, and on what proof."""

    back_entry_id = fields.String()
    filed_by = fields.String()
    approved_by = fields.String()
    proof_sha256 = fields.String()


class Line(Schema):
    """One journal of a statement."""

    journal_id = fields.String()
    kind = fields.String(metadata={"description": "credit or reversal"})
    minutes = fields.Integer(metadata={"description": "Negative in a reversal."})
    explanation = fields.String()
    state = fields.String(metadata={"description": "notice, held (by an objection) or final"})
    notice_until = Instant(allow_none=True)
    reason = fields.String(allow_none=True)
    reverses = fields.String(allow_none=True)
    at = Instant()
    volunteer_id = fields.String()
    attendance_id = fields.String()
    activity_id = fields.String()
    activity_title = fields.String()
    activity_kind = fields.String()
    organisation_id = fields.String()
    shift_id = fields.String()
    role = fields.String()
    shift_start = Instant()
    shift_end = Instant()
    check_in_at = Instant()
    check_out_at = Instant()
    checked_in_by = fields.String()
    checked_out_by = fields.String()
    rules_version = fields.String()
    back_entry = fields.Nested(
        Evidence(), allow_none=True, metadata={"description": "Null where she checked in."}
    )


class Statement(Schema):
    items = fields.List(fields.Nested(Line()))
    next_cursor = fields.String(allow_none=True)


class Sums(Schema):
    minutes = fields.Integer()
    back_minutes = fields.Integer(metadata={"description": "Of these: entered afterwards."})
    attendances = fields.Integer()


class TotalLine(Sums):
    """By month or by organisation."""

    month = fields.String()
    organisation_id = fields.String()
    name = fields.String(allow_none=True)
    level = fields.String(allow_none=True)
    path = fields.String()


class Totals(Schema):
    items = fields.List(fields.Nested(TotalLine()))
    total = fields.Nested(Sums())
