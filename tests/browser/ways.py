"""The browsers a road is walked in: phone or desk, Chinese or English, with a script or without."""

import itertools
from typing import NamedTuple
from zlib import crc32

import pytest

PHONE, DESK = 390, 1280


class Way(NamedTuple):
    """One browser: its width in CSS pixels, the language it asks for, whether scripts run."""

    width: int = PHONE
    language: str = "zh"
    script: bool = True

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{'script' if self.script else 'plain'}"

    def say(self, zh: str, en: str) -> str:
        """What stands on the page in this browser's language."""
        return {"zh": zh, "en": en}[self.language]


EVERY = [Way(*one) for one in itertools.product((PHONE, DESK), ("zh", "en"), (True, False))]


def ways(road: str, *, every: bool, needs_script: bool) -> list[Way]:
    """The browsers a road is walked in, by its name: all (``every``: ``make browser``), or two that
    have no setting in common (``make test``). Which two they are changes from road to road, so that
    those of an area see all settings. One that ``needs_script`` has no walk without."""
    if every:
        return [one for one in EVERY if one.script or not needs_script]
    turn = crc32(road.encode())
    first = Way(PHONE, ("zh", "en")[turn & 1], needs_script or bool(turn & 2))
    return [first, Way(DESK, first.say("en", "zh"), needs_script or not first.script)]


def walks_with(fixture: str, request: pytest.FixtureRequest) -> list[Way]:
    """The browsers of all walks of this run that ask for a fixture: it is made for them at once."""
    items = [item for item in request.session.items if isinstance(item, pytest.Function)]
    return sorted({one.callspec.params["way"] for one in items if fixture in one.fixturenames})
