"""What is taken and answered about hours that come late. Minutes are whole."""

from marshmallow import Schema, fields, validate

from shared.imports.http import File
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, Text

_BACK_ENTRY_STATES = ("filed", "approved", "declined", "withdrawn")


class BackEntryBody(Input):
    """Who was there and could not check in. ``role``: what she did."""

    shift_id = Id(required=True)
    volunteer_id = Id(required=True)
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)
    role = Text(load_default="", min=0, max=100)
    reason = Prose(required=True, min=2, max=500)


class BackEntriesArgs(CursorArgs):
    """``waiting``: only those that the reader may approve or decline now."""

    organisation_id = Id(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(_BACK_ENTRY_STATES))
    waiting = fields.Boolean(load_default=False)


class ApproveBody(Input):
    """``proof_sha256``: of the proof that was looked at; should another stand there now, 412."""

    proof_sha256 = fields.String(
        load_default=None, validate=validate.Regexp(r"[0-9a-f]{64}\Z", error="64 hex digits.")
    )


class DeclineBody(Input):
    reason = Prose(required=True, min=2, max=500)


class ProofForm(Input):
    """A PDF, JPEG or PNG of at most 10 MB."""

    file = File(required=True)


class Proof(Schema):
    kind = fields.String(metadata={"description": "Its media type; text/plain: a statement."})
    bytes = fields.Integer()
    sha256 = fields.String()
    at = Instant()


class Decision(Schema):
    by = fields.String()
    reason = fields.String(allow_none=True)
    at = Instant()


class Presence(Schema):
    """What somebody filed. ``names``: of those who took part, by id; None where we know none."""

    volunteer_id = fields.String()
    activity_id = fields.String()
    activity_title = fields.String()
    organisation_id = fields.String()
    shift_id = fields.String()
    shift_start = Instant()
    shift_end = Instant()
    role = fields.String()
    check_in_at = Instant()
    check_out_at = Instant()
    filed_by = fields.String()
    filed_at = Instant()
    status = fields.String()
    proof = fields.Nested(Proof(), allow_none=True)
    decision = fields.Nested(Decision(), allow_none=True)
    names = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True))


class BackEntry(Presence):
    back_entry_id = fields.String(attribute="_id")
    reason = fields.String()
    correction_id = fields.String(
        metadata={"description": "The request for correction that led to it, if one did."}
    )


class BackEntries(Schema):
    items = fields.List(fields.Nested(BackEntry()))
    next_cursor = fields.String(allow_none=True)
