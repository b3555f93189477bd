"""What the hour bank tells the others. Minutes are whole."""

from marshmallow import Schema, fields

from shared.contracts.envelope import Contract, Instant, text, whole


class Explanation(Schema):
    """Why so many minutes count, in the words of each language."""

    zh = text()
    en = text()


class HoursFact(Contract):
    journal_id = text()
    attendance_id = text()
    volunteer_id = text()
    activity_id = text()
    activity_title = text()
    shift_id = text()
    organisation_id = text()
    organisation_path = text()
    check_in_at = Instant(required=True)
    check_out_at = Instant(required=True)
    minutes = whole(metadata={"description": "What counts now for this attendance."})
    explanation = fields.Nested(Explanation(), required=True)


class HoursCredited(HoursFact):
    type = "hours.hours_credited"


class HoursCorrected(HoursFact):
    """A credit was reversed and what counts instead; 0 where nothing does."""

    type = "hours.hours_corrected"
    minutes_before = whole()
    reason = text()


class StarReached(Contract):
    """Total service time reached a star's threshold (practice of 2012: 100 h, 300 h, …)."""

    type = "hours.star_reached"
    volunteer_id = text()
    star = whole()
    minutes = whole(metadata={"description": "Total service time when it was reached."})


class CertificateFact(Contract):
    """What became of a certificate after it was made. Days are local, "2026-11-21"."""

    certificate_number = text()
    volunteer_id = text()
    issuer_id = text()
    issuer = text(metadata={"description": "The name of the organisation that certified."})
    first_day = text()
    last_day = text()
    issued_on = text()
    reason = text()


class CertificateSuperseded(CertificateFact):
    """A credit it rests on was reversed: it stands no more, a new one can be made."""

    type = "hours.certificate_superseded"


class CertificateRevoked(CertificateFact):
    """A coordinator of the issuer took it back."""

    type = "hours.certificate_revoked"
