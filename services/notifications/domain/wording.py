"""How what a person is told is written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Title and body in one language: ``str.format`` templates."""

    title: str
    body: str
