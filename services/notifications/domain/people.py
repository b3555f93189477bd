"""Whom we tell, in which language, and whether by e-mail as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preferences:
    """What a person chose here; what she left open follows her registration."""

    language: str | None = None
    email: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """Our copy of what volunteers tells about a person."""

    language: str
    email: str | None
    wants_email: bool
    status: str


def language_of(person: Person | None, chosen: Preferences) -> str:
    """Her choice, else her registration's language, else Chinese."""
    return chosen.language or (person.language if person else "zh")


def wants_email(kind: str, person: Person | None, chosen: Preferences) -> bool:
    """Whether mail of this kind is wanted: her choice for it, else that of her registration."""
    return chosen.email.get(kind, person is not None and person.wants_email)


def can_mail(person: Person) -> bool:
    """Whether there is somewhere to send to; nobody who has left is written to."""
    return bool(person.email) and person.status != "left"
