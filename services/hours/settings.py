"""What an office may set for the hour bank; the defaults follow the practice in domain.md."""

from dataclasses import dataclass, field

from environs import ValidationError, validate

from services.hours.domain.rules import Rules
from shared.settings import Keys, environment, keys_in


@dataclass(frozen=True, slots=True)
class HoursSettings:
    """``stars``: minutes of service each star asks for, rising. ``master_keys`` seal the private
    halves of the organisations' signing keys; README.md says how they are changed."""

    rules: Rules = field(default_factory=Rules)
    stars: tuple[int, ...] = (6_000, 18_000, 36_000, 60_000, 90_000)
    master_keys: Keys = field(default_factory=dict, repr=False)


def read() -> HoursSettings:
    """From the environment. Raises EnvValidationError that lists all that is wrong."""
    env = environment()
    usual = Rules()
    minutes = validate.Range(min=0, max=24 * 60)
    before = env.int("HOURS_GRACE_BEFORE_MINUTES", usual.grace_before, validate=minutes)
    after = env.int("HOURS_GRACE_AFTER_MINUTES", usual.grace_after, validate=minutes)
    step = env.int("HOURS_STEP_MINUTES", usual.step, validate=validate.Range(min=1, max=60))
    share = env.int(
        "HOURS_MINIMUM_SHARE_PERCENT",
        usual.minimum_share,
        validate=validate.Range(min=0, max=100),
    )
    stars = env.list(
        "HOURS_STARS_AT_HOURS",
        [100, 300, 600, 1000, 1500],
        subcast=int,
        validate=_must_be_some_hours,
    )
    master = keys_in(env, "HOURS_KEYS_MASTER")
    env.seal()
    rules = Rules(before, after, step, share)
    return HoursSettings(rules, tuple(sorted(hours * 60 for hours in stars)), master)


def _must_be_some_hours(stars: list[int]) -> None:
    if any(hours <= 0 for hours in stars) or len(set(stars)) != len(stars):
        raise ValidationError("Whole hours above 0, each once, as in 100,300,600.")
