"""What is taken and answered about hours that come late. Minutes are whole."""

from marshmallow import Schema, fields, validate

from shared.imports.http import File
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, Text

_BACK_ENTRY_STATES = ("filed", "approved", "declined", "withdrawn")
_CORRECTION_STATES = ("filed", "checked", "accepted", "declined", "withdrawn")


class BackEntryBody(Input):
    """Who was there and could not check in. ``role``: what she did, where the activity's title does
    not say it."""

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
        required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z", error="64 hex digits.")
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


class CorrectionBody(Input):
    """Which line is wrong (``journal_id``), or at which shift nothing stands (``shift_id``); the
    times that are right, and what happened."""

    journal_id = fields.String(load_default=None, validate=validate.Length(max=40))
    shift_id = Id(load_default=None)
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)
    text = Prose(required=True, min=2, max=1000)


class CorrectionsArgs(CursorArgs):
    """``waiting``: only those that wait for the reader to decide."""

    organisation_id = Id(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(_CORRECTION_STATES))
    waiting = fields.Boolean(load_default=False)


class CheckBody(Input):
    """What the organiser found; whoever asked reads it."""

    finding = Prose(required=True, min=2, max=1000)


class DecideBody(Input):
    """Other times than were asked for may be accepted."""

    decision = fields.String(required=True, validate=validate.OneOf(("accept", "decline")))
    reason = Prose(required=True, min=2, max=500)
    check_in_at = Instant(load_default=None)
    check_out_at = Instant(load_default=None)


class Check(Schema):
    by = fields.String()
    finding = fields.String()
    at = Instant()


class CorrectionRequest(Presence):
    correction_id = fields.String(attribute="_id")
    journal_id = fields.String(allow_none=True)
    text = fields.String()
    check = fields.Nested(Check(), allow_none=True)
    back_entry_id = fields.String(metadata={"description": "What it became, if it became one."})


class CorrectionRequests(Schema):
    items = fields.List(fields.Nested(CorrectionRequest()))
    next_cursor = fields.String(allow_none=True)
