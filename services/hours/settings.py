"""What an office may set for the hour bank; the defaults follow the practice in domain.md."""

import re
from dataclasses import dataclass, field
from typing import Any

from environs import Env, ValidationError, validate

from services.hours.domain.findings.limits import Limits, sensible
from services.hours.domain.rules import Rules
from services.hours.domain.rules.keys import WHOLE, checked
from services.hours.domain.rules.refusals import RulesEmpty
from shared.refusal import Invalid
from shared.settings import Keys, environment, keys_in


@dataclass(frozen=True, slots=True)
class HoursSettings:
    """``rules`` hold where no organisation has set its own. ``master_keys`` seal the private
    halves of the organisations' signing keys; README.md says how they are changed. ``shelf``: the
    chains of pages this process writes on; "": the usual ones of a worker or a web process.
    ``limits``: from when on the detectors say something."""

    rules: Rules = field(default_factory=Rules)
    master_keys: Keys = field(default_factory=dict, repr=False)
    shelf: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def stars(self) -> tuple[int, ...]:
        """Minutes of service each star asks for, rising."""
        return self.rules.stars


def read() -> HoursSettings:
    """From the environment. Raises EnvValidationError that lists all that is wrong."""
    env = environment()
    values = _values(env)
    master = keys_in(env, "HOURS_KEYS_MASTER")
    shelf = env.str("HOURS_SHELF", "", validate=_must_be_a_word)
    limits: Any = env.json("HOURS_FINDINGS", {}, validate=_must_be_limits) or {}
    env.seal()
    return HoursSettings(Rules(**values), master, shelf, Limits(**limits))


def _values(env: Env) -> dict[str, Any]:
    """What the office sets; where something is wrong, ``seal`` is about to say so."""
    usual = Rules()

    def within(key: str) -> validate.Range:
        return validate.Range(*WHOLE[key])

    stars = env.list(
        "HOURS_STARS_AT_HOURS",
        [100, 300, 600, 1000, 1500],
        subcast=int,
        validate=_must_be_some_hours,
    )
    others: Any = env.json("HOURS_RULES", {}, validate=_must_be_rules) or {}
    return {
        "grace_before": env.int(
            "HOURS_GRACE_BEFORE_MINUTES", usual.grace_before, validate=within("grace_before")
        ),
        "grace_after": env.int(
            "HOURS_GRACE_AFTER_MINUTES", usual.grace_after, validate=within("grace_after")
        ),
        "step": env.int("HOURS_STEP_MINUTES", usual.step, validate=within("step")),
        "minimum_share": env.int(
            "HOURS_MINIMUM_SHARE_PERCENT", usual.minimum_share, validate=within("minimum_share")
        ),
        "stars": tuple(sorted(hours * 60 for hours in stars or ())),
        # All the others by the names they have everywhere, as in {"day_limit": 600}.
        **others,
    }


def _must_be_some_hours(stars: list[int]) -> None:
    if any(hours <= 0 for hours in stars) or len(set(stars)) != len(stars):
        raise ValidationError("Whole hours above 0, each once, as in 100,300,600.")


def _must_be_a_word(shelf: str) -> None:
    if not re.fullmatch(r"[a-z0-9-]{0,20}", shelf):
        raise ValidationError("At most 20 small letters, digits and hyphens.")


def _must_be_rules(values: Any) -> None:
    """What an organisation may set, the office may set; but nothing is above the office."""
    if not isinstance(values, dict) or None in values.values():
        raise ValidationError('Rules by their names, as in {"day_limit": 600}.')
    try:
        checked(values)
    except RulesEmpty:
        return
    except Invalid as wrong:
        raise ValidationError(f"{wrong.field}: {wrong}") from None


def _must_be_limits(values: Any) -> None:
    if not isinstance(values, dict) or not all(sensible(*one) for one in values.items()):
        raise ValidationError('Whole numbers by their names, as in {"back_entries": 40}.')
