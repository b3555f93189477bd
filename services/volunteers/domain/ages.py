"""Who may register at which age, and with whom: settings with the defaults of good practice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.volunteers.domain.days import DayInFuture, age_on
from shared.refusal import Invalid


@dataclass(frozen=True, slots=True)
class Ages:
    """Full years. Below ``minimum`` nobody registers; below ``guardian`` a guardian consents;
    below ``accompanied`` an adult is with the child."""

    minimum: int = 6
    accompanied: int = 10
    guardian: int = 14


class TooYoung(Invalid):
    """Raised when a child is below the least age."""

    zh = "未满{minimum}周岁不能登记为志愿者。"
    en = "Children under {minimum} cannot register as volunteers."


class GuardianNeeded(Invalid):
    """Raised when a child comes without a guardian's consent."""

    zh = "未满{below}周岁须经监护人同意：请填写监护人姓名、关系和电话。"
    en = "Under {below} a guardian consents: give the guardian's name, relation and phone."


class CompanionNeeded(Invalid):
    """Raised when nobody says that a small child will be accompanied."""

    zh = "未满{below}周岁参加活动须由成年人陪同，请确认陪同。"
    en = "Under {below} an adult comes along. Please confirm that one will."


def check_age(
    birth_date: date, today: date, guardian: Mapping[str, Any] | None, ages: Ages
) -> None:
    """Raises DayInFuture, TooYoung, GuardianNeeded or CompanionNeeded."""
    if birth_date > today:
        raise DayInFuture(field="birth_date")
    age = age_on(birth_date, today)
    if age < ages.minimum:
        raise TooYoung(field="birth_date", minimum=ages.minimum)
    if age < ages.guardian and guardian is None:
        raise GuardianNeeded(field="guardian", below=ages.guardian)
    if age < ages.accompanied and not (guardian and guardian["accompanies"]):
        raise CompanionNeeded(field="guardian.accompanies", below=ages.accompanied)


def must_be_accompanied(birth_date: date, today: date, ages: Ages) -> bool:
    """Whether an adult has to come along today."""
    return age_on(birth_date, today) < ages.accompanied
