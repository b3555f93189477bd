"""Which changes of rules can be tried on a past period."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from services.hours.domain.rules.keys import checked
from services.hours.domain.rules.refusals import RuleNotForThePast, TrialPeriodInvalid

COUNTED = frozenset(
    (
        "grace_before", "grace_after", "step", "rounding", "minimum_share", "break_after",
        "break_minutes", "travel_minutes", "day_limit",
    )
)  # fmt: skip
"""The rules that decide which minutes count; all others say what happens to minutes later on."""
LONGEST_DAYS = 3_653
FIRST = date(2000, 1, 3)


def checked_trial(
    values: Mapping[str, Any], first: date, last: date, today: date
) -> dict[str, Any]:
    """What is tried on the local days ``first`` to ``last``, ready to be kept.

    Raises RulesEmpty, RuleUnknown, RuleInvalid, RuleNotForThePast, TrialPeriodInvalid.
    """
    found = checked(values)
    for key in found:
        if key not in COUNTED:
            raise RuleNotForThePast(field=f"values.{key}", key=key)
    if not FIRST <= first <= last <= today or last - first > timedelta(days=LONGEST_DAYS):
        raise TrialPeriodInvalid(field="to", first=FIRST, today=today)
    return found
