"""What the hour bank tells of decisions that people take about hours."""

from marshmallow import fields, validate

from shared.contracts.envelope import Contract, text, whole


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
