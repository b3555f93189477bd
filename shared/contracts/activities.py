"""What the activities service tells the others."""

from marshmallow import Schema, fields, validate

from shared.contracts.envelope import Contract, Instant, text, whole

# ``offline``: an organiser's tap that her phone kept while it had no network (ADR 34).
CHECK_WAYS = (
    "code", "qr", "roll_call", "location", "system", "correction", "walk_in", "offline",
)  # fmt: skip


class ShiftTimes(Schema):
    shift_id = text()
    start = Instant(required=True)
    end = Instant(required=True)


class PlaceOnEarth(Schema):
    """Degrees (WGS 84), and the metres around within which a phone is there."""

    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    radius = whole(allow_none=True)


class ActivityState(Contract):
    """The public state of an activity; the highest ``revision`` is the truth."""

    activity_id = text()
    title = text()
    kind = text()
    organisation_id = text()
    organisation_path = text()
    person_in_charge_id = text()
    address = text()
    status = fields.String(
        required=True,
        validate=validate.OneOf(("draft", "published", "cancelled", "ended", "closed")),
    )
    shifts = fields.List(fields.Nested(ShiftTimes()), required=True)
    place = fields.Nested(PlaceOnEarth(), allow_none=True)
    revision = whole()


class ActivityPublished(ActivityState):
    type = "activities.activity_published"


class ActivityChanged(ActivityState):
    """A published activity changed. ``changes`` names the fields, for the messages."""

    type = "activities.activity_changed"
    changes = fields.List(fields.String(), required=True)


class ActivityCancelled(ActivityState):
    type = "activities.activity_cancelled"
    reason = text()


class ActivityClosed(ActivityState):
    type = "activities.activity_closed"


class SignUpFact(Contract):
    """One person's place in one role of one shift, and what happened to it."""

    sign_up_id = text()
    activity_id = text()
    activity_title = text()
    organisation_id = text()
    organisation_path = text()
    address = text()
    shift_id = text()
    role = text(metadata={"description": "The role's name, as people read it."})
    volunteer_id = text()
    start = Instant(required=True)
    end = Instant(required=True)
    revision = whole()


class SignUpReceived(SignUpFact):
    """The organiser chooses: the application waits for her."""

    type = "activities.sign_up_received"


class SignUpAccepted(SignUpFact):
    type = "activities.sign_up_accepted"


class SignUpWaitlisted(SignUpFact):
    type = "activities.sign_up_waitlisted"
    position = whole()


class SignUpMovedUp(SignUpFact):
    """A place came free and the first of the waitlist has it."""

    type = "activities.sign_up_moved_up"


class SignUpDeclined(SignUpFact):
    type = "activities.sign_up_declined"
    reason = fields.String(required=True, allow_none=True)


class SignUpWithdrawn(SignUpFact):
    """The volunteer gave the place back (Regulations, article 22)."""

    type = "activities.sign_up_withdrawn"


class SignUpRescheduled(SignUpFact):
    """The activity changed under an accepted or waiting sign-up."""

    type = "activities.sign_up_rescheduled"
    changes = fields.List(fields.String(), required=True)


class SignUpCancelled(SignUpFact):
    """The activity or the shift was cancelled."""

    type = "activities.sign_up_cancelled"
    reason = text()


class NoShowMarked(SignUpFact):
    type = "activities.no_show_marked"


class MessageSent(Contract):
    """The organiser wrote to somebody who signed up; one event a person, however many of the
    activity's shifts she is in (then it is the first of them)."""

    type = "activities.message_sent"
    message_id = text()
    sign_up_id = text()
    activity_id = text()
    activity_title = text()
    shift_id = text()
    volunteer_id = text()
    start = Instant(required=True)
    end = Instant(required=True)
    message = text(metadata={"description": "As the organiser typed it, in whatever language."})
    sender = text(metadata={"description": "Her name."})


class AttendanceRecorded(Contract):
    """One closed interval of presence, or its correction; the highest ``revision`` is the truth.

    ``check_out_at`` is never before ``check_in_at``; both are server time, but for ``offline``
    ones, which a phone kept (ADR 34). ``void`` takes the interval back: it counts nothing.
    """

    type = "activities.attendance_recorded"
    attendance_id = text(metadata={"description": "One in/out pair; stable over corrections."})
    sign_up_id = text()
    activity_id = text()
    activity_title = text()
    kind = text()
    organisation_id = text()
    organisation_path = text()
    shift_id = text()
    role = text()
    volunteer_id = text()
    shift_start = Instant(required=True)
    shift_end = Instant(required=True)
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)
    checked_in_by = fields.String(required=True, validate=validate.OneOf(CHECK_WAYS))
    checked_out_by = fields.String(required=True, validate=validate.OneOf(CHECK_WAYS))
    recorded_by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    void = fields.Boolean(required=True)
    device = fields.String(
        validate=validate.Length(max=64),
        metadata={"description": "A keyed hash of the mark her phone sent at check-in, if it did."},
    )
    distance = fields.Integer(
        strict=True,
        metadata={"description": "Metres from the place, where she checked in by location."},
    )
    revision = whole()
