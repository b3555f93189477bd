"""What comes in around presence: strict, and refused with what to send instead."""

import re
from typing import Any

from marshmallow import fields, validate, validates_schema

from services.activities.domain.codes import DIGITS, TOKEN_LETTERS
from shared.refusal import Invalid
from shared.web.schemas import Id, Input, Instant, Prose, Text, WholeNumber

MOST_CALLS = 500
_TOKEN_IN_URL = re.compile(r"/c/([A-Za-z0-9_-]+)\s*$")


class NoProof(Invalid):
    """Raised when a claim shows nothing, or several things at once."""

    zh = "请提交 token；或 shift_id 和 digits；或 shift_id、latitude、longitude（可附 accuracy）。"
    en = (
        "Send token; or shift_id and digits; or shift_id, latitude and longitude, "
        "with accuracy if you like."
    )


class NotSixDigits(Invalid):
    zh = "请输入6位数字。"
    en = "Type the six digits."


class NobodyNamed(Invalid):
    """Raised when a row of a roll names nobody, or one person in several ways."""

    zh = "每行请用 sign_up_id、volunteer_id、number 之一指明一人；现场登记不能用 sign_up_id。"
    en = (
        "Each row names one person by sign_up_id, volunteer_id or number; "
        "a walk-in not by sign_up_id."
    )


class NothingCorrected(Invalid):
    zh = "请填写更正后的时间，或作废（void），二者选一。"
    en = "Send other times or void, one of them."


class Number(fields.Float):
    """A finite JSON number; true and "3" are refused."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool | str):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class YesNo(fields.Boolean):
    """true or false and nothing like them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Token(fields.String):
    """A code's token, or the whole URL that a scanner hands over; read_token judges it."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        found = _TOKEN_IN_URL.search(text)
        return found[1] if found else text


class Digits(Text):
    """Six digits, full-width ones and blanks between them too."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        digits = "".join(super()._deserialize(value, attr, data, **kwargs).split())
        if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
            raise NotSixDigits(field="digits")
        return digits


class ClaimInput(Input):
    """``token``; or ``shift_id`` with ``digits``, or with ``latitude`` and ``longitude``."""

    token = Token(
        validate=validate.Length(1, 500),
        metadata={"description": f"{TOKEN_LETTERS} letters, or the QR's URL."},
    )
    shift_id = Id()
    digits = Digits(max=20)
    latitude = Number(validate=validate.Range(-90, 90))
    longitude = Number(validate=validate.Range(-180, 180))
    accuracy = Number(
        validate=validate.Range(0, 1_000_000),
        metadata={"description": "Metres, as the phone tells it."},
    )

    device = fields.String(
        validate=validate.Length(8, 64),
        metadata={"description": "A random mark the page keeps. We keep a keyed hash of it."},
    )

    @validates_schema
    def _one_way(self, data: dict[str, Any], **_: Any) -> None:
        ways = ({"token"}, {"shift_id", "digits"}, {"shift_id", "latitude", "longitude"})
        if set(data) - {"accuracy", "device"} not in ways or (
            "accuracy" in data and "latitude" not in data
        ):
            raise NoProof(field="token")


class CallInput(Input):
    """One person, by one of ``sign_up_id``, ``volunteer_id`` and ``number``."""

    action = fields.String(required=True, validate=validate.OneOf(("in", "out")))
    sign_up_id = Id()
    volunteer_id = Id()
    number = Text(max=40)
    walk_in = YesNo(metadata={"description": "Enter her if she has not signed up."})
    role_id = Id(metadata={"description": "A walk-in's role, where the shift has several."})
    over_places = YesNo(metadata={"description": "Enter a walk-in though all places are taken."})

    @validates_schema
    def _one_name(self, data: dict[str, Any], **_: Any) -> None:
        if len({"sign_up_id", "volunteer_id", "number"} & set(data)) != 1:
            raise NobodyNamed(field="rows")
        if data.get("walk_in") and "sign_up_id" in data:
            raise NobodyNamed(field="rows")


class RollInput(Input):
    rows = fields.List(
        fields.Nested(CallInput()), required=True, validate=validate.Length(1, MOST_CALLS)
    )


class CorrectionInput(Input):
    """Other times or ``void``. ``revision``: what the corrector saw; 412 when it has changed."""

    reason = Prose(required=True, min=2, max=500)
    check_in_at = Instant()
    check_out_at = Instant()
    void = YesNo()
    revision = WholeNumber(min=1)

    @validates_schema
    def _something(self, data: dict[str, Any], **_: Any) -> None:
        times = {"check_in_at", "check_out_at"} & set(data)
        if data.get("void", False) == bool(times):
            raise NothingCorrected(field="check_out_at")
