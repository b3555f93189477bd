"""What may be sent about activities and sign-ups."""

from typing import Any

from marshmallow import fields, validate

from services.activities.domain.drafting import MODES
from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose, QueryNumber, Text, WholeNumber

STATUSES = ("draft", "published", "cancelled", "ended", "closed")
_PLACES = 100_000


class YesNo(fields.Boolean):
    """true or false and nothing like them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Degrees(fields.Float):
    """Degrees, WGS 84, as a JSON number."""

    def __init__(self, most: int) -> None:
        super().__init__(required=True, allow_nan=False, validate=validate.Range(-most, most))

    def _deserialize(self, value: Any, attr: Any, data: Any, **more: Any) -> float:
        if isinstance(value, bool | str):
            raise self.make_error("invalid", input=value)
        found: float = super()._deserialize(value, attr, data, **more)
        return found


class PointInput(Input):
    latitude = Degrees(90)
    longitude = Degrees(180)


class RoleInput(Input):
    """``role_id`` names a role that exists; a new one has none."""

    role_id = Id()
    name = Text(required=True, max=50)
    places = WholeNumber(required=True, min=1, max=_PLACES)


class ShiftInput(Input):
    """``shift_id`` names a shift that exists; a new one has none."""

    shift_id = Id()
    start = Instant(required=True)
    end = Instant(required=True)
    roles = fields.List(
        fields.Nested(RoleInput()), required=True, validate=validate.Length(min=1, max=50)
    )


class CheckInInput(Input):
    """Codes and roll call are always allowed. ``radius``: metres around the point."""

    location = YesNo(required=True)
    radius = WholeNumber(load_default=None, allow_none=True, min=20, max=5000)


class ActivityFields(Input):
    """All of them may be changed; what is left out of a draft has its default."""

    title = Prose(max=100)
    kind = Text(max=50)
    description = Prose(max=5000, min=0)
    risks = Prose(max=2000, min=0)
    bodily_risk = YesNo(metadata={"description": "Then accident insurance is needed."})
    insurance = Prose(max=200, allow_none=True, metadata={"description": "Which: insurer, policy."})
    bring = Prose(max=500, min=0, metadata={"description": "What to bring or wear."})
    address = Prose(max=200, min=0)
    point = fields.Nested(PointInput(), allow_none=True)
    organisation_id = Id()
    person_in_charge_id = Id()
    contact = Text(max=50, allow_none=True)
    mode = fields.String(validate=validate.OneOf(MODES))
    opens_at = Instant(allow_none=True)
    closes_at = Instant(allow_none=True)
    withdrawal_minutes = WholeNumber(min=0, max=60 * 24 * 60)
    minimum_age = WholeNumber(min=0, max=120, allow_none=True)
    maximum_age = WholeNumber(min=0, max=120, allow_none=True)
    qualifications = fields.List(Text(max=50), validate=validate.Length(max=20))
    team_ids = fields.List(Id(), validate=validate.Length(max=100))
    check_in = fields.Nested(CheckInInput())
    shifts = fields.List(fields.Nested(ShiftInput()), validate=validate.Length(max=200))


class NewRole(Input):
    name = Text(required=True, max=50)
    places = WholeNumber(required=True, min=1, max=_PLACES)


class NewShift(Input):
    start = Instant(required=True)
    end = Instant(required=True)
    roles = fields.List(
        fields.Nested(NewRole()), required=True, validate=validate.Length(min=1, max=50)
    )


class NewActivity(ActivityFields):
    title = Prose(required=True, max=100)
    kind = Text(required=True, max=50)
    organisation_id = Id(required=True)
    shifts = fields.List(fields.Nested(NewShift()), validate=validate.Length(max=200))


class Reason(Input):
    reason = Prose(required=True, max=500)


class OptionalReason(Input):
    reason = Prose(load_default=None, allow_none=True, max=500)


class SignUpInput(Input):
    """``role_id`` may be left out when the shift has one role."""

    role_id = Id(load_default=None, allow_none=True)


class ActivitiesArgs(CursorArgs):
    """Filters of the public list. Without ``from`` it begins now; drafts are for organisers."""

    from_ = Instant(data_key="from", load_default=None)
    to = Instant(load_default=None)
    kind = Text(load_default=None, max=50)
    organisation_id = Id(load_default=None)
    q = Text(load_default=None, max=50)
    latitude = fields.Float(load_default=None, validate=validate.Range(-90, 90))
    longitude = fields.Float(load_default=None, validate=validate.Range(-180, 180))
    radius = QueryNumber(load_default=5000, min=1, max=200_000)
    free = fields.Boolean(load_default=False)
    status = fields.String(load_default="published", validate=validate.OneOf(STATUSES))


class MineArgs(CursorArgs):
    """``past``: sign-ups of shifts that are over, the last first."""

    past = fields.Boolean(load_default=False)
