"""Settings of notifications beyond those every service has."""

from dataclasses import dataclass
from datetime import timedelta

from environs import validate

from shared.settings import environment

# Repeats stay harmless for at least 30 days, so what they would repeat is kept as long.
SHORTEST_KEEP_DAYS = 35


@dataclass(frozen=True, slots=True)
class Mail:
    """How to reach the mail server; ``security`` is "none", "starttls" or "tls"."""

    host: str
    port: int
    sender: str
    user: str
    password: str
    security: str
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    """``mail`` is None where no e-mail is sent; how long messages and settled mail are kept."""

    mail: Mail | None
    messages_kept: timedelta
    deliveries_kept: timedelta


def read() -> NotificationSettings:
    """Raises EnvValidationError that lists all that is wrong."""
    env = environment()
    host = env.str("SMTP_HOST", "")
    mail = Mail(
        host=host,
        port=env.int("SMTP_PORT", 587),
        sender=env.str("SMTP_FROM", "kindhours@localhost"),
        user=env.str("SMTP_USER", ""),
        password=env.str("SMTP_PASSWORD", ""),
        security=env.str(
            "SMTP_SECURITY", "starttls", validate=validate.OneOf(("none", "starttls", "tls"))
        ),
        timeout_seconds=env.float("SMTP_TIMEOUT_SECONDS", 10.0),
    )
    shortest = validate.Range(min=SHORTEST_KEEP_DAYS)
    messages_days = env.int("MESSAGES_KEPT_DAYS", 730, validate=shortest)
    deliveries_days = env.int("DELIVERIES_KEPT_DAYS", 90, validate=shortest)
    env.seal()
    return NotificationSettings(
        mail=mail if host else None,
        messages_kept=timedelta(days=messages_days),
        deliveries_kept=timedelta(days=deliveries_days),
    )
