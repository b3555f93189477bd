"""What goes out around presence. Instants are RFC 3339 with their offset."""

import re
from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, validate

from services.activities.domain.roll import Outcome
from shared.refusal import Refusal
from shared.web.schemas import Instant


class PresenceAnswer(Schema):
    sign_up_id = fields.String(required=True)
    shift_id = fields.String(required=True)
    attendance_id = fields.String(required=True)
    check_in_at = Instant(required=True)
    checked_in_by = fields.String(required=True)


class AttendanceAnswer(PresenceAnswer):
    check_out_at = Instant(required=True)
    checked_out_by = fields.String(required=True)
    void = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class CodeAnswer(Schema):
    url = fields.String(required=True)
    svg = fields.String(required=True, metadata={"description": "The QR picture."})
    digits = fields.String(required=True)
    at = Instant(required=True)
    next_at = Instant(required=True)
    valid_until = Instant(required=True)


class CalledAnswer(PresenceAnswer):
    """Somebody called in, or out: then with the check-out."""

    check_out_at = Instant()
    checked_out_by = fields.String()
    void = fields.Boolean()
    revision = fields.Integer()


class OutcomeAnswer(Schema):
    row = fields.Integer(required=True, metadata={"description": "Counted from 0."})
    outcome = fields.String(required=True, validate=validate.OneOf(("done", "repeated", "refused")))
    attendance = fields.Nested(CalledAnswer(), allow_none=True, required=True)
    problem = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class RollAnswer(Schema):
    done = fields.Integer(required=True)
    repeated = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    rows = fields.List(fields.Nested(OutcomeAnswer()), required=True)


def slug_of(no: Refusal) -> str:
    """The last part of a refusal's problem type: ``too-early``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(no).__name__).lower()


def roll_answer(outcomes: Sequence[Outcome], language: str) -> dict[str, Any]:
    """The outcomes, counted and with their reasons in the reader's ``language``."""
    words = [outcome.word for outcome in outcomes]
    rows = [
        {
            "row": at,
            "outcome": outcome.word,
            "attendance": outcome.attendance or None,
            "problem": outcome.refusal and slug_of(outcome.refusal),
            "reason": outcome.refusal and outcome.refusal.text(language),
        }
        for at, outcome in enumerate(outcomes)
    ]
    return {**{word: words.count(word) for word in ("done", "repeated", "refused")}, "rows": rows}
