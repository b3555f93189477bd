"""Made-up volunteers with all that a real-name registration asks for, the same each time."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from deploy.demo.names import Names

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PREFIXES = ("135", "136", "137", "138", "139", "150", "151", "158", "159", "182", "187", "188")
_SKILLS = (
    "急救",
    "心理疏导",
    "法律咨询",
    "摄影",
    "书法",
    "广场舞",
    "烹饪",
    "电脑维修",
    "手语",
    "驾驶",
)
_KINDS = ("助老", "关爱儿童", "环境保护", "大型活动", "文化体育", "法律援助", "防汛抗旱")
_GUARDIAN_AGE, _YOUNGEST = 14, 8


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One volunteer before registration; ``registration`` lacks only her organisation."""

    index: int
    name: str
    phone: str
    password: str
    birth_date: date
    registration: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """``districts`` are six-digit codes of GB/T 2260, the first the one they live in; ``consent``
    is the version they agree to; their ages are those on ``today``."""

    districts: tuple[str, ...]
    consent: str
    today: date


def make_people(count: int, where: Where, *, seed: int = 20261) -> list[MadeUp]:
    """``count`` volunteers with distinct documents and phones."""
    random = Random(seed)
    names = Names(random)
    taken: set[str] = set()
    return [_make(index, names, random, where, taken) for index in range(count)]


def _make(index: int, names: Names, random: Random, where: Where, taken: set[str]) -> MadeUp:
    sex = "female" if random.random() < 0.78 else "male"
    age = _age(random)
    birth_date = where.today - timedelta(days=int(age * 365.25))
    name, number = names.next(sex), ""
    while not number or number in taken:
        number = identity_number(random.choice(where.districts), birth_date, sex, random)
    taken.add(number)
    phone = phone_of(index)
    password = f"ai-xin-{random.randrange(10**8):08d}"
    registration: dict[str, Any] = {
        "name": name,
        "sex": sex,
        "birth_date": birth_date.isoformat(),
        "identity": {"kind": "resident_card", "number": number},
        "residence_code": where.districts[0],
        "phone": phone,
        "password": password,
        "consent_version": where.consent,
        "language": "en" if random.random() < 0.01 else "zh",
        "skills": random.sample(_SKILLS, random.randrange(3)),
        "service_kinds": random.sample(_KINDS, 1 + random.randrange(3)),
    }
    if age < _GUARDIAN_AGE + 1:
        guardian = {"name": names.next("female"), "relation": "mother", "phone": phone}
        registration["guardian"] = {**guardian, "accompanies": True}
    return MadeUp(index, name, phone, password, birth_date, registration)


def _age(random: Random) -> float:
    """Most volunteers of a county are between 30 and 70; a few are children with a guardian."""
    if random.random() < 0.01:
        return random.uniform(_YOUNGEST, _GUARDIAN_AGE)
    return min(82.0, max(_GUARDIAN_AGE + 2.0, random.gauss(46, 13)))


def identity_number(district: str, birth_date: date, sex: str, random: Random) -> str:
    """18 characters as GB 11643 has them: district, birth date, sequence (odd for men), check."""
    sequence = random.randrange(500) * 2 + (1 if sex == "male" else 0)
    digits = f"{district}{birth_date:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + _CHECKS[total % 11]


def phone_of(index: int) -> str:
    """A mobile number of its own for each index below 1,200,000."""
    return _PREFIXES[index % len(_PREFIXES)] + f"{(index * 7919 + 10_000_019) % 10**8:08d}"
