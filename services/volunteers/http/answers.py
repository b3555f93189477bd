"""What the routes answer. No schema here has a field for an identity number or a secret hash."""

from marshmallow import Schema, fields

from shared.web.schemas import Instant


def _text(*, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null)


def _texts() -> fields.List[str]:
    return fields.List(fields.String(), required=True)


class RoleAnswer(Schema):
    role = _text()
    organisation_id = _text()
    organisation_path = _text()


class RegisteredAnswer(Schema):
    volunteer_id = _text()
    number = _text()
    name = _text()
    status = _text()
    organisation_id = _text()
    must_be_accompanied = fields.Boolean(required=True)


class BriefAnswer(Schema):
    volunteer_id = _text()
    number = _text()
    name = _text()
    sex = _text()
    status = _text()
    organisation_id = _text()
    organisation_path = _text()
    team_ids = _texts()
    phone = _text(null=True)


class GuardianAnswer(Schema):
    name = _text()
    relation = _text()
    phone = _text()
    accompanies = fields.Boolean(required=True)
    consented_at = Instant(required=True)


class ConsentAnswer(Schema):
    version = _text()
    at = Instant(required=True)
    entered_by = _text(null=True)


class StandingAnswer(Schema):
    step = _text()
    by = _text()
    reason = _text(null=True)
    at = Instant(required=True)


class VolunteerAnswer(BriefAnswer):
    birth_date = _text()
    identity_kind = _text()
    residence_code = _text(null=True)
    email = _text(null=True)
    wants_email = fields.Boolean(required=True)
    language = _text()
    skills = _texts()
    service_kinds = _texts()
    qualifications = _texts()
    guardian = fields.Nested(GuardianAnswer(), required=True, allow_none=True)
    consents = fields.List(fields.Nested(ConsentAnswer()), required=True)
    standings = fields.List(fields.Nested(StandingAnswer()), required=True)
    roles = fields.List(fields.Nested(RoleAnswer()), required=True)
    must_be_accompanied = fields.Boolean(required=True)
    can_sign_in = fields.Boolean(required=True)
    provisional = fields.Boolean(required=True)
    created_at = Instant(required=True)
    revision = fields.Integer(required=True)


class _Page(Schema):
    next_cursor = _text(null=True)


class VolunteersAnswer(_Page):
    items = fields.List(fields.Nested(BriefAnswer()), required=True)
    total = fields.Integer(required=True)


class AccessAnswer(Schema):
    at = Instant(required=True)
    what = _text()
    by = _text(null=True)
    organisation = _text(null=True)


class AccessesAnswer(_Page):
    items = fields.List(fields.Nested(AccessAnswer()), required=True)


class TermsAnswer(Schema):
    consent_version = _text()
    minimum_age = fields.Integer(required=True)
    accompanied_age = fields.Integer(required=True)
    guardian_age = fields.Integer(required=True)
    document_kinds = _texts()
    guardian_relations = _texts()


class SignedAnswer(Schema):
    volunteer_id = _text()
    access_token = _text()
    expires_at = Instant(required=True)
    refresh_token = _text()


class CodeAnswer(Schema):
    code = _text()
    expires_at = Instant(required=True)


class OrganisationAnswer(Schema):
    organisation_id = _text()
    name = _text()
    level = _text()
    code = _text(null=True)
    parent_id = _text(null=True)
    path = _text()
    status = _text()
    revision = fields.Integer(required=True)


class OrganisationsAnswer(_Page):
    items = fields.List(fields.Nested(OrganisationAnswer()), required=True)


class TeamAnswer(Schema):
    team_id = _text()
    name = _text()
    organisation_id = _text()
    organisation_path = _text()
    leader_ids = _texts()
    status = _text()
    revision = fields.Integer(required=True)


class TeamsAnswer(_Page):
    items = fields.List(fields.Nested(TeamAnswer()), required=True)


class RoleHolderAnswer(Schema):
    volunteer_id = _text()
    number = _text()
    name = _text()
    roles = fields.List(fields.Nested(RoleAnswer()), required=True)


class GrantsAnswer(_Page):
    items = fields.List(fields.Nested(RoleHolderAnswer()), required=True)
