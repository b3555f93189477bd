"""Settings of volunteers beyond those every service has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from environs import validate

from shared.settings import Keys, environment, keys_in


@dataclass(frozen=True, slots=True)
class VolunteerSettings:
    """Keys are 32 bytes by version; the highest version is the one new records are sealed with.

    README.md says how keys are changed.
    """

    token_private_key: str = field(repr=False)
    identity_keys: Keys = field(repr=False)
    blind_index_keys: Keys = field(repr=False)
    password_profile: str = "standard"  # noqa: S105 (a name, no password)
    password_workers: int = 2
    """How many passwords are hashed at once in a process; each takes 19 MiB meanwhile."""
    access_token_minutes: int = 15
    session_days: int = 30
    sign_in_code_days: int = 7
    consent_version: str = "1"
    consent_changes: Mapping[str, str] = field(default_factory=dict)
    """What is new in this version, by language (zh, en): for those who agreed to an earlier one."""
    minimum_age: int = 6
    accompanied_age: int = 10
    guardian_age: int = 14
    phone_region: str = "CN"
    phone_accounts: int = 5
    """How many volunteers may share a phone; families do."""
    accesses_days: int = 1095
    """How long it is kept who looked at whose data (three years)."""
    past_states_days: int = 35
    """How long the outbox history keeps what was told of a person and holds no more; as long as
    an inbox remembers. No refill needs it."""
    timezone: str = "Asia/Shanghai"
    """Where ages are counted: a birthday begins at its midnight."""


def read() -> VolunteerSettings:
    """From the environment. Raises EnvValidationError that lists all that is wrong."""
    env = environment()
    profiles = validate.OneOf(("standard", "quick"))
    found = VolunteerSettings(
        token_private_key=env.str("TOKEN_PRIVATE_KEY"),
        identity_keys=keys_in(env, "IDENTITY_KEYS"),
        blind_index_keys=keys_in(env, "BLIND_INDEX_KEYS"),
        password_profile=env.str("PASSWORD_PROFILE", "standard", validate=profiles),
        password_workers=env.int("PASSWORD_WORKERS", 2, validate=validate.Range(min=1)),
        access_token_minutes=env.int("ACCESS_TOKEN_MINUTES", 15),
        session_days=env.int("SESSION_DAYS", 30),
        sign_in_code_days=env.int("SIGN_IN_CODE_DAYS", 7),
        consent_version=env.str("CONSENT_VERSION", "1"),
        consent_changes={
            "zh": env.str("CONSENT_CHANGES_ZH", ""),
            "en": env.str("CONSENT_CHANGES_EN", ""),
        },
        minimum_age=env.int("MINIMUM_AGE", 6),
        accompanied_age=env.int("ACCOMPANIED_AGE", 10),
        guardian_age=env.int("GUARDIAN_AGE", 14),
        phone_region=env.str("PHONE_REGION", "CN"),
        phone_accounts=env.int("PHONE_ACCOUNTS", 5),
        accesses_days=env.int("ACCESSES_DAYS", 1095),
        past_states_days=env.int("PAST_STATES_DAYS", 35, validate=validate.Range(min=1)),
        timezone=env.str("TIMEZONE", "Asia/Shanghai"),
    )
    env.seal()
    return found
