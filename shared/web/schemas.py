"""Strict input fields: what is not exactly right is refused with the way to mend it."""

import unicodedata
from datetime import UTC, datetime
from typing import Any, Literal

from marshmallow import RAISE, Schema, ValidationError, fields, validate

_LARGEST = 2**53 - 1


class Input(Schema):
    """Base of all request bodies and queries: unknown fields are refused."""

    class Meta:
        unknown = RAISE


class Text(fields.String):
    """Names, words and numbers: in NFKC, so that full-width digits are digits, and trimmed.

    ``max`` and ``min`` count characters.
    """

    form: Literal["NFC", "NFKC"] = "NFKC"

    def __init__(self, *, max: int = 200, min: int = 1, **kwargs: Any) -> None:  # noqa: A002
        checks = kwargs.pop("validate", None)
        own = validate.Length(min=min, max=max)
        given = [] if checks is None else checks if isinstance(checks, list) else [checks]
        super().__init__(validate=[own, *given], **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        found = super()._deserialize(value, attr, data, **kwargs)
        text = unicodedata.normalize(self.form, str(found)).strip()
        if any(
            unicodedata.category(sign) in ("Cs", "Cc") and sign not in "\n\t\r" for sign in text
        ):
            raise ValidationError("Not plain text.")
        return text


class Prose(Text):
    """What people read as it was written: “，” stays “，”."""

    form = "NFC"


class Id(fields.String):
    """An id of ours: 24 hex digits."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        found = str(super()._deserialize(value, attr, data, **kwargs))
        if len(found) != 24 or any(sign not in "0123456789abcdef" for sign in found):
            raise ValidationError("Not a valid id.")
        return found


class Instant(fields.Field[datetime]):
    """An RFC 3339 instant with its offset, as an aware datetime in UTC and back."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        wrong = "Not an instant with its offset, as in 2026-05-04T09:00:00+08:00."
        if not isinstance(value, str) or not 20 <= len(value) <= 40:
            raise ValidationError(wrong)
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None or not 1900 <= moment.year <= 2200:
                raise ValidationError(wrong)
            found = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(wrong) from None
        return found.replace(microsecond=found.microsecond // 1000 * 1000)

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="milliseconds")


class WholeNumber(fields.Integer):
    """A whole number in JSON; 2.5, true and "3" are refused.

    ``min`` and ``max`` are inclusive.
    """

    def __init__(
        self,
        *,
        min: int = -_LARGEST,  # noqa: A002
        max: int = _LARGEST,  # noqa: A002
        **kwargs: Any,
    ) -> None:
        super().__init__(strict=True, validate=validate.Range(min=min, max=max), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or (isinstance(value, str) and len(value) > 16):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **kwargs)


class QueryNumber(WholeNumber):
    """A whole number in a query, where everything is text: "3", but not "3.0" or "+3"."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        digits = isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit()
        found = int(value) if digits and len(value) <= 16 else value
        return super()._deserialize(found, attr, data, **kwargs)


class CursorArgs(Input):
    """Query of every list: ``cursor`` from the last answer, ``limit`` 1 to 200."""

    cursor = fields.String(load_default=None, validate=validate.Length(max=1000))
    limit = QueryNumber(load_default=50, min=1, max=200)
