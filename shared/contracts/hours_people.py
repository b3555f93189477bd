"""What the hour bank tells of decisions that people take about hours."""

from marshmallow import fields, validate

from shared.contracts.envelope import Contract, Instant, text, whole


class CreditFact(Contract):
    """About one credit of the person ``volunteer_id`` names, or one she objected to."""

    volunteer_id = text()
    journal_id = text()
    activity_id = text()
    activity_title = text()
    reason = text()


class CreditHeld(CreditFact):
    """Somebody objected during public notice: the credit waits for a decision."""

    type = "hours.credit_held"
    minutes = whole()


class ObjectionFact(CreditFact):
    verdict = fields.String(required=True, validate=validate.OneOf(("upheld", "dismissed")))


class HeldCreditDecided(ObjectionFact):
    """To whose credit it is."""

    type = "hours.held_credit_decided"


class ObjectionDecided(ObjectionFact):
    """To the person who objected."""

    type = "hours.objection_decided"


class PurseFact(Contract):
    """The time currency of ``volunteer_id``; the record of her service goes on."""

    volunteer_id = text()
    reason = text()


class PurseFrozen(PurseFact):
    type = "hours.purse_frozen"


class PurseUnfrozen(PurseFact):
    type = "hours.purse_unfrozen"


class CorrectionFact(Contract):
    """A volunteer's request to have her hours corrected (order 67, articles 12 and 13), with the
    times it asks for; ``volunteer_id``: to whom it is told."""

    correction_id = text()
    volunteer_id = text()
    activity_id = text()
    activity_title = text()
    shift_id = text()
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)


class CorrectionFiled(CorrectionFact):
    """To her who filed it."""

    type = "hours.correction_filed"


class CorrectionRequested(CorrectionFact):
    """To the person in charge of the activity: it waits to be checked."""

    type = "hours.correction_requested"


class CorrectionChecked(CorrectionFact):
    """To her who filed it: what the organiser found."""

    type = "hours.correction_checked"
    finding = text()


class CorrectionDecided(CorrectionFact):
    """To her who filed it."""

    type = "hours.correction_decided"
    verdict = fields.String(required=True, validate=validate.OneOf(("accepted", "declined")))
    reason = text()


class CorrectionAccepted(CorrectionFact):
    """An attendance that stands is to be corrected to these times."""

    type = "hours.correction_accepted"
    attendance_id = text()
    decided_by = text()
    reason = text()


class MinutesReceived(Contract):
    """Time currency came from another volunteer, who is named by her number alone (order 685,
    article 20)."""

    type = "hours.minutes_received"
    volunteer_id = text(metadata={"description": "The receiver."})
    number = text(metadata={"description": "Of the volunteer who gave."})
    minutes = whole()
    reason = fields.String(required=True, allow_none=True)


class BackEntryDeclined(Contract):
    """To the organiser who filed it; ``number``: of the volunteer whose hours it is about."""

    type = "hours.back_entry_declined"
    volunteer_id = text(metadata={"description": "The filer."})
    back_entry_id = text()
    activity_id = text()
    activity_title = text()
    number = text()
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)
    reason = text()


class TransferDecided(Contract):
    """Whether another organisation keeps and certifies her record from now on."""

    type = "hours.transfer_decided"
    volunteer_id = text()
    organisation = text(metadata={"description": "The name of the receiving organisation."})
    verdict = fields.String(required=True, validate=validate.OneOf(("accepted", "declined")))
    reason = text()


class RecordDue(Contract):
    """An activity is over and not closed: its record is due (order 67, article 11)."""

    type = "hours.record_due"
    volunteer_id = text(metadata={"description": "The person in charge."})
    activity_id = text()
    activity_title = text()
    due = text(metadata={"description": "The last working day, local: 2026-11-20."})
    late = fields.Boolean(required=True)
