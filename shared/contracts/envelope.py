"""The envelope every event travels in: CloudEvents 1.0, structured JSON.

An event is a plain dict, ready for JSON:

    id            str, 24 hex digits that grow with time; the key of every inbox
    source        str, "/activities": the publishing service
    type          str, "activities.attendance_recorded": publisher, dot, fact in the past tense
    specversion   "1.0"
    time          str, RFC 3339 in UTC: when the fact was recorded
    subject       str, the id of the record the fact is about
    dataversion   int, version of the contract (a CloudEvents extension attribute)
    requestid     str, the request that caused the fact; follows it to the last consumer
    data          dict, as the contract's marshmallow schema says

Events of one type travel several to a message: a CloudEvents batch (a JSON array), packed with
zlib, which makes it a seventh as long and costs less than carrying it would.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import orjson
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from shared.contracts.quick import looks_at

Event = dict[str, Any]
CONTENT_TYPE = "application/cloudevents-batch+json"
EVENTS_A_MESSAGE = 100
CONTENT_ENCODING = "deflate"
PACKED = b"x"  # how zlib's stream begins, and no JSON
_LONGEST_BYTES = 64 * 2**20


class ContractError(ValueError):
    """Raised when an event does not keep its contract; the text says which field and why."""


class Contract(Schema):
    """What the data of one event type holds. Subclasses name ``type`` and ``version``.

    Unknown fields are let through untouched, so that a publisher may add one first.
    """

    class Meta:
        unknown = EXCLUDE

    type: ClassVar[str]
    version: ClassVar[int] = 1

    def __init__(self) -> None:
        super().__init__()
        self._looks_right = looks_at(self, Instant)

    def fault(self, data: Any) -> str | None:
        """What is wrong with ``data``, or None."""
        if self._looks_right(data):
            return None
        found = self.validate(data) if isinstance(data, dict) else "not an object"
        return str(found) if found else None


class Instant(fields.Field[str]):
    """An RFC 3339 instant with its offset, kept as the text it came as."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValidationError("Not an RFC 3339 instant.") from None
        if moment.tzinfo is None:
            raise ValidationError("An instant needs its offset from UTC.")
        return str(value)


def text(**more: Any) -> fields.String:
    """A required string of at most 2,000 characters."""
    return fields.String(required=True, validate=validate.Length(max=2000), **more)


def whole(**more: Any) -> fields.Integer:
    """A required whole number; 2.5 and "3" are refused."""
    return fields.Integer(required=True, strict=True, **more)


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, the precision MongoDB keeps."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def written(events: Sequence[Event]) -> bytes:
    """Events of one type as a CloudEvents batch: a JSON array in UTF-8."""
    return orjson.dumps(events)


def packed(batch: bytes) -> bytes:
    """A batch as it travels."""
    return zlib.compress(batch, 1)


def read(body: bytes | str) -> Any:
    """What stands in a body, packed or plain. Raises ValueError when that is no JSON, or nests
    deeper than what can be written again: such an event could not even be told as a dead letter."""
    found = orjson.loads(opened(body))
    try:
        orjson.dumps(found)
    except orjson.JSONEncodeError as fault:
        raise ValueError(f"nests too deep: {fault}") from None
    return found


def opened(body: bytes | str) -> str:
    """The text of a body, packed or plain. Raises ValueError when it is no text, or too long."""
    if isinstance(body, str):
        return body
    if body.startswith(PACKED):
        unpacking = zlib.decompressobj()
        try:
            body = unpacking.decompress(body, _LONGEST_BYTES)
        except zlib.error as fault:
            raise ValueError(str(fault)) from None
        if not unpacking.eof:
            raise ValueError("cut off, or too long")
    return body.decode()


def new_event(
    contract: Contract,
    subject: str,
    data: Mapping[str, Any],
    *,
    event_id: str,
    at: datetime,
    request_id: str,
) -> Event:
    """Wrap ``data`` as an event, checked against its contract before it is ever stored.

    Raises ContractError when our own data breaks the contract: a fault in the publisher.
    """
    if found := contract.fault(data):
        raise ContractError(f"{contract.type}: {found}")
    return {
        "id": event_id,
        "source": "/" + contract.type.split(".", 1)[0],
        "type": contract.type,
        "specversion": "1.0",
        "time": instant(at),
        "subject": subject,
        "dataversion": contract.version,
        "requestid": request_id,
        "data": dict(data),
    }
