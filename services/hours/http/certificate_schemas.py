"""What is taken and answered about certificates. Minutes are whole, days are local."""

from marshmallow import Schema, fields, validate

from shared.web.schemas import CursorArgs, Id, Input, Instant, Prose


class CertificateBody(Input):
    """The days are within; ten years at most. Without ``activity_ids`` all of them count."""

    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))
    activity_ids = fields.List(
        Id(), load_default=None, allow_none=True, validate=validate.Length(min=1, max=500)
    )
    organisation_id = Id(load_default=None, allow_none=True)
    show_sex = fields.Boolean(load_default=True, truthy={True}, falsy={False})


class CertificatesArgs(CursorArgs):
    """Pages of one's own certificates."""


class CheckArgs(Input):
    """``c``: the code on the paper."""

    code = fields.String(required=True, data_key="c", validate=validate.Length(min=1, max=64))


class RevokeBody(Input):
    """Why a certificate is taken back; the volunteer reads it."""

    reason = Prose(required=True, min=2, max=500)


class IssuerBody(Input):
    """Who signs (民发〔2015〕149号). ``name``: as on the unit's seal, where it has another."""

    name = Prose(load_default=None, allow_none=True, min=2, max=100)
    responsible = Prose(required=True, min=1, max=60)
    handler = Prose(required=True, min=1, max=60)
    contact = Prose(required=True, min=3, max=200)


class IssuerAnswer(Schema):
    organisation_id = fields.String(attribute="_id")
    name = fields.String(allow_none=True)
    responsible = fields.String()
    handler = fields.String()
    contact = fields.String()
    by = fields.String()
    at = Instant()


class Signatories(Schema):
    name = fields.String()
    responsible = fields.String()
    handler = fields.String()
    contact = fields.String()


class CertificateAnswer(Schema):
    """``since``: when it was superseded or revoked."""

    number = fields.String()
    state = fields.String(metadata={"description": "stands, superseded or revoked"})
    since = Instant(allow_none=True)
    reason = fields.String(allow_none=True)
    code = fields.String()
    check_url = fields.String(metadata={"description": "Who has it may look."})
    language = fields.String()
    first = fields.String(data_key="from", attribute="from")
    last = fields.String(data_key="to", attribute="to")
    issued_on = fields.String()
    at = Instant()
    issuer_id = fields.String()
    issuer = fields.Nested(Signatories())
    minutes = fields.Integer()
    back_minutes = fields.Integer(metadata={"description": "Of these, entered afterwards."})
    left_out = fields.Integer(metadata={"description": "Services somebody objects to."})
    key_id = fields.String()


class CertificatesMade(Schema):
    """One for each organisation that certifies: who records it certifies it."""

    items = fields.List(fields.Nested(CertificateAnswer()))


class CertificatesAnswer(CertificatesMade):
    next_cursor = fields.String(allow_none=True)


class Person(Schema):
    name = fields.String()
    sex = fields.String(allow_none=True)
    number = fields.String()


class Service(Schema):
    """``spans``: [[start, end], …], the instants between which minutes count."""

    date = fields.String()
    spans = fields.List(fields.List(Instant()))
    title = fields.String()
    role = fields.String()
    place = fields.String(allow_none=True)
    in_charge = fields.String(allow_none=True)
    unit = fields.String()
    minutes = fields.Integer()
    back_entry = fields.Boolean()
    in_notice = fields.Boolean(metadata={"description": "Still in public notice when printed."})


class PrintedFacts(Schema):
    """What the holder printed, and nothing else of her."""

    number = fields.String(attribute="_id")
    language = fields.String()
    first = fields.String(data_key="from", attribute="from")
    last = fields.String(data_key="to", attribute="to")
    issued_on = fields.String()
    person = fields.Nested(Person())
    issuer = fields.Nested(Signatories())
    services = fields.List(fields.Nested(Service()))
    minutes = fields.Integer()
    back_minutes = fields.Integer()
    left_out = fields.Integer()
    key_id = fields.String()


class CheckAnswer(Schema):
    state = fields.String(metadata={"description": "stands, superseded, revoked or unknown"})
    since = Instant(allow_none=True)
    certificate = fields.Nested(PrintedFacts(), allow_none=True)


class KeyAnswer(Schema):
    key_id = fields.String()
    organisation_id = fields.String()
    name = fields.String(allow_none=True)
    pem = fields.String(metadata={"description": "The public half; keep it to check offline."})
