"""What the volunteers service tells the others. No identity number ever stands here."""

from marshmallow import fields, validate

from shared.contracts.envelope import Contract, text, whole

LANGUAGES = ("zh", "en")
STATUSES = ("active", "suspended", "left")
LEVELS = ("city", "county", "town", "village", "grid", "unit")


class VolunteerState(Contract):
    """The whole public state of a volunteer; the highest ``revision`` is the truth."""

    volunteer_id = text()
    number = text(metadata={"description": "The volunteer number people see."})
    name = text()
    pinyin = fields.List(
        fields.String(), required=True, metadata={"description": "All readings, lower case."}
    )
    sex = fields.String(required=True, validate=validate.OneOf(("female", "male")))
    birth_date = text(metadata={"description": "YYYY-MM-DD"})
    phone = fields.String(required=True, allow_none=True, metadata={"description": "E.164"})
    email = fields.String(required=True, allow_none=True)
    wants_email = fields.Boolean(required=True)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    organisation_id = text()
    organisation_path = text(metadata={"description": "/id/id/…/ from the root, slash at the end"})
    team_ids = fields.List(fields.String(), required=True)
    qualifications = fields.List(fields.String(), required=True)
    revision = whole()


class VolunteerRegistered(VolunteerState):
    """A real-name registration was accepted."""

    type = "volunteers.volunteer_registered"


class VolunteerChanged(VolunteerState):
    """Details, teams, qualifications or the status of a volunteer changed."""

    type = "volunteers.volunteer_changed"
    change = fields.String(
        required=True,
        validate=validate.OneOf(
            ("details", "teams", "qualifications", "suspended", "left", "returned")
        ),
    )


class SignInCodeIssued(Contract):
    """Somebody in charge of a volunteer got a code with which the volunteer's password is set."""

    type = "volunteers.sign_in_code_issued"
    volunteer_id = text()
    issued_by = text(metadata={"description": "volunteer_id of who issued it"})
    organisation = text(metadata={"description": "the name of the issuer's organisation"})


class OrganisationChanged(Contract):
    """An organisation was added to the tree, renamed, moved or closed."""

    type = "volunteers.organisation_changed"
    organisation_id = text()
    name = text()
    level = fields.String(required=True, validate=validate.OneOf(LEVELS))
    code = fields.String(required=True, allow_none=True, metadata={"description": "GB/T 2260"})
    parent_id = fields.String(required=True, allow_none=True)
    path = text()
    status = fields.String(required=True, validate=validate.OneOf(("active", "closed")))
    revision = whole()


class TeamChanged(Contract):
    """A team was founded, renamed or dissolved, or its leaders changed."""

    type = "volunteers.team_changed"
    team_id = text()
    name = text()
    organisation_id = text()
    organisation_path = text()
    leader_ids = fields.List(fields.String(), required=True)
    status = fields.String(required=True, validate=validate.OneOf(("active", "dissolved")))
    revision = whole()
