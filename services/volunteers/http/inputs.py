"""What the routes take. Forms only: what the words mean is the operations' to judge."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from services.volunteers.domain import documents, roles, volunteers
from services.volunteers.domain.organisations import LEVELS
from shared.web.schemas import CursorArgs, Id, Input, Prose, Text

_MOST_WORDS = validate.Length(max=50)


class YesNo(fields.Boolean):
    """true or false and nothing like them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Secret(fields.String):
    """Taken as it is typed, as long as it can be kept; never cut or normalised."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        found = str(super()._deserialize(value, attr, data, **kwargs))
        if len(found) > 1000:
            raise ValidationError("Longer than maximum length 1000.")
        try:
            found.encode()
        except UnicodeEncodeError:
            raise ValidationError("Not plain text.") from None
        return found


class Phone(fields.Field[Any]):
    """A phone as text, or as the number a spreadsheet makes of it."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValidationError("Not a valid string.")
        return value[:60] if isinstance(value, str) else value


class DocumentInput(Input):
    kind = fields.String(required=True, validate=validate.OneOf(documents.KINDS))
    number = Text(required=True, max=40)
    country = Text(load_default="", min=0, max=3)


class GuardianInput(Input):
    name = Text(required=True, max=60)
    relation = fields.String(required=True, validate=validate.OneOf(volunteers.RELATIONS))
    phone = Phone(required=True)
    accompanies = YesNo(load_default=False)


class OwnFields(Input):
    """What a volunteer changes in her own record."""

    phone = Phone()
    email = fields.Email(allow_none=True, validate=validate.Length(max=200))
    wants_email = YesNo()
    language = fields.String(validate=validate.OneOf(volunteers.LANGUAGES))
    skills = fields.List(Text(max=40), validate=_MOST_WORDS)
    service_kinds = fields.List(Text(max=40), validate=_MOST_WORDS)
    residence_code = Text(max=20)
    organisation_id = Id()


class AllFields(OwnFields):
    """What those in charge change in a record."""

    name = Text(max=60)
    sex = fields.String(validate=validate.OneOf(volunteers.SEXES))
    birth_date = Text(max=20)
    identity = fields.Nested(DocumentInput())
    guardian = fields.Nested(GuardianInput(), allow_none=True)
    qualifications = fields.List(Text(max=40), validate=_MOST_WORDS)


class Entry(Input):
    """A registration by somebody else, with the volunteer's consent."""

    name = Text(required=True, max=60)
    sex = fields.String(required=True, validate=validate.OneOf(volunteers.SEXES))
    birth_date = Text(required=True, max=20)
    identity = fields.Nested(DocumentInput(), required=True)
    residence_code = Text(required=True, max=20)
    phone = Phone(required=True)
    organisation_id = Id(required=True)
    consent_version = Text(required=True, max=20)
    email = fields.Email(load_default=None, allow_none=True, validate=validate.Length(max=200))
    wants_email = YesNo(load_default=False)
    language = fields.String(load_default="zh", validate=validate.OneOf(volunteers.LANGUAGES))
    skills = fields.List(Text(max=40), load_default=list, validate=_MOST_WORDS)
    service_kinds = fields.List(Text(max=40), load_default=list, validate=_MOST_WORDS)
    guardian = fields.Nested(GuardianInput(), load_default=None, allow_none=True)


class RegistrationInput(Entry):
    """A registration by the volunteer herself."""

    password = Secret(required=True)


class StandingInput(Input):
    reason = Prose(load_default=None, allow_none=True, max=500)


class SuspensionInput(Input):
    reason = Prose(required=True, max=500)


class VolunteersArgs(CursorArgs):
    q = Text(load_default=None, max=50)
    phone_tail = Text(load_default=None, validate=validate.Regexp(r"\d{3,15}\Z"))
    number = Text(load_default=None, validate=validate.Regexp(r"\d{12}\Z"))
    status = fields.String(load_default=None, validate=validate.OneOf(volunteers.STATUSES))
    team_id = Id(load_default=None)
    organisation_id = Id(load_default=None)
    unverified = fields.Boolean(
        load_default=False,
        metadata={"description": "only people of a list whose document nobody has seen"},
    )
    provisional = fields.Boolean(
        load_default=False,
        metadata={"description": "only people whose password, set by a code, nobody vouched for"},
    )
    sort = fields.String(load_default="name", validate=validate.OneOf(("name", "newest")))


class SignInInput(Input):
    phone = Phone(required=True, metadata={"description": "Phone or volunteer number."})
    password = Secret(required=True)


class RefreshInput(Input):
    refresh_token = Secret(required=True)


class CodeInput(Input):
    number = Text(required=True, validate=validate.Regexp(r"\d{12}\Z"))
    code = Text(required=True, max=40)
    new_password = Secret(required=True)


class OrganisationsArgs(CursorArgs):
    parent_id = Id(load_default=None)
    under = Id(load_default=None)
    level = fields.String(load_default=None, validate=validate.OneOf(LEVELS))
    code = Text(load_default=None, validate=validate.Regexp(r"\d{4,12}\Z"))
    status = fields.String(load_default="active", validate=validate.OneOf(("active", "closed")))
    q = Text(load_default=None, max=100)


class NewOrganisationInput(Input):
    name = Text(required=True, max=100)
    level = fields.String(required=True, validate=validate.OneOf(LEVELS))
    parent_id = Id(required=True)
    code = Text(load_default=None, allow_none=True, max=20)


class OrganisationInput(Input):
    name = Text(max=100)
    code = Text(allow_none=True, max=20)
    parent_id = Id()
    status = fields.String(validate=validate.OneOf(("active", "closed")))


class TeamsArgs(CursorArgs):
    organisation_id = Id(load_default=None)
    status = fields.String(load_default="active", validate=validate.OneOf(("active", "dissolved")))


class NewTeamInput(Input):
    name = Text(required=True, max=100)
    organisation_id = Id(required=True)
    leader_ids = fields.List(Id(), load_default=list, validate=_MOST_WORDS)


class TeamInput(Input):
    name = Text(max=100)
    leader_ids = fields.List(Id(), validate=_MOST_WORDS)
    status = fields.String(validate=validate.OneOf(("dissolved",)))


class GrantsArgs(CursorArgs):
    organisation_id = Id(load_default=None)


class GrantInput(Input):
    volunteer_id = Id(required=True)
    role = fields.String(required=True, validate=validate.OneOf(roles.ROLES))
    organisation_id = Id(required=True)
