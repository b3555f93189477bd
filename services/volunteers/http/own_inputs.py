"""What the routes about oneself take."""

from services.volunteers.http.inputs import Secret
from shared.web.schemas import Input, Text


class ConsentInput(Input):
    """The version of the statement on personal data that was read."""

    consent_version = Text(required=True, max=20)


class PasswordInput(Input):
    old_password = Secret(required=True)
    new_password = Secret(required=True)
