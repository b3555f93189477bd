"""What an organiser's phone may send: strict, a batch of taps at a time."""

from typing import Any

from marshmallow import fields, post_load, validate, validates_schema

from services.activities.domain.personal_codes import LETTERS
from services.activities.domain.preparations import LONGEST_NOTE
from services.activities.http.presence_schemas import NobodyNamed, YesNo
from services.activities.operations.sync_taps import MOST_TAPS
from shared.web.schemas import Id, Input, Instant, Text


class TapInput(Input):
    """``id``: the phone's own, 24 hex digits. One is named by ``sign_up_id``, ``number`` or a
    scanned ``code``; a code may come with the sign-up it was found to be."""

    id = Id(required=True)
    action = fields.String(required=True, validate=validate.OneOf(("in", "out")))
    at = Instant(required=True)
    sign_up_id = Id()
    number = Text(max=40)
    code = fields.String(validate=validate.Length(1, 2 * LETTERS))
    walk_in = YesNo()
    over_places = YesNo()

    @validates_schema
    def _one_name(self, data: dict[str, Any], **_: Any) -> None:
        named = {"sign_up_id", "number", "code"} & set(data)
        if len(named - {"code"}) > 1 or not named or named == {"number", "code"}:
            raise NobodyNamed(field="taps")

    @post_load
    def _called(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"tap_id": data.pop("id"), **data}


class BatchInput(Input):
    """``phone_…``: what the phone's clock showed when it had the roster, and now."""

    prepared = fields.String(required=True, validate=validate.Length(1, LONGEST_NOTE))
    phone_prepared_at = Instant(required=True)
    phone_sent_at = Instant(required=True)
    taps = fields.List(
        fields.Nested(TapInput()), required=True, validate=validate.Length(1, MOST_TAPS)
    )
