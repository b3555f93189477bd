"""What an office may set for activities; each has a sensible default (see domain.md's sources)."""

from dataclasses import dataclass

from shared.settings import environment


@dataclass(frozen=True, slots=True)
class ActivitySettings:
    """Minutes unless the name says otherwise."""

    withdrawal_minutes: int = 24 * 60
    """Deadline before a shift's start to give a place back, where the activity names none."""
    youngest_age: int = 6
    """Below it nobody is signed up at all (years, on the shift's day)."""
    close_after_days: int = 10
    """An ended activity is closed by itself after so many days."""
    check_in_opens_minutes: int = 60
    """Check-in is possible from so long before the shift starts."""
    check_out_closes_minutes: int = 120
    """Check-out is possible until so long after the shift ends; then it counts as forgotten."""
    code_seconds: int = 30
    """How long a check-in code stands before the next one."""
    code_secret: str = ""
    """Key of the check-in codes; the same in all replicas."""
    pairs_a_day: int = 3
    """In/out pairs one person may have in a shift on one day."""
    location_people: int = 100
    """Check-in by location alone needs an activity of at least so many places."""


def read() -> ActivitySettings:
    """From the environment. Raises EnvValidationError that lists all that is wrong."""
    env = environment()
    usual = ActivitySettings()
    found = ActivitySettings(
        withdrawal_minutes=env.int("WITHDRAWAL_MINUTES", usual.withdrawal_minutes),
        youngest_age=env.int("YOUNGEST_AGE", usual.youngest_age),
        close_after_days=env.int("CLOSE_AFTER_DAYS", usual.close_after_days),
        check_in_opens_minutes=env.int("CHECK_IN_OPENS_MINUTES", usual.check_in_opens_minutes),
        check_out_closes_minutes=env.int(
            "CHECK_OUT_CLOSES_MINUTES", usual.check_out_closes_minutes
        ),
        code_seconds=env.int("CODE_SECONDS", usual.code_seconds),
        code_secret=env.str("CODE_SECRET"),
        pairs_a_day=env.int("PAIRS_A_DAY", usual.pairs_a_day),
        location_people=env.int("LOCATION_PEOPLE", usual.location_people),
    )
    env.seal()
    return found
