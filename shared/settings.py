"""Settings every service has, read once from the environment and passed in."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from environs import Env, ValidationError

KEY_BYTES = 32
Keys = Mapping[int, bytes]
"""Secret keys by version; the highest is the one new records are sealed with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service needs to know of its surroundings."""

    service: str
    mongo_uri: str
    mongo_database: str
    amqp_uri: str
    token_public_key: str
    public_url: str
    timezone: str = "Asia/Shanghai"
    clock_file: str | None = None
    relay_idle_seconds: float = 0.02
    batch_events: int = 400
    surge_requests: int = 64


def environment() -> Env:
    """The environment, for a service's own settings; collects all errors until ``seal()``."""
    return Env(eager=False)


def parse_keys(text: str) -> dict[int, bytes]:
    """Keys written "1:base64,2:base64". Raises ValidationError that repeats nothing of them."""
    try:
        pairs = [part.strip().split(":", 1) for part in text.split(",")]
        keys = {int(number): base64.b64decode(key, validate=True) for number, key in pairs}
    except (ValueError, binascii.Error):
        raise ValidationError("write keys as version:base64, with commas between") from None
    if len(keys) != len(pairs) or any(len(key) != KEY_BYTES for key in keys.values()):
        raise ValidationError(f"each key has its own version and {KEY_BYTES} bytes")
    return keys


def keys_in(env: Env, name: str) -> Keys:
    """The keys of a variable; none where ``seal`` is about to say what is wrong with them."""
    try:
        return parse_keys(env.str(name, validate=parse_keys) or "")
    except ValidationError:
        return {}


def read(service: str) -> Settings:
    """The settings of ``service``. Raises EnvValidationError that lists all that is missing."""
    env = environment()
    found = Settings(
        service=service,
        mongo_uri=env.str("MONGO_URI"),
        mongo_database=env.str("MONGO_DATABASE", f"kindhours_{service}"),
        amqp_uri=env.str("AMQP_URI", ""),
        token_public_key=env.str("TOKEN_PUBLIC_KEY"),
        public_url=env.str("PUBLIC_URL", "http://127.0.0.1:8080"),
        timezone=env.str("TIMEZONE", "Asia/Shanghai"),
        clock_file=env.str("KINDHOURS_CLOCK_FILE", None),
        relay_idle_seconds=env.float("RELAY_IDLE_SECONDS", 0.02),
        batch_events=env.int("BATCH_EVENTS", 400),
        surge_requests=env.int("SURGE_REQUESTS", 64),
    )
    env.seal()
    return found
