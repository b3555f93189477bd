"""What is answered about activities and sign-ups. Times are RFC 3339 in UTC."""

from marshmallow import Schema, fields

from shared.web.schemas import Instant


class RoleAnswer(Schema):
    role_id = fields.String(required=True)
    name = fields.String(required=True)
    places = fields.Integer(required=True)
    taken = fields.Integer(required=True)
    free = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    applied = fields.Integer(required=True)


class ShiftAnswer(Schema):
    """``cancelled`` is the reason of a cancelled shift, null for one that is held."""

    shift_id = fields.String(required=True)
    start = Instant(required=True)
    end = Instant(required=True)
    cancelled = fields.String(required=True, allow_none=True)
    roles = fields.List(fields.Nested(RoleAnswer()), required=True)


class PointAnswer(Schema):
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)


class CheckInAnswer(Schema):
    location = fields.Boolean(required=True)
    radius = fields.Integer(required=True, allow_none=True)


class PersonAnswer(Schema):
    volunteer_id = fields.String(required=True)
    name = fields.String(required=True)


class ActivityAnswer(Schema):
    activity_id = fields.String(required=True)
    status = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    description = fields.String(required=True)
    risks = fields.String(required=True)
    bodily_risk = fields.Boolean(required=True)
    insurance = fields.String(required=True, allow_none=True)
    bring = fields.String(required=True, metadata={"description": "what to bring or wear"})
    address = fields.String(required=True)
    point = fields.Nested(PointAnswer(), required=True, allow_none=True)
    organisation_id = fields.String(required=True)
    organisation = fields.String(required=True, metadata={"description": "the unit's name"})
    person_in_charge = fields.Nested(PersonAnswer(), required=True)
    contact = fields.String(required=True, allow_none=True)
    mode = fields.String(required=True)
    opens_at = Instant(required=True, allow_none=True)
    closes_at = Instant(required=True, allow_none=True)
    withdrawal_minutes = fields.Integer(required=True)
    minimum_age = fields.Integer(required=True, allow_none=True)
    maximum_age = fields.Integer(required=True, allow_none=True)
    qualifications = fields.List(fields.String(), required=True)
    team_ids = fields.List(fields.String(), required=True)
    check_in = fields.Nested(CheckInAnswer(), required=True)
    shifts = fields.List(fields.Nested(ShiftAnswer()), required=True)
    starts_at = Instant(required=True, allow_none=True)
    ends_at = Instant(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    copied_from = fields.String(required=True, allow_none=True)
    published_at = Instant(required=True, allow_none=True)
    revision = fields.Integer(required=True, metadata={"description": "also the ETag"})


class ActivitiesAnswer(Schema):
    items = fields.List(fields.Nested(ActivityAnswer()), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ContactAnswer(Schema):
    """Whom to call; the phone is told to those who have a place."""

    name = fields.String(required=True)
    phone = fields.String(required=True)


class SignUpAnswer(Schema):
    """``position``: the place on the waitlist, from 1; ``withdraw_until``: null when too late."""

    sign_up_id = fields.String(required=True)
    status = fields.String(required=True)
    position = fields.Integer(required=True, allow_none=True)
    activity_id = fields.String(required=True)
    activity_title = fields.String(required=True)
    address = fields.String(required=True)
    shift_id = fields.String(required=True)
    role_id = fields.String(required=True)
    role = fields.String(required=True)
    volunteer_id = fields.String(required=True)
    start = Instant(required=True)
    end = Instant(required=True)
    reason = fields.String(required=True, allow_none=True)
    withdraw_until = Instant(required=True, allow_none=True)
    contact = fields.Nested(ContactAnswer(), required=True, allow_none=True)
    signed_up_at = Instant(required=True)


class SignUpsAnswer(Schema):
    items = fields.List(fields.Nested(SignUpAnswer()), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
